"""Wrong implementations of the specified functions: a specification must refute every one.

Each is a few lines, makes one mistake, and cites the shipped bug that it repeats where there is
one. It computes all else as the reference does, so that nothing but the mistake is there to find.
"""
