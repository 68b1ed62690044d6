"""Proofs that the laws hold where they should, and fail where they should."""
