"""The recipe that made the reference weights."""
