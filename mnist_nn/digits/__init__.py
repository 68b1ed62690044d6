"""The MNIST files, and a person's own picture of a digit."""
