"""What lies in the warehouses, from a list: entered together or not at all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dianzhang.engine.lines import Line
from dianzhang.gateways.stock import read_opening
from dianzhang.goods.opening import FIELDS, brings, enter_all, look_at
from dianzhang.goods.queries import warehouse_names

from ..who import Asking
from .entered import Cell, Entering, enter, table
from .walking import step


def _context(lines: list[Line]) -> dict[str, Any]:
    """What must be there comes first: it is what a phone shows."""
    cells = (
        Cell("code", gettext("商品编码")), Cell("quantity", gettext("数量"), mode="numeric"),
        Cell("warehouse", gettext("仓库"), choices="warehouses"), Cell("title", gettext("名称")),
        Cell("spec", gettext("规格")), Cell("cost", gettext("成本"), mode="decimal"),
    )  # fmt: skip
    known = warehouse_names()
    return {"table": table(lines, cells, {"warehouses": [(name, name) for name in known]}), **brings(lines, known)}


def _take(request: Asking, lines: list[Line]) -> list[Line]:
    messages.success(request, gettext("%(n)s 行期初库存已登记。") % {"n": enter_all(lines, request.actor)})
    return []


STOCK = Entering("stock", "a list of stock", FIELDS, read_opening, look_at, _context, _take, _("一行也没有。"))


@step
def stock(request: Asking) -> HttpResponse:
    return enter(request, STOCK)
