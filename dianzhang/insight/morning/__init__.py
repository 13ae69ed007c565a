"""早报: yesterday as a few numbers, why they moved and what is red, each morning at the hour of the rulebook."""
