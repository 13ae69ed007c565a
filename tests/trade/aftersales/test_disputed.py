"""The platform steps in, is given evidence, and rules; what it gave back is the order's refund."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must
from dianzhang.engine.models import Note
from tests.trade.desk import MONDAY
from tests.trade.desk import now as order_now

from .conftest import Counter, now

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T4.6")]
UNTIL = MONDAY + timedelta(days=2)


def test_evidence_and_ruling(counter: Counter) -> None:
    order = counter.order()
    case = counter.told(order, kind="return", amount="100.00")
    must(counter.does(counter.people.zhouke, "decline", 5, case, reason="有使用痕迹"))
    assert not counter.does(counter.people.zhouke, "give_evidence", 6, case, note="还没有介入").done
    must(counter.does(PLATFORM, "step_in", 10, case, evidence_until=UNTIL.isoformat()))
    assert (now(case).dispute, now(case).evidence_until, now(case).status) == ("open", UNTIL, "declined")
    must(counter.does(counter.people.zhouke, "give_evidence", 20, case, note="验货照片三张"))
    assert Note.objects.filter(text="验货照片三张").exists()
    must(counter.does(PLATFORM, "rule", 30, case, ruling="buyer", amount="100.00"))
    case = now(case)
    assert (case.dispute, case.ruling, case.refunded_cents) == ("ruled", "buyer", 10000)
    assert order_now(order).refunded_cents == 10000


def test_a_ruling_for_the_shop_costs_nothing(counter: Counter) -> None:
    order = counter.order()
    case = counter.told(order)
    must(counter.does(PLATFORM, "step_in", 10, case))
    must(counter.does(PLATFORM, "rule", 30, case, ruling="shop"))
    assert (now(case).ruling, order_now(order).refunded_cents) == ("shop", 0)


def test_the_warehouse_gives_no_evidence(counter: Counter) -> None:
    case = counter.told(counter.order())
    must(counter.does(PLATFORM, "step_in", 10, case))
    assert "的权限" in counter.does(counter.people.chenmo, "give_evidence", 20, case, note="好的").why
