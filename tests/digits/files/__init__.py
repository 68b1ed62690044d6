"""Tests of mnist_nn.digits."""
