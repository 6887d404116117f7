"""What corresponds in two plans, and what became of what was planned."""
