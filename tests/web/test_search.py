"""Search finds what one may see, and nothing else."""

from __future__ import annotations

import pytest

from dianzhang.engine.act import must, one
from dianzhang.trade.models import Order

from .conftest import Enter

pytestmark = pytest.mark.django_db


def test_an_order_by_its_number(enter: Enter, order: Order) -> None:
    assert f"/order/{order.pk}" in enter("zhaoning").get("/search?q=1001").text


def test_not_for_those_who_may_not_see_it(enter: Enter, order: Order) -> None:
    assert f"/order/{order.pk}" not in enter("hejing").get("/search?q=1001").text


def test_a_clause_by_two_characters(enter: Enter) -> None:
    assert "/rulebook/clause/service.escalate" in enter("zhouke").get("/search?q=客诉").text


@pytest.mark.parametrize("words", ["保温杯", "cf-10"])
def test_an_article_by_part_of_its_title_or_the_start_of_its_code(enter: Enter, people: object, words: str) -> None:
    made = must(one("sku.add", people.mengyan, code="CF-1008", title="真空保温杯"))  # type: ignore[attr-defined]
    assert f"/sku/{made.pk}" in enter("zhaoning").get("/search", {"q": words}).text


def test_nothing_found_says_what_can_be_searched(enter: Enter) -> None:
    assert "没有找到" in enter("zhouke").get("/search?q=没有这样的词").text


@pytest.mark.parametrize("odd", ["²", "#²", "9" * 30, "%25", "'"])
def test_odd_words_find_nothing_and_break_nothing(enter: Enter, order: Order, odd: str) -> None:
    assert enter("zhaoning").get("/search", {"q": odd}).status_code == 200


def test_markup_in_a_query_stays_text(enter: Enter) -> None:
    assert "<b>x" not in enter("zhouke").get("/search?q=<b>x").text
