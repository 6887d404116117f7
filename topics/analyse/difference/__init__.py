"""How groups of plans differ, and which can be told apart."""
