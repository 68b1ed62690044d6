"""The true answers, enclosed by ball arithmetic, and how far from them rounding may lead."""
