"""What notices add up to: how many there are and stand open, which were late, what was lost, which appeals were won."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Now
from django.utils.translation import gettext_noop as _

from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address, Measure, Slice, declare

from .models import PlatformNotice
from .states import UNANSWERED

_LATE = Q(answered_at__gt=F("due_at")) | Q(status__in=UNANSWERED, due_at__lt=Now())


def _opens(**filters: str) -> Any:
    def address(of: Slice) -> Address:
        given = {"received_from": of.first, "received_to": of.last, "shop": of.shop}
        told = {name: str(value) for name, value in given.items() if value is not None}
        return Address("platform_notice", filters | told)

    return address


def _measure(name: str, zh: str, english: str, unit: Unit, value: Any, definition: str, **more: Any) -> None:
    shared: dict[str, Any] = {
        "model": PlatformNotice, "day": "received_day", "shop": "shop_id", "unit_of": "unit_id",
    }  # fmt: skip
    declare(
        Measure(
            name, zh=zh, english=english, unit=unit, value=value, definition=definition,
            **{"better": "lower", "opens": _opens(), **shared, **more},
        )
    )  # fmt: skip


_measure(
    "platform_notices", _("平台通知数"), "Platform notices", Unit.COUNT, Count("id"),
    _("按收到日，平台发来的通知和违规"),
)  # fmt: skip
_measure(
    "platform_notices_open", _("未结平台通知数"), "Platform notices open", Unit.COUNT, Count("id"),
    _("按收到日，还没有结案的"), where=~Q(status="closed"), opens=_opens(status="received,read,answered,appealed"),
)  # fmt: skip
_measure(
    "platform_notices_late", _("平台通知逾期数"), "Platform notices late", Unit.COUNT, Count("id"),
    _("按收到日，过了平台时限才答复或者还没有答复的"), where=_LATE,
)  # fmt: skip
_measure(
    "platform_points_lost", _("平台扣分"), "Points lost to platforms", Unit.POINTS, Sum("lost_points"),
    _("按收到日，平台最后扣掉的分"), where=Q(outcome="penalised"), opens=_opens(outcome="penalised"),
)  # fmt: skip
_measure(
    "platform_fines", _("平台罚款"), "Fines of platforms", Unit.MONEY, Sum("lost_cents"),
    _("按收到日，平台最后罚的钱"), where=Q(outcome="penalised"), opens=_opens(outcome="penalised"),
)  # fmt: skip
_measure(
    "appeals_decided", _("申诉有结果数"), "Appeals decided", Unit.COUNT, Count("id"),
    _("按收到日，申诉过、平台已经定下的"), where=Q(appealed_at__isnull=False) & ~Q(outcome="pending"),
    better="higher", opens=_opens(appealed="yes", outcome="upheld,rescinded,penalised"),
)  # fmt: skip
_measure(
    "appeals_won", _("申诉成功数"), "Appeals won", Unit.COUNT, Count("id"), _("按收到日，申诉以后平台撤销的"),
    where=Q(appealed_at__isnull=False, outcome="rescinded"), better="higher",
    opens=_opens(appealed="yes", outcome="rescinded"),
)  # fmt: skip
