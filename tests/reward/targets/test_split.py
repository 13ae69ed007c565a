"""A target is taken apart: the parts are the whole, what is frozen stays, all or none."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.moment import HOME, living_at
from dianzhang.reward.models import Target
from dianzhang.reward.targets.parts import parts_of
from tests.reward.office import does, done, october, shop

EARLY = datetime(2026, 9, 28, 10, tzinfo=HOME)
D = Decimal


def whole(people: SimpleNamespace, **more: Any) -> Target:
    given = {"period": "2026-Q4", "value": D("1000000.01")} | more
    found: Target = done(people.shenlan, "target.set", EARLY, **given)
    return found


def values(made: Target) -> dict[str, int]:
    rows = Target.objects.filter(status="set").exclude(pk=made.pk).select_related("shop", "for_person", "for_unit")
    return {
        (row.for_person or row.for_unit or row.shop).code if row.period == made.period else row.period: row.value_cents
        for row in rows
    }


@pytest.mark.requirement("K11.7")
@pytest.mark.parametrize(
    ("given", "parts"),
    [
        ({"onto": "month"}, {"2026-10": 33333334, "2026-11": 33333334, "2026-12": 33333333}),
        ({"onto": "month", "by": "days"}, {"2026-10": 33695653, "2026-11": 32608696, "2026-12": 33695652}),
        ({"onto": "month", "by": "own", "weights": "2026-11 3\n2026-12 1"}, {"2026-11": 75000001, "2026-12": 25000000}),
        ({"onto": "shop"}, {"tmall-1": 50000001, "jd-1": 50000000}),
        ({"onto": "shop", "by": "own", "weights": "tmall-1 3\njd-1 7"}, {"tmall-1": 30000000, "jd-1": 70000001}),
    ],
)
def test_the_parts_are_the_whole(people: SimpleNamespace, given: dict[str, str], parts: dict[str, int]) -> None:
    shop("tmall-1"), shop("jd-1")
    made = whole(people)
    assert sum(parts.values()) == 100_000_001
    if given["onto"] == "shop":  # the shops were opened in October: the quarter of next year
        made = whole(people, period="2027-Q1")
        Target.objects.filter(period="2026-Q4").delete()
    outcome = does(people.shenlan, "target.split", october(2) if given["onto"] == "shop" else EARLY, made.pk, **given)
    assert outcome.done, outcome.why
    assert values(made) == parts
    with living_at(EARLY):
        assert [group.lacks for group in parts_of(made)] == [0]


@pytest.mark.requirement("K11.7")
def test_what_is_frozen_stays_and_the_rest_is_shared(people: SimpleNamespace) -> None:
    done(people.shenlan, "target.set", EARLY, period="2026-10", value=D(500_000))
    made = whole(people)
    assert does(people.shenlan, "target.split", october(8), made.pk, onto="month").done
    assert values(made) == {"2026-10": 50_000_000, "2026-11": 25_000_001, "2026-12": 25_000_000}


@pytest.mark.requirement("K11.7")
def test_what_parts_lack_is_shown(people: SimpleNamespace) -> None:
    made = whole(people)
    done(people.shenlan, "target.set", EARLY, period="2026-11", value=D(400_000))
    with living_at(EARLY):
        (group,) = parts_of(made)
    assert (group.total, group.lacks) == (40_000_000, 60_000_001)


@pytest.mark.requirement("K11.7")
def test_pieces_are_shared_among_people_whole(people: SimpleNamespace) -> None:
    made = whole(people, period="2026-11", metric="本人反馈量", value=D(100))
    given = {"onto": "person", "by": "own", "weights": "zhouke 1\nsuhe 1\nxunuo 1"}
    assert does(people.shenlan, "target.split", EARLY, made.pk, **given).done
    assert sorted(values(made).values()) == [3300, 3300, 3400]


@pytest.mark.parametrize(
    ("given", "more", "word"),
    [
        ({"onto": "person"}, {}, "不能分到"),
        ({"onto": "month"}, {"metric": "退款率", "value": D(3)}, "不能分到"),
        ({"onto": "quarter"}, {}, "不能分到"),
        ({"onto": "month", "by": "last_year"}, {}, "去年同期没有数"),
        ({"onto": "month", "by": "own"}, {}, "份量"),
        ({"onto": "month", "by": "own", "weights": "2026-09 3"}, {}, "2026-09"),
        ({"onto": "month", "by": "own", "weights": "2026-11 很多"}, {}, "看不懂"),
    ],
)
def test_what_cannot_be_split_is_refused(
    people: SimpleNamespace, given: dict[str, str], more: dict[str, Any], word: str
) -> None:
    made = whole(people, **more)
    outcome = does(people.shenlan, "target.split", EARLY, made.pk, **given)
    assert (outcome.status, word in outcome.why) == ("refused", True)
    assert Target.objects.count() == 1


def test_who_may_not_set_does_not_split(people: SimpleNamespace) -> None:
    made = whole(people)
    for who in (people.zhouke, people.linxiao, people.hejing):
        assert does(who, "target.split", EARLY, made.pk, onto="month").status == "refused"
