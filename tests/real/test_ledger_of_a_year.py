"""A year of a shop's invoice lines: every one of 525,461 is accounted for, and the months' net sales are SQL's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner
from django.db.models import Count, Sum

from dianzhang import rulebooks as shipped
from dianzhang.cli.main import main
from dianzhang.engine import organisation, rulebooks
from dianzhang.engine.access import OWNER_POST
from dianzhang.engine.models import Event, Shop
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import define, values
from dianzhang.people.department import found_department, take_on
from dianzhang.trade.models import Order, OrderLine, Refund
from tests.engine.department import put_in_force

pytestmark = [pytest.mark.real, pytest.mark.django_db]

SLICE = date(2009, 12, 19)  # the first weeks: sales, cancellations in them and of sales before them
# Days are those of the department: eight hours ahead of London, seven in its summer.
DAY = """date(at, CASE WHEN at >= '2010-03-28 01:00' AND at < '2010-10-31 02:00' THEN '+7 hours' ELSE '+8 hours' END)"""
NET = f"""
WITH line AS (SELECT DISTINCT invoice, sku, title, pieces, at, mils, customer, country FROM lines)
SELECT strftime('%Y-%m', {DAY}) AS month, SUM(CASE WHEN pieces > 0 THEN 1 ELSE -1 END * ((ABS(pieces) * mils + 5) / 10))
FROM line
WHERE (pieces > 0 AND invoice NOT GLOB '[AC]*') OR (pieces < 0 AND invoice GLOB 'C*')
GROUP BY month ORDER BY month
"""


@pytest.fixture(autouse=True)
def _department(db: None) -> None:
    organisation.forget()
    rulebooks.forget()
    found_department()
    take_on("owner", "负责人", OWNER_POST)
    put_in_force(shipped.read("process-first"), datetime.now(UTC))


@pytest.fixture
def ledger(real_data: Path) -> Path:
    return real_data / "retail" / "online_retail_2009_2010.parquet"


@pytest.fixture
def first_weeks(ledger: Path, tmp_path: Path) -> Path:
    path = tmp_path / "first-weeks.parquet"
    pl.read_parquet(ledger).filter(pl.col("InvoiceDate") < SLICE).write_parquet(path)
    return path


def said_by_sql(path: Path) -> dict[str, Decimal]:
    """Month -> net sales, by SQL over the lines as they stand, each line that stands twice once."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE lines (invoice, sku, title, pieces INTEGER, at, mils INTEGER, customer, country)")
    rows: Iterator[tuple[Any, ...]] = pl.read_parquet(path).iter_rows()
    base.executemany(
        "INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((i, s, t, q, str(at), round(p * 1000), c or 0, land) for i, s, t, q, at, p, c, land in rows),
    )
    found = {month: Decimal(cents) / 100 for month, cents in base.execute(NET)}
    base.close()
    return found


def imported(path: Path) -> dict[str, Any]:
    done = CliRunner().invoke(main, ["import", "orders", str(path), "--shop", "retail", "--create-shop", "--json"])
    assert done.exit_code in (0, 1), done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def net_by_month() -> dict[str, Decimal]:
    definition = define("净支付金额", date(2010, 1, 1))
    assert definition is not None
    of = Slice(date(2009, 12, 1), date(2010, 12, 31), Shop.objects.get(code="retail").pk)
    return {one.key: one.value for one in values(definition, "month", of) if one.value}


@pytest.mark.requirement("T1.4")
def test_every_line_of_the_whole_year_is_accounted_for_and_the_months_net_sales_are_those_of_the_file(
    ledger: Path,
) -> None:
    found = imported(ledger)
    became = found["accounted"]
    assert became == {
        "taken": 400_947, "no_customer": 105_343, "merged": 6_865, "given_back": 7_688, "returned": 2_493,
        "written_off": 2_121, "refused": 4,
    }  # fmt: skip
    assert sum(became.values()) == 525_461
    assert OrderLine.objects.count() == became["taken"] + became["no_customer"]
    sums = net_by_month()
    assert len(sums) == 13  # from December to December
    assert sums == said_by_sql(ledger)


@pytest.mark.requirement("T1.4")
def test_net_sales_of_the_first_weeks_are_those_of_the_file(first_weeks: Path) -> None:
    found = imported(first_weeks)
    became = found["accounted"]
    lines = pl.read_parquet(first_weeks).height
    assert sum(became.values()) == lines > 30_000
    assert all(became[name] > 0 for name in ("taken", "no_customer", "merged", "given_back", "returned", "written_off"))
    assert found["rejected"] == became["refused"]
    assert OrderLine.objects.count() == became["taken"] + became["no_customer"]
    assert net_by_month() == said_by_sql(first_weeks)

    sales = Order.objects.filter(paid_at__isnull=False)
    assert not sales.filter(number__startswith="C").exists()
    sums = sales.annotate(back=Sum("refunds__amount_cents")).values_list("paid_cents", "back", "refunded_cents")
    assert all((back or 0) == refunded <= paid for paid, back, refunded in sums)
    returns = Order.objects.filter(paid_at__isnull=True)
    assert {*returns.values_list("payment", "total_cents", "paid_cents")} <= {("refunded", 0, None), ("refunded", 0, 0)}
    assert Refund.objects.values("order").annotate(n=Count("id")).filter(n__gt=1).exists()  # each on its own day
    assert set(sales.filter(buyer=None).values_list("missing", flat=True)) == {"buyer"}

    before = Event.objects.count()
    again = imported(first_weeks)
    assert (again["taken"], again["updated"]) == (0, 0)
    assert Event.objects.count() == before
