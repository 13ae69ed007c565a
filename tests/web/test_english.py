"""In English nothing on a page is Chinese but what is the department's own: its rulebook, names, what people wrote."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest

from dianzhang.engine import rulebooks
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.service.models import Complaint
from dianzhang.trade.models import Order

from .conftest import ADDRESS, Enter

pytestmark = pytest.mark.django_db

CHINESE = re.compile("[\u3400-\u9fff：，。；、（）「」]+")
WRITTEN = (
    "中文",
    "王小明",
    "换一件新的",
    "双十一主图",
    "红底行不行",
    *ADDRESS.values(),
)  # the switch of languages; what people wrote


class Words(HTMLParser):
    """Everything on a page that somebody reads or hears."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0
        self.for_buyers = False  # within a text that is for a buyer, who reads Chinese

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.for_buyers = self.for_buyers or (tag == "textarea" and ("lang", "zh-Hans") in attrs)
        self.silent += tag in ("script", "style")
        self.found += [text for name, text in attrs if name in ("title", "aria-label", "placeholder") and text]

    def handle_endtag(self, tag: str) -> None:
        self.for_buyers = self.for_buyers and tag != "textarea"
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent and not self.for_buyers:
            self.found.append(data)


def of_the_rulebook(ruleset: Ruleset) -> set[str]:
    book = ruleset.rulebook
    told = {book.name, *(clause.title for clause in book.clauses)}
    for rule in book.rules:
        told |= {getattr(rule, name, "") or "" for name in ("title", "mark", "suggestion", "name")}
    return told


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("shenlan", "/"),
        ("linxiao", "/radar?scope=all"),
        ("zhaoning", "/order"),
        ("zhaoning", "/order/{order}"),
        ("zhaoning", "/order/{order}/hold"),
        ("zhouke", "/complaint/{complaint}"),
        ("zhouke", "/complaint/new/accept"),
        ("linxiao", "/notices"),
        ("mengyan", "/approvals"),
        ("mengyan", "/tasks?scope=all"),
        ("mengyan", "/task"),
        ("mengyan", "/task/{task}"),
        ("mengyan", "/task/{task}/name"),
        ("zhouke", "/finding"),
        ("zhouke", "/finding/new/report"),
        ("zhouke", "/complaint/{complaint}/excuse?rule=service.escalate/deadline-1"),
        ("hejing", "/person"),
        ("hejing", "/nowhere"),
    ],
)
def test_a_page_is_english(
    enter: Enter, people: SimpleNamespace, order: Order, complaint: Complaint, who: str, address: str
) -> None:
    must(one("complaint.escalate", people.zhouke, complaint.pk))
    parts = {"accountable": "mengyan", "responsible": ["xunuo"], "consulted": ["linxiao"], "informed": ["order_desk"]}
    task = must(one("task.propose", people.mengyan, title="双十一主图", important=True, **parts))
    must(one("task.start", people.xunuo, task.id))
    must(one("task.consult", people.xunuo, task.id, question="红底行不行"))
    browser = enter(who)
    browser.post("/i18n/setlang/", {"language": "en", "next": "/"})
    page = browser.get(address.format(order=order.pk, complaint=complaint.pk, task=task.pk))
    ruleset = rulebooks.at(now())
    assert ruleset is not None
    org = organisation()
    theirs = {*WRITTEN, *of_the_rulebook(ruleset), *org.names.values(), *(shop.name for shop in org.shops.values())}
    words = Words()
    words.feed(page.text)
    text = "\n".join(words.found)
    for own in sorted(theirs, key=len, reverse=True):
        text = text.replace(own, "")
    assert "Dianzhang" in text
    assert CHINESE.findall(text) == []
