"""经营报告: a week or a month drafted from its numbers, confirmed by whoever owes it, submitted, kept as it was."""
