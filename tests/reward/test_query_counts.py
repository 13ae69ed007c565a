"""The payslip page costs the same however many persons and clocks there are."""

from types import SimpleNamespace
from typing import Any

from dianzhang.engine import rulebooks
from dianzhang.engine.moment import living_at, now
from dianzhang.engine.organisation import organisation
from dianzhang.reward.reading import estimate, visible_slips
from tests.reward.office import AFTER_NOVEMBER, AFTER_OCTOBER, close, complaint, october, target


def _warm() -> None:
    """What every page has read already: who is here, and which rules are in force."""
    organisation()
    rulebooks.at(now())


def test_the_day_pages_estimate(people: SimpleNamespace, django_assert_max_num_queries: Any) -> None:
    target(people, 1000)
    for n in range(5):
        complaint(people.suhe, october(12 + n))
    with living_at(AFTER_OCTOBER):
        _warm()
        with django_assert_max_num_queries(9):
            assert estimate(people.suhe.person_id, "2026-10") is not None


def test_everybodys_slips_of_a_closed_month(people: SimpleNamespace, django_assert_max_num_queries: Any) -> None:
    close(people)
    with living_at(AFTER_NOVEMBER):
        _warm()
        with django_assert_max_num_queries(4):
            assert len(visible_slips(people.shenlan, "2026-10")) == 9
