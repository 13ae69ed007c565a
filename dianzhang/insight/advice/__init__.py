"""经营建议: what is to be done about a number, by whom and when, and what became of the number."""
