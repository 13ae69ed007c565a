"""A/B tests: planned with their arithmetic, run, looked at without being deceived by looking, decided."""
