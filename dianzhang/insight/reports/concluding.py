"""Candidate conclusions of a report: its figures given to the rules, as plain data beside what people make of them.

One is ``{"key", "kind", "numbers", "data", "good", "state", "words", "advice", "why"}``; ``state`` is proposed, kept,
dropped or added.  ``words`` are a person's, empty where the rule's stand; ``advice`` None: the rule's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dianzhang.kernel.conclusions import Conclusion, Figure, Kept, Part, Scene, conclude
from dianzhang.measure import catalogue

from ..moves.parts import CAUSES

Finding = dict[str, Any]
SPEND = ("promotion_spend", "promotion_sales")  # what a scene tells of
STANDS = ("kept", "added")  # what a report says in the end


def candidates(kept: Mapping[str, Any]) -> list[Finding]:
    """Of the content of a report (``figures.content``)."""
    deadlines = [Kept(one["rule"], "", one["missed"], one["due"]) for one in kept["deadlines"]]
    versions = {one["rule"]: one["version"] for one in kept["deadlines"]}
    scenes = [Scene(one["name"], Decimal(one["spent"]), _read(one["sold"])) for one in kept["scenes"]]
    gaps = sum(one["days"] for one in kept["missing"])
    found = conclude([figure(one) for one in kept["numbers"]], deadlines, scenes, gaps)
    return [_finding(one, versions) for one in found]


def figure(one: Mapping[str, Any]) -> Figure:
    if one["value"] is None and "unit" not in one:
        return Figure(one["name"], "higher", None)
    aim = one["target"] or {}
    goods = [
        Part("", line["name"], Decimal(line["after"]) - Decimal(line["before"]))
        for line in one["cuts"].get("goods", ())
        if line["name"] not in CAUSES.values()
    ]
    return Figure(
        one["name"], one["better"], _read(one["value"]), [_read(value) for value in one["earlier"]],
        _read(one["year"]), [Part(part["cause"], part["name"], Decimal(part["amount"])) for part in one["why"]],
        goods, aim.get("standing", "none"), _read(aim.get("there")), _read(aim.get("due")), _read(aim.get("target")),
    )  # fmt: skip


def merged(fresh: Sequence[Finding], had: Sequence[Finding]) -> list[Finding]:
    """What people decided about a candidate stays with it when the figures are worked out anew; what they added too."""
    known = {one["key"]: one for one in had}
    decided = ("state", "words", "advice", "why")
    found = [one | {part: known[one["key"]][part] for part in decided} if one["key"] in known else one for one in fresh]
    return found + [one for one in had if one["state"] == "added"]


def counted(findings: Sequence[Finding]) -> tuple[int, int, int]:
    """How many are undecided, how many conclusions stand, how many of these with advice."""
    stand = [one for one in findings if one["state"] in STANDS]
    return (
        sum(one["state"] == "proposed" for one in findings), len(stand), sum(one["advice"] != "" for one in stand),
    )  # fmt: skip


def _finding(one: Conclusion, versions: Mapping[str, int]) -> Finding:
    data: dict[str, Any] = dict(one.data)
    numbers = list(one.numbers)
    if one.kind == "deadlines":
        data["version"] = versions[data["rule"]]
    if one.kind == "scene":
        numbers = [catalogue.measures[name].zh for name in SPEND]
    return {
        "key": one.key, "kind": one.kind, "numbers": numbers, "data": data, "good": one.good, "state": "proposed",
        "words": "", "advice": None, "why": "",
    }  # fmt: skip


def _read(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
