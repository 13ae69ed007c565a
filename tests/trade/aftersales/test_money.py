"""Whatever is done in whatever order, never more money goes back than was paid."""

from __future__ import annotations

import random

import pytest
from django.db.models import Sum

from dianzhang.engine.access import PLATFORM
from dianzhang.trade.aftersales.limits import payable
from dianzhang.trade.models import Aftersale, Refund
from tests.trade.desk import now as order_now

from .conftest import Counter, now

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T4.2")]
STEPS = 30


@pytest.mark.parametrize("seed", [1, 2])
def test_the_sum_of_refunds_never_passes_what_was_paid(counter: Counter, seed: int) -> None:
    dice = random.Random(seed)
    order = counter.order()
    done: list[str] = []
    for minute in range(STEPS):
        done.append(_step(counter, dice, minute))
        found = order_now(order)
        given = Refund.objects.filter(order=order).aggregate(Sum("amount_cents"))["amount_cents__sum"] or 0
        through = Aftersale.objects.aggregate(Sum("refunded_cents"))["refunded_cents__sum"] or 0
        assert found.refunded_cents == given <= 30000
        assert through <= given
        assert payable(found) == 30000 - given
    assert {"refund", "time_out", "rule"} & set(done)  # money did go back, not only refusals


def _step(counter: Counter, dice: random.Random, minute: int) -> str:
    """One thing at random, by whoever may; what it was if it was done, else nothing."""
    zhouke, chenmo = counter.people.zhouke, counter.people.chenmo
    amount = f"{dice.randint(1, 9000) / 100:.2f}"
    cases = list(Aftersale.objects.exclude(status__in=("closed", "withdrawn")))
    if not cases or dice.random() < 0.25:
        kind = dice.choice(("refund", "return", "difference", "payment", "intercept", "exchange"))
        number = f"R{minute}"
        if dice.random() < 0.5:
            outcome = counter.does(zhouke, "open", minute, order="P1", kind=kind, cause="other", amount=amount)
            return "open" if outcome.done else ""
        told = {"shop": "tmall-1", "order": "P1", "number": number, "kind": kind, "amount": amount}
        return "ask" if counter.does(PLATFORM, "ask", minute, **told).done else ""
    case = now(dice.choice(cases))
    action = dice.choice(
        ("agree", "refund", "refund", "decline", "receive", "time_out", "agree_less", "step_in", "rule")
    )
    given: dict[str, str] = {}
    match action:
        case "refund" if dice.random() < 0.5:
            given = {"amount": amount}
        case "decline":
            given = {"reason": "不合"}
        case "receive":
            given = {"seen": "；".join(f"{line.name}×{line.quantity} 完好" for line in case.lines.all())}
        case "agree_less":
            action, given = "agree", {"amount": amount}
        case "rule":
            given = {"ruling": "buyer", "amount": amount}
    by = {"receive": chenmo}.get(action, PLATFORM if action in ("time_out", "step_in", "rule") else zhouke)
    return action if counter.does(by, action, minute, case, **given).done else ""
