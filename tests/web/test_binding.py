"""What binds me, what binds this, and who has acknowledged what."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang import rulebooks as shipped
from dianzhang.engine.acknowledging import waiting_for
from dianzhang.engine.act import must, one
from dianzhang.engine.models import RulebookVersion
from dianzhang.engine.moment import now
from dianzhang.service.models import Complaint
from dianzhang.trade.models import Order
from tests.engine.department import put_in_force

from .conftest import Enter

pytestmark = pytest.mark.django_db
TEXT = shipped.read("process-first")
SUB = """---
制度: 客服细则
代号: service-sub
版本: "1"
生效: 2026-01-01
归口部门: 客服组
适用: 客服组
---

## 一 {#desk.review}
```rule
审批: {动作: 客诉.解决, 若: 类别 = 其他, 审批人: 客服组长}
```
"""


def version() -> RulebookVersion:
    return RulebookVersion.objects.get(code="process-first", status="in_force")


def newer(old: str, new: str) -> RulebookVersion:
    assert old in TEXT
    return put_in_force(TEXT.replace("版本: 2026.1", "版本: 2026.2").replace(old, new), now())


@pytest.mark.requirement("R4.1")
def test_everybody_whom_it_binds_acknowledges_each_version_once(enter: Enter, people: SimpleNamespace) -> None:
    client = enter("zhouke")
    assert "请签收" in client.get("/rulebook/mine").text
    assert "制度等你签收" in client.get("/").text
    client.post(f"/rulebook/{version().pk}/acknowledge")
    assert "请签收" not in client.get("/rulebook/mine").text
    assert "制度等你签收" not in client.get("/").text
    assert one("rulebook.acknowledge", people.zhouke, version().pk).status == "unchanged"
    assert waiting_for(people.linxiao.person_id) == [version().pk]


@pytest.mark.requirement("R4.1")
def test_whom_it_does_not_bind_is_not_asked_and_may_not(people: SimpleNamespace) -> None:
    sub = put_in_force(SUB, now())
    assert sub.pk in waiting_for(people.zhouke.person_id)
    assert sub.pk not in waiting_for(people.chenmo.person_id)
    assert one("rulebook.acknowledge", people.chenmo, sub.pk).status == "refused"
    draft = must(one("rulebook.draft", people.hejing, text=TEXT))
    assert one("rulebook.acknowledge", people.zhouke, draft.pk).status in ("refused", "moved_on")


@pytest.mark.requirement("R4.2")
def test_a_new_version_asks_again_and_says_only_what_changed_for_them(enter: Enter, people: SimpleNamespace) -> None:
    for who in (people.zhouke, people.chenmo):
        must(one("rulebook.acknowledge", who, version().pk))
    before = version().pk
    after = newer("时限: 10分钟", "时限: 8分钟")
    agent, warehouse = enter("zhouke").get("/rulebook/mine").text, enter("chenmo").get("/rulebook/mine").text
    assert "和你签收过的 2026.1 版相比，对你有变化的是" in agent
    assert "客诉升级" in agent.partition("我已读过")[0]
    assert "8分钟" in agent.partition("我已读过")[0]
    assert "对你的岗位没有变化" in warehouse
    assert one("rulebook.acknowledge", people.zhouke, before).status == "refused"
    must(one("rulebook.acknowledge", people.zhouke, after.pk))


@pytest.mark.requirement("R4.3")
def test_who_keeps_it_sees_who_has_not(enter: Enter, people: SimpleNamespace) -> None:
    must(one("rulebook.acknowledge", people.zhouke, version().pk))
    page = f"/rulebook/{version().pk}"
    keeper, agent = enter("shenlan").get(page).text, enter("zhouke").get(page).text
    assert "1 / 9" in keeper
    assert "还没有签收" in keeper
    assert "苏禾（客服专员）" in keeper
    assert "1 / 9" in agent
    assert "苏禾" not in agent


@pytest.mark.requirement("R4.4")
def test_the_page_lists_the_clauses_that_name_my_posts_and_nobody_elses(enter: Enter) -> None:
    agent, warehouse = enter("zhouke").get("/rulebook/mine").text, enter("chenmo").get("/rulebook/mine").text
    assert 'id="service.escalate"' in agent
    assert 'id="service.escalate"' not in warehouse
    assert 'id="access.warehouse"' in warehouse
    assert 'id="access.warehouse"' not in agent
    for text in (agent, warehouse):
        assert "人人遵守的还有" in text
        assert "5.1" in text or "请假" in text


@pytest.mark.requirement("R4.4")
def test_my_running_deadlines_stand_under_their_clause(enter: Enter, complaint: Complaint) -> None:
    text = enter("zhouke").get("/rulebook/mine").text
    assert f"/complaint/{complaint.pk}" in text
    assert "时限在走" in text
    assert f"/complaint/{complaint.pk}" not in enter("suhe").get("/rulebook/mine").text


@pytest.mark.requirement("R4.5")
def test_a_record_names_first_the_clauses_that_act_on_it_now(enter: Enter, complaint: Complaint) -> None:
    text = enter("zhouke").get(f"/complaint/{complaint.pk}").text.partition("生效条款")[2]
    assert "在计时" in text
    assert text.index("在计时") < text.index("</section>")
    assert text.index("客诉升级") < text.index("在计时")


@pytest.mark.requirement("R4.5")
def test_a_record_names_the_clauses_of_its_kind(enter: Enter, order: Order) -> None:
    text = enter("zhaoning").get(f"/order/{order.pk}").text.partition("生效条款")[2]
    assert "大额放行" in text
    assert "客诉升级" not in text


@pytest.mark.requirement("R4.4")
def test_in_english(enter: Enter) -> None:
    client = enter("zhouke")
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    text = client.get("/rulebook/mine").text
    assert "What binds me" in text
    assert "I have read it" in text


def test_more_deadlines_cost_no_more_statements(enter: Enter, people: SimpleNamespace, complaint: Complaint) -> None:
    client = enter("zhouke")
    client.get("/rulebook/mine")
    with CaptureQueriesContext(connection) as few:
        client.get("/rulebook/mine")
    for _n in range(6):
        must(one("complaint.accept", people.zhouke, kind="quality"))
    with CaptureQueriesContext(connection) as many:
        client.get("/rulebook/mine")
    assert len(many) <= len(few) + 1
    assert len(few) < 35


def test_who_is_not_logged_in_sees_nothing(client: object) -> None:
    assert client.get("/rulebook/mine").status_code == 302  # type: ignore[attr-defined]
