"""Targets, scorecards, pay."""
