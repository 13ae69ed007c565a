"""Targets from a file or pasted: every row is shown with what is wrong, then set row by row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dianzhang.engine.distrust import turned_away
from dianzhang.gateways.tables.errors import FileError
from dianzhang.gateways.tables.small import ROWS
from dianzhang.gateways.targets import read_targets
from dianzhang.reward.targets.from_table import FIELDS, look_at, may_bring, take

from .distrust import whole
from .shell import show
from .uploading import TOO_LARGE, table_sent
from .who import Asking, working
from .words import message


@working
@require_http_methods(["GET", "POST"])
def page(request: Asking) -> HttpResponse:
    """Send a table, look, set."""
    if not may_bring(request.actor):
        raise Http404
    if request.method != "POST":
        return _draw(request)
    if "take" in request.POST:
        return _draw(request, taken=take(look_at(_sent_back(request), request.actor), request.actor))
    if getattr(request, TOO_LARGE, False):
        return _draw(request, 422, error=_("文件太大：分成几份。"))
    try:
        table = read_targets(table_sent(request))
    except FileError as error:
        turned_away("a table of targets that is none", request.actor)
        return _draw(request, 422, error=message(error.message))
    lines = look_at(table.rows, request.actor)
    wrong = sum(not line.sound for line in lines)
    return _draw(request, lines=lines, wrong=wrong, ready=len(lines) - wrong, ignored="、".join(table.ignored))


def _draw(request: Asking, status: int = 200, **more: Any) -> HttpResponse:
    labels = (_("期间"), _("指标"), _("目标值"), _("店铺"), _("小组"), _("人员"))
    fields = [{"name": name, "label": label} for name, label in zip(FIELDS, labels, strict=True)]
    return show(request, "web/target_table.html", {"fields": fields, **more}, status)


def _sent_back(request: Asking) -> list[tuple[int, Mapping[str, str]]]:
    """The rows as the page had them: looked at once more, since much may have happened meanwhile."""
    numbers = request.POST.getlist("line")[:ROWS]
    columns = {name: request.POST.getlist(name) for name in FIELDS}
    if any(len(cells) < len(numbers) for cells in columns.values()):
        return []
    return [
        (whole(number) or place + 1, {name: cells[place] for name, cells in columns.items()})
        for place, number in enumerate(numbers)
    ]
