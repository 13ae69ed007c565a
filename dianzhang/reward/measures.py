"""Targets as a number, what was set for whole months; and volumes of work that people enter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Case, Count, Q, Sum, Value, When
from django.db.models.lookups import Exact
from django.utils.translation import gettext_noop as _

from dianzhang.engine.models import Event
from dianzhang.kernel.messages import Message
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address, Measure, Slice, declare

from .models import Target, Volume
from .targets.words import PAID, SOLD, VOLUMES


def _opens(metric: str) -> Callable[[Slice], Address]:
    def address(of: Slice) -> Address:
        filters = {"metric": metric, "grain": "month", "status": "set"}
        if of.first is not None and of.first.day == 1:
            filters["period"] = f"{of.first:%Y-%m}"
        return Address("target", filters)

    return address


def _events(rows: Any, limit: int) -> list[int]:
    """The acts that set them."""
    found = Event.objects.filter(
        subject_kind="target", kind__in=("target.set", "target.revise"), subject_id__in=rows.values("pk")
    )
    return list(found.order_by("-id").values_list("pk", flat=True)[:limit])


def _whole_or_parts() -> Any:
    """What is set for all shops together, else the sum of what is set for each: one is taken apart into the other, so
    the two are never added.  Of months that have the one and months that have the other there is no value."""
    months, whole = Count("first_day", distinct=True), Q(shop=None)
    wholes = Count("first_day", distinct=True, filter=whole)
    return Case(
        When(Exact(wholes, Value(0)), then=Sum("value_cents")),
        When(Exact(wholes, months), then=Sum("value_cents", filter=whole)),
    )


def _set_for(metric: str, unit: Unit, **more: Any) -> dict[str, Any]:
    """What the measures of one kind of target have in common.  Targets are kept in hundredths, pieces too."""
    value = _whole_or_parts()
    return {
        "unit": unit, "model": Target, "value": value if unit is Unit.MONEY else value / 100,
        "day": "first_day", "grain": "month", "opens": _opens(metric), "events": _events, **more,
    }  # fmt: skip


MONTHLY = Q(status="set", grain="month")  # the year's and the quarter's are the same once more
EVERYBODYS = MONTHLY & Q(for_unit=None, for_person=None)

declare(
    Measure(
        "gmv_target", zh="GMV目标", english="GMV target", shop="shop_id", where=EVERYBODYS & Q(metric=PAID),
        definition=_("为整月下达的支付金额目标，不含只给某组或某人的；全部店铺的和分到各店的不重复算"),
        **_set_for(PAID, Unit.MONEY),
    )
)  # fmt: skip
declare(
    Measure(
        "sales_target", zh="销售目标", english="Sales target", shop="shop_id",
        where=EVERYBODYS & Q(metric=SOLD),
        definition=_("为整月下达的销售与招商加盟额目标，不含只给某组或某人的"), **_set_for(SOLD, Unit.MONEY),
    )
)  # fmt: skip


def _shown(kind: str) -> Callable[[Slice], Address]:
    def address(of: Slice) -> Address:
        days = {"day_from": of.first, "day_to": of.last}
        given = {name: str(day) for name, day in days.items() if day is not None}
        return Address("volume", {"kind": kind, "status": "recorded"} | given)

    return address


def _recorded(rows: Any, limit: int) -> list[int]:
    """The acts that recorded them."""
    found = Event.objects.filter(subject_kind="volume", kind="volume.record", subject_id__in=rows.values("pk"))
    return list(found.order_by("-id").values_list("pk", flat=True)[:limit])


def _volume(kind: str, own: str, whole: str, own_target: str, whole_target: str) -> None:
    """Of one kind of volume: what was done and what is wanted, of each person and of the department."""
    done: dict[str, Any] = {
        "unit": Unit.COUNT, "model": Volume, "value": Sum("count"), "day": "day", "opens": _shown(kind),
        "events": _recorded, "where": Q(kind=kind, status="recorded"),
    }  # fmt: skip
    of_person, of_all = VOLUMES[kind]
    declare(
        Measure(
            f"own_{kind}", zh=own, english=f"Own {kind} volume", person="for_person_id", whose="person",
            definition=_("按日期，登记在本人名下的数量"), unset=_no_volume(own), **done,
        )
    )  # fmt: skip
    declare(
        Measure(
            f"department_{kind}", zh=whole, english=f"Department's {kind} volume", whose="everybody",
            definition=_("按日期，全部门登记的数量"),
            unset=_no_volume(whole), **done,
        )
    )  # fmt: skip
    declare(
        Measure(
            f"own_{kind}_target", zh=own_target, english=f"Own {kind} target", person="for_person_id", whose="person",
            where=MONTHLY & Q(metric=of_person), definition=_("当月下达给本人的"), unset=_no_target(own_target),
            **_set_for(of_person, Unit.COUNT),
        )
    )  # fmt: skip
    declare(
        Measure(
            f"department_{kind}_target", zh=whole_target, english=f"Department's {kind} target", whose="everybody",
            where=EVERYBODYS & Q(metric=of_all),
            definition=_("当月下达给全部门的"), unset=_no_target(whole_target), **_set_for(of_all, Unit.COUNT),
        )
    )  # fmt: skip


def _no_volume(zh: str) -> Message:
    return Message(f"还没有人登记{zh}", f"nobody has recorded any {zh}")


def _no_target(zh: str) -> Message:
    return Message(f"还没有人下达{zh}", f"nobody has set any {zh}")


_volume("promotion", "本人推广量", "部门推广量", "本人推广量目标", "部门推广量目标")
_volume("feedback", "本人反馈量", "部门反馈量", "本人反馈量目标", "部门反馈量目标")
_volume("franchise", "本人招商加盟量", "部门招商加盟量", "本人招商加盟量目标", "部门招商加盟量目标")
