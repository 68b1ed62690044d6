"""Whatever can be verified: Python, libraries, models and programs, one adapter for each."""
