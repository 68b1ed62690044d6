"""Tests of mnist_nn.mutants."""
