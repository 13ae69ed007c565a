"""Who is there in an example: ``在岗: {客服专员: ["08:00-16:00", "16:00-24:00"]}``, one line a person."""

from __future__ import annotations

import re

from ..messages import Message
from .context import Context
from .nodes import Items, Pairs, Text
from .words import posts_of

Times = tuple[tuple[str, str], ...]  # one pair a person: ("08:00", "16:00")
PRESENT = ("在岗", "present")
SPAN = re.compile(r"([0-9]{1,2}:[0-9]{2})\s*[—–\-~～至]\s*([0-9]{1,2}:[0-9]{2})")


def present_of(context: Context, pairs: Pairs) -> dict[str, Times]:
    """``在岗: {客服专员: ["08:00-16:00", "16:00-24:00"]}``: one line a person."""
    found: dict[str, Times] = {}
    for key, node in pairs.entries:
        texts = [one for one in (node.nodes if isinstance(node, Items) else (node,)) if isinstance(one, Text)]
        times = [SPAN.fullmatch(text.value.strip()) for text in texts]
        for text, time in zip(texts, times, strict=True):
            if time is None or not all(_sound(time[n]) for n in (1, 2)):
                context.report.error(
                    text.place, f"读不懂时间“{text.value}”", f"cannot read the time “{text.value}”",
                    Message("写成 08:00-16:00", "write it like 08:00-16:00"),
                )  # fmt: skip
        sound = [time for time in times if time is not None and all(_sound(time[n]) for n in (1, 2))]
        spans = tuple((padded(time[1]), padded(time[2])) for time in sound)
        found |= dict.fromkeys(posts_of(context, [key]), spans)
    return found


def _sound(clock: str) -> bool:
    hours, minutes = map(int, clock.split(":"))
    return (hours < 24 and minutes < 60) or (hours, minutes) == (24, 0)


def padded(clock: str) -> str:
    return clock.rjust(5, "0")
