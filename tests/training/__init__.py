"""Tests of mnist_nn.training."""
