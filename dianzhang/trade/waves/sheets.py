"""The sheets of a wave: what to pick, what is in each box, what is stuck on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from dianzhang.engine.organisation import organisation
from dianzhang.gateways.paper.sheets import Slip, Table
from dianzhang.goods.models import Sku

from ..models import OrderLine, OrderPiece
from .models import Wave, WaveOrder

INSIDE = ("in", "checked", "done")
PART = 200  # orders of one print
ShopsLine = tuple[int, str, str, str, int]  # slot, code, title, spec, pieces


def parts(wave: Wave) -> list[tuple[int, int]]:
    """The slots of each print, (first, last)."""
    top = WaveOrder.objects.filter(wave=wave.pk, state__in=INSIDE).order_by("-slot").values_list("slot", flat=True)[:1]
    last = top[0] if top else 0
    return [(first, min(first + PART - 1, last or 0)) for first in range(1, (last or 0) + 1, PART)]


def places(wave: Wave, first: int = 1, last: int | None = None) -> list[WaveOrder]:
    """The orders in it by slot, with all that a sheet says of an order."""
    rows = WaveOrder.objects.filter(wave=wave.pk, state__in=INSIDE, slot__gte=first).order_by("slot")
    rows = rows if last is None else rows.filter(slot__lte=last)
    return list(rows.select_related("order__receiver"))


def contents(rows: Sequence[WaveOrder]) -> dict[int, list[ShopsLine]]:
    """Order -> what goes into its box; what is no article of ours by the line's own words."""
    found: dict[int, list[ShopsLine]] = defaultdict(list)
    slots = {row.order_id: row.slot or 0 for row in rows}
    pieces = list(OrderPiece.objects.filter(order__in=slots).order_by("order", "line", "id"))
    apart = {(piece.order_id, piece.line) for piece in pieces}
    lines = OrderLine.objects.filter(order__in=slots).order_by("order", "number")
    skus = Sku.objects.in_bulk({p.sku_id for p in pieces} | {one.sku_id for one in lines if one.sku_id})
    for one in lines:
        if one.sku_id is None and (one.order_id, one.number) in apart:
            continue
        sku = skus.get(one.sku_id or 0)
        code, title = (sku.code, sku.title or one.title) if sku else (one.sku_code, one.title)
        spec = (sku.spec if sku and sku.spec else one.spec) or ""
        found[one.order_id].append((slots[one.order_id], code, title, spec, one.quantity))
    for piece in pieces:
        sku = skus[piece.sku_id]
        title = sku.title if piece.line else f"{sku.title}{_('（赠品）')}"
        found[piece.order_id].append((slots[piece.order_id], sku.code, title, sku.spec, piece.pieces))
    return found


def pick_list(wave: Wave) -> Table:
    """Each article once, with how many to fetch, and how many go into which slot."""
    total: dict[tuple[str, str, str], int] = defaultdict(int)
    sorted_to: dict[tuple[str, str, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    rows = places(wave)
    for inside in contents(rows).values():
        for slot, code, title, spec, pieces in inside:
            total[code, title, spec] += pieces
            sorted_to[code, title, spec][slot] += pieces
    said = []
    for key in sorted(total):
        slots = sorted(sorted_to[key].items())
        where = " ".join(f"{slot}" if n == 1 else f"{slot}×{n}" for slot, n in slots)
        said.append((key[0], f"{key[1]} {key[2]}".strip(), str(total[key]), where))
    told = {"warehouse": wave.warehouse, "orders": len(rows), "articles": len(total), "pieces": sum(total.values())}
    about = [_("%(warehouse)s · %(orders)s 单 · %(articles)s 种 · %(pieces)s 件") % told]
    if wave.carrier:
        about.append(_("承运商：%(carrier)s") % {"carrier": wave.carrier})
    about.append(_("分拣格后的 ×n 是这一格要放几件，没写的放一件。"))
    return Table(
        _("拣货单 #%(wave)s") % {"wave": wave.pk}, about, (_("商品编码"), _("商品"), _("件数"), _("分到哪几格")),
        (38, 62, 16, 66), said, (2,),
    )  # fmt: skip


def slips(wave: Wave, first: int = 1, last: int | None = None) -> list[Slip]:
    """What is in each box, without a word about who gets it: a slip may lie open."""
    rows = places(wave, first, last)
    inside = contents(rows)
    return [_slip(row, inside.get(row.order_id, [])) for row in rows]


def _slip(row: WaveOrder, inside: Sequence[ShopsLine]) -> Slip:
    order, shop = row.order, organisation().shops.get(row.order.shop_id)
    told = {"number": order.number, "slot": row.slot, "pieces": sum(one[4] for one in inside)}
    about = [shop.name if shop else "", _("订单 %(number)s · 第 %(slot)s 格 · 共 %(pieces)s 件") % told]
    lines = [(code, f"{title} {spec}".strip(), str(pieces), "□") for _slot, code, title, spec, pieces in inside]
    columns = (_("商品编码"), _("商品"), _("件数"), _("核对"))
    return Slip(order.pk, Table(_("装箱单"), about, columns, (44, 100, 18, 20), lines, (2,), order.number))
