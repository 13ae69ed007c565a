"""Standing in for someone away: both names kept, only their approvals, only while it lasts."""

from datetime import date

import pytest

from dianzhang.engine import absences, organisation
from dianzhang.engine.absences import Absence
from dianzhang.engine.access import Actor
from dianzhang.engine.act import one
from dianzhang.engine.models import Event, Notice, StandIn
from dianzhang.engine.seats import waiting_for
from tests.engine.asking import agree, answers, gate, hand, hold, leave_the_company, on, refuse, seat, status, wish
from tests.engine.department import found

pytestmark = pytest.mark.requirement("O1.8")


@pytest.fixture
def people(loans: type):
    people = found()
    gate()
    return people


def appoint(by: Actor, whose: Actor, stand_in: str, since: str = "2026-03-02", until: str | None = "2026-03-06"):
    given = {"stand_in": stand_in, "since": since, "reason": "出差"} | ({"until": until} if until else {})
    return one("person.appoint_stand_in", by, whose.person_id, **given)


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch):
    """Persons whom a module says to be away."""
    told: list[Absence] = []
    monkeypatch.setattr(absences, "readers", [lambda _day: list(told)])
    return told


def test_requests_reach_both_and_the_answer_keeps_both_names(people):
    with on(2):
        assert appoint(people.mengyan, people.mengyan, "zhaoning").done
        approval = wish(people.xunuo)
        told = Notice.objects.filter(kind="asked").values_list("person__code", flat=True)
        assert sorted(told) == ["mengyan", "zhaoning"]
        assert list(waiting_for(people.mengyan.person_id)) == [approval]
        assert list(waiting_for(people.zhaoning.person_id)) == [approval]
        assert agree(people.zhaoning, approval, "代批").done
    assert status(approval) == "agreed"
    kept = seat(approval)
    assert (kept.person_id, kept.behalf_id) == (people.zhaoning.person_id, people.mengyan.person_id)
    event = Event.objects.get(kind="approval.agree")
    assert (event.actor_id, event.behalf_id) == (people.zhaoning.person_id, people.mengyan.person_id)


def test_the_one_away_may_still_answer_themselves(people):
    with on(2):
        appoint(people.mengyan, people.mengyan, "zhaoning")
        approval = wish(people.xunuo)
        assert agree(people.mengyan, approval).done
    assert seat(approval).behalf_id is None
    assert Event.objects.get(kind="approval.agree").behalf_id is None


@pytest.mark.parametrize(("day", "may"), [(1, False), (2, True), (6, True), (7, False)])
def test_only_on_the_days_of_the_appointment(people, day, may):
    with on(1):
        appoint(people.mengyan, people.mengyan, "zhaoning")
        approval = wish(people.xunuo)
    with on(day):
        assert waiting_for(people.zhaoning.person_id).exists() == may
        assert agree(people.zhaoning, approval).done == may


def test_ended_it_no_longer_holds(people):
    with on(2):
        appoint(people.mengyan, people.mengyan, "zhaoning")
        approval = wish(people.xunuo)
        assert one("person.end_stand_in", people.mengyan, people.mengyan.person_id).done
        assert agree(people.zhaoning, approval).status == "refused"
        assert StandIn.objects.get().ended_at is not None
        assert one("person.end_stand_in", people.mengyan, people.mengyan.person_id).status == "refused"
        assert appoint(people.mengyan, people.mengyan, "linxiao").done


def test_not_more_than_the_approvals_of_the_one_away(people):
    gate("电商总监")
    with on(2):
        appoint(people.mengyan, people.mengyan, "zhaoning")
        approval = wish(people.xunuo)
        assert agree(people.zhaoning, approval).status == "refused"
        assert not waiting_for(people.zhaoning.person_id).exists()
        assert one("person.end_stand_in", people.zhaoning, people.mengyan.person_id).status == "refused"


def test_a_stand_in_who_is_the_applicant_cannot(people):
    with on(2):
        appoint(people.mengyan, people.mengyan, "xunuo")
        approval = wish(people.xunuo)
        assert agree(people.xunuo, approval).status == "refused"
        assert not waiting_for(people.xunuo.person_id).exists()
        assert agree(people.mengyan, approval).done


def test_nobody_chooses_who_answers_their_own_wish(people):
    """A superior may appoint for those below, but the one so appointed does not decide the superior's own wishes."""
    with on(2):
        assert appoint(people.shenlan, people.mengyan, "zhaoning").done
        own, other = wish(people.shenlan), wish(people.xunuo)
        assert own not in waiting_for(people.zhaoning.person_id)
        assert agree(people.zhaoning, own).status == "refused"
        assert other in waiting_for(people.zhaoning.person_id)
        assert agree(people.zhaoning, other).done


def test_standing_in_for_the_applicant_gives_no_voice_in_their_own_wish(people):
    with on(2):
        appoint(people.mengyan, people.mengyan, "zhaoning")
        approval = wish(people.mengyan)  # passes to the director
        assert agree(people.zhaoning, approval).status == "refused"


def test_a_stand_in_who_is_away_too_passes_on_once(people):
    with on(2):
        appoint(people.mengyan, people.mengyan, "zhaoning")
        appoint(people.zhaoning, people.zhaoning, "linxiao")
        appoint(people.linxiao, people.linxiao, "zhouke")
        approval = wish(people.xunuo)
        assert agree(people.zhouke, approval).status == "refused"
        assert agree(people.zhaoning, approval).status == "refused"
        assert agree(people.linxiao, approval).done
    assert seat(approval).behalf_id == people.mengyan.person_id


