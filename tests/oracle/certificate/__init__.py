"""Tests of mnist_nn.oracle.certificate.certificate."""
