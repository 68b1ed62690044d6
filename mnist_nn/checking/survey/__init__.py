"""A survey: how far results are off, in units of the last place, and where."""
