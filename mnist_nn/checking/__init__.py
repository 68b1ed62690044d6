"""Laws meet an implementation: search, counterexample, verdict."""
