"""A real February in the numbers: orders, paid, refunds, refund rate, provinces and hours, equal to a direct SQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner
from django.db import transaction

from dianzhang import rulebooks as shipped
from dianzhang.cli.main import main
from dianzhang.engine import organisation, rulebooks
from dianzhang.engine.access import OWNER_POST
from dianzhang.measure.breakdown import parts
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import Definition, define, over, values
from dianzhang.people.department import found_department, take_on
from tests.engine.department import put_in_force

pytestmark = [pytest.mark.real, pytest.mark.django_db, pytest.mark.requirement("I2.6")]
OF = Slice(date(2020, 2, 1), date(2020, 2, 29))


@pytest.fixture(scope="module")
def path(real_data: Path) -> Path:
    return real_data / "tmall" / "tmall_order_report.csv"


@pytest.fixture(scope="module")
def _taken(django_db_setup: None, django_db_blocker: Any, path: Path) -> Iterator[None]:
    """The file is taken once for all of these tests."""
    organisation.forget()
    rulebooks.forget()
    with django_db_blocker.unblock(), transaction.atomic():
        found_department()
        take_on("owner", "负责人", OWNER_POST)
        put_in_force(shipped.read("process-first"))
        words = ["import", "orders", str(path), "--shop", "tmall-1", "--create-shop", "--json"]
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, result.output
        yield
        transaction.set_rollback(True)
    organisation.forget()
    rulebooks.forget()


@pytest.fixture(autouse=True)
def _february(_taken: None, db: None) -> None:
    organisation.forget()
    rulebooks.forget()


def asked(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """A direct statement over the rows of the file; what was paid is what the buyer gave at first."""
    rows = f"""
        SELECT trim("收货地址") AS province, CAST("总金额" AS DECIMAL(12,2)) AS total,
               CAST("退款金额" AS DECIMAL(12,2)) AS refund, CAST("买家实际支付金额" AS DECIMAL(12,2)) AS net,
               CAST("订单创建时间" AS TIMESTAMP) AS placed, CAST("订单付款时间" AS TIMESTAMP) AS paid
        FROM read_csv('{path}', header=true, all_varchar=true)
    """
    return duckdb.sql(f"WITH rows AS ({rows}) {sql}").fetchall()


def known(name: str) -> Definition:
    definition = define(name, OF.first or date.min)
    assert definition is not None
    return definition


PAID_IN_FEBRUARY = "paid >= '2020-02-01' AND paid < '2020-03-01'"


def test_the_whole_month(path: Path) -> None:
    ((orders,),) = asked(path, "SELECT count(*) FROM rows WHERE placed >= '2020-02-01' AND placed < '2020-03-01'")
    ((count, paid, back),) = asked(
        path, f"SELECT count(*), sum(net + refund), sum(refund) FROM rows WHERE {PAID_IN_FEBRUARY}"
    )
    wanted = {
        "订单数": orders, "支付订单数": count, "支付金额": paid, "退款金额": back, "净支付金额": paid - back,
        "退款率": Decimal(back) / paid, "客单价": Decimal(paid) / count,
    }  # fmt: skip
    assert {name: over(known(name), OF) for name in wanted} == wanted
    assert (orders, count) == (28010, 24081)


def test_by_province(path: Path) -> None:
    rows = asked(
        path,
        f"SELECT province, count(*), sum(net + refund), sum(refund) FROM rows WHERE {PAID_IN_FEBRUARY} GROUP BY 1",
    )
    assert len(rows) > 25
    assert parts(known("支付订单数"), "province", OF) == {name: count for name, count, _paid, _back in rows}
    assert parts(known("支付金额"), "province", OF) == {name: paid for name, _count, paid, _back in rows}
    rates = parts(known("退款率"), "province", OF)
    assert rates == {name: Decimal(back) / paid for name, _count, paid, back in rows if paid}


def test_by_hour_of_the_day(path: Path) -> None:
    placed = dict(asked(path, "SELECT hour(placed), count(*) FROM rows WHERE placed < '2020-03-01' GROUP BY 1"))
    paid = dict(asked(path, f"SELECT hour(paid), sum(net + refund) FROM rows WHERE {PAID_IN_FEBRUARY} GROUP BY 1"))
    assert parts(known("订单数"), "hour", OF) == {hour: placed.get(hour, 0) for hour in range(24)}
    assert parts(known("支付金额"), "hour", OF) == {hour: paid.get(hour, 0) for hour in range(24)}


def test_each_day(path: Path) -> None:
    day = "strftime(paid, '%Y-%m-%d')"
    days = dict(asked(path, f"SELECT {day}, sum(net + refund) FROM rows WHERE {PAID_IN_FEBRUARY} GROUP BY 1"))
    assert {row.key: row.value for row in values(known("支付金额"), "day", OF) if row.value} == days
