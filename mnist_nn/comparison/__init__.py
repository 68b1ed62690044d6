"""Reports of `mnist-nn verify --json` side by side: which laws hold for whom, and what differs."""
