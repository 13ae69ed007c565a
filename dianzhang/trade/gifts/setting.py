"""Which orders bring a gift along: said, stopped, begun again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import command
from dianzhang.goods.queries import by_code
from dianzhang.kernel.money import cents

from .models import GiftRule
from .states import GIFT_RULE


class NewRule(BaseModel):
    """``shop``, ``gift`` and ``article`` are codes.  One of the two thresholds, or both."""

    shop: str = Kept(..., min_length=1, max_length=40)
    gift: str = Kept(..., min_length=1, max_length=100, title="送哪件商品", description="商品编码")
    pieces: int = Field(1, ge=1, le=99, title="送几件")
    at_least: Decimal | None = Kept(None, gt=0, max_digits=12, decimal_places=2, title="满多少钱")
    at_least_pieces: int | None = Kept(None, ge=1, le=9999, title="满几件")
    article: str = Field("", max_length=100, title="只数哪件商品", description="商品编码；不写就数整单")
    first_day: date | None = Kept(None, title="从哪天起", description="按下单日")
    last_day: date | None = Kept(None, title="到哪天为止")


@command("gift_rule.set", zh="赠品规则.定下", en="Set", on=GIFT_RULE, creates=True, input=NewRule,
         undo="gift_rule.stop")  # fmt: skip
def set_rule(rules: Batch[GiftRule, NewRule], act: Act) -> None:
    """Orders reviewed from now on that reach the threshold bring the gift along, as long as there is any."""
    shops = {shop.code: shop for shop in organisation().shops.values()}
    skus = by_code(code for _rule, given in rules for code in (given.gift, given.article))
    for rule, given in rules:
        unknown = next((code for code in (given.gift, given.article) if code and code not in skus), None)
        if given.shop not in shops:
            rules.refuse(rule, _("没有代号为 %(code)s 的店铺。") % {"code": given.shop})
        elif unknown is not None:
            rules.refuse(rule, _("没有编码为 %(code)s 的商品：先新增它，或改成已有的编码。") % {"code": unknown})
        elif given.at_least is None and given.at_least_pieces is None:
            rules.refuse(rule, _("满多少钱、满几件，至少写一样。"))
        elif given.first_day and given.last_day and given.last_day < given.first_day:
            rules.refuse(rule, _("最后一天在第一天前面。"))
        else:
            shop = shops[given.shop]
            rule.shop_id, rule.unit_id, rule.sku, rule.pieces = shop.pk, shop.unit_id, skus[given.gift], given.pieces
            rule.gift = f"{given.gift}×{given.pieces}" if given.pieces > 1 else given.gift
            rule.article = skus.get(given.article)
            rule.at_least_cents = cents(given.at_least) if given.at_least is not None else None
            rule.at_least_pieces = given.at_least_pieces
            rule.first_day, rule.last_day = given.first_day, given.last_day


@command("gift_rule.stop", zh="赠品规则.停下", en="Stop", on=GIFT_RULE, leads={"status": ("on", "off")},
         undo="gift_rule.resume", primary=True)  # fmt: skip
def stop(rules: Batch[GiftRule, None], act: Act) -> None:
    """No further order brings it along; those that have it keep it."""


@command("gift_rule.resume", zh="赠品规则.恢复", en="Go on", on=GIFT_RULE, leads={"status": ("off", "on")})
def resume(rules: Batch[GiftRule, None], act: Act) -> None:
    """Orders bring it along again."""
