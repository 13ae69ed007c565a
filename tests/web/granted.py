"""What the access rules in force grant to a post, reckoned from the rules as compiled, not by the engine's functions.

With one record of each kind that a department begins with, and the actions that somebody can do beyond their rules.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dianzhang.engine import registry, rulebooks
from dianzhang.engine.access import SYSTEM, Actor
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import now, today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Action, Subject
from dianzhang.trade.models import OrderLine, Settlement

from .conftest import new_order

WIDE = ("own", "group", "unit", "all")
SENTINEL = {
    "order.phone": "13987650042", "order.address": "桂花弄88号", "order.buyer_name": "司徒暗号",
    "order.cost": "76,543.21", "sku.cost": "4,321.09", "complaint.demand": "要求赔偿暗语", "basepay.amount": "8,123.45",
    "invoice.title": "抬头密语公司", "invoice.tax_number": "91330100MA2MIYU123", "invoice.email": "miyu@example.com",
    "settlement.cost": "65,432.10", "settlement.margin": "43,210.98",
    "aftersale.demand": "杯盖裂了密语", "returned.contents": "一只旧锅密语",
    "review.buyer": "欧阳密语",
}  # fmt: skip


@dataclass
class Granted:
    """What the rules in force give one post."""

    reach: dict[str, str]
    fields: set[str]


def granted() -> dict[str, Granted]:
    """The access rules as they stand in the rulebook, added up by post."""
    table: dict[str, Granted] = defaultdict(lambda: Granted({}, set()))
    ruleset = rulebooks.at(now())
    assert ruleset is not None
    for rule in ruleset.access:
        for post in rule.posts:
            table[post].fields |= set(rule.fields)
            for action in rule.actions:
                had = table[post].reach.get(action, rule.reach)
                table[post].reach[action] = max(had, rule.reach, key=WIDE.index)
    return table


def a_record_of_each(keeper: Actor, service: Actor, person: str) -> dict[str, Any]:
    """One record of each kind, with something that can be looked for in every hidden field."""
    order = new_order("9001")
    order.receiver.__class__.objects.filter(pk=order.receiver_id).update(
        name=SENTINEL["order.buyer_name"], phone=SENTINEL["order.phone"], address=SENTINEL["order.address"]
    )
    order.buyer.__class__.objects.filter(pk=order.buyer_id).update(name=SENTINEL["order.buyer_name"])
    OrderLine.objects.create(order=order, number=9, quantity=1, title="杯", cost_cents=7654321)
    sku = must(one("sku.add", keeper, code="S-9", title="杯", cost=Decimal("4321.09"), floor=Decimal(5000)))
    complaint = must(one("complaint.accept", service, kind="quality", demand=SENTINEL["complaint.demand"]))
    asked = {"order": order.number, "kind": "refund", "cause": "quality", "demand": SENTINEL["aftersale.demand"]}
    aftersale = must(one("aftersale.open", service, **asked))
    came = {"carrier": "顺丰", "waybill": "SF99887766", "contents": SENTINEL["returned.contents"]}
    returned = must(one("returned.record", SYSTEM, **came))
    said = {"shop": order.shop.code, "kind": "points", "title": "标题与商品不符"}
    notice = must(one("platform_notice.record", SYSTEM, **said))
    said = {"shop": order.shop.code, "number": "E-1", "rating": 1, "buyer": SENTINEL["review.buyer"]}
    review = must(one("review.record", SYSTEM, **said))
    wanted = {name: SENTINEL[f"invoice.{name}"] for name in ("title", "tax_number", "email")}
    invoice = must(one("invoice.ask", service, order=order.number, **wanted))
    settlement = Settlement.objects.create(
        shop=order.shop, unit_id=order.unit_id, number=order.number, order=order, tally="agrees", net_cents=1,
        settled_day=today(), cost_cents=6543210, margin_cents=4321098,
    )  # fmt: skip
    basepay = must(one("basepay.set", SYSTEM, post="service", amount=Decimal("8123.45"), since=today().replace(day=1)))
    found = {"order": order, "sku": sku, "complaint": complaint, "basepay": basepay}
    found |= {"invoice": invoice, "settlement": settlement}
    found |= {"aftersale": aftersale, "returned": returned, "platform_notice": notice, "review": review}
    found |= {"shop": order.shop, "person": registry.subjects["person"].model.objects.get(code=person)}
    return found


def extends(reach: str | None, record: Any, actor: Actor) -> bool:
    """Whether a reach extends to a record, from the words of the rulebook's language."""
    match reach:
        case "all":
            return True
        case "unit":
            units, found = organisation().units, record.unit_id
            while found is not None and found != actor.unit_id:
                found = units[found].parent_id
            return found is not None
        case "group":
            return bool(record.unit_id == actor.unit_id)
        case "own":
            return bool(record.owner_id == actor.person_id)
        case _:
            return False


def commands(subject: Subject) -> list[Action]:
    return [action for action in subject.actions.values() if action.for_people]


def entitled_beyond(rules: Granted, actor: Actor, world: dict[str, Any]) -> list[tuple[str, str]]:
    """The actions that the engine does not refuse to somebody whose rules do not grant them."""
    found: list[tuple[str, str]] = []
    for name, subject in registry.subjects.items():
        if not subject.model._meta.managed:
            continue  # another test's own: its table is there only while that test runs
        for action in commands(subject):
            if action.open is not None or not (action.word.creates or name in world):
                continue
            record = None if action.word.creates else world[name]
            reach = rules.reach.get(action.name)
            if reach is not None if record is None else extends(reach, record, actor):
                continue
            outcome = one(action.name, actor, record.pk if record is not None else None)
            if outcome.status != "refused" or outcome.field_errors or "的权限" not in outcome.why:
                found.append((action.name, outcome.why))
    return found
