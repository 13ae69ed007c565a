"""The rulebook as a page: every clause with its status, rules in plain words, figures that open."""

from __future__ import annotations

import html
import re

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.act import must, one
from dianzhang.engine.models import RulebookVersion
from dianzhang.service.models import Complaint
from dianzhang.web import book, checking
from tests.engine.department import put_in_force

from .conftest import Enter

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("R1.1")
def test_its_head_says_which_it_is_from_when_on_who_keeps_it_and_for_whom(enter: Enter) -> None:
    text = enter("zhouke").get("/rulebook").text
    for said in ("电商部管理制度（流程型）", "2026.1 版", "解释和修订：电商总监", "适用：电商部"):
        assert said in text
    assert text.index('id="general.mission"') < text.index('id="service.escalate"')


@pytest.mark.requirement("R1.2")
def test_a_version_that_is_no_longer_in_force_stays_readable(enter: Enter) -> None:
    old = RulebookVersion.objects.get(code="process-first")
    put_in_force(shipped.read("process-first").replace("版本: 2026.1", "版本: 2026.2", 1))
    client = enter("zhouke")
    assert f'href="?version={old.pk}"' in client.get("/rulebook").text
    assert "2026.1 版" in client.get(f"/rulebook?version={old.pk}").text


def test_every_clause_stands_there_with_its_status(enter: Enter) -> None:
    text = enter("zhouke").get("/rulebook").text
    for status in ("enforced", "recorded", "advisory", "awaiting"):
        assert f'class="cov {status}"' in text
    assert 'id="service.escalate"' in text
    assert "从客诉受理到" in text
    assert "10分钟" in text


def test_a_status_leaves_the_others_out(enter: Enter) -> None:
    text = enter("zhouke").get("/rulebook?status=advisory").text
    assert 'id="service.escalate"' not in text


def test_a_rule_shows_how_often_it_is_kept(enter: Enter, people: object, complaint: Complaint) -> None:
    must(one("complaint.resolve", people.zhouke, complaint.pk))  # type: ignore[attr-defined]
    assert "1 次里守住 1 次" in enter("zhouke").get("/rulebook").text


def test_the_number_opens_to_its_deadlines(enter: Enter, people: object, complaint: Complaint) -> None:
    must(one("complaint.resolve", people.zhouke, complaint.pk))  # type: ignore[attr-defined]
    shown = re.search(
        r'href="(/radar\?rule=service\.escalate/deadline-1[^"]*)"', enter("linxiao").get("/rulebook").text
    )
    assert shown is not None
    address = html.unescape(shown[1])
    assert f"/complaint/{complaint.pk}" in enter("linxiao").get(address).text
    assert f"/complaint/{complaint.pk}" not in enter("hejing").get(address).text


def test_pointing_at_a_chip_shows_the_clause(enter: Enter, people: object, complaint: Complaint) -> None:
    must(one("complaint.resolve", people.zhouke, complaint.pk))  # type: ignore[attr-defined]
    text = enter("zhouke").get("/rulebook/clause/service.escalate/peek").text
    assert "客诉升级" in text
    assert "100%" in text
    assert enter("zhouke").get("/rulebook/clause/nonsense/peek").status_code == 404


def test_the_rulebook_speaks_english(enter: Enter) -> None:
    client = enter("zhouke")
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    text = client.get("/rulebook").text
    assert "Enforced" in text
    assert "From Complaint: Accept to" in text


@pytest.mark.requirement("R1.7")
def test_terms_are_explained_where_they_stand(enter: Enter) -> None:
    client = enter("chenmo")
    page = client.get("/rulebook").text
    held = 'title="订单先停在这里，问清楚了再放行。">挂起</a>'
    assert held in page
    defining = page[page.index('id="general.terms"') :]
    assert held not in defining[: defining.index("</section>")]
    assert held in client.get("/rulebook/clause/orders.review/kept").text


def test_what_cannot_be_tried_while_one_waits_is_named_and_gone_on_with(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    book._progress.cache_clear()
    client = enter("zhouke")
    with monkeypatch.context() as hurried:
        hurried.setattr(checking, "TRY_WITHIN", 0.0)
        page = client.get("/rulebook").text
        assert "没有试完" in page
        assert 'class="cov enforced"' in page  # the legend; no clause has it yet
        assert client.get("/rulebook/clause/service.escalate/peek").status_code == 200
    again = client.get("/rulebook").text
    assert "没有试完" not in again
    assert again.count('class="cov enforced"') > page.count('class="cov enforced"')
    book._progress.cache_clear()
