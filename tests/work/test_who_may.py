"""Only those with the part may act, and who leads them by the reach of their post; others are refused."""

from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.moment import living_at
from dianzhang.engine.reading import actions_for, may_see, visible
from dianzhang.work.models import Task
from dianzhang.work.states import TASK

from .conftest import MONDAY, do, poster, started

pytestmark = pytest.mark.django_db

GIVEN: dict[str, dict] = {
    "start": {}, "name": {"informed": ["shenlan", "hejing"]}, "hand_over": {"to": "xunuo"},
    "report": {"percent": 10, "note": "开了头"}, "consult": {"question": "红底行吗"},
    "finish": {}, "reopen": {"reason": "有错"}, "cancel": {"reason": "不做了"},
}  # fmt: skip


@pytest.mark.requirement("O2.7")
@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("linxiao", {"start", "name", "hand_over", "cancel", "report", "consult", "finish", "reopen"}),  # A
        ("zhouke", {"start", "report", "consult"}),  # R
        ("zhaoning", set()),  # C
        ("shenlan", set()),  # I, though above everybody
        ("chenmo", set()),  # no part at all
        ("hejing", set()),
    ],
)
@pytest.mark.parametrize("verb", list(GIVEN))
def test_by_part(people: SimpleNamespace, who: str, may: set[str], verb: str) -> None:
    parts = {"accountable": "linxiao", "responsible": ["zhouke"], "consulted": ["zhaoning"], "informed": ["shenlan"]}
    task = must(do(people.suhe, "propose", title="退货说明", **parts))
    if verb not in ("start", "name", "cancel", "hand_over"):
        must(do(people.linxiao, "start", task.id))
    if verb == "reopen":
        must(do(people.linxiao, "finish", task.id))
    outcome = do(getattr(people, who), verb, task.id, **GIVEN[verb])
    assert outcome.done is (verb in may), outcome.why
    if verb not in may:
        assert "权限" in outcome.why


def test_the_lead_of_the_group_may_all_of_it(people: SimpleNamespace) -> None:
    task = must(do(people.suhe, "propose", title="话术", accountable="suhe", responsible=["zhouke"]))
    assert do(people.linxiao, "start", task.id).done  # 林晓 leads the service group
    assert do(people.linxiao, "finish", task.id).done
    other = poster(people)
    assert do(people.zhouke, "start", other.id).status == "refused"


def test_who_wrote_it_down_names_and_gives_up_before_it_starts(people: SimpleNamespace) -> None:
    task = must(do(people.chenmo, "propose", title="修货架", accountable="mengyan", responsible=["chenmo"]))
    assert do(people.chenmo, "name", task.id, informed=["hejing"]).done
    must(do(people.chenmo, "start", task.id))
    assert do(people.chenmo, "name", task.id, informed=["suhe"]).status == "refused"
    assert do(people.chenmo, "cancel", task.id, reason="算了").status == "refused"


@pytest.mark.parametrize(
    ("who", "sees"),
    [("mengyan", True), ("xunuo", True), ("linxiao", True), ("shenlan", True), ("chenmo", False), ("zhouke", False)],
)
def test_who_sees_it(people: SimpleNamespace, who: str, sees: bool) -> None:
    task = poster(people)
    actor = getattr(people, who)
    with living_at(MONDAY):
        assert visible(actor, TASK).filter(pk=task.id).exists() is sees
        assert may_see(actor, TASK, task) is sees


def test_buttons_are_those_one_may_press(people: SimpleNamespace) -> None:
    task = started(people)
    must(do(people.xunuo, "consult", task.id, question="红底行吗"))
    task = Task.objects.get(pk=task.id)
    with living_at(MONDAY):
        offered = {
            who: {v.action.name for v in actions_for(getattr(people, who), TASK, task)}
            for who in ("mengyan", "xunuo", "linxiao", "shenlan", "zhouke")
        }
    assert offered["xunuo"] == {"task.report", "task.consult", "task.itemise", "task.relate", "task.hinder"}
    assert offered["linxiao"] == {"task.answer", "task.relate", "task.hinder"}
    assert offered["shenlan"] == {"task.reassign", "task.hinder"}  # above whoever answers for it
    assert "task.reassign" in offered["mengyan"]  # theirs to hand on
    assert offered["zhouke"] == set()
