"""Proofs that mnist_nn does what it says."""
