"""Dated base pay: 约定底薪 as it was agreed."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from tests.reward.office import AFTER_NOVEMBER, AFTER_OCTOBER, close, does, done, line, october


def agreed(people: SimpleNamespace, amount: str, since: date, **whose: Any) -> None:
    done(people.hejing, "basepay.set", october(1), amount=Decimal(amount), since=since, **whose)


@pytest.mark.requirement("K6.1")
def test_what_was_agreed_is_paid(people: SimpleNamespace) -> None:
    agreed(people, "12000", date(2026, 1, 1), person="shenlan")
    pay = line(people.shenlan, "底薪")
    assert pay.amount == Decimal("12000.00")
    assert pay.clause == "pay.base-agreed"
    assert pay.events


@pytest.mark.requirement("K6.1")
@pytest.mark.parametrize(
    ("since", "october_pay", "november_pay"),
    [
        (date(2026, 10, 1), "13000.00", "13000.00"),
        (date(2026, 10, 2), "12000.00", "13000.00"),  # in force on the first day of the month, or not yet
        (date(2026, 11, 1), "12000.00", "13000.00"),
    ],
)
def test_a_raise_counts_from_the_first_month_it_covers(
    people: SimpleNamespace, since: date, october_pay: str, november_pay: str
) -> None:
    agreed(people, "12000", date(2026, 1, 1), person="shenlan")
    agreed(people, "13000", since, person="shenlan")
    assert str(line(people.shenlan, "底薪").amount) == october_pay
    assert str(line(people.shenlan, "底薪", "2026-11", AFTER_NOVEMBER).amount) == november_pay


def test_a_persons_own_before_the_posts(people: SimpleNamespace) -> None:
    agreed(people, "9000", date(2026, 1, 1), post="director")
    assert line(people.shenlan, "底薪").amount == 9000
    agreed(people, "12000", date(2026, 1, 1), person="shenlan")
    assert line(people.shenlan, "底薪").amount == 12000


def test_dated_back_the_next_month_makes_it_good(people: SimpleNamespace) -> None:
    agreed(people, "12000", date(2026, 1, 1), person="shenlan")
    close(people)
    done(people.hejing, "basepay.set", AFTER_OCTOBER, amount=Decimal(12500), since=date(2026, 10, 1), person="shenlan")
    close(people, "2026-11", AFTER_NOVEMBER)
    assert line(people.shenlan, "底薪", at=AFTER_NOVEMBER).amount == 12000
    assert line(people.shenlan, "补差 2026-10", "2026-11", AFTER_NOVEMBER).amount == Decimal("500.00")


def test_nothing_agreed_no_value(people: SimpleNamespace) -> None:
    pay = line(people.shenlan, "底薪")
    assert pay.amount is None
    assert pay.reason is not None
    assert "没有核定" in pay.reason.zh


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"person": "nobody"}, "nobody"),
        ({"person": "shenlan", "post": "director"}, "填一个"),
        ({}, "填一个"),
        ({"post": "astronaut"}, "astronaut"),
    ],
)
def test_a_wrong_one_is_refused_with_its_reason(people: SimpleNamespace, given: dict[str, str], word: str) -> None:
    outcome = does(people.hejing, "basepay.set", october(1), amount=Decimal(1), since=date(2026, 1, 1), **given)
    assert outcome.status == "refused"
    assert word in outcome.why


def test_only_hr_sets_it(people: SimpleNamespace) -> None:
    given: dict[str, Any] = {"amount": Decimal(99999), "since": date(2026, 1, 1), "person": "mengyan"}
    assert does(people.mengyan, "basepay.set", october(1), **given).status == "refused"
