"""Which plans resemble each other, and which passages stand in another plan already."""
