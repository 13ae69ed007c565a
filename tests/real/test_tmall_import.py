"""A month of real orders through the command: every figure, no verdict, and again without a change."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db.models import Count, Q, Sum

from dianzhang import rulebooks as shipped
from dianzhang.cli.main import main
from dianzhang.engine import organisation, rulebooks
from dianzhang.engine.access import OWNER_POST
from dianzhang.engine.models import ClockRow, Event, Flag, Notice, Shop
from dianzhang.engine.moment import start_of, today
from dianzhang.people.department import found_department, take_on
from dianzhang.trade.models import Order, Refund
from tests.engine.department import put_in_force

pytestmark = [pytest.mark.real, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _department(db: None) -> None:
    organisation.forget()
    rulebooks.forget()
    found_department()
    take_on("owner", "负责人", OWNER_POST)
    put_in_force(shipped.read("process-first"), datetime.now(UTC))


def imported(real_data: Path, *more: str) -> dict[str, Any]:
    file = real_data / "tmall" / "tmall_order_report.csv"
    result = CliRunner().invoke(main, ["import", "orders", str(file), "--shop", "tmall-1", *more, "--json"])
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def counts(found: dict[str, Any]) -> dict[str, int]:
    return {name: found[name] for name in ("taken", "updated", "unchanged", "rejected", "held")}


def verdicts() -> tuple[int, int, int]:
    orders = {"subject_kind": "order"}
    return ClockRow.objects.filter(**orders).count(), Flag.objects.filter(**orders).count(), Notice.objects.count()


def the_truth_of_the_file() -> None:
    """What issue 2 says of it."""
    orders, paid = Order.objects.all(), Order.objects.exclude(paid_at=None)
    assert orders.count() == 28010
    months = paid.values("paid_day__month").annotate(n=Count("id")).values_list("paid_day__month", "n")
    assert dict(months) == {2: 24081, 3: 6}
    assert orders.filter(payment="unpaid").count() == 3923
    assert orders.aggregate(s=Sum("total_cents"))["s"] == 2_995_760_61
    assert paid.aggregate(t=Sum("total_cents"), p=Sum("paid_cents")) == {"t": 2_474_823_07, "p": 2_474_823_07}
    assert Refund.objects.aggregate(s=Sum("amount_cents"), n=Count("order_id", distinct=True)) == {
        "s": 572_335_92, "n": 5646,
    }  # fmt: skip
    assert orders.filter(payment="part_refunded").count() == 514
    assert 2_474_823_07 - 572_335_92 == 1_902_487_15
    assert not Refund.objects.exclude(basis="payment_day").exists()


@pytest.mark.requirement("T1.1")
@pytest.mark.requirement("T1.5")
def test_the_month_is_taken_whole_and_judged_by_nobody(real_data: Path) -> None:
    assert counts(imported(real_data, "--create-shop")) == {
        "taken": 28010, "updated": 0, "unchanged": 0, "rejected": 0, "held": 0,
    }  # fmt: skip
    the_truth_of_the_file()
    assert Shop.objects.get(code="tmall-1").go_live == start_of(today())
    assert verdicts() == (0, 0, 0)
    assert not Event.objects.filter(subject_kind="order", judged=True).exists()
    assert not Order.objects.exclude(fulfilment="unknown").exists()
    assert not Order.objects.filter(Q(aftersale="none") | Q(hold="held")).exists()

    before = list(Order.objects.order_by("id").values_list("id", "revision", "last_at")), Event.objects.count()
    assert counts(imported(real_data)) == {"taken": 0, "updated": 0, "unchanged": 28010, "rejected": 0, "held": 0}
    assert before == (
        list(Order.objects.order_by("id").values_list("id", "revision", "last_at")),
        Event.objects.count(),
    )


def test_judged_on_request_as_of_its_last_timestamp(real_data: Path) -> None:
    found = imported(real_data, "--create-shop", "--judge-as", "process-first")
    assert counts(found)["taken"] == 28010
    assert found["as_of"].startswith("2020-03-01T11:25:42")
    the_truth_of_the_file()
    clocks = ClockRow.objects.filter(subject_kind="order")
    states = dict(clocks.values_list("state").annotate(n=Count("id")))
    assert set(clocks.values_list("rule", flat=True)) == {"orders.unpaid/deadline-1"}  # all that the file can tell of
    assert states["met"] + states["missed"] + states["stopped"] == 28010
    assert states["missed"] == Event.objects.filter(kind="order.overdue").count()
    assert states["stopped"] > 0
    assert not clocks.filter(Q(next_at__isnull=False) | Q(live=True, state="stopped") | Q(quiet=False)).exists()
    assert Notice.objects.count() == 0
    assert not Order.objects.filter(hold="held").exists()
