"""A suggestion goes to the post above, is answered in time with a reason, and goes up when it is not."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import ClockRow, Event, Note, Notice
from dianzhang.engine.reading import visible
from dianzhang.work.models import Suggestion
from dianzhang.work.suggestions.states import SUGGESTION, answerers

from .conftest import SAID, accepted, do, live, now, proposed, tried

pytestmark = pytest.mark.django_db


def told(person: int) -> list[str]:
    return [n.data for n in Notice.objects.filter(person_id=person, subject_kind="suggestion", kind="told")]


@pytest.mark.requirement("K10.1")
def test_it_goes_to_the_post_above(people: SimpleNamespace) -> None:
    suggestion = proposed(people)
    assert suggestion.post == "service_lead"
    assert suggestion.owner_id == people.linxiao.person_id
    assert told(people.linxiao.person_id)


@pytest.mark.parametrize("missing", ["title", "what", "why"])
def test_what_and_why_are_asked_for(people: SimpleNamespace, missing: str) -> None:
    outcome = do(people.suhe, "propose", **(SAID | {missing: ""}))
    assert outcome.status == "refused"
    assert missing in outcome.field_errors


def test_a_number_that_there_is_not(people: SimpleNamespace) -> None:
    assert "没有叫" in do(people.suhe, "propose", **SAID, measure="快乐指数").field_errors["measure"]


@pytest.mark.requirement("K10.2")
def test_answered_with_a_reason(people: SimpleNamespace) -> None:
    suggestion = proposed(people)
    assert "reason" in do(people.linxiao, "decline", suggestion.id).field_errors
    assert do(people.linxiao, "decline", suggestion.id, reason="图上个月刚换过").done
    assert now(suggestion).status == "declined"
    assert Note.objects.get(subject_kind="suggestion", subject_id=suggestion.id).text == "图上个月刚换过"
    assert told(people.suhe.person_id)
    assert ClockRow.objects.get(subject_kind="suggestion", subject_id=suggestion.id).state == "met"


@pytest.mark.requirement("K10.2")
def test_three_working_days_later_it_has_gone_up(people: SimpleNamespace) -> None:
    suggestion = proposed(people)
    live(timedelta(days=3, hours=1))
    assert now(suggestion).post == "director"
    assert now(suggestion).owner_id == people.shenlan.person_id
    missed = ClockRow.objects.get(subject_kind="suggestion", subject_id=suggestion.id, state="missed")
    assert missed.owner_id == people.linxiao.person_id
    assert do(people.linxiao, "accept", suggestion.id, timedelta(days=3, hours=2), reason="迟了").status == "refused"
    assert do(people.shenlan, "accept", suggestion.id, timedelta(days=3, hours=2), reason="试试看").done


@pytest.mark.requirement("K10.2")
@pytest.mark.parametrize("who", ["suhe", "zhouke", "chenmo", "hejing"])
@pytest.mark.parametrize("action", ["accept", "decline"])
def test_nobody_else_answers(people: SimpleNamespace, who: str, action: str) -> None:
    suggestion = proposed(people)
    assert do(getattr(people, who), action, suggestion.id, reason="好").status == "refused"
    assert now(suggestion).status == "proposed"


def test_a_lead_does_not_answer_their_own(people: SimpleNamespace) -> None:
    own = must(do(people.linxiao, "propose", **SAID))
    assert answerers(own) == (people.shenlan.person_id,)
    assert do(people.linxiao, "accept", own.id, reason="好").status == "refused"


def test_taken_back_by_whoever_made_it_until_it_is_answered(people: SimpleNamespace) -> None:
    first, second = proposed(people), accepted(people)
    assert do(people.zhouke, "withdraw", first.id).status == "refused"
    assert do(people.suhe, "withdraw", first.id).done
    assert not do(people.suhe, "withdraw", second.id).done


@pytest.mark.requirement("K10.5")
def test_who_sees_it(people: SimpleNamespace) -> None:
    open_one = proposed(people)

    def seers(suggestion: Suggestion) -> set[str]:
        names = ("suhe", "zhouke", "linxiao", "shenlan", "mengyan", "chenmo", "hejing")
        return {n for n in names if visible(getattr(people, n), SUGGESTION).filter(pk=suggestion.pk).exists()}

    assert seers(open_one) == {"suhe", "linxiao", "shenlan", "hejing"}
    other = tried(people)
    assert do(people.linxiao, "adopt", other.id, timedelta(days=4), reason="有用").done
    assert {"zhouke", "mengyan", "chenmo"} <= seers(other)


def test_the_journal_has_none_of_its_words(people: SimpleNamespace) -> None:
    suggestion = accepted(people)
    written = "".join(
        Event.objects.filter(subject_kind="suggestion", subject_id=suggestion.id).values_list("data", flat=True)
    )
    for word in (*SAID.values(), "值得一试"):
        assert word not in written
