"""Scores and pay: one's own, and those one may see; every line opens down to clause, rows and events."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine import reading as engine_reading
from dianzhang.engine.access import Actor
from dianzhang.engine.lists import may_list
from dianzhang.engine.models import Person
from dianzhang.engine.seeing import sees_all_of
from dianzhang.kernel.messages import Message
from dianzhang.kernel.money import cents
from dianzhang.measure.catalogue import find, month_of
from dianzhang.reward import reading
from dianzhang.reward.disputes.pages import beside
from dianzhang.reward.english import figure_formula, figure_name, item_formula, item_name, name_read
from dianzhang.reward.slip import PayResult, ScoreResult, Slip
from dianzhang.reward.tree import Figure
from dianzhang.ui.templatetags.ui import percent

from .history import days_of
from .numbers import link_of
from .shell import show
from .titles import titles_of
from .values import worth
from .who import Asking, working
from .words import message, post_name, word

MONTHS = 12
EVENTS = 20
KEPT_BACK = Message("你的岗位看不到这个数", "your post does not see this figure")


@working
@require_GET
def mine(request: Asking) -> HttpResponse:
    return payslip(request, request.person.code, request.GET.get("period", ""))


@working
@require_GET
def of_person(request: Asking, code: str, period: str = "") -> HttpResponse:
    return payslip(request, code, period)


def payslip(request: Asking, code: str, period: str) -> HttpResponse:
    person = Person.objects.filter(code=code).first()
    running = reading.running_period()
    period = period or running
    try:
        month_of(period)
    except ValueError:
        raise Http404 from None
    if person is None or not reading.may_see(request.actor, person.pk, period):
        raise Http404
    slip = reading.slip(person.pk, period)
    own = person.pk == request.person.pk
    disputed = Disputed(person.pk, period) if own and slip is not None else None
    periods = [running, *(p for p in reading.closed_periods() if p != running)][:MONTHS]
    return show(
        request,
        "web/pay.html",
        {
            "person": person,
            "own": own,
            "period": period,
            "slip": slip,
            "post": post_name(slip.post) if slip else "",
            "periods": [
                {"label": p, "url": reverse("pay-of", args=[person.code, p]), "current": p == period} for p in periods
            ],
            "score": score_of(slip, request.actor, disputed) if slip else None,
            "pay": pay_of(slip, request.actor, disputed) if slip else None,
            "others": others(request, person, period),
            "empty": {
                "title": gettext("%(period)s 没有工资条") % {"period": period},
                "text": gettext("章程里没有给这个岗位写薪酬，或者这个月还没有在岗。"),
                "picture": "pay",
                "actions": [{"label": gettext("看章程里的薪酬"), "url": f"{reverse('rulebook')}"}],
            },
        },
    )


def others(request: Asking, person: Person, period: str) -> list[dict[str, Any]]:
    """Colleagues whose slips this person may open."""
    found = []
    for slip in reading.visible_slips(request.actor, period):
        other = Person.objects.filter(pk=slip.person_id).values_list("code", flat=True).first()
        if other is None:
            continue
        score = slip.score
        found.append(
            {
                "name": slip.name,
                "post": post_name(slip.post),
                "url": reverse("pay-of", args=[other, period]),
                "current": slip.person_id == person.pk,
                "score": percent(score.counted if score.counted is not None else score.value)
                if score and score.value is not None
                else None,
                "total": cents(slip.total),
            }
        )
    return found if len(found) > 1 else []


class Disputed:
    """What stands beside each number of one's own slip: how to say that it is wrong, or what became of it."""

    def __init__(self, person: int, period: str) -> None:
        self.period, self.there = period, beside(person, period)

    def of(self, number: str) -> dict[str, str]:
        address = reverse("create", args=["dispute", "raise"])
        asked = {"label": gettext("有异议"), "url": f"{address}?{urlencode({'period': self.period, 'number': number})}"}
        return self.there.get(number, asked)


