"""Suggestions: proposed, answered in time, tried, measured, adopted or dropped."""
