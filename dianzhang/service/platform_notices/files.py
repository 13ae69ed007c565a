"""Notices from a table that somebody exported or keeps: looked at line by line, then taken in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.act import perform
from dianzhang.engine.lines import Line, lines_of
from dianzhang.engine.moment import HOME, now
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.gateways.platform_notices import KIND_WORDS, OUTCOME_WORDS, points
from dianzhang.gateways.tables import cells
from dianzhang.gateways.tables.days import moment
from dianzhang.gateways.tables.errors import CellError
from dianzhang.kernel.money import yuan

from ..brought import Taken, wrong_of
from .models import PlatformNotice
from .states import KINDS

FIELDS = ("number", "kind", "title", "text", "goods", "points", "fine", "received_at", "due_at", "outcome")


def look_at(rows: Iterable[tuple[int, Mapping[str, str]]], shop: str) -> list[Line]:
    """Every line with what it means (``data``: the input of the action) and what is wrong with it."""
    found = lines_of(rows, FIELDS)
    seen: dict[str, int] = {}
    for line in found:
        line.data = {"shop": shop, "kind": kind_of(line.cells["kind"] or line.cells["title"])}
        _texts(line)
        _figures(line)
        _times(line)
        number = str(line.data["number"])
        if number and number in seen:
            line.wrong["number"] = _("和第 %(line)s 行的平台编号相同。") % {"line": seen[number]}
        seen.setdefault(number, line.line)
        _outcome(line)
    return found


def _outcome(line: Line) -> None:
    said = line.cells["outcome"]
    line.data["outcome"] = next((verb for verb, words in OUTCOME_WORDS.items() if said in words), "")
    if said and not line.data["outcome"]:
        told = {"said": said, "there": "、".join(words[0] for words in OUTCOME_WORDS.values())}
        line.wrong["outcome"] = _("不认识的结果“%(said)s”：写 %(there)s，没有结果就不写。") % told


def kind_of(said: str) -> str:
    """The kind that a platform's word means; ``other`` where none does."""
    plain = unicodedata.normalize("NFKC", said).strip()
    for code, zh in KINDS.items():
        if plain in (code, zh, _(zh)):
            return code
    return next((code for word, code in KIND_WORDS.items() if word in plain), "other")


def _texts(line: Line) -> None:
    try:
        line.data["number"] = cells.identity(line.cells["number"]) if line.cells["number"] else ""
    except CellError as error:
        line.wrong["number"], line.data["number"] = wrong_of(error), ""
    if not line.cells["title"]:
        line.wrong["title"] = _("没有标题：写一句平台通知的是什么。")
    line.data |= {"title": line.cells["title"][:120], "text": line.cells["text"], "goods": line.cells["goods"][:500]}


def _figures(line: Line) -> None:
    try:
        found = points(line.cells["points"])
        if found is not None:
            line.data["points"] = found
    except CellError as error:
        line.wrong["points"] = wrong_of(error)
    try:
        fine = cells.amount_if_any(line.cells["fine"])
        if fine is not None:
            line.data["fine"] = yuan(fine)
    except CellError as error:
        line.wrong["fine"] = wrong_of(error)


def _times(line: Line) -> None:
    for name, end in (("received_at", False), ("due_at", True)):
        try:
            at = moment(line.cells[name], end_of_day=end)
        except CellError as error:
            line.wrong[name] = wrong_of(error)
            continue
        if at is not None:
            line.data[name] = at
    received, due = line.data.get("received_at"), line.data.get("due_at")
    if isinstance(received, datetime) and received > now() + timedelta(minutes=5):
        line.wrong["received_at"] = _("收到时间还没有到：%(at)s。") % {
            "at": f"{received.astimezone(HOME):%Y-%m-%d %H:%M}"
        }
    if isinstance(received, datetime) and isinstance(due, datetime) and due <= received:
        line.wrong["due_at"] = _("平台时限要晚于收到时间。")


def take(lines: list[Line], actor: Actor) -> Taken:
    """New ones are written down; of those that are here what is the platform's is brought up to date."""
    taken = Taken()
    numbers = {str(line.data["number"]) for line in lines} - {""}
    shops = {str(line.data["shop"]) for line in lines}
    there = {
        notice.number: notice
        for notice in PlatformNotice.objects.filter(shop__code__in=shops, number__in=numbers)
    }  # fmt: skip
    new = [line for line in lines if line.data["number"] not in there]
    old = [line for line in lines if line.data["number"] in there]
    decided: list[tuple[Line, PlatformNotice]] = []
    for line, outcome in _done("platform_notice.record", [(line, _input(line), None) for line in new], actor):
        if taken.count(line, outcome):
            decided.append((line, outcome.record))
    changes = [(line, _news(line), there[str(line.data["number"])].pk) for line in old]
    for line, outcome in _done("platform_notice.update", changes, actor):
        if taken.count(line, outcome, new=False):
            decided.append((line, there[str(line.data["number"])]))
    for line, notice in decided:
        verb = str(line.data["outcome"])
        if verb and notice.outcome != STATE[verb]:
            (outcome,) = perform(f"platform_notice.{verb}", [Item(notice.pk, None, None)], actor)
            if not outcome.done and outcome.status != "unchanged":
                taken.refused.append((line.line, outcome.why))
    return taken


STATE = {"rescind": "rescinded", "penalise": "penalised", "uphold": "upheld"}


def _input(line: Line) -> dict[str, Any]:
    return {name: value for name, value in line.data.items() if name != "outcome" and value not in (None, "")}


def _news(line: Line) -> dict[str, Any]:
    return {name: line.data[name] for name in ("due_at", "points", "fine") if line.data.get(name) is not None}


def _done(
    action: str, given: Sequence[tuple[Line, dict[str, Any], int | None]], actor: Actor
) -> list[tuple[Line, Outcome]]:
    outcomes = perform(action, [Item(pk, None, data) for _line, data, pk in given], actor)
    return [(line, outcome) for (line, _data, _pk), outcome in zip(given, outcomes, strict=True)]
