"""Targets as a number: what was set for whole months."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext_noop as _

from dianzhang.engine.models import Event
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address, Measure, Slice, declare

from .models import Target
from .states import GMV_TARGET


def _opens(of: Slice) -> Address:
    filters = {"metric": GMV_TARGET, "status": "set"}
    if of.first is not None and of.first.day == 1:
        filters["period"] = f"{of.first:%Y-%m}"
    return Address("target", filters)


def _events(rows: Any, limit: int) -> list[int]:
    """The acts that set them."""
    found = Event.objects.filter(subject_kind="target", kind="target.set", subject_id__in=rows.values("pk"))
    return list(found.order_by("-id").values_list("pk", flat=True)[:limit])


declare(
    Measure(
        "gmv_target", zh="GMV目标", english="GMV target", unit=Unit.MONEY, model=Target, value=Sum("value_cents"),
        day="first_day", shop="shop_id", where=Q(metric=GMV_TARGET, status="set", for_unit=None, for_person=None),
        grain="month", definition=_("为整月下达的支付金额目标，不含只给某组或某人的"), opens=_opens, events=_events,
    )
)  # fmt: skip
