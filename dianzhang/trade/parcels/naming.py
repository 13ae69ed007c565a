"""How people write which pieces of an order they mean: ``GX-1×2；CUP``."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from dianzhang.goods.models import Sku

from ..aftersales.pieces import read
from ..models import Order, OrderLine
from .contents import Part, Pieces


def names_of(order: Order, pieces: Mapping[Part, int]) -> dict[Part, str]:
    """What each piece is called: the article's code, else as the line says."""
    skus = dict(Sku.objects.filter(pk__in={part.sku for part in pieces if part.sku}).values_list("pk", "code"))
    lines = {line.number: line for line in OrderLine.objects.filter(order=order)}
    return {part: skus[part.sku] if part.sku else _name(lines.get(part.line), part.line) for part in pieces}


def _name(line: OrderLine | None, number: int) -> str:
    return (line and (line.sku_code or line.title)) or f"#{number}"


def chosen(text: str, there: Mapping[Part, int], names: Mapping[Part, str]) -> Pieces:
    """The pieces that a text names, of those that are there; gifts come last.  ValueError, in words."""
    by_name: dict[str, list[Part]] = {}
    for part in sorted(there, key=lambda part: (part.line == 0, part.line)):
        by_name.setdefault(names[part], []).append(part)
    found: Pieces = {}
    for piece in read(text, by_name):
        count = piece.pieces
        for part in by_name[piece.name]:
            some = min(count, there[part] - found.get(part, 0))
            if some > 0:
                found[part] = found.get(part, 0) + some
                count -= some
        if count:
            all_of_it = sum(there[part] for part in by_name[piece.name])
            told = {"name": piece.name, "more": count, "there": all_of_it}
            raise ValueError(_("%(name)s 多写了 %(more)s 件：这里一共 %(there)s 件。") % told)
    return found


def written(pieces: Mapping[Part, int], names: Mapping[Part, str]) -> str:
    """As ``chosen`` reads it."""
    added: dict[str, int] = {}
    for part, count in pieces.items():
        added[names[part]] = added.get(names[part], 0) + count
    return "\n".join(f"{name}×{count}" for name, count in added.items())
