"""What is counted of suggestions, by the day and the person who made them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_noop as _

from dianzhang.engine.models import Event
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address, Measure, Slice, declare

from .models import Suggestion


def _events(rows: Any, limit: int) -> list[int]:
    ids = list(rows.order_by("-id").values_list("pk", flat=True)[:limit])
    events = Event.objects.filter(subject_kind="suggestion", subject_id__in=ids, kind="suggestion.adopt")
    return list(events.order_by("-id").values_list("pk", flat=True)[:limit])


def _opens(_of: Slice) -> Address:
    return Address("suggestion", {"status": "adopted"})


ADOPTED = declare(
    Measure(
        "suggestions_adopted", "推行建议数", Unit.COUNT, Suggestion, Count("id"), day="adopted_day",
        unit_of="unit_id", person="author_id", where=Q(status="adopted"), whose="person",
        english="Suggestions adopted", definition=_("提出以后试过、推行了的建议，算在提出人名下"),
        opens=_opens, events=_events, prompt=True,
    )
)  # fmt: skip
