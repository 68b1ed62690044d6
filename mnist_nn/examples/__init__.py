"""Programs that speak the command protocol, each complete in one file: copy one to begin yours."""
