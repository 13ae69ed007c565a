"""A review comes in once; a bad one, or one that tells of trouble, is a case by the rulebook."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.access import PLATFORM, SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event
from dianzhang.service.models import Review
from tests.engine.department import put_in_force
from tests.service.platform_notices.conftest import MONDAY

from .conftest import BAD, Counter, clocks, events, flags, live, now

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("V9.2")
@pytest.mark.parametrize("rating", [1, 2])
def test_a_bad_one_opens_a_case(counter: Counter, rating: int) -> None:
    review = counter.told(rating)
    assert (review.status, flags(review)) == ("open", ["差评"])
    assert events(review) == ["review.tell", "review.raise"]
    assert clocks(review) == {"deadline-1": "running", "deadline-2": "running"}


@pytest.mark.requirement("V9.2")
def test_words_of_trouble_open_one_whatever_the_stars(counter: Counter) -> None:
    assert counter.told(5, text="杯子漏水，懒得退").status == "open"
    assert counter.told(3, number="R2").status == "none"
    assert counter.told(5, number="R3", text="It LEAKS").status == "open"


@pytest.mark.requirement("V9.2")
def test_the_words_are_those_of_the_rulebook_in_force(counter: Counter) -> None:
    book = shipped.read("process-first").replace('"漏水", ', '"掉漆", ').replace("用了三天就漏水", "用了三天就掉漆")
    put_in_force(book)
    assert counter.told(5, text="杯子漏水，懒得退").status == "none"
    review = counter.told(5, number="R2", text="才一周就掉漆")
    assert (review.status, flags(review)) == ("open", ["差评"])


@pytest.mark.requirement("V9.2")
@pytest.mark.parametrize(
    ("news", "status", "raised"),
    [({"rating": 1}, "open", 1), ({"text": "用了三天就漏水"}, "open", 1), ({"rating": 4}, "none", 0)],
)
def test_one_that_turns_bad_opens_a_case(counter: Counter, news: dict[str, Any], status: str, raised: int) -> None:
    review = counter.told(5)
    must(counter.does(PLATFORM, "update", 60, review, **news))
    assert (now(review).status, flags(review), len(clocks(review))) == (status, ["差评"] * raised, 2 * raised)


@pytest.mark.requirement("V9.2")
def test_news_of_one_with_a_case_open_no_other(counter: Counter) -> None:
    review = counter.contacted(rating=2)
    must(counter.does(PLATFORM, "update", 60, review, rating=1))
    assert (now(review).status, flags(review)) == ("contacted", ["差评"])
    assert events(review) == ["review.tell", "review.raise", "review.contact", "review.update"]


def test_service_opens_one_by_hand(counter: Counter) -> None:
    review = counter.told(3)
    must(counter.does(counter.people.zhouke, "raise", 5, review, note="写得委屈"))
    assert now(review).status == "open"
    assert counter.does(counter.people.chenmo, "raise", 6, review).status == "refused"


@pytest.mark.requirement("V9.1")
def test_once_for_each_number_of_a_shop(counter: Counter) -> None:
    counter.told()
    given = {"rating": 5, "number": "R1"}
    assert "R1" in counter.does(PLATFORM, "tell", 1, shop="tmall-1", **given).why
    assert counter.does(PLATFORM, "tell", 1, shop="jd-1", **given).done
    assert "nowhere" in counter.does(PLATFORM, "tell", 1, shop="nowhere", **given).why
    assert Review.objects.count() == 2


@pytest.mark.requirement("V9.1")
def test_the_buyer_stays_out_of_the_journal(counter: Counter) -> None:
    counter.told()
    assert not any("王小明" in event.data or BAD in event.data for event in Event.objects.all())


@pytest.mark.requirement("V9.1")
def test_the_article_by_its_code_and_by_what_was_said_of_it(counter: Counter) -> None:
    cup = must(one("sku.add", SYSTEM, code="CF-1", title="保温杯"))
    assert counter.told(item_code="CF-1").sku_id == cup.pk
    assert counter.told(number="R2", item_code="B-7").sku_id is None
    item = must(one("item_code.notice", PLATFORM, shop_id=counter.shop.pk, code="B-7"))
    must(one("item_code.map", SYSTEM, item.pk, contents="CF-1"))
    assert counter.told(number="R3", item_code="B-7").sku_id == cup.pk
    assert counter.told(number="R4", item_code="B-7", shop="jd-1").sku_id is None


@pytest.mark.requirement("V9.1")
def test_the_article_is_the_one_that_the_code_was_when_it_was_reviewed(counter: Counter) -> None:
    """A code that becomes another article on Tuesday is still the old one in Monday's review, whenever that comes."""
    cup, mug = (must(one("sku.add", SYSTEM, code=code, title=code)) for code in ("CF-1", "CF-2"))
    item = must(one("item_code.notice", PLATFORM, shop_id=counter.shop.pk, code="B-7"))
    must(one("item_code.map", SYSTEM, item.pk, contents="CF-1"))
    tuesday = MONDAY + timedelta(days=1)
    must(one("item_code.change", SYSTEM, item.pk, contents="CF-2", since=tuesday, reason="换代"))
    before, on_the_day, typed = (
        counter.told(number=number, minute=minute, item_code="B-7", reviewed_at=at)
        for number, minute, at in (
            ("R1", 3000, MONDAY), ("R2", 3000, tuesday), ("R3", 3000, f"{MONDAY:%Y-%m-%dT%H:%M}"),
        )
    )  # fmt: skip
    assert (before.sku_id, on_the_day.sku_id, typed.sku_id) == (cup.pk, mug.pk, cup.pk)
    assert counter.told(number="R4", minute=0, item_code="B-7").sku_id == cup.pk
    assert counter.told(number="R5", minute=3000, item_code="B-7").sku_id == mug.pk


@pytest.mark.requirement("V9.1")
def test_a_code_that_became_a_bundle_is_no_article_though_one_is_called_so(counter: Counter) -> None:
    for code in ("CF-1", "CF-2", "B-7"):
        must(one("sku.add", SYSTEM, code=code, title=code))
    item = must(one("item_code.notice", PLATFORM, shop_id=counter.shop.pk, code="B-7"))
    if item.status == "unmapped":
        must(one("item_code.map", SYSTEM, item.pk, contents="CF-1；CF-2"))
    else:
        must(one("item_code.change", SYSTEM, item.pk, contents="CF-1；CF-2", reason="改成套装"))
    assert counter.told(minute=1_000_000, item_code="B-7").sku_id is None


@pytest.mark.requirement("V9.1")
def test_the_buyer_gives_other_stars(counter: Counter) -> None:
    review = counter.contacted()
    must(counter.does(PLATFORM, "update", 60, review, rating=5, text="客服很好，已改评"))
    assert (now(review).rating, now(review).first_rating, now(review).status) == (5, 1, "contacted")
    assert counter.does(PLATFORM, "update", 61, review, rating=5).status == "unchanged"


@pytest.mark.requirement("V9.3")
def test_nobody_contacts_for_four_working_hours(counter: Counter) -> None:
    review = counter.told()
    live(301)
    assert clocks(review)["deadline-1"] == "missed"
