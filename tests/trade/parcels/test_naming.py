"""What goes into a parcel of its own is named without doubt: by code, by the line's words, by its number."""

from __future__ import annotations

from typing import Any

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.outcome import Outcome
from dianzhang.trade.models import Order, Parcel
from dianzhang.trade.parcels.contents import Part, left
from dianzhang.trade.parcels.naming import Names, chosen, written
from dianzhang.trade.parcels.splitting import begun
from tests.trade.desk import now
from tests.trade.stocked import Shelf

pytestmark = pytest.mark.requirement("T2.8")
COMMA = "圆领，加绒（红，M）"


def line(title: str, quantity: int = 1, **more: Any) -> dict[str, Any]:
    return {"title": title, "quantity": quantity} | more


def approved(shelf: Shelf, *lines: dict[str, Any]) -> Order:
    order = shelf.desk.paid("P1", total="300.00", lines=list(lines))
    Order.objects.filter(pk=order.pk).update(goods="clear", unmapped=None)  # what is no article was said to be none
    must(shelf.approve(order))
    return now(order)


def split(shelf: Shelf, order: Order, pieces: str) -> Outcome:
    return shelf.desk.does(shelf.people.chenmo, "order.split", 40, order, pieces=pieces)


def gone() -> list[tuple[int, int]]:
    """Line and pieces of the parcel split off last."""
    return list(Parcel.objects.latest("id").pieces.order_by("line", "id").values_list("line", "pieces"))


def test_two_lines_of_one_title_are_named_by_their_number(shelf: Shelf) -> None:
    order = approved(shelf, line("福袋", 2), line("福袋", 3, spec="大"))
    assert begun(order) == "#1×2\n#2×3"
    doubt = split(shelf, order, "福袋")
    assert (doubt.status, "#1、#2 之一" in doubt.why) == ("refused", True), doubt.why
    must(split(shelf, order, "#2×2"))
    assert gone() == [(2, 2)]


def test_two_lines_of_one_article_by_their_number_or_both_by_its_code(shelf: Shelf) -> None:
    shelf.lay("COAT", 9)
    order = approved(shelf, line("羽绒服", 2, sku="COAT"), line("羽绒服", 3, sku="COAT", spec="大"))
    assert begun(order) == "#1×2\n#2×3"
    must(split(shelf, order, "#2"))
    assert gone() == [(2, 1)]
    must(split(shelf, order, "COAT×3"))
    assert gone() == [(1, 2), (2, 1)]


@pytest.mark.parametrize("name", [COMMA, "#1"])
def test_a_title_with_commas(shelf: Shelf, name: str) -> None:
    shelf.lay("COAT", 9)
    order = approved(shelf, line(COMMA, 3), line("羽绒服", 2, sku="COAT"))
    assert begun(order) == "#1×3\nCOAT×2"
    must(split(shelf, order, f"COAT，{name}×2；"))
    assert gone() == [(1, 2), (2, 1)]


def test_what_stands_in_the_form_can_be_sent_as_it_stands(shelf: Shelf) -> None:
    """Whatever lines are called, each name means one piece, and what is written is read as it was meant."""
    shelf.lay("COAT", 19)
    shelf.lay("HAT", 9)
    order = approved(
        shelf, line("帽子"), line("帽子×2", 2), line("帽子，红", 3), line("#1", 4), line("", 5, sku="COAT"),
        line("COAT", 6), line("羽绒服", 1, sku="HAT"), line("羽绒服", 2, sku="HAT"),
    )  # fmt: skip
    there = left([order.pk])[order.pk] | {Part(0, _sku("HAT")): 1, Part(0, _sku("COAT")): 2}
    names = Names(order, there)
    assert len(set(names.own.values())) == len(there)
    assert chosen(written(there, names), there, names) == there
    for part, count in there.items():
        only = {part: count}
        assert chosen(written(only, names), there, names) == only


def _sku(code: str) -> int:
    from dianzhang.goods.models import Sku

    return Sku.objects.get(code=code).pk


def test_the_articles_of_a_bundle_by_line_and_code(shelf: Shelf) -> None:
    shelf.lay("COAT", 9)
    shelf.lay("HAT", 9)
    order = approved(shelf, line("羽绒服", 2, sku="COAT"))
    there = {Part(1, _sku("COAT")): 2, Part(2, _sku("COAT")): 1, Part(2, _sku("HAT")): 1}
    names = Names(order, there)
    assert written(there, names) == "#1×2\n#2/COAT×1\nHAT×1"
    assert chosen("#2/COAT；HAT", there, names) == {Part(2, _sku("COAT")): 1, Part(2, _sku("HAT")): 1}


def test_who_writes_another_name_is_told_those_there_are(shelf: Shelf) -> None:
    order = approved(shelf, line("福袋"), line("福袋"))
    why = split(shelf, order, "BOOT").why
    assert "有的是：#1、#2" in why, why
    assert one("order.split", SYSTEM, order.pk, pieces="#3").status == "refused"
