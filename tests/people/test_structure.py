"""Units and posts: set up, moved, closed; never in a circle, never with people in them; vacancies are counted."""

from __future__ import annotations

import pytest
from django.test import Client

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event, Person, Post, Unit
from dianzhang.engine.organisation import forget, organisation
from dianzhang.people.department import found_department, give_login, take_on
from dianzhang.web.organisation import every, tree
from tests.engine.department import found, put_in_force

pytestmark = pytest.mark.django_db

RULES = """## 1.1 编制 {#posts}
```rule
权限:
  岗位: 人事专员
  可做: [岗位.设置, 岗位.调整, 岗位.撤销, 岗位.恢复, 岗位.查看, 小组.设立, 小组.调整, 小组.撤销, 小组.查看,
    人员.查看, 人员.任岗, 人员.卸任]
  范围: 全部
```
"""


@pytest.fixture
def people():
    people = found()
    put_in_force(RULES)
    return people


@pytest.mark.requirement("O1.6")
def test_planned_holders_and_who_is_missing(people):
    must(one("post.open", people.hejing, code="writer", name="文案", unit="ops", reports_to="ops_lead", headcount=2))
    must(one("person.assign", people.hejing, people.suhe.person_id, post="writer"))
    forget()
    [place] = [p for top in tree(organisation(), posts=True, persons=True) for p in every(top) if p.name == "文案"]
    assert place.vacant == 1
    assert [one["name"] for one in place.holders] == ["苏禾"]


@pytest.mark.requirement("O1.5")
def test_flat_and_deep_departments_are_both_written_down(people):
    must(one("unit.open", people.hejing, code="studio", name="直播间", parent="ops"))
    must(one("post.open", people.hejing, code="host", name="主播", unit="studio", reports_to="ops"))
    forget()
    org = organisation()
    assert Unit.objects.get(code="studio").pk in org.below[Unit.objects.get(code="dept").pk]
    assert org.superior("host") == "ops"


@pytest.mark.requirement("O1.5", "O1.1")
def test_a_project_is_a_unit_whose_posts_are_held_beside_ones_own(people):
    must(one("unit.open", people.hejing, code="double11", name="双十一项目组", parent="dept"))
    must(one("post.open", people.hejing, code="double11_lead", name="项目组长", unit="double11", reports_to="director"))
    must(one("person.assign", people.hejing, people.mengyan.person_id, post="double11_lead"))
    forget()
    assert set(organisation().posts_of[people.mengyan.person_id]) == {"ops_lead", "double11_lead"}
    assert organisation().superior("double11_lead") == "director"
    must(one("person.relieve", people.hejing, people.mengyan.person_id, post="double11_lead"))
    forget()
    assert organisation().posts_of[people.mengyan.person_id] == ("ops_lead",)


@pytest.mark.parametrize(
    ("action", "code", "given", "why"),
    [
        ("post.change", "director", {"name": "电商总监", "unit": "dept", "reports_to": "ops"}, "下级"),
        ("post.change", "ops", {"name": "运营", "unit": "nowhere"}, "没有小组"),
        ("post.change", "ops", {"name": "运营", "unit": "ops", "reports_to": "nobody"}, "没有岗位"),
        ("post.close", "ops", {}, "还有人"),
        ("unit.change", "dept", {"name": "电商部", "parent": "ops"}, "自己下面"),
        ("unit.close", "ops", {}, "还有岗位"),
    ],
)
def test_what_makes_no_sense_is_refused(people, action, code, given, why):
    model = Post if action.startswith("post") else Unit
    said = one(action, people.hejing, model.objects.get(code=code).pk, **given)
    assert said.status == "refused"
    assert why in said.why


def test_a_code_is_there_once_and_reads_like_one(people):
    assert one("post.open", people.hejing, code="ops", name="又一个", unit="ops").status == "refused"
    assert one("post.open", people.hejing, code="9 Ops", name="又一个", unit="ops").field_errors
    assert one("unit.open", people.hejing, code="ops", name="又一个").status == "refused"


def test_closed_it_is_out_of_the_picture_and_comes_back(people):
    post = must(one("post.open", people.hejing, code="writer", name="文案", unit="ops"))
    must(one("post.close", people.hejing, post.pk))
    forget()
    names = [p.name for top in tree(organisation(), posts=True, persons=True) for p in every(top)]
    assert "文案" not in names
    assert one("post.reopen", people.hejing, post.pk).done


@pytest.mark.parametrize("who", ["xunuo", "linxiao", "shenlan"])
def test_who_may_not(people, who):
    assert one("post.open", getattr(people, who), code="writer", name="文案", unit="ops").status == "refused"
    assert one("unit.open", getattr(people, who), code="studio", name="直播间").status == "refused"


@pytest.mark.requirement("O1.1")
def test_one_post_of_several_ends_the_last_one_does_not(people):
    must(one("person.assign", people.hejing, people.suhe.person_id, post="ops"))
    must(one("person.relieve", people.hejing, people.suhe.person_id, post="service"))
    forget()
    assert organisation().posts_of[people.suhe.person_id] == ("ops",)
    assert one("person.relieve", people.hejing, people.suhe.person_id, post="ops").status == "refused"
    assert one("person.relieve", people.hejing, people.suhe.person_id, post="hr").status == "refused"


def test_set_up_is_in_the_journal_and_stays_when_said_again(db):
    found_department()
    posts, events = Post.objects.count(), Event.objects.filter(kind="post.open").count()
    assert posts == events
    found_department()
    assert Post.objects.count() == posts


def test_everybody_sees_the_picture_names_lead_on_for_whom_may(client: Client, people):
    put = take_on("newhire", "钱多", "service")
    give_login(put)
    give_login(hejing := Person.objects.get(code="hejing"))
    forget()
    client.force_login(Person.objects.get(pk=put.pk).user)
    page = client.get("/organisation").content.decode()
    assert "钱多" in page
    assert "/person/" not in page.split('class="tree"')[1]
    client.force_login(Person.objects.get(pk=hejing.pk).user)
    assert "/person/" in client.get("/organisation").content.decode().split('class="tree"')[1]
    assert one("unit.open", SYSTEM, code="x", name="X").done
