"""Tests of mnist_nn.targets.libraries."""
