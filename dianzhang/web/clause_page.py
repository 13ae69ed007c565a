"""One clause by itself: its text, each rule in plain words, how it fares, by whom, and what it acts on now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine import deadlines, figures, reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.kernel.rules import Check, Clause, Deadline, Duty, Gate
from dianzhang.ui.charts import Chart, Series
from dianzhang.ui.templatetags.ui import percent
from dianzhang.ui.wording import duration

from .book import SHOWN, chosen, covered, note_of, rule_row, terms_beside
from .breaches import report_address
from .documents import of_clause
from .due import record_address, row_of
from .pictures import answer
from .shell import show
from .titles import titles_now
from .who import Asking, working
from .words import subject_name, word

NOW = 20  # running deadlines shown; the rest behind the number


@working
@require_GET
def page(request: Asking, clause_id: str) -> HttpResponse:
    ruleset = chosen(request, clause_id)
    found = ruleset.rulebook.clause.get(clause_id) if ruleset else None
    if ruleset is None or found is None:
        raise Http404
    kept = figures.keeping(found.rules)
    one = covered(int(ruleset.key)).get(clause_id)
    together = sum(kept.values(), figures.Keeping())
    timed = [rule for rule in found.rules if isinstance(rule, Deadline | Duty)]
    seen = figures.clocks_of(timed).filter(deadlines.within_views(request.actor), quiet=False)
    return show(
        request,
        "web/clause.html",
        {
            "clause": found,
            "book": ruleset.rulebook,
            "status": one.status if one and one.status in SHOWN else "",
            "note": note_of(one) if one else "",
            "terms": terms_beside(ruleset, found),
            "rules": [rule_row(rule, kept[rule.id]) for rule in found.rules],
            "tiles": [*tiles(together, bool(timed)), *weight([r for r in found.rules if isinstance(r, Gate)])],
            **(trend(found, timed) if timed else {}),
            "people": people(seen) if timed else (),
            "running": running(seen) if timed else (),
            "flags": standing(request.actor, [rule for rule in found.rules if isinstance(rule, Check)]),
            "papers": of_clause(request.actor, found.id),
            "report": report_address(clause=found.id),
            "all": reverse("rulebook") + (f"?version={ruleset.key}" if "version" in request.GET else ""),
        },
    )


@working
@require_GET
def picture(request: Asking, clause_id: str) -> HttpResponse:
    """How the clause fared, as a PNG."""
    ruleset = chosen(request, clause_id)
    found = ruleset.rulebook.clause.get(clause_id) if ruleset else None
    timed = [rule for rule in found.rules if isinstance(rule, Deadline | Duty)] if found else []
    if found is None or not timed:
        raise Http404
    return answer(chart_of(found, past(timed)))


def past(timed: Sequence[Deadline | Duty]) -> list[figures.Week]:
    return figures.trend(figures.clocks_of(timed).filter(quiet=False))


def trend(clause: Clause, timed: Sequence[Deadline | Duty]) -> dict[str, Any]:
    """The last weeks: the share for the line, and what fell due as a chart."""
    found = past(timed)
    return {
        "weeks": weeks(found),
        "chart": chart_of(clause, found),
        "picture": reverse("clause-kept-picture", args=[clause.id]),
    }


def chart_of(clause: Clause, found: Sequence[figures.Week]) -> Chart:
    """Week by week what was kept and what was missed; a week in which nothing fell due has no bar."""
    return Chart(
        f"{clause.number} {clause.title}".strip(),
        [f"{week.first:%m-%d}" for week in found],
        [
            Series(gettext("守住"), [week.kept or None for week in found], "ok"),
            Series(gettext("逾期"), [week.missed or None for week in found], "late"),
        ],
        "stacked",
        through=True,
    )


def tiles(kept: figures.Keeping, timed: bool) -> list[dict[str, Any]]:
    """Numbers over the whole time; what this clause cannot have is left out."""
    found: list[tuple[str, int, str]] = []
    if timed:
        found += [
            (gettext("应守"), kept.due, ""), (gettext("守住"), kept.kept, "ok"), (gettext("逾期"), kept.missed, "late"),
            (gettext("另作安排"), kept.excused, ""), (gettext("在走"), kept.running, ""),
        ]  # fmt: skip
    if kept.flagged:
        found += [(gettext("触发"), kept.flagged, ""), (gettext("已了结"), kept.passed, "")]
    if kept.asked:
        found += [
            (gettext("请批"), kept.asked, ""), (gettext("同意"), kept.agreed, "ok"),
            (gettext("不同意"), kept.refused, ""), (gettext("待批"), kept.waiting, ""),
        ]  # fmt: skip
    return [{"label": label, "value": value, "level": level if value else ""} for label, value, level in found]


def weight(gates: Sequence[Gate]) -> list[dict[str, Any]]:
    """How heavy its approvals are; nothing where there are none."""
    found = figures.weight(gates) if gates else None
    if found is None:
        return []
    values = (
        (gettext("平均等候"), duration(found.waited)), (gettext("平均几人批"), f"{found.voices:.1f}"),
        (gettext("原样通过"), percent(found.unchanged)),
    )  # fmt: skip
    return [{"label": label, "value": value, "level": ""} for label, value in values]


def weeks(found: Sequence[figures.Week]) -> dict[str, Any]:
    """The share kept over all these weeks; for the line each week's, in percent, None where nothing fell due; and the
    last week's own."""
    shares = [None if week.share is None else round(week.share * 100, 1) for week in found]
    kept, missed = sum(week.kept for week in found), sum(week.missed for week in found)
    last = found[-1]
    return {
        "points": shares,
        "label": gettext("近 %(n)s 周每周守住的比例") % {"n": len(found)},
        "share": percent(kept / (kept + missed)) if kept + missed else None,
        "last": percent(last.share) if last.share is not None else None,
    }


