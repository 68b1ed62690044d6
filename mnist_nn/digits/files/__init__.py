"""The files in which people have MNIST: found, told apart by their contents, read and verified."""
