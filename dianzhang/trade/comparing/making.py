"""A file beside the records of a shop: the comparison is kept, and its differences are opened once each.

What an earlier file showed and this one could show but does not is gone.  What somebody said stands as it is here
stays so as long as both sides say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dianzhang.engine import writer
from dianzhang.engine.access import Actor
from dianzhang.engine.act import together
from dianzhang.engine.files import aside
from dianzhang.engine.models import Shop
from dianzhang.engine.moment import now
from dianzhang.engine.outcome import Act, Batch, Item, Outcome
from dianzhang.engine.registry import actions, consequence, observation
from dianzhang.engine.rounds import every
from dianzhang.engine.transaction import Stale, Transaction
from dianzhang.gateways.orders import OrderSource

from ..reconciling import Difference, Reconciled, reconcile
from .models import Comparison, OrderDifference
from .states import AMOUNTS, COMPARISON, DIFFERENCE

TRIES = 5
KEPT_FOR = timedelta(days=30)  # a compared file, from which orders that are missing here can be taken in
_KEY = ("number", "kind", "status", "id", "theirs_cents", "ours_cents", "theirs_word", "ours_word", "day")


@dataclass(frozen=True)
class Compared:
    """What a file came to beside a shop's records; ``fresh`` differences are new, ``gone`` no longer there."""

    shop: Shop
    name: str
    digest: str
    result: Reconciled
    fresh: Sequence[Difference]
    gone: Sequence[int]


@dataclass(frozen=True)
class Found:
    """A difference of a shop's order, and the comparison that shows it."""

    shop_id: int
    unit_id: int | None
    one: Difference
    comparison_id: int | None = None


@observation("comparison.make", zh="平台对账.对过", en="Made", on=COMPARISON, creates=True)
def make(comparisons: Batch[Comparison, Any], act: Act) -> None:
    """A platform's file was put beside our records."""
    for comparison, said in comparisons:
        if not isinstance(said, Compared):
            comparisons.refuse(comparison, _("对账从平台的文件来：请在【数据可信】里选文件。"))
            continue
        comparison.shop_id, comparison.unit_id = said.shop.pk, said.shop.unit_id
        comparison.name, comparison.digest = said.name, said.digest
        _put(comparison, said, act)


@observation("comparison.repeat", zh="平台对账.又对过", en="Made again", on=COMPARISON)
def repeat(comparisons: Batch[Comparison, Any], act: Act) -> None:
    """The same file once more: what was settled meanwhile is gone from it."""
    for comparison, said in comparisons:
        if not isinstance(said, Compared):
            comparisons.refuse(comparison, _("对账从平台的文件来：请在【数据可信】里选文件。"))
            continue
        comparison.times += 1
        _put(comparison, said, act)


def _put(comparison: Comparison, said: Compared, act: Act) -> None:
    result = said.result
    comparison.owner_id, comparison.compared_at = act.actor.person_id, act.at
    comparison.theirs, comparison.same, comparison.unread = result.theirs, result.same, result.unread
    comparison.found, comparison.opened, comparison.gone = result.count, len(said.fresh), len(said.gone)
    comparison.beyond = result.count - len(result.differences)
    comparison.first_day, comparison.last_day = result.first, result.last


@observation("order_difference.find", zh="订单差异.发现", en="Found", on=DIFFERENCE, creates=True)
def find(differences: Batch[OrderDifference, Any], act: Act) -> None:
    """A platform says of an order otherwise than we do."""
    for difference, found in differences:
        if not isinstance(found, Found):
            differences.refuse(difference, _("差异从对账和平台的文件来，不用人记。"))
            continue
        one = found.one
        difference.shop_id, difference.unit_id = found.shop_id, found.unit_id
        difference.comparison_id, difference.order_id = found.comparison_id, one.order_id
        difference.number, difference.kind = one.number, one.kind
        difference.day, difference.told_at = one.day, one.told_at
        if one.kind in AMOUNTS:
            difference.theirs_cents, difference.ours_cents = one.theirs, one.ours
        else:
            difference.theirs_word, difference.ours_word = one.theirs or "", one.ours or ""


@consequence("order_difference.go", zh="订单差异.消掉", en="Gone", on=DIFFERENCE, leads={"status": ("open", "gone")})
def go(differences: Batch[OrderDifference, Any], act: Act) -> None:
    """Both sides say the same by now; ``data`` says how it is known, one of ``ENDED``."""
    for difference, how in differences:
        difference.ended = how if isinstance(how, str) else "agrees"


