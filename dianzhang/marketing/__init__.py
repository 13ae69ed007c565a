"""Marketing: reports of advertising, traffic, help desks and store scores, and the facts that they tell."""
