"""What a platform paid out is taken once, kept line by line, and put to its orders."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must
from dianzhang.engine.act import one as do
from dianzhang.engine.models import Event
from dianzhang.engine.moment import living_at
from dianzhang.trade.models import PayoutFile, PayoutLine, Settlement
from dianzhang.trade.settlement.files import receive
from tests.trade.desk import MONDAY

from .conftest import HEADER, Till, of

PAID = ("P1,120.00,货款,t1", "P1,-6.00,佣金,t2", "P1,-1.20,运费险,t3")


@pytest.mark.requirement("T9.1")
def test_every_line_is_kept_with_its_kind_and_put_to_its_order(till: Till) -> None:
    order = till.order()
    file = till.pays(*PAID)
    one = of()
    assert (one.order_id, one.tally, one.net_cents, one.gap_cents) == (order.pk, "agrees", 11280, 0)
    assert (one.goods_cents, one.commission_cents, one.insurance_cents) == (12000, -600, -120)
    kept = PayoutLine.objects.filter(settlement=one).order_by("line").values_list("kind", "amount_cents", "words")
    assert list(kept) == [("goods", 12000, "货款"), ("commission", -600, "佣金"), ("insurance", -120, "运费险")]
    assert (file.status, file.lines, file.repeated, file.net_cents) == ("taken", 3, 0, 11280)


@pytest.mark.requirement("T9.1")
def test_the_same_file_is_taken_once(till: Till) -> None:
    till.order()
    till.pays(*PAID)
    rows = "".join(f"P1,2026-10-12 09:00:00,{a},{w},{k}\n" for _n, a, w, k in (row.split(",") for row in PAID))
    again = till.send(HEADER + rows)
    assert again.status == "refused"
    assert "已经送过" in again.why
    assert PayoutLine.objects.count() == 3


def test_the_same_bytes_for_two_shops_are_known_of_each(till: Till) -> None:
    must(do("shop.open", SYSTEM, code="jd-1", name="京东店"))
    text = HEADER + "P1,2026-10-12 09:00:00,1.00,货款,t1\n"
    for shop, status in (("tmall-1", "done"), ("jd-1", "done"), ("tmall-1", "refused"), ("jd-1", "refused")):
        assert receive([text.encode()], "a.csv", shop, till.people.xunuo).status == status


@pytest.mark.requirement("T9.1")
def test_a_line_that_another_file_told_is_not_counted_again(till: Till) -> None:
    till.order()
    till.pays(*PAID)
    file = till.pays(*PAID, "P1,-2.00,服务费,t4")
    assert (file.lines, file.repeated) == (1, 3)
    assert (of().net_cents, of().tally) == (11080, "agrees")


def test_two_shops_may_have_the_same_number(till: Till) -> None:
    till.order()
    till.pays(*PAID)
    with living_at(MONDAY + timedelta(minutes=3)):
        must(do("shop.open", SYSTEM, code="jd-1", name="京东店"))
        must(
            receive(
                [(HEADER + "P1,2026-10-12 09:00:00,5.00,货款,t1\n").encode()], "京东.csv", "jd-1", till.people.xunuo
            )
        )
    till.works()
    assert sorted(Settlement.objects.values_list("shop__code", "tally", "net_cents")) == [
        ("jd-1", "orderless", 500), ("tmall-1", "agrees", 11280),
    ]  # fmt: skip


def test_what_belongs_to_no_order_is_kept_beside(till: Till) -> None:
    file = till.pays(",-500.00,提现,w1")
    assert (file.lines, file.loose_cents, file.unknown) == (1, -50000, 0)
    assert PayoutLine.objects.get().settlement_id is None


def test_rows_that_cannot_be_read_are_counted_with_reasons_and_the_others_are_in(till: Till) -> None:
    till.order()
    file = till.pays("P1,120.00,货款,t1", "P1,一百,佣金,t2")
    assert (file.status, file.lines, file.rejected) == ("taken", 1, 1)
    assert "第 3 行" in file.problems


@pytest.mark.requirement("T9.1")
def test_what_is_no_payout_file_says_so_and_may_be_sent_again(till: Till) -> None:
    outcome = must(till.send("计划名称,花费,展现量\n甲,1,2\n"))
    file = PayoutFile.objects.get(pk=outcome.pk)
    assert (file.status, "不是能认出来的结算表" in file.problems) == ("failed", True)
    assert till.send("计划名称,花费,展现量\n甲,1,2\n").done


@pytest.mark.parametrize("who", ["zhaoning", "chenmo", "zhouke", "shenlan", "hejing"])
def test_who_may_not_send_files(till: Till, who: str) -> None:
    assert till.send(HEADER + "P1,2026-10-12 09:00:00,5.00,货款,t1\n", who=who).status == "refused"
    assert not PayoutFile.objects.exists()


def test_the_journal_names_the_file(till: Till) -> None:
    till.order()
    till.pays(*PAID)
    event = Event.objects.get(subject_kind="settlement", subject_id=of().pk)
    assert event.kind == "settlement.record"
    assert '"file":"结算.csv"' in event.data


def test_money_for_the_same_order_in_later_files_adds_up(till: Till) -> None:
    till.order()
    till.pays("P1,-6.00,佣金,t2")
    assert (of().tally, of().gap_cents) == ("part", None)
    till.pays("P1,120.00,货款,t1")
    assert (of().tally, of().net_cents) == ("agrees", 11400)
