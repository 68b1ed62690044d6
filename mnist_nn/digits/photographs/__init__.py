"""Finds the digit in a photograph, with OpenCV: the extra `pictures`."""
