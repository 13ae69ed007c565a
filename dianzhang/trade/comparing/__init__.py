"""A platform's file put beside our records: kept, and every difference a record that somebody settles."""
