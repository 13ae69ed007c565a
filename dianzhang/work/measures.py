"""What is counted of suggestions, by the day and the person who made them; of findings, by whom they are about."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_noop as _

from dianzhang.engine.models import Event
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address, Measure, Slice, declare

from .models import Finding, Suggestion


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

UPHELD = Q(status__in=("assigned", "corrected", "closed"))  # somebody looked at it, and it is so
OF_DAY = "reported_at__date"


def _upheld_events(rows: Any, limit: int) -> list[int]:
    ids = list(rows.order_by("-id").values_list("pk", flat=True)[:limit])
    events = Event.objects.filter(subject_kind="finding", subject_id__in=ids, kind="finding.assign")
    return list(events.order_by("-id").values_list("pk", flat=True)[:limit])


# Whose faults have been found is nobody's business but theirs who decide: no rulebook lets anybody list the persons.
FAULTS = declare(
    Measure(
        "findings_upheld", "查实问题数", Unit.COUNT, Finding, Count("id"), day=OF_DAY,
        unit_of="unit_id", person="about_id", where=UPHELD & Q(about__isnull=False), whose="person", better="lower",
        english="Breaches found true", definition=_("说的是这个人、处理的人已经交办的问题，按上报的日子；不成立的不算"),
        events=_upheld_events, prompt=True, reads=("finding.about_id",),
    )
)  # fmt: skip
FAULTS_OF_UNIT = declare(
    Measure(
        "findings_upheld_of_unit", "本组查实问题数", Unit.COUNT, Finding, Count("id"), day=OF_DAY,
        unit_of="unit_id", person="about_id", where=UPHELD & Q(about__isnull=False), whose="unit", better="lower",
        english="Breaches found true in the group",
        definition=_("说的是本组和下面各组的人、处理的人已经交办的问题，按上报的日子；不成立的不算"),
        events=_upheld_events, reads=("finding.about_id",),
    )
)  # fmt: skip
