"""From assignments to shares, differences and similarities."""