def score_of(slip: Slip, actor: Actor, disputed: Disputed | None = None) -> dict[str, Any] | None:
    """The card of the score: the whole with its bar, parts as lines that open."""
    whole = slip.score
    if whole is None:
        return None
    value = whole.counted if whole.counted is not None else whole.value
    return {
        "text": percent(value) if value is not None else None,
        "value": value,
        "reason": message(whole.figure.reason),
        "clause": clause_of(whole.figure),
        "parts": [
            part_of(part, actor) | {"dispute": disputed.of(part.metric) if disputed else None} for part in slip.parts
        ],
    }


def part_of(part: ScoreResult, actor: Actor) -> dict[str, Any]:
    counted = part.counted if part.counted is not None else part.value
    return {
        "name": name_read(part.metric, part.figure.version_id, part.figure.rule),
        "weight": percent(part.weight) if part.weight is not None else "",
        "value": counted,
        "text": percent(counted) if counted is not None else None,
        "points": percent(part.points) if part.points is not None else None,
        "reason": message(part.figure.reason),
        "inputs": [input_of(part.figure, actor)],
        "clause": clause_of(part.figure),
    }


def pay_of(slip: Slip, actor: Actor, disputed: Disputed | None = None) -> dict[str, Any]:
    """For ``ui/payslip.html``."""
    note = "" if slip.closed else gettext("预估：按现在为止的事件。月末关账后才是定数。")
    lines = [line_of(line, actor) | {"dispute": disputed.of(line.item) if disputed else None} for line in slip.lines]
    return {"lines": lines, "total": cents(slip.total), "note": note, "open": False}


def line_of(line: PayResult, actor: Actor) -> dict[str, Any]:
    events = reading.events_behind(line.events, EVENTS)
    refs = {(one.event.subject_kind, one.event.subject_id) for one in events}
    titles = titles_of(ref for ref in refs if may_list(actor, ref[0]))
    return {
        "item": item_name(line),
        "amount": cents(line.amount) if line.amount is not None else None,
        "reason": message(line.reason),
        "clause": engine_reading.clause_of(line.version_id, line.rule),
        "formula": item_formula(line),
        "steps": []
        if any(covered(one, actor) for one in line.inputs)
        else [{"text": message(step.text)} for step in line.steps],
        "inputs": [input_of(figure, actor) for figure in line.inputs],
        "events": days_of(events, actor, titles),
        "events_in_all": len(line.events) if len(line.events) > len(events) else 0,
        "adjustment": gettext("补 %(period)s") % {"period": line.corrects} if line.corrects else "",
    }


def input_of(figure: Figure, actor: Actor) -> dict[str, Any]:
    """A figure and those beneath it, for ``ui/payslip_inputs.html``.  Rows open for those who may see the list."""
    link = link_of(figure.address, actor) if figure.address else ""
    rows = {"label": gettext("打开这些记录"), "url": link} if link else None
    if covered(figure, actor):
        figure = replace(figure, value=None, reason=KEPT_BACK)
    value = figure.value.quantize(Decimal("0.0001")) if figure.value is not None else None
    return {
        "name": figure_name(figure),
        "value": worth(value, figure.unit) if value is not None else None,
        "reason": message(figure.reason),
        "working": figure_formula(figure),
        "note": word(figure.note),
        "rows": rows,
        "clause": clause_of(figure),
        "inputs": [input_of(one, actor) for one in figure.inputs],
    }


def covered(figure: Figure, actor: Actor) -> bool:
    """Whether the figure, or one that it is made of, adds up what this reader may not see: it would give it away."""
    measure = find(figure.name) if figure.source == "measure" else None
    if measure is not None and not sees_all_of(actor, measure.reads):
        return True
    return any(covered(one, actor) for one in figure.inputs)


def clause_of(figure: Figure) -> Any:
    return engine_reading.clause_of(figure.version_id, figure.rule) if figure.rule else None
