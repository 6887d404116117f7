"""From vectors and words to themes and topics."""
