"""What the list, the board and the page of suggestions show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import (
    Column,
    Dated,
    Filter,
    ListPage,
    RecordPage,
    Section,
    View,
    show_dates,
    show_list,
    show_record,
)
from dianzhang.engine.words import join, post_name, word
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import Definition, over, values
from dianzhang.measure.rights import why_not
from dianzhang.measure.series import key_of, keys
from dianzhang.ui.charts import Chart, Number, Series
from dianzhang.ui.figures import change, written

from ..models import Suggestion
from .effect import days_of, definition_of
from .states import OPEN, SUGGESTION, answered_by, answerers

MINE = {"answer": "等我答复", "try": "我在试行", "proposed": "我提的"}
TO_ANSWER = ("proposed", "accepted", "measured")  # what waits for whoever answers


def mine(what: str, actor: Actor) -> Q:
    """Suggestions that wait for the reader, or that the reader made."""
    match what:
        case "answer":
            return answered_by(actor) & Q(status__in=TO_ANSWER)
        case "try":
            return Q(trier_id=actor.person_id, trier_id__isnull=False, status="trying")
        case "proposed":
            return Q(author_id=actor.person_id, author_id__isnull=False)
    raise ValueError(what)


def author(suggestion: Suggestion) -> str:
    return organisation().names.get(suggestion.author_id or 0, "")


def who_answers(suggestion: Suggestion) -> str:
    names = [organisation().names.get(person, "") for person in answerers(suggestion)]
    return join(names) or (post_name(suggestion.post) if suggestion.post else "")


def tried_by(suggestion: Suggestion) -> str:
    return organisation().names.get(suggestion.trier_id or 0, "")


def number_name(suggestion: Suggestion) -> str:
    return word(suggestion.measure) if suggestion.measure else ""


LIST = show_list(
    ListPage(
        SUGGESTION,
        columns=(
            Column("title"),
            Column("author", "提出人", show=author),
            Column("status"),
            Column("measure", show=number_name, wide_only=True),
            Column("owner", "现在归谁", show=lambda one: one.owner if one.status in OPEN else None),
            Column("proposed_at"),
        ),
        filters=(
            Filter("status", "状态", SUGGESTION.axes[0].states),
            Filter("mine", "与我有关", MINE, mine=mine),
        ),
        views=(
            View("answer", "等我答复", {"mine": "answer"}),
            View("proposed", "我提的", {"mine": "proposed"}),
            View("open", "没有了结", {"status": ",".join(OPEN)}),
            View("adopted", "已推行", {"status": "adopted"}),
        ),
        related=("owner",),
        empty="这里是建议：哪里可以改得更好，写下来，上一级按制度的时限答复；接受了就试，试完比一比前后的数，见效的就推行。",
        create="suggestion.propose",
        board="status",
    )
)


def said_section(suggestion: Suggestion, _actor: Actor) -> Mapping[str, Any]:
    """What is proposed, in the words of whoever proposes it."""
    names = ("what", "why", "expected")
    parts = [{"name": word(SUGGESTION.field[n].zh), "text": getattr(suggestion, n)} for n in names]
    return {"parts": [part for part in parts if part["text"]]}


# --- the effect -----------------------------------------------------------------------


def effect_section(suggestion: Suggestion, actor: Actor) -> Mapping[str, Any] | None:
    """The number before and in the trial, equally many days, with its line through both; None before it is tried."""
    days = days_of(suggestion)
    if days is None:
        return None
    earlier, trial = days
    told: dict[str, Any] = {
        "spans": [_days(earlier), _days(trial)], "why": "", "chart": None, "figures": [], "running": "",
        "name": number_name(suggestion), "group": "",
    }  # fmt: skip
    definition = definition_of(suggestion)
    if not suggestion.measure or definition is None:
        return told | {"why": _("提的时候没有选看哪个数，效果由答复的人写明。")}
    unit = None
    if not_for := why_not(actor, definition, Slice(earlier.first, trial.last)):
        unit = suggestion.unit_id
        of_unit = unit is not None and all(measure.unit_of for measure in definition.measures())
        if not of_unit or why_not(actor, definition, Slice(earlier.first, trial.last, unit=unit)):
            return told | {"why": not_for}
        earlier, trial = replace(earlier, unit=unit), replace(trial, unit=unit)
        told["group"] = word(organisation().units[unit].name) if unit in organisation().units else ""
    if suggestion.measured_at is None:
        told["running"] = _("试行到 %(day)s，过后再比。") % {"day": trial.last}
    elif unit is not None:
        told |= _compared(over(definition, earlier), over(definition, trial), definition)
    else:
        told |= _compared(read(suggestion.before), read(suggestion.after), definition)
    return told | {"chart": _chart(definition, earlier, trial)}


def read(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _days(of: Slice) -> str:
    return f"{of.first} – {of.last}"


def _compared(before: Decimal | None, after: Decimal | None, definition: Definition) -> dict[str, Any]:
    """Both figures as people read them, and how it moved."""
    better = (definition.measure or definition.metric).better  # type: ignore[union-attr]
    said = [None if value is None else written(value, definition.unit) for value in (before, after)]
    return {
        "figures": [{"name": _("试行以前"), "value": said[0]}, {"name": _("试行当中"), "value": said[1]}],
        "change": change(after, before, definition.unit, better),
        "missing": before is None or after is None,
    }


def _chart(definition: Definition, earlier: Slice, trial: Slice) -> Chart:
    """Day by day: what was before in one colour, the trial in another."""
    assert earlier.first is not None
    assert trial.first is not None
    assert trial.last is not None
    last = min(trial.last, max(today() - timedelta(days=1), earlier.first))
    found = {one.key: one.value for one in values(definition, "day", replace(earlier, last=last))}
    labels = list(keys(earlier.first, last, "day"))
    turn = key_of(trial.first, "day")
    ratio = definition.unit is Unit.RATIO

    def shown(key: str, *, tried: bool) -> Number | None:
        value = found.get(key)
        if value is None or (key >= turn) != tried:
            return None
        return value * 100 if ratio else value

    series = [
        Series(_("试行以前"), [shown(key, tried=False) for key in labels], "rest"),
        Series(_("试行当中"), [shown(key, tried=True) for key in labels], "act"),
    ]
    short = [f"{date.fromisoformat(key):%m-%d}" for key in labels]
    return Chart(word(definition.name), short, series, "line", "%" if ratio else "")


show_record(
    RecordPage(
        SUGGESTION,
        facts=(
            Column("author", "提出人", show=author),
            Column("answerers", "由谁答复", show=who_answers),
            Column("measure", show=number_name),
            Column("trier", "试行人", show=tried_by),
            Column("first_day"),
            Column("last_day"),
            Column("proposed_at"),
            Column("answered_at"),
            Column("closed_at"),
        ),
        sections=(
            Section("建议", "work/report.html", said_section),
            Section("效果", "work/effect.html", effect_section),
        ),
        main_axes=("status",),
    )
)
show_dates(Dated(SUGGESTION, "first_day", "试行建议", where=lambda: Q(status="trying"), until="last_day"))
