"""Taking deadlines on from the radar, one or several, and giving them back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from dianzhang.engine import deadlines, registry
from dianzhang.engine.act import perform
from dianzhang.engine.actions.claiming import CLAIM, GIVE_BACK
from dianzhang.engine.models import ClockRow
from dianzhang.engine.outcome import Item, Outcome

from .acting import go, tell
from .distrust import inside, whole
from .many import MOST, summary
from .shell import show
from .who import Asking, working


@working
@require_POST
def claim(request: Asking) -> HttpResponse:
    """``item=…:…:clock``, as the radar sends them; of those that one may not see nothing is learned."""
    verb = GIVE_BACK if "back" in request.POST else CLAIM
    back = inside(request.POST.get("next"), reverse("radar"))
    clocks = [whole(text.rpartition(":")[2]) for text in request.POST.getlist("item")[:MOST]]
    mine = deadlines.within_views(request.actor) | deadlines.owed_by(request.actor)
    rows = list(ClockRow.objects.filter(mine, pk__in=[pk for pk in clocks if pk is not None]).order_by("id"))
    kinds = list(dict.fromkeys(row.subject_kind for row in rows if f"{row.subject_kind}{verb}" in registry.actions))
    if not kinds:
        if len(clocks) == 1:
            raise Http404
        messages.warning(request, gettext("还没有选中任何一条。"))
        return go(request, back)
    told: list[dict[str, Any]] = []
    for kind in kinds:
        items = [Item(row.subject_id, data={"rule": row.rule}) for row in rows if row.subject_kind == kind]
        action = registry.actions[f"{kind}{verb}"]
        outcomes: list[Outcome] = perform(action.name, items, request.actor)
        if len(rows) == 1:
            tell(request, action, outcomes[0])
            return go(request, back)
        told.append(summary(action, outcomes))
    context = {"outcomes": together(told), "back": back}
    if request.headers.get("HX-Request"):
        return render(request, "web/outcomes_dialog.html", context)
    return show(request, "web/outcomes.html", context)


def together(told: list[dict[str, Any]]) -> dict[str, Any]:
    """What became of each, of all kinds in one."""
    items = [item for one in told for item in one["items"]]
    items.sort(key=lambda item: ("refused", "waiting", "done").index(item["state"]))
    counts = {state: sum(one[state] for one in told) for state in ("done", "waiting", "refused")}
    return {"label": told[0]["label"], "items": items, **counts}
