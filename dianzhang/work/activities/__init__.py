"""Activities of the team, of its culture, for others: arranged, signed up for, held, reported."""
