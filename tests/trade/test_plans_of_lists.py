"""What a filter of the orders list costs within a reach: one index that knows the unit and keeps the list's order."""

from types import SimpleNamespace

import pytest
from django.db import connection

from dianzhang.engine import keyset, lists
from dianzhang.engine.access import SYSTEM, Actor
from dianzhang.engine.exporting.sources import wanted_of
from dianzhang.engine.pages import ListPage, pages
from dianzhang.trade.pages import LIST
from tests.engine.department import found, put_in_force

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor == "postgresql", reason="of a small table it may choose otherwise"),
]
RULES = """
## 1.1 看本组的订单 {#see}
```rule
权限:
  岗位: 订单审核
  可做: [订单.查看, 包裹.查看, 售后单.查看, 结算.查看, 波次.查看, 平台通知.查看, 评价.查看]
  范围: 本组
```
"""
SORTED = "TEMP B-TREE"  # all that match are read and put in order before the first is there


@pytest.fixture
def people() -> SimpleNamespace:
    people = found()
    put_in_force(RULES)
    return people


def plan(query: str, actor: Actor, page: ListPage = LIST) -> str:
    """Of the first page and of the one after it."""
    names = [part.partition("=")[0] for part in query.split("&") if part]
    order = lists.order_of(page, names)
    wanted, _told = wanted_of(page, query, actor)
    rows = lists.rows(page, actor, wanted).order_by(*order)
    after = keyset.beyond(order, ["2026-01-05", 5][-len(order) :], backward=False)
    return "\n".join(asked.explain() for asked in (rows[:51], rows.filter(after)[:51]))


@pytest.mark.parametrize(
    ("query", "alone", "within"),
    [
        ("", "trade_order", "order_unit "),
        ("hold=held", "order_hold ", "order_unit_hold "),
        ("fulfilment=waiting", "order_fulfilment ", "order_unit_fulfilment "),
        ("payment=unpaid", "order_payment ", "order_unit_payment "),
        ("placed_from=2026-01-01", "order_placed ", "order_unit_placed "),
        ("placed_to=2026-01-31", "order_placed ", "order_unit_placed "),
        ("paid_from=2026-01-01&paid_to=2026-01-31", "order_paid_day ", "order_unit_paid "),
        ("marked=presale", "order_presale", "order_unit_presale "),
        ("marked=in_parts", "order_in_parts", "order_unit_in_parts "),
        ("marked=oversold", "order_oversold", "order_unit_oversold "),
        ("marked=brushing", "order_brushing", "order_unit_brushing "),
        ("flag=1", "order_flag ", "order_unit_flag "),
        ("urged=yes", "order_urged", "order_unit_urged "),
        ("goods=unmapped", "order_unmapped", "order_unit_unmapped "),
    ],
)
def test_a_filter_is_one_range_of_an_index(people, query, alone, within):
    for actor, index in ((SYSTEM, alone), (people.zhaoning, within)):
        text = plan(query, actor)
        assert index in text
        assert SORTED not in text


@pytest.mark.parametrize(
    ("kind", "query", "alone", "within"),
    [
        ("aftersale", "", "SCAN trade_aftersale", "aftersale_unit "),
        ("aftersale", "cause=wrong", "aftersale_by_cause ", "aftersale_unit_cause "),
        ("aftersale", "dispute=open", "aftersale_by_dispute ", "aftersale_unit_dispute "),
        ("aftersale", "quality=passed", "aftersale_by_quality ", "aftersale_unit_quality "),
        ("aftersale", "asked_to=2026-01-31", "aftersale_of_day ", "aftersale_unit_day "),
        ("settlement", "tally=agrees", "settlement_of_tally ", "settlement_unit_of_tally "),
        ("settlement", "settled_to=2026-01-31", "settlement_day ", "settlement_unit_day "),
        ("wave", "", "SCAN trade_wave", "wave_unit "),
        ("parcel", "collected_from=2026-01-01", "parcel_by_collected ", "parcel_unit_collected "),
        ("parcel", "delivered_to=2026-01-31&counted=yes", "parcel_by_delivered ", "parcel_unit_delivered "),
        ("parcel", "late=collected", "parcel_late_in", "parcel_unit_late_in "),
        ("parcel", "late=delivered", "parcel_late_out", "parcel_unit_late_out "),
        ("platform_notice", "kind=takedown", "pnotice_kind ", "pnotice_unit_kind "),
        ("platform_notice", "outcome=upheld", "pnotice_outcome ", "pnotice_unit_outcome "),
        ("platform_notice", "appealed=yes", "pnotice_appealed", ""),
        ("platform_notice", "received_to=2026-01-31", "pnotice_day ", "pnotice_unit_day "),
        ("review", "rating=5", "review_rating ", ""),
        ("review", "rating=1,2", "review_bad", "review_unit_bad "),
        ("settlement", "q=L1", "trade_settlement_1 (number=?", "trade_settlement_1 (number=?"),
        ("aftersale", "kind=repair", "aftersale_by_kind ", "aftersale_unit_kind "),
        ("review", "quality=passed", "review_quality ", "review_unit_quality "),
        ("review", "outcome=changed", "review_outcome ", "review_unit_outcome "),
        ("review", "reviewed_to=2026-01-31", "review_day ", "review_unit_day "),
    ],
)
def test_other_lists_are_read_in_the_order_of_an_index_too(people, kind, query, alone, within):
    for actor, index in ((SYSTEM, alone), (people.zhaoning, within)):
        text = plan(query, actor, pages.lists[kind])
        assert index in text
        assert SORTED not in text


@pytest.mark.requirement("S2.3")
def test_the_end_of_a_phone_reads_an_index_of_receivers(people):
    assert "receiver_phone_tail (phone_tail=?)" in plan("q=0001", people.zhaoning)


@pytest.mark.parametrize("query", ["q=0001", "q=SF1", "refunded_from=2026-01-01"])
def test_rows_that_are_named_are_read_newest_first_within_a_reach_too(people, query):
    assert SORTED not in plan(query, people.zhaoning)


@pytest.mark.parametrize("days", ["refunded_from=2026-01-01", "refunded_from=2026-01-01&refunded_to=2026-01-31"])
def test_days_of_refunds_are_one_range_of_an_index_that_knows_the_orders(people, days):
    for actor in (SYSTEM, people.zhaoning):
        assert "COVERING INDEX refund_of_day (day>" in plan(days, actor)


@pytest.mark.requirement("S2.3")
@pytest.mark.parametrize("query", ["q=678901", "q=145678901"])
def test_the_end_of_a_number_reads_an_index_of_ends(people, query):
    for actor in (SYSTEM, people.zhaoning):
        text = plan(query, actor)
        assert "order_number_end (<expr>=?)" in text
        assert "SCAN trade_order USING" not in text.replace("SCAN trade_order USING INTEGER", "")
        assert SORTED not in text
