"""例行: what the rulebook says is owed again and again, laid out, proved, done or missed."""
