"""Least right by post, with reach: own, group, unit, all."""

import pytest

from dianzhang.engine import reading, registry
from dianzhang.engine.access import actor_of
from dianzhang.engine.act import one
from dianzhang.engine.models import Person
from tests.engine.department import found, put_in_force

RULES = """
## 1.1 谁能做什么 {{#rights}}
```rule
权限:
  - {{岗位: 客服专员, 可做: [工单.受理, 工单.解决, 工单.查看], 范围: {reach}}}
  - {{岗位: 电商总监, 可做: 工单.查看, 范围: 本部门}}
```
"""


@pytest.mark.parametrize(
    ("reach", "own", "colleague", "other_group"),
    [("本人", True, False, False), ("本组", True, True, False), ("全部", True, True, True)],
)
@pytest.mark.requirement("O1.2")
def test_reach_holds_for_doing_and_for_seeing(tickets, reach, own, colleague, other_group):
    people = found()
    put_in_force(RULES.format(reach="全部"))
    ticket = registry.subjects["ticket"]
    mine = one("ticket.open", people.zhouke, size=1).record
    theirs = one("ticket.open", people.suhe, size=1).record
    far = one("ticket.open", people.suhe, size=1).record
    far.unit_id = people.chenmo.unit_id
    far.save()
    put_in_force(RULES.format(reach=reach))
    seen = set(reading.visible(people.zhouke, ticket).values_list("pk", flat=True))
    assert [(r.pk in seen) for r in (mine, theirs, far)] == [own, colleague, other_group]
    done = [one("ticket.solve", people.zhouke, r.pk).done for r in (mine, theirs, far)]
    assert done == [own, colleague, other_group]


def test_unit_reach_goes_down_the_tree(tickets):
    people = found()
    put_in_force(RULES.format(reach="全部"))
    made = one("ticket.open", people.zhouke, size=1).record
    assert reading.may_see(people.shenlan, registry.subjects["ticket"], made)
    assert not reading.may_see(people.chenmo, registry.subjects["ticket"], made)


def test_a_post_without_a_rule_may_nothing(tickets):
    people = found()
    put_in_force(RULES.format(reach="全部"))
    assert one("ticket.open", people.chenmo, size=1).status == "refused"
    assert reading.visible(people.chenmo, registry.subjects["ticket"]).count() == 0


def test_nobody_acts_in_a_post_they_do_not_hold(tickets):
    found()
    with pytest.raises(PermissionError):
        actor_of(Person.objects.get(code="zhouke"), "director")
