"""Search finds what one may see, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from dianzhang.engine import findable
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one, together
from dianzhang.engine.findable import catch_up
from dianzhang.engine.models import SearchWord
from dianzhang.engine.moment import now
from dianzhang.goods.models import Sku
from dianzhang.goods.states import SKU
from dianzhang.trade.models import Order
from dianzhang.work.states import TASK

from .conftest import Enter

pytestmark = pytest.mark.django_db
QUERIES = 18  # one index range for each kind of record that she may search


def test_an_order_by_its_number(enter: Enter, order: Order) -> None:
    assert f"/order/{order.pk}" in enter("zhaoning").get("/search?q=1001").text


def test_not_for_those_who_may_not_see_it(enter: Enter, order: Order) -> None:
    assert f"/order/{order.pk}" not in enter("hejing").get("/search?q=1001").text


def test_a_clause_by_two_characters(enter: Enter) -> None:
    assert "/rulebook/clause/service.escalate" in enter("zhouke").get("/search?q=客诉").text


@pytest.mark.parametrize("words", ["保温杯", "cf-10"])
def test_an_article_by_part_of_its_title_or_the_start_of_its_code(enter: Enter, people: object, words: str) -> None:
    made = must(one("sku.add", people.mengyan, code="CF-1008", title="真空保温杯"))  # type: ignore[attr-defined]
    assert f"/sku/{made.pk}" in enter("zhaoning").get("/search", {"q": words}).text


@pytest.mark.parametrize("words", ["baowen", "zkbwb", "空保", "bwb zk", "CF 保温"])
def test_by_pinyin_by_initials_and_by_several_words(enter: Enter, people: object, words: str) -> None:
    made = must(one("sku.add", people.mengyan, code="CF-1008", title="真空保温杯"))  # type: ignore[attr-defined]
    assert f"/sku/{made.pk}" in enter("zhaoning").get("/search", {"q": words}).text


def test_by_the_new_name_and_no_more_by_the_old(enter: Enter, people: SimpleNamespace) -> None:
    made = must(one("task.propose", people.linxiao, title="清点样品", due_at=str(now() + timedelta(days=2))))
    SearchWord.objects.filter(subject_kind="task").delete()
    catch_up()  # as after the migration of a place that was filled before
    assert "清点样品" in enter("linxiao").get("/search?q=qdyp").text
    with together(SYSTEM) as tx:
        tx.take(TASK, [made.pk])[made.pk].title = "整理仓库"
    assert "整理仓库" in enter("linxiao").get("/search?q=zlck").text
    assert f"/task/{made.pk}" not in enter("linxiao").get("/search?q=qdyp").text


@pytest.mark.parametrize("words", ["林晓", "linx", "lx"])
def test_a_person_for_those_who_may_know(enter: Enter, words: str) -> None:
    found = enter("shenlan").get("/search", {"q": words}).text
    assert "林晓" in found
    assert "/person/" in found
    assert "/person/" not in enter("zhouke").get("/search", {"q": words}).text


def test_a_post_with_its_holders(enter: Enter) -> None:
    assert "<small>林晓</small>" in enter("shenlan").get("/search?q=kfzz").text


def test_a_clause_by_the_initials_of_its_title_before_those_whose_text_says_it(enter: Enter) -> None:
    assert "/rulebook/clause/service.escalate" in enter("zhouke").get("/search?q=kssj").text


def test_what_one_letter_more_costs_does_not_grow_with_the_number_of_records(
    enter: Enter, people: SimpleNamespace, django_assert_num_queries: Any
) -> None:
    for n in range(30):
        must(one("sku.add", people.mengyan, code=f"CF-{n}", title="真空保温杯"))
    client = enter("zhaoning")
    client.get("/search?q=bwb&drop=1")
    with django_assert_num_queries(QUERIES):
        client.get("/search?q=bwb&drop=1")


def test_the_plan_reads_an_index(people: SimpleNamespace) -> None:
    condition = findable.condition(SKU, "bwb", people.mengyan)
    assert condition is not None
    plan = Sku.objects.filter(condition).explain()
    assert "search_by_word" in plan or connection.vendor == "postgresql"  # of a small table it may choose otherwise


def test_nothing_found_says_what_can_be_searched(enter: Enter) -> None:
    assert "没有找到" in enter("zhouke").get("/search?q=没有这样的词").text


@pytest.mark.parametrize("odd", ["²", "#²", "9" * 30, "%25", "'"])
def test_odd_words_find_nothing_and_break_nothing(enter: Enter, order: Order, odd: str) -> None:
    assert enter("zhaoning").get("/search", {"q": odd}).status_code == 200


def test_markup_in_a_query_stays_text(enter: Enter) -> None:
    assert "<b>x" not in enter("zhouke").get("/search?q=<b>x").text


def test_what_has_no_name_is_found_by_whose_it_is(enter: Enter, people: SimpleNamespace) -> None:
    """A complaint by who deals with it, in any spelling; only for whoever may see the complaint."""
    complaint = must(one("complaint.accept", people.zhouke, kind="quality"))
    for words in ("周可", "zhouke", "zk"):
        assert f"/complaint/{complaint.pk}" in enter("linxiao").get(f"/search?q={words}").text
        assert f"/complaint/{complaint.pk}" not in enter("xunuo").get(f"/search?q={words}").text


def test_a_meeting_by_its_name(enter: Enter, people: SimpleNamespace) -> None:
    starts = (now() + timedelta(days=1)).isoformat()
    given = {
        "kind": "other",
        "title": "双十一对齐会",
        "starts_at": starts,
        "everyone": False,
        "people": ["person:xunuo"],
    }
    must(one("meeting.call", people.mengyan, **given))
    for words in ("对齐", "dqh"):
        assert "双十一对齐会" in enter("xunuo").get(f"/search?q={words}").text
    assert "双十一对齐会" not in enter("hejing").get("/search?q=对齐").text
