"""The page of reports: one's own to write, whose are there and whose are missing, for whoever hears them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import tick
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import HOME, living_at
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Report
from tests.engine.department import put_in_force

from .conftest import Enter

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 10, 12, 9, tzinfo=HOME)
EVENING = MONDAY + timedelta(hours=8, minutes=20)
WHOLE = {"done": "接待 62 人", "figures": "首次解决率 82%", "problems": "无", "plan": "整理话术"}

RULES = """---
制度: 汇报
代号: reports
版本: 2026.1
生效: 2026-01-01
归口部门: 电商部
---

## 1.2 日报 {#daily}

```rule
例行:
  事项: 日报
  责任: [客服专员, 客服组长]
  周期: 每个工作日
  证明: 汇报.提交
  若: 类别 = "日报" 且 非 补交
例:
  - 名: 没有交
    现在: "18:01"
    预期结果: ["例行 日报 逾期"]
```
"""


@pytest.fixture
def asked(people: SimpleNamespace) -> SimpleNamespace:
    put_in_force(RULES)
    with living_at(MONDAY - timedelta(hours=1)):
        lay_out()
    return people


def text_of(client: Client, path: str, at: datetime) -> str:
    with living_at(at):
        answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())


@pytest.mark.requirement("W2.4")
def test_the_lead_sees_who_is_missing(asked: SimpleNamespace, enter: Enter) -> None:
    with living_at(EVENING):
        must(one("report.send", asked.zhouke, **WHOLE))
    at = MONDAY + timedelta(hours=9, minutes=1)
    with living_at(at):
        tick.tick()
    text = text_of(enter("linxiao"), "/reports", at)
    assert "周可" in text
    assert "已提交" in text
    assert "去阅" in text
    assert "2 人没有交" in text  # 苏禾, and 林晓 herself
    with living_at(at):
        must(one("report.send", asked.linxiao, **WHOLE))
    assert "1 人没有交" in text_of(enter("linxiao"), "/reports", at)


@pytest.mark.requirement("W2.4")
def test_an_agent_sees_only_oneself(asked: SimpleNamespace, enter: Enter) -> None:
    text = text_of(enter("zhouke"), "/reports", EVENING)
    assert "还没有交" in text
    assert "写汇报" in text
    assert "林晓" not in text
    assert "向我汇报的" not in text


@pytest.mark.requirement("W2.3")
def test_two_typed_lines_are_enough(asked: SimpleNamespace, enter: Enter) -> None:
    client = enter("zhouke")
    with living_at(MONDAY + timedelta(hours=1)):
        must(one("complaint.accept", asked.zhouke, kind="quality"))
    with living_at(EVENING):
        page = client.get("/report/new/send?kind=daily&day=2026-10-12").content.decode()
        assert "客诉 · 受理：1 次" in page
        done = re.search(r'name="done"[^>]*>([^<]*)<', page)
        figures = re.search(r'name="figures"[^>]*>([^<]*)<', page)
        assert done
        assert figures
        given = {"kind": "daily", "day": "2026-10-12", "way": "written", "done": done[1], "figures": figures[1]}
        assert client.post("/report/new/send", given | {"problems": "无", "plan": "整理话术"}).status_code == 302
    report = Report.objects.get()
    assert "受理：1 次" in report.done
    assert report.parts >= 3
    assert "接着写" not in text_of(client, f"/report/{report.pk}", EVENING)


@pytest.mark.parametrize("query", ["kind=yearly", "on=2026-02-30", "kind=weekly&on=x", "on=9999-12-31"])
def test_an_address_that_says_nonsense(asked: SimpleNamespace, enter: Enter, query: str) -> None:
    assert enter("linxiao").get(f"/reports?{query}").status_code == 200


def test_it_costs_the_same_for_any_number_of_people(asked: SimpleNamespace, enter: Enter) -> None:
    client = enter("linxiao")
    text_of(client, "/reports", EVENING)
    with living_at(EVENING), CaptureQueriesContext(connection) as queries:
        client.get("/reports")
    assert len(queries) <= 16


def test_what_is_owed_leads_to_writing_it(asked: SimpleNamespace, enter: Enter) -> None:
    """A duty that something made proves has the way to make it, for whoever owes it and for nobody else."""
    with living_at(EVENING):
        mine = enter("zhouke").get("/radar").content.decode()
        assert 'href="/report/new/send"' in mine or "/report/new/send" in mine
        others = enter("linxiao").get("/radar?scope=group").content.decode()
    assert others.count("/report/new/send") == 1  # her own; 周可's is 周可's to write
