"""An accepted suggestion is tried; its number before and after are of equally many days; no value is not 0."""

from __future__ import annotations

import re
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import SearchWord
from dianzhang.engine.moment import living_at
from dianzhang.engine.tick import tick
from dianzhang.reward.models import Proposal
from dianzhang.reward.prompting import propose_promptly
from dianzhang.work.models import Suggestion
from dianzhang.work.suggestions.effect import days_of
from dianzhang.work.suggestions.pages import effect_section

from .conftest import MONDAY, accepted, do, now, proposed, tried

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def adopted_on(people: SimpleNamespace, *days: date) -> None:
    """Something to count: others' suggestions, adopted on these days."""
    for day in days:
        Suggestion.objects.create(
            title="别的", what="…", why="…", author_id=people.suhe.person_id, owner_id=people.linxiao.person_id,
            unit_id=people.suhe.unit_id, proposed_at=MONDAY, status="adopted", adopted_day=day,
        )  # fmt: skip


@pytest.mark.requirement("K10.3")
@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        (date(2026, 10, 12), date(2026, 10, 12), (date(2026, 10, 11), date(2026, 10, 11))),
        (date(2026, 10, 12), date(2026, 10, 14), (date(2026, 10, 9), date(2026, 10, 11))),
        (date(2026, 10, 19), date(2026, 11, 17), (date(2026, 9, 19), date(2026, 10, 18))),
    ],
)
def test_as_many_days_before_as_in_the_trial(
    people: SimpleNamespace, first: date, last: date, before: tuple[date, date]
) -> None:
    suggestion = accepted(people)
    suggestion = must(do(people.linxiao, "try", suggestion.id, person="zhouke", first_day=first, last_day=last))
    days = days_of(suggestion)
    assert days is not None
    assert [(of.first, of.last) for of in days] == [before, (first, last)]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"first_day": date(2026, 10, 14), "last_day": date(2026, 10, 13)}, "止日早于起日"),
        ({"first_day": date(2026, 10, 5), "last_day": date(2026, 10, 11)}, "已经过去"),
        ({"first_day": date(2026, 10, 12), "last_day": date(2027, 10, 13)}, "不超过一年"),
        ({"first_day": date(2026, 10, 12), "last_day": date(2026, 10, 13), "person": "nobody"}, "没有在岗的人"),
    ],
)
def test_days_and_persons_that_cannot_be(people: SimpleNamespace, given: dict[str, Any], said: str) -> None:
    suggestion = accepted(people)
    assert said in do(people.linxiao, "try", suggestion.id, **({"person": "zhouke"} | given)).why


@pytest.mark.requirement("K10.3")
def test_before_and_after_are_written_down_when_the_days_are_over(people: SimpleNamespace) -> None:
    adopted_on(people, date(2026, 10, 9), date(2026, 10, 12), date(2026, 10, 14), date(2026, 10, 8))
    suggestion = tried(people, measure="推行建议数")
    assert (suggestion.before, suggestion.after, suggestion.status) == ("1", "2", "measured")
    assert suggestion.owner_id == people.linxiao.person_id
    with living_at(MONDAY + 4 * DAY):
        for reader, group in ((people.shenlan, ""), (people.linxiao, "客服组")):
            shown = effect_section(suggestion, reader)
            assert shown is not None
            assert [plain(one["value"]) for one in shown["figures"]] == ["1", "2"]
            assert shown["change"]["good"] is True
            assert not shown["chart"].empty
            assert shown["group"] == group


def plain(text: str) -> str:
    return re.sub("<[^>]*>", "", text)


@pytest.mark.requirement("K10.3")
def test_no_value_is_not_nought(people: SimpleNamespace) -> None:
    suggestion = tried(people, measure="退款率")
    assert (suggestion.before, suggestion.after) == ("", "")
    with living_at(MONDAY + 4 * DAY):
        shown = effect_section(suggestion, people.shenlan)
    assert shown is not None
    assert [one["value"] for one in shown["figures"]] == [None, None]
    assert shown["missing"]
    assert shown["change"] is None


def test_without_a_number_it_says_so(people: SimpleNamespace) -> None:
    shown = effect_section(tried(people), people.shenlan)
    assert shown is not None
    assert "没有选看哪个数" in shown["why"]


@pytest.mark.requirement("K10.5")
def test_who_may_not_see_the_number_does_not_learn_it_here(people: SimpleNamespace) -> None:
    suggestion = tried(people, measure="推行建议数")
    must(do(people.linxiao, "adopt", suggestion.id, 4 * DAY, reason="有用"))
    shown = effect_section(now(suggestion), people.zhouke)
    assert shown is not None
    assert "看得到的" in shown["why"]
    assert shown["chart"] is None
    assert not shown["figures"]


@pytest.mark.parametrize("who", ["suhe", "zhouke", "mengyan"])
@pytest.mark.parametrize("action", ["adopt", "drop"])
def test_whoever_answers_it_decides(people: SimpleNamespace, who: str, action: str) -> None:
    suggestion = tried(people)
    assert do(getattr(people, who), action, suggestion.id, 4 * DAY, reason="好").status == "refused"


@pytest.mark.requirement("K10.4")
def test_adopted_a_reward_is_proposed_at_once_and_once(people: SimpleNamespace) -> None:
    suggestion = tried(people)
    at = MONDAY + 4 * DAY
    with living_at(at):
        assert propose_promptly() == 0
    must(do(people.linxiao, "adopt", suggestion.id, 4 * DAY, reason="有用"))
    with living_at(at):
        assert propose_promptly() == 1
        assert propose_promptly() == 0
    proposal = Proposal.objects.get()
    assert (proposal.person_id, proposal.what, proposal.status) == (people.suhe.person_id, "好点子奖", "proposed")
    assert proposal.rule == "bonus.innovation/consequence-1"


@pytest.mark.requirement("K10.4")
def test_the_closing_of_the_month_proposes_it_no_second_time(people: SimpleNamespace) -> None:
    suggestion = tried(people)
    must(do(people.linxiao, "adopt", suggestion.id, 4 * DAY, reason="有用"))
    with living_at(MONDAY + 4 * DAY):
        propose_promptly()
    with living_at(MONDAY + 25 * DAY):
        tick(MONDAY + 25 * DAY)
        must(one("month.close", SYSTEM, period="2026-10"))
    assert Proposal.objects.filter(what="好点子奖").count() == 1


def test_what_is_dropped_brings_no_reward(people: SimpleNamespace) -> None:
    suggestion = tried(people)
    must(do(people.linxiao, "drop", suggestion.id, 4 * DAY, reason="没有变化"))
    with living_at(MONDAY + 4 * DAY):
        assert propose_promptly() == 0
    assert now(suggestion).status == "dropped"


def test_it_is_found_by_its_title(people: SimpleNamespace) -> None:
    suggestion = proposed(people)
    assert SearchWord.objects.filter(subject_kind="suggestion", subject_id=suggestion.pk).exists()
