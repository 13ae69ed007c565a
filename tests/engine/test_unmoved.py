"""What is found once for those who look, and afresh for everybody else and after something happened."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dianzhang.engine.models import Event
from dianzhang.engine.moment import now
from dianzhang.engine.unmoved import forget, looking, once, while_unmoved

pytestmark = pytest.mark.django_db
asked: list[str] = []


@pytest.fixture(autouse=True)
def _nothing_asked() -> Iterator[None]:
    asked.clear()
    forget()
    yield
    forget()


@once
def mine(what: str) -> str:
    asked.append(what)
    return what


@while_unmoved
def everybodys(what: str) -> str:
    asked.append(what)
    return what


def happen(pk: int | None = None) -> Event:
    moment = now()
    return Event.objects.create(
        pk=pk, kind="order.pay", subject_kind="order", subject_id=1, occurred_at=moment, recorded_at=moment
    )


def test_once_holds_for_one_look() -> None:
    for _ in range(2):
        with looking():
            assert mine("a") == mine("a") == "a"
            assert mine("b") == "b"
    assert asked == ["a", "b"] * 2


def test_who_acts_reads_afresh() -> None:
    for function in (mine, everybodys):
        function("a")
        function("a")
    assert asked == ["a"] * 4


def test_what_is_everybodys_holds_until_something_happens() -> None:
    for _ in range(3):
        with looking():
            everybodys("a")
    assert asked == ["a"]
    happen()
    with looking():
        everybodys("a")
    assert asked == ["a", "a"]


def test_what_comes_in_late_is_seen_too() -> None:
    newest = happen().pk
    happen(newest + 2)
    with looking():
        everybodys("a")
    happen(newest + 1)  # its transaction was the longer one
    with looking():
        everybodys("a")
    assert asked == ["a", "a"]
