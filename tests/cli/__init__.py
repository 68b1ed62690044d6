"""Tests of mnist_nn.cli."""
