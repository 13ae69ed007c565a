"""C21's gross faults: found true, something is proposed, once or repeated in a month; people decide, no fines."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.moment import living_at
from dianzhang.engine.seeing import sees_all_of
from dianzhang.measure.catalogue import Slice, measures
from dianzhang.reward.models import Proposal
from dianzhang.reward.prompting import propose_promptly
from dianzhang.reward.proposing import proposals_of
from dianzhang.work.models import Finding
from dianzhang.work.reports.filling import figures_of

from .conftest import at, do

pytestmark = pytest.mark.requirement("K7.4")


def reported(people: SimpleNamespace, about: str = "xiaqing", day: int = 12) -> Finding:
    said = {"clause": "c21.faults.kinds", "seen": "规则改了没有告诉客服", "about": about}
    return must(do(people.zhouke, "finding.report", None, at("11:00", day), **said))


def found_true(people: SimpleNamespace, about: str = "xiaqing", day: int = 12) -> None:
    finding = reported(people, about, day)
    must(do(people.shenlan, "finding.assign", finding.pk, at("12:00", day), person=about, due="2026-10-30"))


def proposed(when: str = "15:00", day: int = 14) -> list[str]:
    with living_at(at(when, day)):
        propose_promptly()
    return list(Proposal.objects.order_by("id").values_list("what", flat=True))


def test_what_nobody_has_looked_at_has_no_consequence(people: SimpleNamespace) -> None:
    reported(people)
    assert proposed() == []


def test_what_turned_out_not_to_be_so_has_none(people: SimpleNamespace) -> None:
    finding = reported(people)
    must(do(people.shenlan, "finding.dismiss", finding.pk, at("12:00"), reason="群里通知过"))
    assert proposed() == []


def test_once_and_then_repeated_in_a_month(people: SimpleNamespace) -> None:
    found_true(people)
    (once,) = proposed()
    assert "运营部内说明" in once
    assert proposed("16:00") == [once]  # the same is not proposed twice
    found_true(people, day=15)
    assert [what[:2] for what in proposed(day=15)] == ["在运", "当着"]
    assert not any("罚款" in what for what in proposed(day=15))
    assert set(Proposal.objects.values_list("person_id", flat=True)) == {people.xiaqing.person_id}


def test_whoever_leads_has_their_part_when_the_month_is_over(people: SimpleNamespace) -> None:
    found_true(people)
    with living_at(at("9:00", 31)):
        found = [(one.worker.person_id, one.rule.propose) for one in proposals_of("2026-10")]
    assert {person for person, _what in found} == {people.xiaqing.person_id, people.gaoyuan.person_id}
    assert [what for person, what in found if person == people.gaoyuan.person_id] == [
        "本组出了一次重大漏洞：主管绩效扣十分"
    ]


def test_faults_of_another_group_are_not_theirs(people: SimpleNamespace) -> None:
    found_true(people, "hejing")
    with living_at(at("9:00", 31)):
        assert list(proposals_of("2026-10")) == []


@pytest.mark.requirement("K7.2")
def test_the_supervisor_does_not_decide_it(people: SimpleNamespace) -> None:
    found_true(people)
    proposed()
    proposal = Proposal.objects.get()
    for who in (people.gaoyuan, people.xiaqing, people.bailu):
        assert not do(who, "proposal.accept", proposal.pk, at("16:00", 14)).done
    assert do(people.shenlan, "proposal.accept", proposal.pk, at("16:00", 14)).done


def test_a_fault_counts_on_the_day_it_was_reported(people: SimpleNamespace) -> None:
    found_true(people, day=1)
    faults = measures["findings_upheld"]
    assert faults.rows(Slice(at("0:00", 1).date(), at("0:00", 31).date())).count() == 1
    assert faults.rows(Slice(at("0:00", 2).date(), at("0:00", 31).date())).count() == 0


def test_no_number_says_whose_they_are(people: SimpleNamespace) -> None:
    """Not to a colleague, not to the supervisor; a report does not begin with them either."""
    found_true(people)
    for name in ("findings_upheld", "findings_upheld_of_unit"):
        assert not any(sees_all_of(actor, measures[name].reads) for actor in vars(people).values())
    with living_at(at("17:00")):
        first = at("17:00").date()
        assert figures_of(people.xiaqing.person_id, first, first) == ""
