"""报警: numbers watched by the rulebook; what is out of line opens a task with the emergency plan."""
