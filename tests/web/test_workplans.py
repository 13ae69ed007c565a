"""Plans on pages: written beside the plan above, agreed to on the approvals page, ticked; and who may not see them."""

import re
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import unmoved
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval
from dianzhang.engine.moment import today
from dianzhang.work.models import PlanLine, Workplan
from dianzhang.work.workplans.periods import following

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W6.7")]


def next_month() -> date:
    return following("month", today())


def planned(actor: Any, by: Any, verb: str, **data: Any) -> Workplan:
    """Handed in, and agreed to by ``by``."""
    plan = must(one(f"workplan.{verb}", actor, day=next_month(), **data))
    must(one("workplan.submit", actor, plan.pk))
    must(one("approval.agree", by, Approval.objects.get(target_kind="workplan", target_id=plan.pk).pk))
    return Workplan.objects.get(pk=plan.pk)


def of_group(people: SimpleNamespace, lines: str = "一次解决率到八成五\n退换货说法整理成一页") -> Workplan:
    return planned(people.linxiao, people.shenlan, "draft_team", span="month", lines=lines)


def test_written_beside_the_plan_above_and_drawn_from_it(enter: Enter, people: SimpleNamespace) -> None:
    group, client = of_group(people), enter("zhouke")
    made = client.post("/workplan/new/draft", {"span": "month", "day": str(next_month()), "lines": "学会看数"})
    assert made.status_code == 302
    plan = Workplan.objects.get(scope="own")
    page = client.get(f"/workplan/{plan.pk}").text
    assert all(text in page for text in ("学会看数", "一次解决率到八成五", "接勾上的"))
    ids = [str(pk) for pk in PlanLine.objects.filter(plan=group).values_list("pk", flat=True)]
    client.post(f"/workplan/{plan.pk}/draw", {"lines": ids, "next": f"/workplan/{plan.pk}"})
    page = client.get(f"/workplan/{plan.pk}").text
    assert page.count("已承接") == 2
    client.post(f"/workplan/{plan.pk}/submit")
    lead = enter("linxiao")
    asks = lead.get("/approvals").text
    assert "学会看数" in asks
    assert "退换货说法整理成一页" in asks


def test_the_form_of_a_line_begins_with_what_it_says(enter: Enter, people: SimpleNamespace) -> None:
    client = enter("zhouke")
    client.post("/workplan/new/draft", {"span": "month", "lines": "学会看数"})
    plan = Workplan.objects.get()
    page = client.get(f"/workplan/{plan.pk}").text
    links = [part.split('"')[0].replace("&amp;", "&") for part in page.split('hx-get="')[1:]]
    address = next(link for link in links if "change_line" in link)
    assert 'value="学会看数"' in client.get(address).text


def test_a_change_shows_what_it_changes(enter: Enter, people: SimpleNamespace) -> None:
    plan = of_group(people)
    first = PlanLine.objects.filter(plan=plan).order_by("place")[0]
    must(one("workplan.amend", people.linxiao, plan.pk, reason="人手不够"))
    must(one("workplan.change_line", people.linxiao, plan.pk, line=first.pk, aim="一次解决率到八成"))
    must(one("workplan.submit_change", people.linxiao, plan.pk))
    asks = enter("shenlan").get("/approvals").text
    assert "一次解决率到八成五" in asks
    assert re.search(r"一次解决率到八成\s*<", asks)
    must(one("approval.agree", people.shenlan, Approval.objects.get(status="waiting").pk))
    page = enter("suhe").get(f"/workplan/{plan.pk}").text
    assert "第 2 版" in page
    assert "人手不够" in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("zhouke", 200), ("linxiao", 200), ("suhe", 404), ("mengyan", 404), ("shenlan", 200), ("hejing", 404)],
)
def test_who_sees_somebodys_plan(enter: Enter, people: SimpleNamespace, who: str, status: int) -> None:
    plan = planned(people.zhouke, people.linxiao, "draft", span="month", lines="学会看数")
    assert enter(who).get(f"/workplan/{plan.pk}").status_code == status


