"""What the figures say so far, in words: not yet; B better or worse by so much; no difference that matters; stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dianzhang.kernel.messages import Message

from .always import Look, look
from .arms import Arm
from .split import TOO_UNEVEN, uneven

Says = Literal["not_yet", "better", "worse", "same", "uneven"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """``says`` and the look behind it; ``split`` is the p-value of the split, ``left`` how many of each are to come."""

    says: Says
    look: Look | None
    split: float
    left: int

    @property
    def over(self) -> bool:
        """Whether there is nothing to wait for."""
        return self.says != "not_yet"

    def words(self, written: Callable[[float], str]) -> Message:
        """``written`` shows a difference without sign: 1.2 个百分点."""
        match self.says:
            case "uneven":
                return Message(
                    "停下：两版分到的人数不对，差得不像偶然，先查分流",
                    "Stop: the split between the variants is off by more than chance; look at how they are divided",
                )
            case "better" | "worse" if self.look is not None:
                low, high = sorted((abs(self.look.low), abs(self.look.high)))
                zh, en = ("好", "better") if self.says == "better" else ("差", "worse")
                given = f"{written(low)}–{written(high)}"
                return Message(f"B 比 A {zh}：{given}", f"B is {en} than A by {given}")
            case "same":
                return Message("没有值得在意的差别", "No difference that matters")
        if self.left:
            return Message(f"还看不出，每版还要约 {self.left:,} 个", f"Not yet: about {self.left:,} more of each")
        return Message("计划的人数够了，仍看不出差别", "The planned number is reached, and no difference shows")


def judge(
    a: Arm, b: Arm, *, least: float, planned: int, higher: bool = True, alpha: float = 0.05, share: float = 0.5
) -> Verdict:
    """At any look.  ``least`` is the least difference that matters, ``higher`` whether more is better.

    *Same*: the whole interval lies within ±``least``.
    """
    split = uneven(a.n, b.n, share)
    left = max(0, planned - min(a.n, b.n))
    if not (a.n and b.n):
        return Verdict("not_yet", None, split, left)
    found = look(a, b, least, alpha)
    if split < TOO_UNEVEN:
        return Verdict("uneven", found, split, left)
    if found.low > 0 or found.high < 0:
        return Verdict("better" if (found.low > 0) == higher else "worse", found, split, left)
    if -least < found.low and found.high < least:
        return Verdict("same", found, split, left)
    return Verdict("not_yet", found, split, left)
