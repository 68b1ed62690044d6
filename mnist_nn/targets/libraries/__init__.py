"""Adapters of libraries, each of which is imported when somebody names it, and not before."""
