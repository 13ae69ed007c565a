"""Which ready board stands first: that of one's own post, wherever it gives any number at all."""

from __future__ import annotations

from datetime import date

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.access import SYSTEM, Actor, actor_of
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Person
from dianzhang.engine.moment import living_at
from dianzhang.insight.boards import ready
from dianzhang.people.department import found_department
from tests.engine.department import LONG_AGO, put_in_force

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I3.7")]
TODAY = date(2026, 2, 23)


def actor(post: str, text: str = "") -> Actor:
    with living_at(LONG_AGO):
        found_department()
        must(one("person.add", SYSTEM, code="fangnan", name="方楠", post=post))
    put_in_force(text or shipped.read("process-first"))
    return actor_of(Person.objects.get(code="fangnan"))


@pytest.mark.parametrize(
    ("post", "first"),
    [
        ("promo_lead", "promotion"), ("promo", "promotion"), ("service_lead", "service"), ("warehouse", "warehouse"),
        ("director", "director"), ("ops_lead", "operations"),
    ],
)  # fmt: skip
def test_the_board_of_ones_own_post_stands_first(db: None, post: str, first: str) -> None:
    who = actor(post)
    found = ready.shown_to(who, TODAY)
    assert found[0].code == first
    assert ready.first_of(who, found) is found[0]
    assert len({one.code for one in found}) == len(found)


def test_without_the_reports_promotion_is_not_shown_a_board_of_refusals(db: None) -> None:
    looks = "]\n    可做: [经营报表.查看]"
    theirs = f"[电商总监, 推广组长, 推广专员, 客服组长{looks}"
    text = shipped.read("process-first")
    assert theirs in text
    text = text.replace(theirs, f"[电商总监, 客服组长{looks}")
    who = actor("promo_lead", text)
    assert "promotion" not in [one.code for one in ready.shown_to(who, TODAY)]
