"""A marketplace's 8,000 orders with five instants each: what metrics say of them is what SQL says of the files."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterator
from csv import DictReader
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from dianzhang import rulebooks as shipped
from dianzhang.cli.main import main
from dianzhang.engine import organisation, rulebooks
from dianzhang.engine.access import OWNER_POST
from dianzhang.engine.models import Shop
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.lake.refreshing import refresh
from dianzhang.measure.metrics import define, over
from dianzhang.people.department import found_department, take_on
from dianzhang.trade.models import Order
from tests.engine.department import put_in_force
from tests.measure.lake.place import lake_in, only_the_lake

pytestmark = [pytest.mark.real, pytest.mark.django_db]

SAO_PAULO = ZoneInfo("America/Sao_Paulo")  # its clocks were moved twice a year then
STEPS = """
```rule
指标:
  - {名: 晚交件占比, 英文名: Share handed over late, 公式: 平台晚交件订单数 ÷ 平台交件订单数,
     单位: 比例, 方向: 低越好, 粒度: 日, 说明: 晚于承诺交给快递的占多少}
  - {名: 晚送达占比, 英文名: Share delivered late, 公式: 平台晚送达订单数 ÷ 平台送达订单数,
     单位: 比例, 方向: 低越好, 粒度: 日, 说明: 晚于承诺送到的占多少}
例:
  - 名: 四单晚一单
    设: {平台交件订单数: 4, 平台晚交件订单数: 1, 平台送达订单数: 4, 平台晚送达订单数: 2}
    预期结果: ["指标 晚交件占比 = 0.25", "指标 晚送达占比 = 0.5"]
```
"""
DIRECT = """
WITH promised AS (SELECT order_id, MIN(shipping_limit_date) AS ship_by FROM items GROUP BY order_id),
one AS (SELECT o.*, ship_by FROM orders o LEFT JOIN promised USING (order_id))
SELECT
  SUM(order_delivered_carrier_date <> ''),
  SUM(order_delivered_carrier_date <> '' AND ship_by IS NOT NULL AND order_delivered_carrier_date > ship_by),
  SUM(order_delivered_customer_date <> ''),
  SUM(order_delivered_customer_date <> '' AND order_delivered_customer_date > order_estimated_delivery_date)
FROM one
"""
BETWEEN = """
SELECT instant({until}) - instant({since}) FROM orders WHERE {until} <> '' AND {since} <> ''
"""
PURCHASE, APPROVED, CARRIER, CUSTOMER = (
    "order_purchase_timestamp", "order_approved_at", "order_delivered_carrier_date", "order_delivered_customer_date",
)  # fmt: skip
MEDIANS = {
    "下单到付款中位时长": (PURCHASE, APPROVED),
    "付款到交件中位时长": (APPROVED, CARRIER),
    "交件到送达中位时长": (CARRIER, CUSTOMER),
    "下单到送达中位时长": (PURCHASE, CUSTOMER),
}


@pytest.fixture(autouse=True)
def _department(db: None) -> None:
    organisation.forget()
    rulebooks.forget()
    found_department()
    take_on("owner", "负责人", OWNER_POST)


@pytest.fixture
def lake(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    return lake_in(tmp_path, settings, monkeypatch)


@pytest.fixture
def files(real_data: Path) -> Iterator[sqlite3.Connection]:
    """The files themselves in a database of their own, every cell a text."""
    base = sqlite3.connect(":memory:")
    base.create_function("instant", 1, lambda cell: datetime.fromisoformat(cell).replace(tzinfo=SAO_PAULO).timestamp())
    for name, file in (("orders", "orders.csv.gz"), ("items", "order_items.csv.gz")):
        with gzip.open(real_data / "olist" / file, "rt", encoding="utf-8", newline="") as stream:
            rows = list(DictReader(stream))
        columns = list(rows[0])
        base.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
        marks = ", ".join("?" * len(columns))
        base.executemany(f"INSERT INTO {name} VALUES ({marks})", [tuple(row.values()) for row in rows])
    yield base
    base.close()


def asked(name: str) -> Decimal:
    """The number over all days of the shop, as a board asks for it."""
    definition = define(name, date(2018, 1, 1))
    assert definition is not None
    value = over(definition, Slice(date(2016, 1, 1), date(2019, 12, 31), Shop.objects.get(code="olist").pk))
    assert value is not None
    return value


@pytest.mark.requirement("T1.5")
def test_late_shares_and_medians_are_those_of_the_files(real_data: Path, files: sqlite3.Connection, lake: Path) -> None:
    put_in_force(shipped.read("process-first") + STEPS, datetime.now(UTC))
    done = CliRunner().invoke(
        main, ["import", "orders", str(real_data / "olist"), "--shop", "olist", "--create-shop", "--json"]
    )
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["taken"] == 8000
    assert Order.objects.filter(currency="BRL").count() == 8000

    _as_the_files_say(files)
    refresh()
    with only_the_lake():
        _as_the_files_say(files)
    assert len(list((lake / "trade.order.arrived_day").iterdir())) > 100  # a file for each day


def _as_the_files_say(files: sqlite3.Connection) -> None:
    carried, carried_late, arrived, arrived_late = files.execute(DIRECT).fetchone()
    assert (carried, carried_late, arrived, arrived_late) > (7000, 100, 7000, 100)
    assert asked("平台交件订单数") == carried
    assert asked("平台送达订单数") == arrived
    places = Decimal("0.0001")
    assert asked("晚交件占比").quantize(places) == (Decimal(carried_late) / carried).quantize(places)
    assert asked("晚送达占比").quantize(places) == (Decimal(arrived_late) / arrived).quantize(places)
    for name, (since, until) in MEDIANS.items():
        seconds = [row[0] for row in files.execute(BETWEEN.format(since=since, until=until))]
        assert asked(name) == Decimal(str(median(seconds))), name


@pytest.mark.requirement("T1.4")
@pytest.mark.parametrize(
    ("file", "kind"), [("ads/KAG_conversion_data.csv", "Facebook"), ("helpdesk/finale.csv.gz", "gzip")]
)
def test_files_of_other_kinds_are_refused_as_orders(real_data: Path, file: str, kind: str) -> None:
    done = CliRunner().invoke(main, ["import", "orders", str(real_data / file), "--shop", "olist", "--create-shop"])
    assert done.exit_code == 2
    assert kind in done.output
    assert not Order.objects.exists()
    assert not Shop.objects.filter(code="olist").exists()


@pytest.mark.requirement("T1.4")
def test_a_help_desks_log_is_named_once_it_is_unpacked(real_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "finale.csv"
    path.write_bytes(gzip.decompress((real_data / "helpdesk" / "finale.csv.gz").read_bytes()))
    done = CliRunner().invoke(main, ["import", "orders", str(path), "--shop", "olist", "--create-shop"])
    assert done.exit_code == 2
    assert "服务台" in done.output
    assert not Order.objects.exists()
