"""Buyers and how they are known."""
