"""What can be verified: implementations of the specified functions, one adapter for each."""
