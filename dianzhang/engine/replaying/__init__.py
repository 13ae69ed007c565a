"""Replay: the recorded past played again under a draft, beside what was in force.

    found = compare(text, date(2026, 10, 1), date(2026, 10, 31))
    found.rules[0].draft.missed

Nothing is written.  Scores and pay of whole months: ``reward.replaying``.
"""

from .comparing import DraftError, RangeError, Stopped, compare
from .found import Comparison, Counts, Example, Given, Hits, PersonFound, RuleFound

__all__ = [
    "Comparison", "Counts", "DraftError", "Example", "Given", "Hits", "PersonFound", "RangeError", "RuleFound",
    "Stopped", "compare",
]  # fmt: skip
