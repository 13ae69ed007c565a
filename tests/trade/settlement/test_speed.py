"""A file of payouts costs a handful of statements for each chunk, however many orders there are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import together
from dianzhang.engine.models import Event
from dianzhang.engine.moment import living_at
from dianzhang.gateways.settlements import Line
from dianzhang.trade.models import PayoutFile, PayoutLine, Settlement
from dianzhang.trade.settlement.taking import Taken, take
from tests.trade.desk import MONDAY

from .conftest import HEADER, Till


def statements(till: Till, numbers: int, start: int) -> int:
    """How many statements so many orders' lines cost, goods and commission each."""
    file = PayoutFile.objects.first() or PayoutFile.objects.create(
        shop=till.desk.shop, name="结算.csv", digest="0" * 64, sent_at=MONDAY
    )
    lines = [
        Line(n, f"{start}-{n}-{kind}", f"N{start + n}", MONDAY, kind, cents, "")
        for n in range(numbers)
        for kind, cents in (("goods", 12000), ("commission", -600))
    ]
    with (
        living_at(MONDAY + timedelta(minutes=start % 50)),
        CaptureQueriesContext(
            connection,
        ) as seen,
        together(SYSTEM) as tx,
    ):
        take(tx, file, lines, Taken())
    return len(seen)


@pytest.mark.requirement("T9.1")
def test_ten_orders_cost_what_four_hundred_do(till: Till) -> None:
    statements(till, 2, 10)
    assert statements(till, 10, 1000) == statements(till, 400, 2000)
    assert Settlement.objects.count() == 412


def test_a_larger_file_goes_in_chunks_and_is_whole(till: Till) -> None:
    rows = "".join(f"M{n},2026-10-12 09:00:00,1.00,货款,k{n}\n" for n in range(2500))
    assert till.send(HEADER + rows).done
    file = PayoutFile.objects.get()
    assert (file.status, file.lines, file.unknown, file.net_cents) == ("taken", 2500, 2500, 250_000)
    assert PayoutLine.objects.count() == Settlement.objects.count() == 2500
    assert Event.objects.filter(kind="settlement.record").count() == 2500
