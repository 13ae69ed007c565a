"""Gifts by rule: with the review, once, at no price, as long as there is any."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dianzhang.engine.act import must, perform
from dianzhang.engine.models import Note
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.goods.models import Stock
from dianzhang.trade.models import GiftRule, OrderPiece
from tests.trade.desk import MONDAY, now
from tests.trade.stocked import Shelf, figures, is_the_sum_of_its_movements

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T8.5")]


def rule(shelf: Shelf, who: str = "mengyan", **given: Any) -> Outcome:
    with living_at(MONDAY - timedelta(minutes=5)):
        data = {"shop": "tmall-1", "gift": "SCARF", **given}
        return perform("gift_rule.set", Item(data=data), getattr(shelf.people, who))[0]


def scarf() -> Stock:
    return Stock.objects.get(sku__code="SCARF")


def test_an_order_that_brings_in_enough_gets_its_gift_with_the_review(shelf: Shelf) -> None:
    must(rule(shelf, at_least="300.00", pieces=2))
    order = shelf.approved("P1", 1)
    piece = OrderPiece.objects.get(order=order)
    assert (order.gifts, piece.line, piece.pieces, piece.receives_cents) == ("SCARF×2", 0, 2, 0)
    assert figures(scarf()) == (9, 2, 0, 7)
    must(shelf.ship(order))
    assert figures(scarf()) == (7, 0, 0, 7)
    assert is_the_sum_of_its_movements(scarf())


def test_one_that_does_not_gets_none(shelf: Shelf) -> None:
    must(rule(shelf, at_least="300.01"))
    assert shelf.approved("P1", 1).gifts == ""


def test_it_counts_the_pieces_of_one_article(shelf: Shelf) -> None:
    must(rule(shelf, at_least_pieces=2, article="COAT"))
    assert shelf.approved("P1", 2).gifts == "SCARF"
    assert shelf.approved("P2", 1).gifts == ""


def test_a_gift_of_what_was_bought_is_held_beside_it(shelf: Shelf) -> None:
    must(rule(shelf, at_least_pieces=2))
    order = shelf.approved("P1", 2, "SCARF")
    assert (order.gifts, figures(scarf())) == ("SCARF", (9, 3, 0, 6))


def test_held_and_released_it_is_not_given_twice(shelf: Shelf) -> None:
    must(rule(shelf, at_least="300.00"))
    order = shelf.approved("P1", 1)
    must(shelf.desk.does(shelf.people.zhaoning, "order.hold", 40, order))
    assert figures(scarf()) == (9, 0, 0, 9)
    must(shelf.desk.does(shelf.people.zhaoning, "order.contact", 41, order, contact_outcome="confirmed"))
    must(shelf.desk.does(shelf.people.zhaoning, "order.release", 42, order))
    assert (now(order).gifts, figures(scarf())) == ("SCARF", (9, 1, 0, 8))
    assert OrderPiece.objects.filter(order=order).count() == 1


def test_what_is_not_there_is_not_given_and_the_order_goes_on(shelf: Shelf) -> None:
    must(rule(shelf, at_least="300.00", pieces=6))
    first, second = shelf.approved("P1", 1), shelf.approved("P2", 1)
    assert (first.gifts, second.gifts, second.fulfilment) == ("SCARF×6", "", "approved")
    assert "没有货了" in Note.objects.get(subject_kind="order", subject_id=second.pk).text


def test_a_rule_that_is_stopped_or_over_gives_nothing(shelf: Shelf) -> None:
    must(rule(shelf, at_least="300.00", last_day="2026-10-11"))
    stopped = must(rule(shelf, at_least="300.00"))
    must(perform("gift_rule.stop", Item(stopped.pk), shelf.people.mengyan)[0])
    assert shelf.approved("P1", 1).gifts == ""


@pytest.mark.parametrize(
    ("given", "why"),
    [({}, "至少写一样"), ({"at_least": "1", "gift": "NONE"}, "没有编码为 NONE"),
     ({"at_least": "1", "shop": "x"}, "没有代号"),
     ({"at_least": "1", "first_day": "2026-10-12", "last_day": "2026-10-11"}, "第一天前面")],
)  # fmt: skip
def test_what_makes_no_rule_is_refused_in_words(shelf: Shelf, given: dict[str, Any], why: str) -> None:
    assert why in rule(shelf, **given).why


@pytest.mark.parametrize("who", ["xunuo", "zhaoning", "chenmo", "shenlan"])
def test_who_has_no_right_to_it_gives_nothing_away(shelf: Shelf, who: str) -> None:
    assert rule(shelf, who, at_least="1").status == "refused"
    assert not GiftRule.objects.exists()
