"""Leaving the department or moving within it: one switch takes everything back, and its lines are the proof."""
