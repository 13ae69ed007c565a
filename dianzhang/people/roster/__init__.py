"""排班: shifts, who works when, swaps, handing over, and whether somebody is there whom the rulebook wants there."""