def compare(tables: Sequence[OrderSource], shop: Shop, name: str, digest: str, actor: Actor) -> tuple[Outcome, Any]:
    """Put a file beside a shop's records, keep what came of it: the comparison's outcome, and what was found."""
    result = reconcile(tables, shop.pk)
    for attempt in range(TRIES):
        try:
            with transaction.atomic(), together(actor) as tx:
                return _write(tx, shop, name, digest, result), result
        except (Stale, IntegrityError):
            if attempt == TRIES - 1:
                raise
    raise AssertionError  # the loop returns or raises


def _write(tx: Transaction, shop: Shop, name: str, digest: str, result: Reconciled) -> Outcome:
    fresh, gone = _against(shop.pk, result)
    said = Compared(shop, name, digest, result, fresh, gone)
    there = Comparison.objects.filter(digest=digest, shop=shop).values_list("pk", flat=True).first()
    action = actions["comparison.make" if there is None else "comparison.repeat"]
    outcome = tx.do(action, [Item(there, data=said)])[0]
    if outcome.done:
        found = [Item(data=Found(shop.pk, shop.unit_id, one, outcome.id)) for one in fresh]
        for word, items in (("find", found), ("go", [Item(pk, data="file") for pk in gone])):
            if items:
                tx.do(actions[f"order_difference.{word}"], items, checked=True)
    return outcome


def _against(shop_id: int, result: Reconciled) -> tuple[list[Difference], list[int]]:
    """Which differences are new, and which open ones the file no longer shows."""
    known = known_of(shop_id, [one.number for one in result.differences])
    fresh = [one for one in result.differences if not known.has(one)]
    gone = []
    still_open = OrderDifference.objects.filter(shop_id=shop_id, status="open", kind__in=result.kinds).order_by("id")
    for pk, kind, number, day in still_open.values_list("id", "kind", "number", "day").iterator():
        if (kind, number) not in result.keys and _covers(result, number, day):
            gone.append(pk)
    return fresh, gone


def _covers(result: Reconciled, number: str, day: Any) -> bool:
    """Whether the file would tell of this order.  With rows that could not be read only what was read counts."""
    if number in result.numbers:
        return True
    within = None not in (day, result.first, result.last) and result.first <= day <= result.last
    return bool(within and not result.unread)


class Known:
    """Differences that are open, or that somebody said are right as they stand here."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self.open: set[tuple[str, str]] = set()
        self.kept: set[tuple[Any, ...]] = set()
        for number, kind, status, _pk, *sides in rows:
            if status == "open":
                self.open.add((number, kind))
            elif status == "kept":
                self.kept.add((number, kind, *sides[:4]))

    def has(self, one: Difference) -> bool:
        """Whether it is no news."""
        cents = (one.theirs, one.ours) if one.kind in AMOUNTS else (None, None)
        words = ("", "") if one.kind in AMOUNTS else (one.theirs or "", one.ours or "")
        return (one.number, one.kind) in self.open or (one.number, one.kind, *cents, *words) in self.kept


def known_of(shop_id: int, numbers: Sequence[str]) -> Known:
    """What was found before of these orders, in one statement."""
    rows = writer.columns(OrderDifference, _KEY, "number", list(numbers), " AND shop_id = %s", (shop_id,))
    return Known(rows)


def file_of(comparison: Comparison) -> Path:
    """Where the compared file lies, as long as orders may be taken in from it."""
    return place_of(comparison.shop_id, comparison.digest)


def place_of(shop_id: int, digest: str) -> Path:
    return aside() / f"compared-{shop_id}-{digest}.csv"


@every(3600)
def clear_away() -> int:
    """Compared files hold buyers: gone once no order of theirs is missing here, or after a month."""
    done = 0
    for path in aside().glob("compared-*.csv"):
        shop, digest = path.stem.removeprefix("compared-").split("-")
        missing = OrderDifference.objects.filter(
            shop_id=int(shop), status="open", kind="missing_here", comparison__digest=digest
        )  # fmt: skip
        if path.stat().st_mtime < (now() - KEPT_FOR).timestamp() or not missing.exists():
            path.unlink(missing_ok=True)
            done += 1
    return done
