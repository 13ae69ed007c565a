"""What the list, the board and the page of advice show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, show_list, show_record
from dianzhang.engine.reading import seen
from dianzhang.engine.words import join, post_name, word
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import define
from dianzhang.measure.rights import why_not
from dianzhang.ui.figures import change, written
from dianzhang.ui.wording import days

from ..reports.models import PeriodReport
from ..reports.states import PERIOD_REPORT
from .effect import spans_of
from .models import Advice
from .states import ADVICE, BECAUSE, DIRECTIONS, OPEN, VERDICTS, decided_by, deciders

MINE = {"decide": "等我定夺", "do": "归我做", "proposed": "我提的"}


def mine(what: str, actor: Actor) -> Q:
    """Advice that waits for the reader, or that the reader made."""
    match what:
        case "decide":
            return decided_by(actor) & Q(status__in=("proposed", "reviewed"))
        case "do":
            return Q(owner_id=actor.person_id, owner_id__isnull=False, status__in=("adopted", "doing"))
        case "proposed":
            return Q(author_id=actor.person_id, author_id__isnull=False)
    raise ValueError(what)


def author(advice: Advice) -> str:
    return organisation().names.get(advice.author_id or 0, "")


def who_decides(advice: Advice) -> str:
    names = [organisation().names.get(person, "") for person in deciders(advice)]
    return join(names) or (post_name(advice.post) if advice.post else "")


def meant(advice: Advice) -> str:
    """``退款率 降下来 10%``."""
    if not advice.measure:
        return ""
    much = f" {advice.percent}%" if advice.percent else ""
    return f"{word(advice.measure)} {word(DIRECTIONS[advice.direction])}{much}"


show_list(
    ListPage(
        ADVICE,
        columns=(
            Column("title"),
            Column("owner", "谁做", show=lambda advice: advice.owner),
            Column("status"),
            Column("due_at"),
            Column("meant", "要动哪个数", show=meant, wide_only=True),
            Column("verdict"),
        ),
        filters=(
            Filter("status", "状态", ADVICE.axes[0].states),
            Filter("verdict", "效果", {name: text for name, text in VERDICTS.items() if name}),
            Filter("mine", "与我有关", MINE, mine=mine),
        ),
        views=(
            View("decide", "等我定夺", {"mine": "decide"}),
            View("do", "归我做", {"mine": "do"}),
            View("open", "没有了结", {"status": ",".join(OPEN)}),
        ),
        related=("owner",),
        empty="这里是经营建议：要动哪个数、谁做、到什么时候；采纳了就做，做完到时候看那个数动了没有，说得清说不清都写下来，再结案。",
        create="advice.propose",
        board="status",
    )
)


def what_section(advice: Advice, actor: Actor) -> Mapping[str, Any]:
    """What it says, how it is to be done, and the report that it stems from, as a link for who may open that."""
    report = PeriodReport.objects.filter(pk=advice.report_id).first() if advice.report_id else None
    opened = report is not None and report.pk in seen(actor, PERIOD_REPORT, [report])
    return {
        "title": advice.title, "what": advice.what,
        "report": PERIOD_REPORT.title(report) if report is not None else "",
        "url": reverse("record", args=["period_report", advice.report_id]) if opened else "",
    }  # fmt: skip


def effect_section(advice: Advice, actor: Actor) -> Mapping[str, Any] | None:
    """The number before and after, equally many days, what else moved, and the verdict in words."""
    if not advice.verdict:
        return None
    spans = spans_of(advice)
    told: dict[str, Any] = {
        "verdict": word(VERDICTS[advice.verdict]), "because": word(BECAUSE[advice.because]) if advice.because else "",
        "meant": meant(advice), "figures": [], "change": None, "others": [], "barred": "",
    }  # fmt: skip
    if spans is None or not advice.measure:
        return told
    earlier, later = spans
    assert earlier.first is not None
    whole = Slice(earlier.first, later.last)
    definition = define(advice.measure, earlier.first, later.last)
    if definition is None:
        return told
    if barred := why_not(actor, definition, whole):
        return told | {"barred": barred, "verdict": "", "because": ""}
    before, after = (Decimal(text) if text else None for text in (advice.before, advice.after))
    unit = definition.unit
    for words, of, value in ((_("开始以前"), earlier, before), (_("做完以后"), later, after)):
        assert of.first is not None
        assert of.last is not None
        told["figures"].append(
            {"name": words, "days": days(of.first, of.last), "value": None if value is None else written(value, unit)}
        )
    told["change"] = change(after, before, unit, definition.better)
    for one in json.loads(advice.others):
        beside = define(one["name"], earlier.first)
        if beside is not None and not why_not(actor, beside, whole):
            was, now = (written(Decimal(one[key]), Unit(one["unit"])) for key in ("before", "after"))
            told["others"].append({"name": word(one["name"]), "was": was, "now": now})
    return told


show_record(
    RecordPage(
        ADVICE,
        facts=(
            Column("author", "提出人", show=author),
            Column("deciders", "由谁定夺", show=who_decides),
            Column("owner", "谁做", show=lambda advice: advice.owner),
            Column("due_at"),
            Column("meant", "要动哪个数", show=meant),
            Column("review_on"),
            Column("began_on"),
            Column("done_on"),
        ),
        sections=(
            Section("建议", "insight/advice_said.html", what_section),
            Section("效果", "insight/advice_effect.html", effect_section),
        ),
        main_axes=("status",),
    )
)
