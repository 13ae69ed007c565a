"""Comparing two variants by figures of the days: how large a sample, what the figures say so far, when to stop.

Inputs are counts, and means as floats; all of it reckons in floats, since nothing here is money: answers are
differences and chances, shown to two or three digits.  ``arms`` holds the figures, ``interval`` compares them at one
look, ``always`` at as many looks as one likes, ``planning`` says how many one needs, ``split`` whether they were
divided as meant, ``verdict`` puts it into words.
"""

from .arms import Arm, Shares, Values
from .planning import per_arm_means, per_arm_shares
from .split import uneven
from .verdict import Verdict, judge

__all__ = ["Arm", "Shares", "Values", "Verdict", "judge", "per_arm_means", "per_arm_shares", "uneven"]
