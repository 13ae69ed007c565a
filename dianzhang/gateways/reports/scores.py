"""Scores that platforms give a shop.

What they are of changes with the years and is kept as it was said; the same thing has one name, whatever a report
calls it.  A score is taken as it is told and never worked out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .records import Row

WHOLE, GOODS, SERVICE, LOGISTICS = "综合体验分", "描述相符", "服务态度", "物流服务"
_BESIDE = {"score_goods": GOODS, "score_service": SERVICE, "score_logistics": LOGISTICS}
_ALSO = {
    WHOLE: ("店铺综合体验分", "商家体验分", "店铺体验分", "体验分", "综合体验星级", "店铺星级", "综合分"),
    GOODS: ("宝贝与描述相符", "商品描述", "描述", "商品体验", "商品体验分"),
    SERVICE: ("卖家的服务态度", "卖家服务态度", "服务", "服务体验", "服务体验分"),
    LOGISTICS: ("物流服务的质量", "物流服务质量", "物流", "物流体验", "物流体验分"),
}
_ONE = {other: name for name, others in _ALSO.items() for other in others}


class Score(NamedTuple):
    """``value`` and ``full`` in thousandths; ``full`` is what it is out of, None where the report does not say."""

    component: str
    value: int
    full: int | None


def scores_of(row: Row) -> Iterator[Score]:
    """What a row says of the shop's scores."""
    told = row.figures.get("score")
    if told is not None:
        said = row.names["component"]
        yield Score(_ONE.get(said, said), told, row.figures.get("full"))
    for role, component in _BESIDE.items():
        beside = row.figures.get(role)
        if beside is not None:
            yield Score(component, beside, None)
