"""`dianzhang rulebook activate`, `repeal`: what is refused leaves nothing behind, and what ends is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dianzhang.engine.access import SYSTEM, actor_of
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event, Note, Person, RulebookVersion
from dianzhang.engine.moment import today
from dianzhang.people.department import found_department, take_on
from tests.cli.conftest import call
from tests.engine.department import put_in_force

pytestmark = pytest.mark.django_db

HEAD = """---
制度: 客诉制度
代号: complaints
版本: {version}
生效: 2026-01-01
归口部门: 电商总监
---
# 一 客诉 {{#c}}
```rule
权限: {{岗位: [客服专员, 客服组长], 可做: [客诉.*], 范围: 全部}}
期限: {{从: 客诉.受理, 到: 客诉.解决, 时限: 10分钟, 责任: 经办人}}
例行: {{事项: 交客诉周报, 责任: 客服组长, 周期: 每周一}}
```
"""
PAID = """
## 1.2 底薪 {#pay.base}
```rule
薪酬: {岗位: 客服专员, 项目: {底薪: 2000元}}
```
"""


@pytest.fixture
def office(db: None) -> None:
    """The owner alone, and 周可 whom a pay clause would concern."""
    found_department()
    take_on("owner", "负责人", "owner")
    take_on("zhouke", "周可", "service")
    put_in_force(HEAD.format(version=1))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "新.md"


@pytest.mark.requirement("R3.8")
def test_what_is_refused_leaves_no_draft_behind(office: None, file: Path) -> None:
    file.write_text(HEAD.format(version=2) + PAID, encoding="utf-8")
    events = Event.objects.count()
    result = call("activate", str(file), "--as", "owner", "--discussed", f"{today()}:全体会议")
    assert result.exit_code == 1
    assert "还缺：征求意见、平等协商、公示" in result.output
    assert "什么都没有存下" in result.output
    assert list(RulebookVersion.objects.values_list("status", flat=True)) == ["in_force"]
    assert (Event.objects.count(), Note.objects.count()) == (events, 0)


def test_a_draft_that_was_there_already_stays(office: None, file: Path) -> None:
    text = HEAD.format(version=2) + PAID
    file.write_text(text, encoding="utf-8")
    draft = must(one("rulebook.draft", SYSTEM, text=text))
    assert call("activate", str(file), "--as", "owner", "--discussed", str(today())).exit_code == 1
    draft.refresh_from_db()
    assert (draft.status, draft.discussed_on) == ("draft", None)


@pytest.mark.requirement("R3.8")
def test_a_number_that_is_used_already_is_refused(office: None, file: Path) -> None:
    file.write_text(HEAD.format(version=1).replace("10分钟", "5分钟"), encoding="utf-8")
    assert "版本号 1 已经用过" in call("activate", str(file), "--as", "owner").output


@pytest.mark.requirement("R3.8")
def test_an_english_file_is_answered_in_english(office: None, file: Path) -> None:
    text = HEAD.format(version=2) + PAID
    for zh, en in (("制度: 客诉制度", "name: Complaints"), ("代号", "code"), ("版本", "version"), ("生效", "effective"),
                   ("归口部门: 电商总监", "owner: director")):  # fmt: skip
        text = text.replace(zh, en, 1)
    file.write_text(text, encoding="utf-8")
    said = call("activate", str(file), "--as", "owner").output
    assert "Missing: discussion, opinions, consultation, publication" in said
    assert said.endswith("nothing was kept\n")
    assert "什么都没有存下" in call("activate", str(file), "--as", "owner", "--language", "zh").output
    ended = call("repeal", "complaints", "--as", "owner", "--language", "en").output
    assert "When 客诉制度 1 ends: 1 clauses with 3 rules no longer act." in ended


@pytest.mark.requirement("R3.7")
def test_what_ends_with_a_repealed_rulebook_is_said(office: None) -> None:
    zhouke = actor_of(Person.objects.get(code="zhouke"))
    must(one("complaint.accept", zhouke, kind="quality", demand="开线了"))
    result = call("repeal", "complaints", "--as", "owner", "--json")
    [ends] = json.loads(result.stdout)["ends"]
    assert {"code": "complaints", "clauses": 1, "duties": ["交客诉周报"]}.items() <= ends.items()
    assert ends["clocks"] >= 1


@pytest.mark.requirement("R3.7")
def test_what_ends_where_another_takes_its_place(office: None, file: Path) -> None:
    file.write_text(HEAD.format(version=1).replace("complaints", "other"), encoding="utf-8")
    refused = call("activate", str(file), "--as", "owner")
    assert "--repeal complaints" in refused.output
    said = call("activate", str(file), "--as", "owner", "--repeal", "complaints").output
    assert "客诉制度 1 结束以后：1 条、3 条规则不再执行" in said
    assert "不再到期的例行：交客诉周报" in said


@pytest.mark.requirement("R5.5")
def test_one_that_is_meant_to_stand_beside_it_is_named_until_it_is_there(office: None, file: Path) -> None:
    text = HEAD.format(version=2).replace("归口", "连同: beside\n归口")
    file.write_text(text, encoding="utf-8")
    assert "dianzhang rulebook activate beside" in call("activate", str(file), "--as", "owner").output
    put_in_force(
        "---\n制度: 旁边\n代号: beside\n版本: 1\n生效: 2026-01-01\n---\n# 一 话 {#b}\n倡导: 写给人看的话\n\n话。\n"
    )
    file.write_text(text.replace("版本: 2", "版本: 3"), encoding="utf-8")
    assert "beside" not in call("activate", str(file), "--as", "owner").output


@pytest.mark.requirement("R3.7")
def test_in_english_too_the_way_to_take_the_place_is_said(office: None, file: Path) -> None:
    file.write_text(HEAD.format(version=1).replace("complaints", "other"), encoding="utf-8")
    said = call("activate", str(file), "--as", "owner", "--language", "en").output
    assert "“客诉制度” (other) 一 客诉 and “客诉制度” (complaints) 一 客诉 both have a clause of the id c" in said
    assert "add --repeal complaints" in said
