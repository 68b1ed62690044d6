"""Reads handwritten digits with NumPy, and says what a correct softmax is."""
