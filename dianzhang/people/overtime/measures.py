"""Hours of overtime that were confirmed, by day and person: what nobody confirmed is in none of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext_noop as _

from dianzhang.engine.models import Event
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address, Measure, Slice, declare

from .models import Overtime


def _events(rows: Any, limit: int) -> list[int]:
    ids = list(rows.order_by("-id").values_list("pk", flat=True)[:limit])
    events = Event.objects.filter(subject_kind="overtime", subject_id__in=ids, kind="overtime.confirm")
    return list(events.order_by("-id").values_list("pk", flat=True)[:limit])


def _opens(sort: str) -> Any:
    def address(_of: Slice) -> Address:
        return Address("overtime", {"status": "confirmed"} | ({"sort": sort} if sort else {}))

    return address


def _hours(name: str, zh: str, english: str, definition: str, sort: str = "") -> Measure:
    return declare(
        Measure(
            name, zh, Unit.DURATION, Overtime, Sum("counted_seconds"), day="day", unit_of="unit_id",
            person="person_id", where=Q(status="confirmed", **({"sort": sort} if sort else {})), whose="person",
            better="lower", english=english, definition=definition, opens=_opens(sort), events=_events,
        )
    )  # fmt: skip


ALL = _hours("overtime", _("确认加班时长"), "Overtime confirmed", _("上级确认过的加班；没有确认的不算"))
WORKDAYS = _hours(
    "overtime_workdays", _("工作日加班时长"), "Overtime on working days", _("其中工作日的，法定 150%"), "workday"
)
RESTDAYS = _hours(
    "overtime_restdays", _("休息日加班时长"), "Overtime on days of rest", _("其中休息日的，补休或法定 200%"), "restday"
)
HOLIDAYS = _hours(
    "overtime_holidays", _("法定节假日加班时长"), "Overtime on holidays", _("其中法定节假日的，法定 300%"), "holiday"
)
