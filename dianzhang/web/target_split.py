"""A target taken apart, looked at before anything is set."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dianzhang.engine import reading
from dianzhang.engine.access import reach_of
from dianzhang.engine.act import one
from dianzhang.engine.moment import today
from dianzhang.engine.outcome import Refused
from dianzhang.kernel.units import Unit
from dianzhang.reward.models import Target
from dianzhang.reward.states import TARGET
from dianzhang.reward.targets import reach
from dianzhang.reward.targets.dividing import BY, ONTO, NotDivided, Part, plan, ways
from dianzhang.reward.targets.showing import whose
from dianzhang.reward.targets.words import written

from .due import record_address
from .shell import show
from .who import Asking, working
from .words import word


@working
@require_http_methods(["GET", "POST"])
def page(request: Asking, record_id: int) -> HttpResponse:
    """``?onto=month&by=equal&weights=…``: the parts; posted, they are set."""
    target = reading.visible(request.actor, TARGET).filter(pk=record_id).first()
    onward = ways(target) if target is not None else []
    if target is None or not onward or reach_of(request.actor, "target.split") is None:
        raise Http404
    if reach.why_not(request.actor, target, "target.split"):
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    onto = asked.get("onto", onward[0])
    by = asked.get("by", "equal")
    if onto not in onward or by not in BY:
        raise Http404
    weights, error = asked.get("weights", "")[:4000], ""
    if request.method == "POST":
        try:
            outcome = one("target.split", request.actor, target.pk, onto=onto, by=by, weights=weights)
            error = "" if outcome.done else outcome.why
        except Refused as refused:
            error = str(refused)
        if not error:
            messages.success(request, _("已经分下去了。"))
            return HttpResponseRedirect(record_address(TARGET.name, target.pk))
    parts: list[Part] = []
    try:
        parts = plan(target, onto, by, weights, today())  # type: ignore[arg-type]
    except NotDivided as problem:
        error = error or str(problem)
    return show(request, "web/target_split.html", _context(target, parts, error, onward, onto, by, weights))


def _context(
    target: Target, parts: list[Part], error: str, onward: Any, onto: str, by: str, weights: str
) -> dict[str, Any]:
    unit = Unit(target.measured_in)
    return {
        "title": TARGET.title(target), "back": record_address(TARGET.name, target.pk), "error": error,
        "onto": onto, "by": by, "weights": weights, "whole": written(target.value_cents, unit),
        "sum": written(sum(part.cents for part in parts), unit),
        "ontos": [(code, word(ONTO[code])) for code in onward], "bys": [(code, word(zh)) for code, zh in BY.items()],
        "parts": [
            {
                "key": part.key, "period": part.target.period, "whose": whose(part.target),
                "value": written(part.cents, unit), "fixed": part.fixed,
            }
            for part in parts
        ],
    }  # fmt: skip
