"""How others check an implementation: one method in each file, as its own source has it."""
