"""Every component with its states, from made-up data: to look at, and for the tests that look."""
