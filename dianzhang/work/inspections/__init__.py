"""How the rulebook is kept is looked at itself: inspections, reported breaches, findings until they are closed."""
