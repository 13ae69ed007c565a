"""What the platform decides in the end: it stands, it is taken back, it costs points or money."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import observation
from dianzhang.engine.telling import tell, write_down
from dianzhang.kernel.money import cents

from .models import PlatformNotice
from .states import NOTICE


class Decided(BaseModel):
    note: str = Personal("", max_length=1000, title="平台怎么说")


class Penalty(BaseModel):
    """What it cost, ``fine`` in yuan; what is not given is what was at stake."""

    points: int | None = Kept(None, ge=0, le=1000, title="实际扣分")
    fine: Decimal | None = Kept(None, ge=0, max_digits=13, decimal_places=2, title="实际罚款")
    note: str = Personal("", max_length=1000, title="平台怎么说")


def _said(notice: PlatformNotice, outcome: str) -> str:
    """A penalty may be noted again: its figures are mended so."""
    return _("已经这样记过了。") if notice.outcome == outcome else ""


@observation(
    "platform_notice.uphold", zh="平台通知.平台维持", en="Be upheld", on=NOTICE, leads={"outcome": ("*", "upheld")},
    input=Decided, by_hand=True, unready=lambda notice: _said(notice, "upheld"),
)  # fmt: skip
def uphold(notices: Batch[PlatformNotice, Decided], act: Act) -> None:
    """It stands as it was, and costs nothing more."""
    _decided(notices, act, "uphold")


@observation(
    "platform_notice.rescind", zh="平台通知.平台撤销", en="Be taken back", on=NOTICE,
    leads={"outcome": ("*", "rescinded")}, input=Decided, by_hand=True,
    unready=lambda notice: _said(notice, "rescinded"),
)  # fmt: skip
def rescind(notices: Batch[PlatformNotice, Decided], act: Act) -> None:
    """The platform takes it back; nothing is lost."""
    _decided(notices, act, "rescind")


@observation(
    "platform_notice.penalise", zh="平台通知.平台处罚", en="Be penalised", on=NOTICE,
    leads={"outcome": ("*", "penalised")}, input=Penalty, by_hand=True,
)  # fmt: skip
def penalise(notices: Batch[PlatformNotice, Penalty], act: Act) -> None:
    """Points were taken, or money."""
    for notice, given in notices:
        points, fine = getattr(given, "points", None), getattr(given, "fine", None)
        notice.lost_points = points if points is not None else notice.points or 0
        notice.lost_cents = cents(fine) if fine is not None else notice.fine_cents or 0
    _decided(notices, act, "penalise", keep=True)


def _decided(notices: Batch[PlatformNotice, Any], act: Act, how: str, *, keep: bool = False) -> None:
    for notice, given in notices:
        if not keep:
            notice.lost_points = notice.lost_cents = 0
        notice.decided_at = act.at
        tell(act, NOTICE, notice, "told", [notice.owner_id], action=f"platform_notice.{how}")
        write_down(act, NOTICE, notice, getattr(given, "note", ""))
