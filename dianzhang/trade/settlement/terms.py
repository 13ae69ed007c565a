"""What a shop's platform takes and when it pays: said, with the day from which; stopped."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import command
from dianzhang.kernel.money import cents

from .models import PayoutTerms
from .states import TERMS


def rate(terms: PayoutTerms) -> str:
    """``5%``."""
    return f"{terms.commission_bp / 100:g}%"


class NewTerms(BaseModel):
    """``shop`` is its code, ``commission`` in percent of what was paid, ``insurance`` yuan for each order."""

    shop: str = Kept(..., min_length=1, max_length=40, title="店铺代号")
    commission: Decimal = Field(ge=0, le=100, decimal_places=2, title="佣金率", description="实付的百分之几")
    insurance: Decimal = Kept(Decimal(0), ge=0, max_digits=8, decimal_places=2, title="每单运费险")
    days: int | None = Kept(None, ge=1, le=365, title="几天内结算", description="订单签收以后；不写就不催")
    since: date = Kept(..., title="从哪天起", description="按下单日")


@command("payout_terms.set", zh="结算约定.定下", en="Set", on=TERMS, creates=True, input=NewTerms,
         undo="payout_terms.stop")  # fmt: skip
def set_terms(terms: Batch[PayoutTerms, NewTerms], act: Act) -> None:
    """Margins of orders placed from then on are estimated with it."""
    shops = {shop.code: shop for shop in organisation().shops.values()}
    for one, given in terms:
        shop = shops.get(given.shop)
        if shop is None:
            terms.refuse(one, _("没有代号为 %(code)s 的店铺。") % {"code": given.shop})
            continue
        one.shop_id, one.unit_id, one.since, one.days = shop.pk, shop.unit_id, given.since, given.days
        one.commission_bp, one.insurance_cents = int(given.commission * 100), cents(given.insurance)


@command("payout_terms.stop", zh="结算约定.停下", en="Stop", on=TERMS, leads={"status": ("on", "off")},
         undo="payout_terms.resume", primary=True)  # fmt: skip
def stop(terms: Batch[PayoutTerms, None], act: Act) -> None:
    """It was never so: the terms before it hold, if there are any."""


@command("payout_terms.resume", zh="结算约定.恢复", en="Go on", on=TERMS, leads={"status": ("off", "on")})
def resume(terms: Batch[PayoutTerms, None], act: Act) -> None:
    """It holds again."""


def terms_of(day: date, shop: int | None = None) -> dict[int, PayoutTerms]:
    """By shop, the terms that hold for orders placed on a day: the last that began by then."""
    rows = PayoutTerms.objects.filter(status="on", since__lte=day).order_by("since", "id")
    return {one.shop_id: one for one in (rows.filter(shop_id=shop) if shop is not None else rows)}
