"""Complaints and how they are settled."""
