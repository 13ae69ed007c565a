"""On the pages a stand-in sees for whom they owe something, and so does whoever looks after both."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.moment import living_at
from dianzhang.work.models import Owed
from tests.engine.department import found
from tests.work.duty_rules import DAILY
from tests.work.test_duties import at, laid
from tests.work.test_standing_in import leave

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R2.7")]
MORNING = "2026-03-04 08:30"


@pytest.fixture
def people() -> SimpleNamespace:
    people = found()
    laid(DAILY)
    leave(people.suhe, 4, 4, "linxiao")
    return people


@pytest.fixture
def owed(people: SimpleNamespace) -> Owed:
    return Owed.objects.get(instead_of_id=people.suhe.person_id)


@pytest.mark.parametrize("address", ["/", "/radar", "/duty"])
def test_it_is_shown_with_whose_it_is(enter: Enter, owed: Owed, address: str) -> None:
    with living_at(at(MORNING)):
        assert "代 苏禾" in enter("linxiao").get(address).text
        assert "代 苏禾" not in enter("suhe").get("/").text


def test_its_page_names_both(enter: Enter, owed: Owed) -> None:
    with living_at(at(MORNING)):
        page = enter("linxiao").get(f"/duty/{owed.pk}").text
    assert "代谁" in page
    assert "苏禾" in page
    assert "林晓" in page


def test_the_list_keeps_those_done_for_others(enter: Enter, owed: Owed) -> None:
    with living_at(at(MORNING)):
        page = enter("linxiao").get("/duty?standing_in=yes").text
    assert f"/duty/{owed.pk}" in page
    assert page.count('href="/duty/') == page.count(f'href="/duty/{owed.pk}"')


def test_a_colleague_without_the_right_does_not_see_it(enter: Enter, owed: Owed) -> None:
    with living_at(at(MORNING)):
        assert enter("xunuo").get(f"/duty/{owed.pk}").status_code in (403, 404)
