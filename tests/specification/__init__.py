"""Tests of mnist_nn.specification."""
