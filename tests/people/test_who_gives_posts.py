"""Posts are rights: nobody gives them to themselves, and the owner's, which nothing bounds, only an owner."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.access import OWNER_POST, SYSTEM, Actor, actor_of
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Assignment, Person
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import forget, organisation
from tests.engine.department import found, put_in_force

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S1.1")]
RULES = """## 1.1 人事 {#hr}
```rule
权限: {岗位: 人事专员, 可做: [人员.*, 离岗交接.*], 范围: 全部}
```
"""


@pytest.fixture
def people() -> SimpleNamespace:
    people = found()
    put_in_force(RULES)
    return people


@pytest.fixture
def owner(people: SimpleNamespace) -> Actor:
    unit = next(iter(organisation().units.values()))
    must(one("post.open", SYSTEM, code=OWNER_POST, name="负责人", unit=unit.code))
    forget()
    chief = must(one("person.add", SYSTEM, code="chief", name="方圆", post=OWNER_POST))
    forget()
    return actor_of(chief, OWNER_POST)


def test_hr_gives_posts_to_others(people: SimpleNamespace) -> None:
    must(one("person.assign", people.hejing, people.suhe.person_id, post="ops"))
    forget()
    assert set(organisation().posts_of[people.suhe.person_id]) == {"service", "ops"}


@pytest.mark.parametrize(
    ("action", "whom", "given"),
    [
        ("person.assign", "hejing", {"post": "director"}),
        ("person.assign", "hejing", {"post": OWNER_POST}),
        ("person.assign", "suhe", {"post": OWNER_POST}),
        ("person.add", None, {"post": OWNER_POST, "code": "puppet", "name": "木偶"}),
        ("leaving.switch", None, {"person": "suhe", "kind": "move", "post": OWNER_POST}),
        ("person.relieve", "chief", {"post": OWNER_POST}),
    ],
)
def test_nobody_comes_to_rights_by_giving_posts(
    people: SimpleNamespace, owner: Actor, action: str, whom: str | None, given: dict[str, str]
) -> None:
    must(one("person.assign", owner, owner.person_id, post="order_desk"))  # so that the owner's is not their last
    forget()
    before = organisation().posts_of
    outcome = one(action, people.hejing, Person.objects.get(code=whom).pk if whom else None, **given)
    forget()
    assert (outcome.status, organisation().posts_of) == ("refused", before)
    assert "负责人" in outcome.why or "自己的岗位" in outcome.why


def test_an_owner_makes_another_owner(people: SimpleNamespace, owner: Actor) -> None:
    must(one("person.assign", owner, people.shenlan.person_id, post=OWNER_POST))
    forget()
    assert OWNER_POST in organisation().posts_of[people.shenlan.person_id]


def test_a_post_that_is_theirs_is_not_given_twice(people: SimpleNamespace) -> None:
    assert one("person.assign", people.hejing, people.suhe.person_id, post="service").status == "refused"
    assert Assignment.objects.filter(person=people.suhe.person_id).count() == 1


def test_a_post_ended_today_can_be_given_again_today(people: SimpleNamespace) -> None:
    for _time in range(2):
        must(one("person.assign", people.hejing, people.suhe.person_id, post="ops"))
        must(one("person.relieve", people.hejing, people.suhe.person_id, post="ops", until=today().isoformat()))
