"""Tests of finding the digit in a photograph."""
