"""Forms of analysis as pages: whose they are, that they open, say what is wrong, and stay small."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.exporting import NotExported, Spec, sheet_of
from dianzhang.engine.moment import living_at
from dianzhang.engine.unmoved import forget
from dianzhang.insight.forms.all import ALL, BY_CODE
from tests.insight.boards.sold import NOON, two_shops
from tests.measure.sales import order

from .conftest import Enter

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("I3.6")
def test_one_entry_leads_to_the_shelf_and_from_there_to_each(people: SimpleNamespace, enter: Enter) -> None:
    client = enter("shenlan")
    assert 'href="/analysis"' in client.get("/boards").content.decode()
    page = client.get("/analysis").content.decode()
    for form in ALL:
        assert f'href="/analysis/{form.code}"' in page
        assert form.zh in client.get(f"/analysis/{form.code}").content.decode()


@pytest.mark.requirement("I3.6")
@pytest.mark.parametrize("code", list(BY_CODE))
def test_whoever_may_not_see_the_numbers_finds_no_page_no_link_no_file(
    people: SimpleNamespace, enter: Enter, code: str
) -> None:
    client = enter(NOBODY)
    assert client.get(f"/analysis/{code}").status_code == 404
    assert f"/analysis/{code}" not in client.get("/").content.decode()
    with pytest.raises(NotExported):
        sheet_of(Spec("form", "form", f"code={code}"), getattr(people, NOBODY))


NOBODY = "hejing"


@pytest.mark.parametrize("code", list(BY_CODE))
@pytest.mark.parametrize("query", ["from=2026-02-30", "from=2026-03-01&to=2026-02-01", "shop=nowhere"])
def test_an_address_that_makes_no_sense_says_so(people: SimpleNamespace, enter: Enter, code: str, query: str) -> None:
    answer = enter("shenlan").get(f"/analysis/{code}?{query}")
    assert answer.status_code == (422 if BY_CODE[code].days or "shop" in query else 200)


@pytest.mark.requirement("I3.6")
@pytest.mark.parametrize("code", list(BY_CODE))
def test_every_link_of_it_opens_and_it_leaves_as_a_workbook(people: SimpleNamespace, enter: Enter, code: str) -> None:
    with living_at(NOON):
        two_shops()
        client = enter("shenlan")
        page = client.get(f"/analysis/{code}?from=2026-02-01&to=2026-02-22").content.decode()
        main = page.partition("<main")[2]
        links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"#]*)"', main)}
        assert not [link for link in sorted(links) if client.get(link).status_code >= 400]
        made = sheet_of(Spec("form", "form", f"code={code}&from=2026-02-01&to=2026-02-22"), people.shenlan)
    assert made.write is not None


@pytest.mark.requirement("I3.6")
@pytest.mark.parametrize("code", list(BY_CODE))
def test_it_costs_as_much_for_many_orders_as_for_few(
    people: SimpleNamespace, enter: Enter, django_assert_max_num_queries: Any, code: str
) -> None:
    with living_at(NOON):
        found = two_shops()
        client = enter("shenlan")
        client.get(f"/analysis/{code}?from=2026-02-01&to=2026-02-22")
        for n in range(20):
            order(found.jd, f"more{n}", f"{n}.50", 3 + n % 5, 4 + n % 5)
        forget()
        with django_assert_max_num_queries(MOST.get(code, 40)):
            client.get(f"/analysis/{code}?from=2026-02-01&to=2026-02-21")


MOST: dict[str, int] = {}
