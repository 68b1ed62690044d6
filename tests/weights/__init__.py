"""Tests of mnist_nn.weights.files."""
