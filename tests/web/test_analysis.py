"""Forms of analysis as pages: whose they are, that they open, say what is wrong, and stay small."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.customers.models import Buyer
from dianzhang.engine.exporting import NotExported, Spec, sheet_of
from dianzhang.engine.moment import living_at
from dianzhang.engine.unmoved import forget
from dianzhang.goods.models import Sku, Stock, Warehouse
from dianzhang.insight.forms.all import ALL, BY_CODE
from dianzhang.insight.forms.rfm import CALLED
from dianzhang.trade.models import OrderLine
from tests.insight.boards.sold import NOON, two_shops
from tests.measure.sales import order

from .conftest import Enter

pytestmark = pytest.mark.django_db
DAYS = "from=2026-02-01&to=2026-02-22"


def world() -> SimpleNamespace:
    """Two shops, a buyer, an article that is sold and lies in a warehouse."""
    found = two_shops()
    found.buyer = Buyer.objects.create(shop=found.tmall, platform_id="b", name="王小明")
    found.sku = Sku.objects.create(code="COAT", title="羽绒服")
    house = Warehouse.objects.create(name="主仓")
    Stock.objects.create(warehouse=house, sku=found.sku, on_hand=3, opening=3)
    for n in range(2):
        bought(found, f"b{n}", 5 + n)
    return found


def bought(found: SimpleNamespace, number: str, day: int) -> None:
    """An order of the article, one yuan of it given back."""
    made = order(found.tmall, number, "20.00", day, day, refunded=("1.00", day), buyer=found.buyer)
    OrderLine.objects.create(order=made, number=1, sku=found.sku, quantity=2, receives_cents=2000, cost_cents=300)


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
        world()
        client = enter("shenlan")
        page = client.get(f"/analysis/{code}?{DAYS}").content.decode()
        main = page.partition("<main")[2]
        links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"#]*)"', main)}
        assert not [link for link in sorted(links) if client.get(link).status_code >= 400]
        made = sheet_of(Spec("form", "form", f"code={code}&{DAYS}"), people.shenlan)
    assert made.write is not None
    assert len(re.findall("<table", main)) >= 1


@pytest.mark.requirement("I3.6")
def test_a_segment_opens_to_its_customers_and_their_orders(people: SimpleNamespace, enter: Enter) -> None:
    with living_at(NOON):
        world()
        client = enter("shenlan")
        page = client.get(f"/analysis/rfm?{DAYS}").content.decode()
        segment = next(link for link in re.findall(r'href="([^"]*segment=[^"]*)"', page)).replace("&amp;", "&")
        names = [client.get(f"/analysis/rfm?{DAYS}&segment={name}").content.decode() for name in CALLED]
    assert segment.startswith("/analysis/rfm?from=")
    assert sum("王**" in listed for listed in names) == 1
    assert "王小明" not in "".join(names)


@pytest.mark.requirement("I3.6")
@pytest.mark.parametrize("code", list(BY_CODE))
def test_it_costs_as_much_for_many_orders_as_for_few(
    people: SimpleNamespace, enter: Enter, django_assert_max_num_queries: Any, code: str
) -> None:
    with living_at(NOON):
        found = world()
        client = enter("shenlan")
        client.get(f"/analysis/{code}?{DAYS}")
        for n in range(20):
            bought(found, f"more{n}", 3 + n % 5)
        forget()
        with django_assert_max_num_queries(MOST.get(code, 40)):
            client.get(f"/analysis/{code}?from=2026-02-01&to=2026-02-21")


MOST: dict[str, int] = {}
