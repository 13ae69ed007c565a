"""What needs no database and no web: money, calendars, formulas, the rulebook's language, scoring."""
