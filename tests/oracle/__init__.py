"""Proofs that the enclosures hold the truth, and that the bounds are neither broken nor vacuous."""
