"""The list with its stars, the words searched, the buyer masked, stars by article, the numbers."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import today
from dianzhang.measure.catalogue import Slice, measures
from dianzhang.service.models import Review
from tests.web.conftest import Enter, enter, people, shop

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("V9.5")]
__all__ = ["enter", "people", "shop"]


def told(number: str, rating: int, **more: str) -> Review:
    given = {"shop": "tmall-1", "number": number, "item_code": "CF-1", "buyer": "王小明", "text": "颜色一般", **more}
    must(one("review.tell", PLATFORM, rating=rating, **given))
    return Review.objects.get(number=number)


def test_filtered_by_stars_and_searched_by_words(enter: Enter, shop: object) -> None:
    bad, good = told("R1", 1, text="漏水，差", order_number="P77"), told("R2", 5)
    client = enter("zhouke")
    for query in ("rating=1", "rating=1,2", "q=漏水", "q=P77", "status=open"):
        page = client.get(f"/review?{query}").text
        assert f"/review/{bad.pk}" in page, query
        assert f"/review/{good.pk}" not in page, query
    assert "/review/articles" in client.get("/review").text


def test_the_buyer_is_masked_but_for_the_lead(enter: Enter, shop: object) -> None:
    review = told("R1", 1)
    page = enter("zhouke").get(f"/review/{review.pk}").text
    assert "王**" in page
    assert "王小明" not in page
    assert "联系写差评的买家" in page
    assert "王小明" in enter("linxiao").get(f"/review/{review.pk}").text
    assert enter("chenmo").get(f"/review/{review.pk}").status_code == 404
    assert enter("hejing").get("/review").status_code == 404


def test_stars_by_article_the_worst_first(enter: Enter, shop: object) -> None:
    for number, (code, rating) in enumerate([("CF-1", 5), ("CF-2", 1), ("CF-2", 4), ("CF-1", 5)]):
        told(f"R{number}", rating, item_code=code)
    page = enter("zhouke").get("/review/articles").text
    assert page.index("CF-2") < page.index("CF-1")
    assert "平均 2.50 星" in page
    assert enter("zhouke").get("/review/articles?days=12").status_code == 404
    assert enter("chenmo").get("/review/articles").status_code == 404
    assert "一星" in enter("zhouke").get(f"/review/{Review.objects.first().pk}").text  # type: ignore[union-attr]


def count(name: str) -> object:
    measure = measures[name]
    return measure.read(measure.rows(Slice(today(), today())).aggregate(n=measure.value)["n"])


def test_what_they_add_up_to(shop: object) -> None:
    for number, rating in enumerate([5, 4, 3, 1]):
        told(f"R{number}", rating)
    assert [count(n) for n in ("reviews", "reviews_good", "reviews_bad", "review_stars")] == [4, 2, 1, 13]


@pytest.mark.parametrize("path", ["/review", "/review/{one}", "/review/articles"])
def test_a_page_costs_the_same_with_many(enter: Enter, shop: object, path: str) -> None:
    client, review = enter("zhouke"), told("R0", 1)
    address = path.format(one=review.pk)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(6):
        told(f"R1{number}", 5, item_code=f"CF-{number}")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few)
