"""From tables to what a reader sees: tables in every format, charts."""
