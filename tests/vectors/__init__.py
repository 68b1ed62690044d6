"""Test vectors: what is written, what is read, and what it says."""
