"""Tests of mnist_nn.checking.survey."""