def test_two_away_who_stand_in_for_each_other_do_not_go_round(people):
    with on(2):
        appoint(people.mengyan, people.mengyan, "zhaoning")
        appoint(people.zhaoning, people.zhaoning, "mengyan")
        approval = wish(people.xunuo)
        assert agree(people.zhaoning, approval).done


def test_a_module_says_who_is_away_and_the_standing_appointment_holds_then(people, away):
    with on(2):
        appoint(people.mengyan, people.mengyan, "zhaoning", until=None)
        approval = wish(people.xunuo)
        assert agree(people.zhaoning, approval).status == "refused"  # 孟岩 is here
    away.append(Absence(people.mengyan.person_id, date(2026, 3, 4)))
    organisation.forget()
    with on(3):
        assert agree(people.zhaoning, approval).done


def test_a_module_may_name_the_stand_in_itself(people, away):
    away.append(Absence(people.mengyan.person_id, stand_in_id=people.linxiao.person_id))
    approval = wish(people.xunuo)
    assert agree(people.linxiao, approval).done


def test_one_who_left_stands_in_for_nobody(people):
    with on(2):
        appoint(people.mengyan, people.mengyan, "zhaoning")
        approval = wish(people.xunuo)
        leave_the_company(people.zhaoning)
        assert agree(people.zhaoning, approval).status == "refused"
        assert not waiting_for(people.zhaoning.person_id).exists()


def test_their_own_voice_and_the_one_on_behalf_are_two(people):
    gate("运营组长, 客服组长", "会签")
    with on(2):
        appoint(people.mengyan, people.mengyan, "linxiao")
        approval = wish(people.xunuo)
        assert agree(people.linxiao, approval).done
        assert answers(approval) == ["", "agreed"]  # their own first
        assert agree(people.linxiao, approval).done
    assert status(approval) == "agreed"
    assert seat(approval, 0).behalf_id == people.mengyan.person_id


def test_one_voice_given_on_behalf_counts_in_every_seat_of_the_one_away(people):
    hold(people.mengyan, "hr")
    gate("运营组长, 人事专员", "会签")
    with on(2):
        appoint(people.mengyan, people.mengyan, "zhaoning")
        approval = wish(people.xunuo)
        assert agree(people.zhaoning, approval).done
    second = seat(approval, 1)
    assert (second.person_id, second.behalf_id, second.same_as) == (
        people.zhaoning.person_id, people.mengyan.person_id, 0,
    )  # fmt: skip


def test_refusing_and_handing_on_also_keep_both_names(people):
    with on(2):
        appoint(people.mengyan, people.mengyan, "zhaoning")
        approval = wish(people.xunuo)
        assert hand(people.zhaoning, approval, person="chenmo").done
        event = Event.objects.get(kind="approval.hand_over")
        assert event.behalf_id == people.mengyan.person_id
        assert refuse(people.chenmo, approval).done
    assert Event.objects.get(kind="approval.refuse").behalf_id is None


@pytest.mark.parametrize(
    ("by", "whose", "may"),
    [("mengyan", "mengyan", True), ("mengyan", "xunuo", True), ("shenlan", "xunuo", True), ("xunuo", "mengyan", False),
     ("linxiao", "xunuo", False)],
)  # fmt: skip
def test_appointed_by_themselves_or_by_who_leads_them(people, by, whose, may):
    with on(2):
        assert appoint(getattr(people, by), getattr(people, whose), "hejing").done == may


def test_whoever_appoints_for_another_says_why_and_both_are_told(people):
    """So that nobody answers in the place of someone who is there without that one knowing it, and ending it."""
    with on(2):
        whom = people.mengyan.person_id
        given = {"stand_in": "zhaoning", "since": "2026-03-02", "until": "2026-03-06"}
        assert "写明为什么" in one("person.appoint_stand_in", people.shenlan, whom, **given).why
        assert one("person.appoint_stand_in", people.shenlan, whom, reason="病了", **given).done
        told = Notice.objects.filter(kind="appointed").values_list("person__code", flat=True)
        assert sorted(told) == ["mengyan", "zhaoning"]
        assert one("person.end_stand_in", people.mengyan, whom).done
        assert one("person.appoint_stand_in", people.mengyan, whom, **given).done  # for oneself: no reason asked
        assert list(Notice.objects.filter(kind="appointed").order_by("-id").values_list("person__code", flat=True))[
            :1
        ] == ["zhaoning"]


def test_what_makes_no_sense_is_refused(people):
    with on(4):
        assert appoint(people.mengyan, people.mengyan, "mengyan").status == "refused"
        assert appoint(people.mengyan, people.mengyan, "nobody").status == "refused"
        assert appoint(people.mengyan, people.mengyan, "zhaoning", "2026-03-06", "2026-03-02").status == "refused"
        assert appoint(people.mengyan, people.mengyan, "zhaoning", "2026-03-01", "2026-03-02").status == "refused"
        assert appoint(people.mengyan, people.mengyan, "zhaoning", "2026-03-05", "2026-03-09").done
        assert appoint(people.mengyan, people.mengyan, "linxiao", "2026-03-09", "2026-03-12").status == "refused"
        assert appoint(people.mengyan, people.mengyan, "linxiao", "2026-03-10", "2026-03-12").done
