"""Persons, units, posts; actions, journal, access, gates, clocks, rulebook versions, leased work. No trade words."""
