"""A tile as it is kept: which number, over which days, against what, drawn how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from django.utils.translation import gettext_noop as _

from .spans import AGAINST, SPANS, Against, Span

Drawn = Literal["figure", "line", "shop", "unit", "person", "province", "hour"]
DRAWN: Mapping[Drawn, str] = {
    "figure": _("数字"), "line": _("折线"), "shop": _("按店铺"), "unit": _("按小组"), "person": _("按人"),
    "province": _("按省份"), "hour": _("按钟点"),
}  # fmt: skip
MOST = 24  # tiles of one board: more is no board


@dataclass(frozen=True)
class Tile:
    """``number`` names a metric of the rulebook or a measure of the catalogue."""

    number: str
    span: Span = "yesterday"
    against: Against = "week"
    drawn: Drawn = "figure"

    def kept(self) -> dict[str, str]:
        return asdict(self)


def read(kept: Iterable[Any]) -> tuple[Tile, ...]:
    """Tiles as a record keeps them; what a newer or older version wrote otherwise takes its place with the usual."""
    return tuple(_tile(one) for one in kept if isinstance(one, Mapping) and one.get("number"))


def _tile(given: Mapping[str, Any]) -> Tile:
    span = given.get("span") if given.get("span") in SPANS else "yesterday"
    against = given.get("against") if given.get("against") in AGAINST else "week"
    drawn = given.get("drawn") if given.get("drawn") in get_args(Drawn) else "figure"
    return Tile(str(given["number"]), span, against, drawn)  # type: ignore[arg-type]
