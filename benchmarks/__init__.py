"""Scripts that print tables of ratios against peers, measured in one run."""
