"""What cases add up to: how many there are, how many for the quality of the goods, what was given back."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_noop as _

from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address, Measure, Slice, declare

from .models import Aftersale

_COUNTED = ~Q(status="withdrawn")


def _opens(**filters: str) -> Any:
    def address(of: Slice) -> Address:
        given = {"asked_from": of.first, "asked_to": of.last, "shop": of.shop}
        return Address("aftersale", filters | {name: str(value) for name, value in given.items() if value is not None})

    return address


_shared: dict[str, Any] = {"model": Aftersale, "day": "asked_day", "shop": "shop_id", "unit_of": "unit_id"}

declare(
    Measure(
        "aftersales", zh="售后单数", english="After-sales cases", unit=Unit.COUNT, value=Count("id"), better="lower",
        where=_COUNTED, opens=_opens(), definition=_("按申请日，撤销的不算"), **_shared,
    )
)  # fmt: skip
declare(
    Measure(
        "aftersales_quality", zh="质量售后单数", english="After-sales cases for quality", unit=Unit.COUNT,
        value=Count("id"), better="lower", where=_COUNTED & Q(cause="quality"), opens=_opens(cause="quality"),
        definition=_("按申请日，原因是质量问题的，撤销的不算"), **_shared,
    )
)  # fmt: skip
declare(
    Measure(
        "aftersales_damaged", zh="破损售后单数", english="After-sales cases for damage on the way", unit=Unit.COUNT,
        value=Count("id"), better="lower", where=_COUNTED & Q(cause="damaged"), opens=_opens(cause="damaged"),
        definition=_("按申请日，原因是运输破损的，撤销的不算"), **_shared,
    )
)  # fmt: skip
declare(
    Measure(
        "aftersales_wrong", zh="发错售后单数", english="After-sales cases for wrong goods", unit=Unit.COUNT,
        value=Count("id"), better="lower", where=_COUNTED & Q(cause="wrong"), opens=_opens(cause="wrong"),
        definition=_("按申请日，原因是发错货的，撤销的不算"), **_shared,
    )
)  # fmt: skip
declare(
    Measure(
        "aftersales_refunded", zh="售后退款金额", english="Refunded after sales", unit=Unit.MONEY,
        value=Sum("refunded_cents"), better="lower", where=_COUNTED, opens=_opens(),
        definition=_("按申请日，经售后单退给买家的金额"), **_shared,
    )
)  # fmt: skip
