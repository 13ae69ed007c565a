"""One's own payslip, and those the access rules grant; nobody else's."""

from types import SimpleNamespace

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.moment import living_at
from dianzhang.reward.reading import may_see, visible_slips
from tests.reward.office import AFTER_OCTOBER, amended, close, october

EVERYBODY = {"沈岚", "孟岩", "许诺", "赵宁", "林晓", "周可", "苏禾", "陈默", "何静"}


@pytest.mark.requirement("K2.5")
@pytest.mark.requirement("K6.5")
@pytest.mark.parametrize(
    ("who", "whose"),
    [
        ("zhouke", {"周可"}),
        ("chenmo", {"陈默"}),
        ("linxiao", {"林晓"}),  # leading a group does not open its payslips
        ("hejing", EVERYBODY),
        ("shenlan", EVERYBODY),
    ],
)
def test_whose_payslips_open(people: SimpleNamespace, who: str, whose: set[str]) -> None:
    close(people)
    actor = getattr(people, who)
    with living_at(AFTER_OCTOBER):
        assert {slip.name for slip in visible_slips(actor, "2026-10")} == whose


def test_ones_own_comes_first(people: SimpleNamespace) -> None:
    close(people)
    with living_at(AFTER_OCTOBER):
        assert visible_slips(people.hejing, "2026-10")[0].name == "何静"


@pytest.mark.requirement("K6.5")
def test_a_colleague_is_refused(people: SimpleNamespace) -> None:
    with living_at(AFTER_OCTOBER):
        assert not may_see(people.zhouke, people.suhe.person_id, "2026-10")
        assert may_see(people.zhouke, people.zhouke.person_id, "2026-10")


def test_a_lead_sees_the_group_where_the_rulebook_grants_it(people: SimpleNamespace) -> None:
    clause = """
## 9.1 组长看本组得分 {#month.leads}

```rule
权限: {岗位: [客服组长], 可做: [月度.查看], 范围: 本组}
```
"""
    amended(people, october(1), shipped.read("process-first") + clause)
    with living_at(AFTER_OCTOBER):
        assert may_see(people.linxiao, people.suhe.person_id, "2026-10")
        assert not may_see(people.linxiao, people.chenmo.person_id, "2026-10")
