"""The stock: choose a file or paste a table; look at every line, mend it in its place, and enter all of it together."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from dianzhang.engine.lines import Line
from dianzhang.engine.outcome import Refused
from dianzhang.gateways.stock import read_opening
from dianzhang.goods.opening import FIELDS, enter_all, look_at
from dianzhang.goods.queries import warehouse_names

from ..who import Asking
from . import steps
from .entered import Cell, read_of, sent_back, table
from .walking import draw, step


@step
def stock(request: Asking) -> HttpResponse:
    """Nothing is written before all lines are sound."""
    if request.method == "GET":
        return draw(request, "stock", table=None)
    if "line" not in request.POST:
        found = read_of(request, read_opening, "a list of stock")
        if isinstance(found, str):
            return draw(request, "stock", 422, table=None, error=found)
        return _preview(request, look_at(found.rows), ignored=found.ignored)
    lines = look_at(sent_back(request, FIELDS))
    if not lines:
        return draw(request, "stock", 422, table=None, error=gettext("一行也没有。"))
    if any(not one.sound for one in lines) or "check" in request.POST:
        return _preview(request, lines, 422 if any(not one.sound for one in lines) else 200)
    try:
        n = enter_all(lines, request.actor)
    except Refused as refused:
        return _preview(request, lines, 422, error=str(refused))
    messages.success(request, gettext("%(n)s 行期初库存已登记。") % {"n": n})
    return HttpResponseRedirect(steps.after("stock"))


def _preview(
    request: Asking, lines: list[Line], status: int = 200, ignored: tuple[str, ...] = (), error: str = ""
) -> HttpResponse:
    cells = (
        Cell("code", gettext("商品编码")), Cell("quantity", gettext("数量"), mode="numeric"),
        Cell("warehouse", gettext("仓库"), choices="warehouses"), Cell("title", gettext("名称")),
        Cell("spec", gettext("规格")), Cell("cost", gettext("成本"), mode="decimal"),
    )  # fmt: skip  # what must be there comes first: it is what a phone shows
    known = warehouse_names()
    places = {str(one.data["warehouse"]) for one in lines} - set(known)
    return draw(
        request, "stock", status, table=table(lines, cells, {"warehouses": [(name, name) for name in known]}),
        n=len(lines), wrong=sum(not one.sound for one in lines), ignored="、".join(ignored), error=error,
        articles=len({one.data["code"] for one in lines if not one.data["known"]}), places=len(places),
        pieces=sum(int(str(one.data.get("opening", 0))) for one in lines), again=reverse("setup-stock"),
    )  # fmt: skip
