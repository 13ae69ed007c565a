"""By when a parcel is to be scanned first and delivered: its order's own times, else what the platform wants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pydantic import BaseModel

from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import command

from ..models import Order
from .models import TransitTerms
from .states import TERMS

USUAL = timedelta(hours=48)  # from payment, where neither order nor platform says otherwise


class NewTerms(BaseModel):
    """``platform`` as its shops say it."""

    platform: str = Kept(..., min_length=1, max_length=30, title="平台代号", description="店铺上写的那个，如 tmall")
    collect_hours: int = Kept(48, ge=1, le=720, title="几小时内揽收", description="付款以后，到快递第一次扫描")
    deliver_hours: int | None = Kept(None, ge=1, le=2160, title="几小时内送达", description="付款以后；不写就不计")
    since: date = Kept(..., title="从哪天起", description="按付款日")


@command("transit_terms.set", zh="时效约定.定下", en="Set", on=TERMS, creates=True, input=NewTerms,
         undo="transit_terms.stop")  # fmt: skip
def set_terms(terms: Batch[TransitTerms, NewTerms], act: Act) -> None:
    """Parcels of orders paid from then on, that say no time of their own, are held to it."""
    for one, given in terms:
        one.platform, one.since = given.platform.strip(), given.since
        one.collect_hours, one.deliver_hours = given.collect_hours, given.deliver_hours


@command("transit_terms.stop", zh="时效约定.停下", en="Stop", on=TERMS, leads={"status": ("on", "off")},
         undo="transit_terms.resume", primary=True)  # fmt: skip
def stop(terms: Batch[TransitTerms, None], act: Act) -> None:
    """It was never so: the terms before it hold, if there are any."""


@command("transit_terms.resume", zh="时效约定.恢复", en="Go on", on=TERMS, leads={"status": ("off", "on")})
def resume(terms: Batch[TransitTerms, None], act: Act) -> None:
    """It holds again."""


@dataclass(frozen=True)
class Times:
    """By when; None: no time is set."""

    collect_by: datetime | None
    deliver_by: datetime | None


class Platforms:
    """The terms of all platforms, read once."""

    def __init__(self) -> None:
        self.rows = list(TransitTerms.objects.filter(status="on").order_by("since", "id"))

    def of(self, orders: Iterable[Order]) -> Times:
        """The earliest of what the orders in one parcel were promised."""
        each = [self._of(order) for order in orders]
        collect = [one.collect_by for one in each if one.collect_by is not None]
        deliver = [one.deliver_by for one in each if one.deliver_by is not None]
        return Times(min(collect, default=None), min(deliver, default=None))

    def _of(self, order: Order) -> Times:
        since = order.paid_at
        found = self._terms(order) if since is not None else None
        usual = timedelta(hours=found.collect_hours) if found is not None else USUAL
        collect = order.promised_at or (since + usual if since is not None else None)
        hours = found.deliver_hours if found is not None else None
        deliver = order.deliver_by or (since + timedelta(hours=hours) if since is not None and hours else None)
        return Times(collect, deliver)

    def _terms(self, order: Order) -> TransitTerms | None:
        shop = organisation().shops.get(order.shop_id)
        assert order.paid_at is not None
        day = day_of(order.paid_at)
        fits = [one for one in self.rows if shop is not None and one.platform == shop.platform and one.since <= day]
        return fits[-1] if fits else None
