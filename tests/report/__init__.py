"""Proofs that reports say what was found."""
