"""The radar: everything that is owed by some time, in one order, to be taken on, done and opened from here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine import access, registry
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import pages
from dianzhang.engine.radar.asking import SCOPES, Asked
from dianzhang.engine.radar.bands import BANDS, LATE, SOON
from dianzhang.engine.radar.counting import Counted, counted
from dianzhang.engine.radar.lines import page as page_of

from .distrust import whole
from .kept_pages import kept_while_nothing_happens
from .radar_behind import behind
from .radar_rows import rows_of
from .radar_strip import strip
from .setup.steps import go_on
from .shell import show
from .who import Asking, working
from .words import post_name, subject_name

OF_FIGURES = ("state", "from", "to", "person", "unit")  # only a number's own address has these


@working
@require_GET
def radar(request: Asking) -> HttpResponse:
    if any(request.GET.get(name) for name in OF_FIGURES):
        return behind(request)
    return live(request)


@kept_while_nothing_happens
def live(request: Asking) -> HttpResponse:
    return show(request, "web/radar.html", Looking(request).context())


class Looking:
    """One look at the radar: what the address asks for, and what there is."""

    def __init__(self, request: Asking) -> None:
        self.request, self.actor, self.moment = request, request.actor, now()
        given = request.GET
        self.kinds = kinds_of(request)
        self.posts = {code: post_name(code) for code in organisation().posts}
        shops = organisation().shops
        shop = whole(given.get("shop"))
        self.asked = Asked(
            scope=given["scope"] if given.get("scope") in SCOPES else "mine",
            band=given["band"] if given.get("band") in BANDS else "",
            kind=given["kind"] if given.get("kind") in self.kinds else "",
            shop=shop if shop is not None and shop in shops else 0,
            post=given["post"] if given.get("post") in self.posts else "",
            rule=given.get("rule", "")[:120],
            hour=hour_of(given.get("hour", "")),
        )

    def address(self, **other: str) -> str:
        """The same look, otherwise; a part that is as usual is left out."""
        one = self.asked
        parts = {
            "scope": one.scope if one.scope != "mine" else "", "band": one.band, "kind": one.kind,
            "shop": str(one.shop or ""), "post": one.post, "rule": one.rule,
            "hour": one.hour.isoformat() if one.hour else "",
        }  # fmt: skip
        query = urlencode({name: value for name, value in (parts | other).items() if value})
        return f"{reverse('radar')}?{query}" if query else reverse("radar")

    def context(self) -> dict[str, Any]:
        counts = counted(self.actor, self.asked, self.moment)
        found = page_of(self.actor, self.asked, self.moment, counts.bands, self.request.GET.get("after", ""))
        here = self.request.get_full_path()
        rows = rows_of(found.lines, self.actor, here)
        names = band_names()
        groups = [
            {"band": band, "name": names[band], "n": counts.bands[band].n, "cents": counts.bands[band].cents,
             "more": counts.bands[band].more, "rows": list(of)}
            for band, of in groupby(rows, key=lambda row: row["band"])
        ]  # fmt: skip
        pressing = counts.bands[LATE].n + counts.bands[SOON].n
        return {
            "title": gettext("超时雷达"),
            "pressing": pressing,
            "at_least": counts.bands[LATE].more or counts.bands[SOON].more,
            "groups": groups,
            "bands": self.bands(counts),
            "strip": strip(counts.coming, self.moment, self.address),
            "tabs": [
                {"label": label, "url": self.address(scope=code if code != "mine" else ""),
                 "current": code == self.asked.scope}
                for code, label in scopes()
            ],
            "filters": self.filters(),
            "bulk": bulk_of(rows),
            "here": here,
            "next": self.address(after=found.after) if found.after else "",
            "first": self.address() if self.request.GET.get("after") else "",
            "empty": None if rows else self.empty(),
        }  # fmt: skip

    def bands(self, counts: Counted) -> list[dict[str, Any]]:
        """The groups with how many are in each and the money; the one chosen leads back to all of them."""
        return [
            {
                "name": name, "band": band, "n": counts.bands[band].n, "cents": counts.bands[band].cents,
                "more": counts.bands[band].more,
                "url": self.address(band="" if band == self.asked.band else band, hour=""),
                "current": band == self.asked.band,
            }
            for band, name in band_names().items()
        ]  # fmt: skip

    def filters(self) -> dict[str, Any]:
        one = self.asked
        shops = [(str(pk), shop.name) for pk, shop in organisation().shops.items()]
        fields = [
            {"name": "kind", "label": gettext("哪一类"), "value": one.kind, "choices": list(self.kinds.items())},
            {"name": "shop", "label": gettext("店铺"), "value": str(one.shop or ""), "choices": shops},
            {"name": "post", "label": gettext("岗位"), "value": one.post, "choices": list(self.posts.items())},
        ]
        chosen = []
        if one.rule:
            chosen.append({"label": gettext("规则 %(rule)s") % {"rule": one.rule}, "without": self.address(rule="")})
        if one.hour:
            said = gettext("%(hour)s 起的一小时") % {"hour": one.hour.strftime("%H:%M")}
            chosen.append({"label": said, "without": self.address(hour="")})
        keep = {"scope": one.scope, "band": one.band, "rule": one.rule}
        return {
            "fields": [{**field, "kind": "select"} for field in fields if field["choices"]],
            "keep": {name: value for name, value in keep.items() if value and value != "mine"},
            "chosen": chosen,
            "clear": self.address(rule="", hour="", band="", kind="", shop="", post=""),
        }

    def empty(self) -> dict[str, Any]:
        narrow = self.address(band="", kind="", shop="", post="", rule="", hour="")
        if narrow != self.address():
            return {
                "title": gettext("这样筛下来没有到期的事"),
                "text": gettext("去掉一个条件试试，或者看全部。"),
                "picture": "radar",
                "actions": [{"label": gettext("看全部"), "url": narrow}],
            }
        wider = {"label": gettext("看全部看得到的"), "url": self.address(scope="all")}
        more = [wider] if self.asked.scope != "all" else []
        return {
            "title": gettext("没有在走的时限"),
            "text": gettext("平台、买家和章程定下的时限都排在这里，最急的在最上面。"),
            "picture": "radar",
            "actions": [*go_on(self.actor), *more, deadlines_of_the_rulebook()],
        }


def bulk_of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What can be done to several at once: what at least two lines of the page offer; taking on comes first."""
    offered: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        for one in row["offers"]:
            offered.setdefault(one["name"], []).append(one)
    return [found[0] for found in offered.values() if len(found) > 1]


def kinds_of(request: Asking) -> dict[str, str]:
    """The kinds of records whose deadlines one may see, by name."""
    may = [
        name for name, subject in registry.subjects.items()
        if subject.everybody or access.reach_of(request.actor, f"{name}.view") is not None
    ]  # fmt: skip
    known = {*pages.lists, *(one.subject.name for one in pages.dated)}
    return {name: subject_name(registry.subjects[name]) for name in may if name in known}


def hour_of(given: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(given) if given else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None and 2000 <= found.year <= 2100 else None


def scopes() -> list[tuple[str, str]]:
    return [("mine", gettext("我的")), ("group", gettext("本组")), ("all", gettext("全部看得到的"))]


def band_names() -> Mapping[str, str]:
    return {
        "late": gettext("已逾期"), "hour": gettext("一小时内"), "today": gettext("今天"), "days": gettext("这三天"),
        "later": gettext("以后"), "resting": gettext("暂停"),
    }  # fmt: skip


def deadlines_of_the_rulebook() -> dict[str, str]:
    """A way on for those who have none running: which there would be."""
    return {"label": gettext("看章程定了哪些时限"), "url": f"{reverse('rulebook')}?status=enforced"}


__all__ = ["deadlines_of_the_rulebook", "radar"]
