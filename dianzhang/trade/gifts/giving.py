"""Gifts join an order when it is reviewed: once, at no price, and only as far as they lie there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.telling import write_down
from dianzhang.goods import reserving
from dianzhang.goods.reserving import Want

from ..codes.models import OrderPiece
from ..models import Order
from ..states import ORDER
from .models import GiftRule

KIND = "order"


def give(orders: Batch[Order, Any], act: Act, wants: Sequence[Want]) -> None:
    """To each order of the batch the gifts that it has earned; of what is not there a line stands beside it.

    ``wants``: what the orders hold already, by which pieces are counted.  One statement where a shop has no rule.
    """
    batch = [order for order, _given in orders]
    rules = _rules_of({order.shop_id for order in batch})
    if not rules:
        return
    had = set(OrderPiece.objects.filter(order__in=[o.id for o in batch], line=0).values_list("order_id", "gift_id"))
    pieces = {want.holder: want.pieces for want in wants}
    for order in batch:
        for rule in rules.get(order.shop_id, ()):
            if (order.id, rule.pk) not in had and earned(rule, order, pieces.get(order.id, {})):
                _give(order, rule, act)


def _rules_of(shops: set[int]) -> dict[int, list[GiftRule]]:
    found: dict[int, list[GiftRule]] = {}
    rows = GiftRule.objects.filter(status="on", shop__in=shops, sku__status="active").select_related("sku")
    for rule in rows.order_by("id"):
        found.setdefault(rule.shop_id, []).append(rule)
    return found


def earned(rule: GiftRule, order: Order, pieces: Mapping[int, int]) -> bool:
    """Whether an order reaches what a rule asks for: by what was paid and not given back, and by pieces."""
    day = order.placed_day
    if (rule.first_day is not None and day < rule.first_day) or (rule.last_day is not None and day > rule.last_day):
        return False
    paid = order.paid_cents if order.paid_cents is not None else order.total_cents
    if rule.at_least_cents is not None and paid - order.refunded_cents < rule.at_least_cents:
        return False
    bought = sum(pieces.values()) if rule.article_id is None else pieces.get(rule.article_id, 0)
    if rule.article_id is not None and not bought:
        return False
    return rule.at_least_pieces is None or bought >= rule.at_least_pieces


def _give(order: Order, rule: GiftRule, act: Act) -> None:
    want = Want(order.id, order.shop_id, {rule.sku_id: rule.pieces})
    if not reserving.add(act, KIND, want):
        write_down(act, ORDER, order, _("赠品 %(gift)s 没有货了，没有送。") % {"gift": rule.gift})
        return
    order.gifts = "；".join(filter(None, (order.gifts, rule.gift)))
    act.add(
        OrderPiece(
            order_id=order.id, line=0, sku_id=rule.sku_id, pieces=rule.pieces, receives_cents=0,
            cost_cents=rule.sku.cost_cents, gift_id=rule.pk,
        )
    )  # fmt: skip
