"""目标: what is to be reached by year, quarter or month, by the department, a unit, a shop or a person; and how far."""
