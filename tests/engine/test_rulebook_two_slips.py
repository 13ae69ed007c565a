"""A rulebook that two must agree to, of whom one is the applicant: what is said at the end is what became of it."""

import pytest

from dianzhang.engine.access import OWNER_POST, SYSTEM, actor_of
from dianzhang.engine.act import must, one
from dianzhang.engine.actions.structure import set_up
from dianzhang.engine.models import Approval, RulebookVersion
from dianzhang.engine.moment import living_at
from tests.engine.department import found, put_in_force
from tests.engine.test_rulebook_life import NOW, PLAIN, text

GATED = (
    PLAIN
    + """
## 1.2 制度 {#rules}
```rule
审批: {动作: 制度.生效, 审批人: [电商总监]}
```
"""
)


@pytest.fixture
def people(tickets):
    people = found()
    set_up({}, {OWNER_POST: ("负责人", "dept", None)})
    people.boss = actor_of(must(one("person.add", SYSTEM, code="boss", name="高远", post=OWNER_POST)))
    put_in_force(text(GATED))
    with living_at(NOW):
        yield people


def asked(people):
    draft = must(one("rulebook.draft", people.boss, text=text(GATED, keeper="负责人", version="2")))
    assert one("rulebook.activate", people.boss, draft.id).status == "awaiting"
    return draft


@pytest.mark.requirement("R3.4")
def test_what_the_second_slip_did_at_once_is_said_on_the_first(people):
    draft = asked(people)
    must(one("approval.agree", people.shenlan, Approval.objects.get().id))
    assert RulebookVersion.objects.get(pk=draft.pk).status == "in_force"
    assert set(Approval.objects.values_list("status", "result")) == {("agreed", "已执行")}
