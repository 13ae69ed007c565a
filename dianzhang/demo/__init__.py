"""A demonstration department, lived through the same actions that people use."""
