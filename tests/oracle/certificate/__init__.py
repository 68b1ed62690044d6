"""Certificates are formulas that are proved, and no run that is allowed escapes them."""
