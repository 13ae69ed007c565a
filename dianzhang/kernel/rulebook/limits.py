"""How large a rulebook may be.  Far above any real one, far below what would keep a machine busy."""

from __future__ import annotations

MAX_CHARACTERS = 1_000_000
MAX_LINES = 20_000
MAX_LINE = 4_000
MAX_CLAUSES = 5_000
MAX_NODES = 50_000  # scalars, lists and mappings of all rule blocks together
MAX_DEPTH = 16  # of lists and mappings within each other
MAX_PROBLEMS = 100  # a reader mends the first ones; more only hide them
EARLIEST, LATEST = 1900, 2999  # years of dates: any reckoning from them, a hundred years on, is still a date
MAX_EXAMPLE_DAYS = 3_653  # from the first day of an example to what happens in it
