"""Tests of mnist_nn.report.plots."""
