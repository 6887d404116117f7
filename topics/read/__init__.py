"""From files to segments: what the plans say, item by item."""
