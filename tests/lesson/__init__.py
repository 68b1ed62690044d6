"""Tests of mnist_nn.lesson."""
