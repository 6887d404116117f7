"""How much room themes and topics take, and how far a share could be off."""
