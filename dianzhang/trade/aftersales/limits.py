"""Never more money than was paid and not given back, never more pieces than were bought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from dianzhang.kernel.money import yuan

from ..models import Order, OrderLine
from .models import Aftersale, AftersaleLine
from .pieces import Piece, read
from .states import BACK, LENT, MONEY, OPEN

_TAKEN = Q(aftersale__kind__in=BACK - LENT) & ~Q(aftersale__status__in=("declined", "withdrawn"))
_LENT = Q(aftersale__kind__in=LENT, aftersale__status__in=OPEN)


def payable(order: Order) -> int:
    """What may still be given back of an order, in cents: paid less refunded; of one whose payment the source does not
    carry, its total less refunded."""
    if order.payment in ("unpaid", "cancelled"):
        return 0
    paid = order.paid_cents if order.paid_cents is not None else order.total_cents
    return max(0, paid - order.refunded_cents)


def promised(orders: Iterable[int], *, besides: Iterable[int] = ()) -> dict[int, int]:
    """By order: cents that its open cases ask for and have not been given."""
    cases = Aftersale.objects.filter(order_id__in=list(orders), status__in=OPEN, kind__in=MONEY)
    rows = cases.exclude(pk__in=list(besides)).order_by().values_list("order_id").annotate(Sum("amount_cents"))
    return dict(rows)


def too_much(order: Order, amount: int, elsewhere: int = 0) -> str:
    """Why so much cannot be given back of this order, with the figures; empty: it can.

    ``elsewhere``: cents that other cases of the order ask for.
    """
    left = payable(order) - elsewhere
    if amount <= left:
        return ""
    paid = order.paid_cents if order.paid_cents is not None else order.total_cents
    told = {
        "amount": yuan(amount), "paid": yuan(0 if order.payment in ("unpaid", "cancelled") else paid),
        "refunded": yuan(order.refunded_cents), "elsewhere": yuan(elsewhere), "left": yuan(max(0, left)),
    }  # fmt: skip
    return (
        _(
            "%(amount)s 元太多：这张订单实付 %(paid)s 元，已退 %(refunded)s 元，别的售后占着 %(elsewhere)s 元，"
            "最多还能退 %(left)s 元。"
        )
        % told
    )


class Pieces:
    """The lines of some orders, and how many pieces of each no other case takes back."""

    def __init__(self, orders: Sequence[int], *, besides: Iterable[int] = ()) -> None:
        self.lines: dict[int, list[OrderLine]] = defaultdict(list)
        for line in OrderLine.objects.filter(order_id__in=orders).order_by("order_id", "number"):
            self.lines[line.order_id].append(line)
        self.taken: dict[tuple[int, int], int] = defaultdict(int)
        others = AftersaleLine.objects.filter(_TAKEN | _LENT, aftersale__order_id__in=orders)
        rows = others.exclude(aftersale_id__in=list(besides)).values_list("aftersale__order_id", "number", "quantity")
        for order_id, number, quantity in rows:
            self.taken[order_id, number] += quantity

    def chosen(self, order: Order, kind: str, text: str) -> list[tuple[OrderLine, int]]:
        """The lines that a text names and how many of each; of an empty text all that are left.

        ValueError, in words and with the figures, for what the order does not have or what comes back already.
        """
        lines = self.lines[order.id]
        if not text.strip():
            return [(line, left) for line in lines if (left := self._left(line, kind)) > 0]
        if not lines:
            raise ValueError(_("这张订单的来源没有带商品明细，“哪几件”留空。"))
        names: dict[str, list[OrderLine]] = defaultdict(list)
        for line in lines:
            for name in {line.sku_code, line.title, f"#{line.number}"} - {""}:
                names[name].append(line)
        known = {(line.sku_code or line.title or f"#{line.number}"): 0 for line in lines} | dict.fromkeys(names, 0)
        wanted: dict[int, int] = defaultdict(int)
        for piece in read(text, known):
            self._spread(piece, names[piece.name], kind, wanted)
        return [(line, wanted[line.number]) for line in lines if wanted[line.number]]

    def take(self, order: Order, chosen: Sequence[tuple[OrderLine, int]], kind: str) -> None:
        """They are spoken for, for the cases that follow in the same call."""
        if kind in BACK:
            for line, count in chosen:
                self.taken[order.id, line.number] += count

    def _left(self, line: OrderLine, kind: str) -> int:
        return line.quantity - (self.taken[line.order_id, line.number] if kind in BACK else 0)

    def _spread(self, piece: Piece, lines: list[OrderLine], kind: str, wanted: dict[int, int]) -> None:
        """Over the lines of the same name, the first first."""
        count = piece.pieces
        for line in lines:
            some = min(count, self._left(line, kind) - wanted[line.number])
            if some > 0:
                wanted[line.number] += some
                count -= some
        if count:
            bought = sum(line.quantity for line in lines)
            taken = sum(self.taken[line.order_id, line.number] for line in lines) if kind in BACK else 0
            told = {"name": piece.name, "asked": piece.pieces, "bought": bought, "taken": taken, "left": bought - taken}
            raise ValueError(
                _(
                    "%(name)s 要 %(asked)s 件太多：买了 %(bought)s 件，别的售后已经要退回 %(taken)s 件，"
                    "最多还有 %(left)s 件。"
                )
                % told
            )
