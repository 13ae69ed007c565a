"""How people write which pieces of an order they mean: ``GX-1×2；CUP``, or by the line, ``#2×1``.

Every piece has one name that means it alone: its article's code where only one line has that article, the line's own
words where only one line has them, else the line's number; with several articles in a line, ``#2/GX-1``.  Line 0 is
what is given on top.  A code that several lines have may be written too: then it is taken from the first of them on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from dianzhang.goods.models import Sku

from ..aftersales.pieces import SEPARATOR, TIMES, read
from ..models import Order, OrderLine
from .contents import Part, Pieces


def in_order(pieces: Mapping[Part, int]) -> list[Part]:
    """By the lines, what is given on top last."""
    return sorted(pieces, key=lambda part: (part.line == 0, part.line, part.sku or 0))


class Names:
    """What the pieces of an order are called.  ``own``: the one name of each; ``told``: what it is, in words."""

    def __init__(self, order: Order, pieces: Mapping[Part, int]) -> None:
        self._parts = in_order(pieces)
        skus = Sku.objects.in_bulk({part.sku for part in pieces if part.sku})
        self._lines = {line.number: line for line in OrderLine.objects.filter(order=order)}
        self._codes = {part: skus[part.sku].code for part in self._parts if part.sku}
        self._inside = Counter(part.line for part in self._parts)  # articles of a line
        called = {part: self._codes.get(part) or self._words(part) for part in self._parts}
        often = Counter(called.values())
        self.own = {
            part: name if often[name] == 1 and _plain(name) else self._numbered(part) for part, name in called.items()
        }
        self.told = {part: self._told(part, skus) for part in self._parts}

    def _line(self, part: Part) -> Sequence[str]:
        line = self._lines.get(part.line)
        return (line.sku_code, line.title, line.spec) if line else ("", "", "")

    def _words(self, part: Part) -> str:
        """What the platform calls a line that is no article of ours."""
        code, title, _spec = self._line(part)
        return code or title

    def _numbered(self, part: Part) -> str:
        if part.line and self._inside[part.line] == 1:
            return f"#{part.line}"
        return f"#{part.line}/{self._codes.get(part) or self._words(part)}"

    def _told(self, part: Part, skus: Mapping[int, Sku]) -> str:
        code, title, spec = self._line(part)
        if part.sku:
            sku = skus[part.sku]
            own = self._inside[part.line] == 1  # a piece of a bundle is not called by the bundle's words
            code, title, spec = sku.code, (title if own else "") or sku.title, (spec if own else "") or sku.spec
        return " ".join(filter(None, (code, title, spec))) or f"#{part.line}"

    def known(self) -> dict[str, list[Part]]:
        """Every name that may be written -> what it means; several things under one name: nothing to choose by."""
        found: dict[str, list[Part]] = {name: [part] for part, name in self.own.items()}
        for part in self._parts:
            found.setdefault(self._numbered(part), [part])
        by_code, by_words = defaultdict[str, list[Part]](list), defaultdict[str, list[Part]](list)
        for part in self._parts:
            if part in self._codes:
                by_code[self._codes[part]].append(part)
            if self._inside[part.line] == 1:
                for name in {*self._line(part)[:2]} - {""}:
                    by_words[name].append(part)
        for more in (by_code, by_words):
            for name, parts in more.items():
                found.setdefault(name, parts)
        return found


def _plain(name: str) -> bool:
    """Whether a name says by itself where it begins and ends, and is no number of a line."""
    return bool(name) and not (name.startswith("#") or SEPARATOR.search(name) or TIMES.match(name))


def chosen(text: str, there: Mapping[Part, int], names: Names) -> Pieces:
    """The pieces that a text names, of those that are there; gifts come last.  ValueError, in words."""
    known = names.known()
    found: Pieces = {}
    for piece in read(text, known, shown=names.own.values()):
        parts, count = known[piece.name], piece.pieces
        if len({part.sku or part for part in parts}) > 1:
            told: dict[str, Any] = {"name": piece.name, "names": _("、").join(names.own[part] for part in parts)}
            raise ValueError(_("叫“%(name)s”的有几行：写是哪一行，%(names)s 之一。") % told)
        for part in parts:
            some = min(count, there[part] - found.get(part, 0))
            if some > 0:
                found[part] = found.get(part, 0) + some
                count -= some
        if count:
            all_of_it = sum(there[part] for part in parts)
            told = {"name": piece.name, "more": count, "there": all_of_it}
            raise ValueError(_("%(name)s 多写了 %(more)s 件：这里一共 %(there)s 件。") % told)
    return found


def written(pieces: Mapping[Part, int], names: Names) -> str:
    """As ``chosen`` reads it."""
    return "\n".join(f"{names.own[part]}×{pieces[part]}" for part in in_order(pieces))
