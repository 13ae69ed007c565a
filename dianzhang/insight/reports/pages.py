"""What the list and the page of reports of numbers show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, show_list, show_record
from dianzhang.engine.words import join, post_name, word
from dianzhang.kernel.units import Unit
from dianzhang.marketing.states import FAMILIES
from dianzhang.ui.charts import Chart, Number, Series
from dianzhang.ui.figures import change, written
from dianzhang.ui.wording import chinese, percent
from dianzhang.ui.wording import days as days_words

from ..advice.states import ADVICE, VERDICTS
from ..morning.saying import said, signed
from ..morning.working import changes
from ..moves.parts import CAUSES
from . import spoken
from .figures import numbers_of
from .models import PeriodReport
from .reading import BY_VISITORS, Sight, findings_of, shown
from .states import HANDED_IN, KINDS, PERIOD_REPORT, WRITING, for_reader, posts_to, writes
from .wording import advice_of, whole, words_of

MINE = {"to_write": "等我定稿", "to_read": "等我收下"}
CUTS = {"shop": "按店铺", "platform": "按平台", "goods": "按商品"}


def mine(what: str, actor: Actor) -> Q:
    """Reports that wait for the reader."""
    match what:
        case "to_write":
            return Q(owner_id=actor.person_id, owner_id__isnull=False, status__in=WRITING)
        case "to_read":
            return for_reader(actor) & Q(status="submitted")
    raise ValueError(what)


def days(report: PeriodReport) -> str:
    return days_words(report.first_day, report.last_day)


def goes_to(report: PeriodReport) -> str:
    return join([post_name(post) for post in posts_to(report)])


def submitter(report: PeriodReport) -> str:
    return organisation().names.get(report.submitter_id or 0, "")


def reader(report: PeriodReport) -> str:
    return organisation().names.get(report.reader_id or 0, "")


show_list(
    ListPage(
        PERIOD_REPORT,
        columns=(
            Column("title", "报告", show=PERIOD_REPORT.title),
            Column("days", "哪几天", show=days),
            Column("owner", "责任人", show=lambda report: report.owner),
            Column("status"),
            Column("submitted_at"),
            Column("conclusions", wide_only=True, number=True),
            Column("goes_to", "交给", show=goes_to, wide_only=True),
        ),
        filters=(
            Filter("status", "状态", PERIOD_REPORT.axes[0].states),
            Filter("kind", "类别", KINDS),
            Filter("mine", "与我有关", MINE, mine=mine),
        ),
        views=(
            View("to_write", "等我定稿", {"mine": "to_write"}),
            View("to_read", "等我收下", {"mine": "to_read"}),
        ),
        order=("-first_day", "-id"),
        related=("owner",),
        empty="这里是每周、每月的经营报告：到制度写的时候系统按数起草，责任人定了结论和建议再交，交过的照原样留着。",
    )
)


# --- its parts -------------------------------------------------------------------------


def findings_section(report: PeriodReport, actor: Actor) -> Mapping[str, Any]:
    """Conclusions and advice; while it is written with what can be done about each."""
    sight, numbers = Sight(actor, report), numbers_of(shown(report))
    writing = report.status in WRITING and writes(report, actor)
    found = [one for one in findings_of(report) if sight.finding(one)]
    lines = [_finding(report, one, numbers, sight, writing=writing) for one in found]
    return {
        "report": report, "writing": writing, "lines": [one for one in lines if one["state"] != "dropped"],
        "dropped": [one for one in lines if one["state"] == "dropped"], "undecided": report.undecided,
        "add": reverse("act", args=["period_report", report.pk, "add"]),
        "keep": reverse("act", args=["period_report", report.pk, "keep"]),
        "here": reverse("record", args=["period_report", report.pk]),
    }  # fmt: skip


def _finding(
    report: PeriodReport, one: dict[str, Any], numbers: Mapping[str, Any], sight: Sight, *, writing: bool
) -> dict[str, Any]:
    words, advice = words_of(one, numbers, report.kind), advice_of(one)
    put = reverse("act", args=["period_report", report.pk, "put"])
    drop = reverse("act", args=["period_report", report.pk, "drop"])
    given = urlencode({"finding": one["key"], "words": words, "advice": advice})
    propose = reverse("create", args=["advice", "propose"])
    measure = one["numbers"][0] if len(one["numbers"]) == 1 else ""
    asked = urlencode({"report_id": report.pk, "title": advice[:80], "what": words, "measure": measure})
    rests = [{"name": word(name), "url": sight.rows(name)} for name in one["numbers"]]
    return {
        "key": one["key"], "state": one["state"], "words": words, "advice": advice, "good": one["good"],
        "why": one["why"], "rests": rests, "own": one["kind"] == "own" or bool(one["words"]),
        "propose": f"{propose}?{asked}" if advice and report.status in HANDED_IN else "",
        "put": f"{put}?{given}" if writing else "",
        "drop": f"{drop}?{urlencode({'finding': one['key']})}" if writing else "",
    }  # fmt: skip


def numbers_section(report: PeriodReport, actor: Actor) -> Mapping[str, Any]:
    """Its numbers as they were, with charts; what is otherwise now beside them."""
    kept, sight = shown(report), Sight(actor, report)
    seen = [one for one in kept["numbers"] if sight.number(one["name"])]
    fresh = json.loads(report.now) if report.now and report.status in HANDED_IN else {}
    moved = changes(kept, fresh) if fresh else []
    return {
        "numbers": [_number(one, sight) for one in seen],
        "charts": [found for one in seen if (found := _chart(one, report)) is not None],
        "changes": [_changed(one) for one in moved if sight.number(one["name"])],
        "remade_at": report.remade_at,
        "missing": [_missing(one) for one in kept["missing"]],
        "barred": join([word(name) for name in kept.get("barred", ())]) if writes(report, actor) else "",
    }


def _number(one: dict[str, Any], sight: Sight) -> dict[str, Any]:
    found: dict[str, Any] = {"name": word(one["name"]), "url": sight.rows(one["name"]), "beside": [], "clause": None}
    definition = sight.definition(one["name"])
    if definition is not None:
        found["clause"] = definition.clause
    if one["value"] is None:
        told = one.get("reason") or []
        return found | {"value": None, "reason": told[0 if chinese() else 1] if told else _("这几天没有数")}
    value, unit = Decimal(one["value"]), Unit(one["unit"])
    for words, then in ((_("较上一期"), one["earlier"][-1]), (_("较去年同期"), one["year"])):
        was = None if then is None else Decimal(then)
        found["beside"].append(
            {
                "words": words, "change": change(value, was, unit, one["better"]),
                "was": None if was is None else written(was, unit),
            }
        )  # fmt: skip
    aim = one["target"]
    if aim and aim["there"] is not None:
        there, goal = Decimal(aim["there"]), Decimal(aim["target"])
        found["target"] = {
            "there": written(there, unit), "goal": written(goal, unit),
            "share": percent(there / goal) if goal else "", "due": written(whole(Decimal(aim["due"]), unit), unit),
        }  # fmt: skip
    return found | {"value": written(value, unit)}


def _chart(one: dict[str, Any], report: PeriodReport) -> Chart | None:
    """The period day by day, the one before in grey."""
    if not one.get("line"):
        return None
    unit = Unit(one["unit"])
    scale = 100 if unit is Unit.RATIO else 1
    keys = [key for key, _value in one["line"]]
    past = [value for _key, value in one["past"]][: len(keys)]

    def read(values: list[str | None]) -> list[Number | None]:
        return [None if value is None else Decimal(value) * scale for value in values]

    labels = [f"{date.fromisoformat(key):%m-%d}" for key in keys]
    before = _("上一周") if report.kind == "weekly" else _("上个月")
    series = [
        Series(word(one["name"]), read([value for _key, value in one["line"]])),
        Series(before, read([*past, *[None] * (len(keys) - len(past))]), "rest"),
    ]
    return Chart(word(one["name"]), labels, series, "line", "%" if unit is Unit.RATIO else "")


def _changed(one: dict[str, Any]) -> dict[str, Any]:
    unit = Unit(one["unit"])
    was, now = (None if one[key] is None else written(Decimal(one[key]), unit) for key in ("was", "is"))
    return {"name": word(one["name"]), "was": was, "now": now}


def _missing(one: dict[str, Any]) -> str:
    shop = organisation().shops.get(one["shop"])
    given = {"shop": shop.name if shop is not None else "", "what": word(FAMILIES[one["what"]]), "n": one["days"]}
    return _("%(shop)s：缺 %(n)s 天的%(what)s报表") % given


def why_section(report: PeriodReport, actor: Actor) -> Mapping[str, Any] | None:
    """Why each number moved against the period before, and where."""
    sight = Sight(actor, report)
    found = [_why(one, sight) for one in shown(report)["numbers"] if one.get("why") and sight.number(one["name"])]
    return {"whys": found} if found else None


def _why(one: dict[str, Any], sight: Sight) -> dict[str, Any]:
    unit = Unit(one["unit"])
    barred = not sight.visitors and any(part["cause"] in BY_VISITORS for part in one["why"])
    parts = [] if barred else one["why"]
    cuts = []
    for name, lines in one["cuts"].items():
        rows = [
            {
                "name": word(line["name"]) if name == "goods" else line["name"],
                "before": said(Decimal(line["before"]), unit), "after": said(Decimal(line["after"]), unit),
                "change": signed(Decimal(line["after"]) - Decimal(line["before"]), unit),
            }
            for line in lines
        ]  # fmt: skip
        cuts.append({"name": word(CUTS[name]), "lines": rows})
    told = [
        f"{word(part['name']) if part['name'] else _(CAUSES[part['cause']])} {signed(Decimal(part['amount']), unit)}"
        for part in parts
    ]
    return {"name": word(one["name"]), "words": told, "barred": barred, "cuts": cuts}


def advice_section(report: PeriodReport, _actor: Actor) -> Mapping[str, Any] | None:
    """What had become of earlier advice when it was drafted."""
    rows = shown(report).get("advice", ())
    states, verdicts = ADVICE.axes[0].states, VERDICTS
    lines = [
        {
            "title": one["title"], "state": word(states[one["status"]]),
            "verdict": word(verdicts[one["verdict"]]) if one["verdict"] else "",
            "url": reverse("record", args=["advice", one["id"]]),
        }
        for one in rows
    ]  # fmt: skip
    return {"lines": lines} if lines else None


def sources_section(report: PeriodReport, actor: Actor) -> Mapping[str, Any] | None:
    """Channels and advertising, for those who may see these."""
    kept, sight = shown(report), Sight(actor, report)
    channels = kept["channels"] if sight.traffic else []
    scenes = kept["scenes"] if sight.advertising else []
    if not channels and not scenes:
        return None
    return {
        "channels": channels,
        "scenes": [
            {
                "name": one["name"], "spent": said(Decimal(one["spent"]), Unit.MONEY),
                "sold": None if one["sold"] is None else said(Decimal(one["sold"]), Unit.MONEY),
            }
            for one in scenes
        ],
    }  # fmt: skip


PERIOD_REPORT.spoken = {"finding": spoken.findings, "goes_to": spoken.posts}

show_record(
    RecordPage(
        PERIOD_REPORT,
        facts=(
            Column("days", "哪几天", show=days),
            Column("owner", "责任人", show=lambda report: report.owner),
            Column("goes_to", "交给", show=goes_to),
            Column("made_at"),
            Column("submitted_at"),
            Column("submitter", "提交人", show=submitter),
            Column("reader", "答复人", show=reader),
        ),
        sections=(
            Section("结论和建议", "insight/report_findings.html", findings_section),
            Section("以前的建议怎样了", "insight/report_advice.html", advice_section),
            Section("数", "insight/report_numbers.html", numbers_section),
            Section("为什么变了", "insight/report_why.html", why_section),
            Section("渠道和推广", "insight/report_sources.html", sources_section),
        ),
        main_axes=("status",),
    )
)
