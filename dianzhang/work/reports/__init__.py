"""汇报: reports of the day, the week, the month, and what whoever they go to answers."""
