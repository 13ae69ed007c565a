"""Platforms' files: formats in, formats out."""