@pytest.mark.parametrize(
    ("who", "status"), [("zhouke", 200), ("suhe", 200), ("shenlan", 200), ("mengyan", 404), ("chenmo", 404)]
)
def test_who_sees_the_plan_of_a_group(enter: Enter, people: SimpleNamespace, who: str, status: int) -> None:
    assert enter(who).get(f"/workplan/{of_group(people).pk}").status_code == status


@pytest.mark.parametrize(("who", "status"), [("linxiao", 200), ("suhe", 404), ("shenlan", 200), ("hejing", 404)])
def test_nobody_reads_a_draft_those_above_know_of_it(
    enter: Enter, people: SimpleNamespace, who: str, status: int
) -> None:
    plan = must(one("workplan.draft", people.zhouke, span="month", lines="学会看数", summary="少犯错"))
    found = enter(who).get(f"/workplan/{plan.pk}")
    assert found.status_code == status
    assert "学会看数" not in found.text
    assert "少犯错" not in found.text


def test_the_words_of_a_change_are_not_shown_before_it_is_handed_in(enter: Enter, people: SimpleNamespace) -> None:
    plan = of_group(people)
    must(one("workplan.amend", people.linxiao, plan.pk, reason="人手不够"))
    must(one("workplan.add_line", people.linxiao, plan.pk, aim="悄悄加的一条"))
    for who in ("shenlan", "suhe"):
        assert "悄悄加的一条" not in enter(who).get(f"/workplan/{plan.pk}").text
    must(one("workplan.submit_change", people.linxiao, plan.pk))
    assert "悄悄加的一条" in enter("shenlan").get(f"/workplan/{plan.pk}").text
    assert "悄悄加的一条" not in enter("suhe").get(f"/workplan/{plan.pk}").text


def test_the_list_has_ones_own_the_teams_and_what_is_handed_in(enter: Enter, people: SimpleNamespace) -> None:
    of_group(people)
    planned(people.zhouke, people.linxiao, "draft", span="month", lines="学会看数")
    assert "周可" in enter("linxiao").get("/workplan?mine=handed_in").text
    mine = enter("zhouke").get("/workplan?mine=own").text
    assert "周可" in mine
    assert "客服组" in enter("suhe").get("/workplan?mine=team").text


def test_in_english(enter: Enter, people: SimpleNamespace) -> None:
    plan = of_group(people)
    page = enter("zhouke").get(f"/workplan/{plan.pk}", headers={"accept-language": "en"}).text
    assert "nobody serves" in page
    assert "Nobody serves it yet" in page


def test_a_page_costs_the_same_with_many_lines_below(enter: Enter, people: SimpleNamespace) -> None:
    client, counts = enter("linxiao"), []
    plan = of_group(people, "\n".join(f"第 {n} 件" for n in range(1, 31)))
    address = f"/workplan/{plan.pk}"
    ids = list(PlanLine.objects.filter(plan=plan).values_list("pk", flat=True))
    for actor, many in ((people.zhouke, 2), (people.suhe, 30)):
        own = must(one("workplan.draft", actor, span="month", day=next_month()))
        must(one("workplan.draw", actor, own.pk, lines=ids[:many]))
        must(one("workplan.submit", actor, own.pk))
        must(one("approval.agree", people.linxiao, Approval.objects.get(status="waiting").pk))
        client.get(address)
        unmoved.forget()
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_day_after_its_last_it_says_what_was_not_done(enter: Enter, people: SimpleNamespace) -> None:
    plan = of_group(people)
    Workplan.objects.filter(pk=plan.pk).update(
        first_day=today() - timedelta(days=31), last_day=today() - timedelta(days=1)
    )
    assert "没有做完" in enter("linxiao").get(f"/workplan/{plan.pk}").text


def test_only_what_can_be_done_now_is_offered(enter: Enter, people: SimpleNamespace) -> None:
    plan = of_group(people)
    client = enter("linxiao")
    page = client.get(f"/workplan/{plan.pk}").text
    assert "/amend" in page
    assert "/add_line" not in page
    assert "/close" not in page
    must(one("workplan.amend", people.linxiao, plan.pk, reason="人手不够"))
    assert "/add_line" in client.get(f"/workplan/{plan.pk}").text
