"""Who holds what lies in a warehouse: told where there is not enough, kept for whoever was promised it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dianzhang.engine import registry
from dianzhang.engine.words import subject_name

from .models import Holding, Stock

TOLD = 3  # of those who hold, the largest by name; the others are counted
ASIDE, DRAWN = "aside", "drawn"


def of_stocks(stocks: Iterable[int], kind: str = "") -> list[Holding]:
    """What is held of these stocks now, the most pieces first."""
    found = Holding.objects.filter(stock_id__in=list(stocks), state="held").exclude(kind=DRAWN)
    return list((found.filter(kind=kind) if kind else found).order_by("-pieces", "id"))


def who_holds(stock: Stock, more: Sequence[Holding] = ()) -> str:
    """Who holds pieces of a stock, in words; ``more`` are promises that this transaction has not written yet."""
    found = [*(one for one in more if one.stock_id == stock.id and one.state == "held"), *of_stocks([stock.id])]
    if not found:
        return _("没有被谁占着。")
    named = [
        _("%(who)s占 %(pieces)s 件") % {"who": who, "pieces": one.pieces}
        for one, who in zip(found[:TOLD], names(found[:TOLD]), strict=True)
    ]
    if rest := found[TOLD:]:
        others = ngettext("另有 %(count)s 处占 %(pieces)s 件", "另有 %(count)s 处占 %(pieces)s 件", len(rest))
        named.append(others % {"count": len(rest), "pieces": sum(one.pieces for one in rest)})
    return _("现在%(all)s。") % {"all": _("、").join(named)}


def names(holdings: Sequence[Holding]) -> list[str]:
    """Each holder by the name people know: an order by its number, a purpose in quotes."""
    records: dict[tuple[str, int], str] = {}
    for kind in {one.kind for one in holdings if one.holder is not None}:
        subject = registry.subjects[kind]
        there = subject.model._default_manager.in_bulk([h.holder for h in holdings if h.kind == kind])
        records |= {(kind, pk): f"{subject_name(subject)} {subject.title(record)}" for pk, record in there.items()}
    return [
        records.get((one.kind, one.holder or 0), one.kind) if one.holder is not None else f"“{one.purpose}”"
        for one in holdings
    ]


def not_enough(stock: Stock, wanted: int, free: int, more: Sequence[Holding] = ()) -> str:
    """Why a number of pieces cannot be had, with who holds the others."""
    told = {"stock": str(stock), "free": max(free, 0), "wanted": wanted, "on_hand": stock.on_hand}
    return _("%(stock)s 要 %(wanted)s 件，可用 %(free)s 件（在库 %(on_hand)s 件）：") % told + who_holds(stock, more)
