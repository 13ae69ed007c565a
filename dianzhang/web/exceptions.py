"""Exceptions beside the deadlines that they waive, and all of them in a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from dianzhang.engine import reading, registry
from dianzhang.engine.pending import Pending, waits_already
from dianzhang.engine.reading import ClockView
from dianzhang.kernel.clocks import EXCUSABLE
from dianzhang.kernel.vocabulary import EXCUSE

from .due import row_of
from .who import Asking
from .words import action_name


def rows_with_exceptions(
    request: Asking, views: Iterable[ClockView], pending: Sequence[Pending], **how: Any
) -> list[dict[str, Any]]:
    """Rows for ``ui/radar_row.html``; one that runs or was missed offers to be waived to those who may ask."""
    return [
        {**row_of(view, on_record=True, **how), "exception": exception_to(request, view, pending)} for view in views
    ]


def exception_to(request: Asking, view: ClockView, pending: Sequence[Pending]) -> dict[str, Any] | None:
    """The action that asks for an exception, for ``ui/action.html``; None where it cannot be asked for."""
    row = view.row
    action = registry.actions.get(f"{row.subject_kind}{EXCUSE}")
    if action is None or row.state not in EXCUSABLE or not reading.may(request.actor, action, view.record):
        return None
    address = reverse("act", args=[row.subject_kind, row.subject_id, EXCUSE.removeprefix(".")])
    return {
        "label": action_name(action), "form": True, "url": f"{address}?{urlencode({'rule': row.rule})}",
        "why_not": waits_already(action, pending),
    }  # fmt: skip
