"""C21's tasks: by word of mouth up to two hours, longer in writing; what is given is done on time or put off."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Approval, ClockRow, Event, Notice
from dianzhang.engine.tick import tick
from dianzhang.work.models import Owed

from .conftest import at, do

TAKEN = {"title": "改首页的字", "person": "gaoyuan"}


@pytest.mark.requirement("W3.4")
@pytest.mark.parametrize(("minutes", "asked"), [(60, False), (120, False), (121, True)])
def test_an_oral_task_over_two_hours_is_asked_for_in_writing(
    people: SimpleNamespace, minutes: int, asked: bool
) -> None:
    task = must(do(people.xiaqing, "task.take", estimate=minutes, **TAKEN))
    assert Event.objects.filter(kind="task.ask_writing", subject_id=task.pk).exists() is asked
    told = Notice.objects.filter(person_id=people.gaoyuan.person_id, data__contains="ask_writing")
    assert told.exists() is asked
    assert do(people.xiaqing, "task.start", task.pk).done is not asked
    if asked:
        must(do(people.gaoyuan, "task.write", task.pk, description="首页、专题页的字照附表换"))
        assert do(people.xiaqing, "task.start", task.pk).done


def test_what_is_given_is_late_though_nobody_began_it(people: SimpleNamespace) -> None:
    task = must(do(people.xiaqing, "task.take", estimate=60, due_at=at("16:00").isoformat(), **TAKEN))
    tick(at("16:01"))
    clock = ClockRow.objects.get(subject_kind="task", subject_id=task.pk)
    assert (clock.state, clock.owner_id) == ("missed", people.xiaqing.person_id)
    assert Notice.objects.filter(person_id=people.gaoyuan.person_id).exists()


@pytest.mark.requirement("R6.2")
def test_a_post_at_another_time_is_agreed_to_by_the_supervisor(laid: SimpleNamespace) -> None:
    post = Owed.objects.get(name="发十一点的微博", day=at("9:00").date())
    clock = ClockRow.objects.get(subject_kind="duty", subject_id=post.pk)
    asked = do(
        laid.jiangfan,
        "duty.excuse",
        post.pk,
        at("10:30"),
        rule=clock.rule,
        reason="商城出故障",
        until=at("13:00").isoformat(),
    )
    assert asked.status == "awaiting", asked.why
    seat = Approval.objects.get(pk=asked.approval_id).seats.get()
    assert seat.post == "ops_lead"
    assert not do(laid.bailu, "approval.agree", asked.approval_id, at("10:35")).done
    must(do(laid.gaoyuan, "approval.agree", asked.approval_id, at("10:40")))
    tick(at("11:16"))
    assert Owed.objects.get(pk=post.pk).status != "missed"


@pytest.mark.requirement("R5.7")
@pytest.mark.parametrize(("name", "status"), [("商城网页巡查", "done"), ("仓库周查", "missed")])
def test_going_through_its_checklist_proves_the_patrol(laid: SimpleNamespace, name: str, status: str) -> None:
    must(do(laid.gaoyuan, "checklist.set_up", name=name, place="shop", text="首页广告位"))
    round_ = must(do(laid.xiaqing, "round.begin", None, at("9:20"), checklist=name))
    must(do(laid.xiaqing, "round.pass", round_.pk, at("9:25"), line=round_.lines.get().pk))
    must(do(laid.xiaqing, "round.finish", round_.pk, at("9:30")))
    tick(at("10:01"))
    assert Owed.objects.get(name="看网页商城", day=at("9:00").date()).status == status
