"""Leave, and later the rest of a working life here."""
