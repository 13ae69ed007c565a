"""What is left of an order: estimated as long as nothing was paid out for it, settled after; with its arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dianzhang.engine import reading, seeing
from dianzhang.engine.access import Actor
from dianzhang.engine.words import word
from dianzhang.kernel.money import cents, half_up, yuan

from ..models import Order
from ..states import ORDER
from .models import PayoutLine, PayoutTerms, Settlement
from .reckoning import known_by_id
from .states import ANSWER, KINDS, SETTLEMENT, TALLY
from .terms import rate, terms_of


@dataclass(frozen=True)
class Step:
    """One line of the arithmetic, in cents: added up they are the margin."""

    what: str
    cents: int


@dataclass(frozen=True)
class Margin:
    """``cents`` is None where something is unknown, and ``why`` says what."""

    steps: tuple[Step, ...]
    cents: int | None
    why: str = ""


def estimated(order: Order, cost: int | None, terms: PayoutTerms | None) -> Margin:
    """Paid less refunded, less what the platform will take by the shop's terms, less the cost of the goods."""
    known = known_by_id([order.pk])[order.pk]
    steps = [Step(_("实付"), known.kept + order.refunded_cents)]
    if order.refunded_cents:
        steps.append(Step(_("已退"), -order.refunded_cents))
    if terms is not None:
        commission = half_up(yuan(known.kept) * terms.commission_bp / 10_000)
        steps.append(Step(_("佣金 %(rate)s") % {"rate": rate(terms)}, -cents(commission)))
        if terms.insurance_cents:
            steps.append(Step(_("运费险"), -terms.insurance_cents))
    return _with_cost(steps, cost)


def settled(settlements: Sequence[Settlement], cost: int | None) -> Margin:
    """What was really paid out and taken, kind by kind, under whatever numbers, less the cost of the goods."""
    sums = {zh: sum(getattr(one, f"{kind}_cents") for one in settlements) for kind, zh in KINDS.items()}
    steps = [Step(word(zh), cents) for zh, cents in sums.items() if cents]
    return _with_cost(steps, cost)


def _with_cost(steps: list[Step], cost: int | None) -> Margin:
    if cost is None:
        return Margin(tuple(steps), None, _("有的商品没有成本，算不出毛利。"))
    steps.append(Step(_("成本"), -cost))
    return Margin(tuple(steps), sum(step.cents for step in steps))


def of_order(order: Order, actor: Actor) -> Mapping[str, Any] | None:
    """For the order's page: what was paid out, and what is left.  Margins only for those who see costs."""
    sees_cost = not seeing.hides(actor, ORDER, "cost")
    rows = list(Settlement.objects.filter(order_id=order.pk).order_by("id")[:50])
    shown = (
        rows if actor.unbound or not rows else [one for one in rows if one.pk in reading.seen(actor, SETTLEMENT, rows)]
    )
    if not sees_cost and not shown:
        return None
    parts: dict[str, Any] = {"settlements": [_shown(one) for one in shown], "sees_cost": sees_cost}
    if sees_cost:
        cost = known_by_id([order.pk])[order.pk].cost_cents
        terms = terms_of(order.placed_day, order.shop_id).get(order.shop_id)
        parts |= {"estimated": estimated(order, cost, terms), "no_terms": terms is None}
        if shown == rows and any(one.settled_day is not None for one in rows):
            parts["settled"] = settled(rows, cost)
    return parts


def _shown(one: Settlement) -> dict[str, Any]:
    return {
        "one": one, "tally": word(TALLY.states[one.tally]),
        "answer": word(ANSWER.states[one.answer]) if one.gap_cents or one.tally in ("late", "orderless") else "",
        "kinds": [(word(zh), cents) for kind, zh in KINDS.items() if (cents := getattr(one, f"{kind}_cents"))],
    }  # fmt: skip


def lines_of(one: Settlement, _actor: Actor) -> Mapping[str, Any]:
    """The lines of a settlement, the latest first."""
    rows = PayoutLine.objects.filter(settlement_id=one.pk).select_related("file").order_by("-at", "-id")[:100]
    return {"lines": [{"line": row, "kind": word(KINDS[row.kind])} for row in rows]}


def margin_of(one: Settlement, actor: Actor) -> Mapping[str, Any] | None:
    """What is left of a payout, for those who see costs."""
    if seeing.hides(actor, SETTLEMENT, "cost") or one.order_id is None or one.settled_day is None:
        return None
    return {"settled": settled([one], one.cost_cents), "sees_cost": True}
