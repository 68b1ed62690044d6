"""Tests of mnist_nn.comparison."""
