"""Setting targets and base pay, closing months."""
