"""The test set, the reference weights, and the recipe that made them."""