def people(rows: Any) -> list[dict[str, Any]]:
    """Whose deadlines they were: of the records that the reader may see."""
    names = organisation().names
    found = figures.by_person(rows)
    return [
        {
            "name": names.get(person, ""), "kept": kept, "missed": missed, "due": kept + missed,
            "parts": [("ok", kept), ("late", missed)],
        }
        for person, kept, missed in found
    ]  # fmt: skip


def running(rows: Any) -> list[dict[str, Any]]:
    found = list(rows.filter(live=True).order_by("due_at", "id")[:NOW])
    records = deadlines.records_of(found)
    views = [deadlines.clock_view(row, records.get((row.subject_kind, row.subject_id))) for row in found]
    return [row_of(view, with_action=False) for view in views]


def standing(actor: Actor, checks: Sequence[Check]) -> list[dict[str, Any]]:
    """Records that are flagged now, of those the reader may see."""
    kinds = {action.partition(".")[0] for check in checks for action in check.on}
    flags = figures.standing_flags([check.id for check in checks], visible_flags(actor, kinds)) if checks else []
    titles = titles_now((flag.subject_kind, flag.subject_id) for flag in flags)
    return [
        {
            "title": titles.get((flag.subject_kind, flag.subject_id), f"#{flag.subject_id}"),
            "subject": subject_name(registry.subjects[flag.subject_kind]), "reason": word(flag.reason),
            "at": flag.raised_at, "url": record_address(flag.subject_kind, flag.subject_id),
        }
        for flag in flags
    ]  # fmt: skip


def visible_flags(actor: Actor, kinds: Iterable[str]) -> Q:
    """On records of these kinds that the reader may see: one condition, however many flags there are."""
    condition = Q(pk__in=[])
    for kind in sorted(registry.subjects.keys() & set(kinds)):
        records = reading.visible(actor, registry.subjects[kind])
        condition |= Q(subject_kind=kind, subject_id__in=records.values("pk"))
    return condition
