"""Whoever is asked that a rulebook end, or that another take its place, reads on the card what ends with it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.ending import ending
from dianzhang.engine.models import Approval, RulebookVersion
from dianzhang.engine.moment import today

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R3.7")]
SMALL = f"""---
制度: 小制度
代号: good
版本: 1
生效: {today()}
归口部门: 电商总监
---

## 1.1 客诉 {{#c}}
```rule
权限: {{岗位: [客服专员, 客服组长], 可做: [客诉.*], 范围: 全部}}
```
"""


def losses() -> str:
    found = ending(RulebookVersion.objects.get(code="process-first"))
    return f"结束以后：{found.clauses} 条、{found.rules} 条规则不再执行。"


def test_of_one_that_takes_the_place_of_another(enter: Enter, people: SimpleNamespace) -> None:
    draft = must(one("rulebook.draft", people.hejing, text=SMALL))
    asked = one("rulebook.activate", people.hejing, draft.pk, repeals="process-first")
    assert asked.status == "awaiting", asked.why
    for address in ("/approvals", f"/approval/{asked.approval_id}"):
        card = enter("shenlan").get(address).text
        assert losses() in card
        assert "不再到期的例行：" in card
        assert "<details><summary" in card  # there are many: folded
    said = losses()
    must(one("approval.agree", people.shenlan, Approval.objects.get().pk))
    assert said in enter("shenlan").get(f"/approval/{asked.approval_id}").text  # still, once it has ended


def test_of_one_that_takes_no_place_nothing_ends(enter: Enter, people: SimpleNamespace) -> None:
    text = SMALL.replace("客服专员, 客服组长", "客服专员").replace("客诉.*", "客诉.查看").replace("{#c}", "{#other}")
    draft = must(one("rulebook.draft", people.hejing, text=text))
    assert one("rulebook.activate", people.hejing, draft.pk).status == "awaiting"
    assert "不再执行" not in enter("shenlan").get("/approvals").text


def test_of_one_that_is_to_end(enter: Enter, people: SimpleNamespace) -> None:
    version = RulebookVersion.objects.get(code="process-first")
    asked = one("rulebook.repeal", people.hejing, version.pk)
    assert asked.status == "awaiting", asked.why
    card = enter("shenlan").get("/approvals").text
    assert losses() in card
    assert "同意之后马上" in card
