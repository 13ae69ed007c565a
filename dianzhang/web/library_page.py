"""A rulebook that ships, to read before it is chosen: its text, each rule in plain words; nothing acts on it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from dianzhang.engine import rulebooks
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.rulebooks import library

from .book import chapters
from .setup.steps import may_set_up
from .shell import show
from .who import Asking, working
from .words import word

# For what department each is meant; those in ``PARTS`` say only a part and want another beside them.
SUITS = {
    "B1": gettext_noop("层级分明：总监、四个组、组长，各人管什么写得细；会议、日报周报按时，考核分岗位"),
    "B2": gettext_noop("按流程：订单、客诉、考核和工资都能跑；没有想法就先用它"),
    "B2-en": gettext_noop("按流程：订单、客诉、考核和工资都能跑；没有想法就先用它"),
    "B3": gettext_noop("平、快：一件事写明谁负责、谁做、问谁、告诉谁；每组一条奖金算式"),
    "C18": gettext_noop("只管工资：底薪、完成率、超额奖、提成；配 A1 用，或者配去掉了考核和工资的 B2"),
    "C21": gettext_noop(
        "公司自己商城的运营部：巡查、微信微博按点发、日报、例会、月总结、口头和书面任务、加班、周六培训"
    ),
    "A1": gettext_noop("只管运营助理这一个岗位"),
    "house-rules": gettext_noop("账号、离岗、导出、流水、岗位、巡查；B1、B3、C21、C18、A1 没有写这些，跟着生效"),
}
PARTS = ("A1", "C18")


def suits(name: str) -> str:
    return word(SUITS[name]) if name in SUITS else ""


@working
@require_GET
def page(request: Asking, name: str) -> HttpResponse:
    shipped = next((one for one in library() if one.name == name), None)
    if shipped is None:
        raise Http404
    text = shipped.file.read_text(encoding="utf-8")
    book = rulebooks.compiled_text(text).draft
    owner = may_set_up(request.actor)
    return show(
        request,
        "web/library.html",
        {
            "shipped": shipped, "suits": suits(name), "clauses": len(book.provisions), "rules": len(book.rules),
            "book": {"chapters": [_only_read(one) for one in chapters(Ruleset(book, None), {}, {}, "")]},
            "back": reverse("setup-rulebook") if owner else reverse("rulebook"), "choosing": owner,
        },
    )  # fmt: skip


def _only_read(chapter: dict[str, Any]) -> dict[str, Any]:
    """Without figures, and without ways to what acts by it."""
    plain = {"url": "", "report": "", "terms": {}}
    for article in chapter["clauses"]:
        article.update(plain, rules=[{**rule, "figure": None} for rule in article["rules"]])
    return chapter
