"""The sheets of a wave: what to pick, what is in each box, what is stuck on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from dianzhang.engine.organisation import organisation
from dianzhang.gateways.paper.sheets import Slip, Table
from dianzhang.goods.models import Sku

from ..models import OrderLine
from ..parcels.contents import left
from .models import Wave, WaveOrder

INSIDE = ("in", "checked", "done")
PART = 200  # orders of one print
ShopsLine = tuple[int, str, str, str, int]  # slot, code, title, spec, pieces


def last_slot(wave: Wave) -> int:
    """The last slot that has an order: slots keep their numbers when one is taken out.  0: none has."""
    rows = WaveOrder.objects.filter(wave=wave.pk, state__in=INSIDE, slot__isnull=False)
    return rows.order_by("-slot").values_list("slot", flat=True).first() or 0


def parts(wave: Wave) -> list[tuple[int, int]]:
    """The slots of each print, (first, last)."""
    last = last_slot(wave)
    return [(first, min(first + PART - 1, last)) for first in range(1, last + 1, PART)]


def places(wave: Wave, first: int = 1, last: int | None = None) -> list[WaveOrder]:
    """The orders in it by slot, with all that a sheet says of an order."""
    rows = WaveOrder.objects.filter(wave=wave.pk, state__in=INSIDE, slot__gte=first).order_by("slot")
    rows = rows if last is None else rows.filter(slot__lte=last)
    return list(rows.select_related("order__receiver"))


def contents(rows: Sequence[WaveOrder]) -> dict[int, list[ShopsLine]]:
    """Order -> what goes into its box, gifts last: what has not left yet.  What is no article of ours by the line's own
    words."""
    slots = {row.order_id: row.slot or 0 for row in rows}
    inside = left(list(slots))
    lines = {(one.order_id, one.number): one for one in OrderLine.objects.filter(order__in=slots)}
    skus = Sku.objects.in_bulk({part.sku for parts in inside.values() for part in parts if part.sku})
    return {
        order: [
            (slots[order], *_said(lines.get((order, part.line)), skus.get(part.sku or 0)), pieces[part])
            for part in sorted(pieces, key=lambda part: (part.line == 0, part.line, part.sku or 0))
        ]
        for order, pieces in inside.items()
    }


def _said(line: OrderLine | None, sku: Sku | None) -> tuple[str, str, str]:
    """Code, title and specification of an article, of a gift (no line), or of a line that is no article of ours."""
    if sku is None:
        return (line.sku_code, line.title, line.spec) if line else ("", "", "")
    if line is None:
        return sku.code, f"{sku.title}{_('（赠品）')}", sku.spec
    own = line.sku_id == sku.pk  # a piece of a bundle is not called by the bundle's words
    return sku.code, sku.title or (line.title if own else ""), sku.spec or (line.spec if own else "")


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
