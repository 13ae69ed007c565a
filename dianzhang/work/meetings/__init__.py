"""Meetings: called by hand or by a duty of the rulebook, with an agenda that fills itself, minutes and decisions."""
