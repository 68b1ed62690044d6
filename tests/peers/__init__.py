"""Other libraries, verified by the laws that this package holds itself to."""
