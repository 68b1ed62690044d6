"""The proof, image by image, that rounding cannot change the digit that is read."""
