"""Topics and themes of government work plans and reports, compared between districts and years."""
