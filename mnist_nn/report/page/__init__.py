"""Reports as pages for a browser: one file each, that needs no other and asks for none."""
