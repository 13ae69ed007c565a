"""A form says who would have to agree by the rulebooks that apply to whoever asks, and by no other."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.engine.department import put_in_force

from .conftest import Enter

pytestmark = pytest.mark.django_db
OPS = """---
制度: 运营细则
代号: ops-only
版本: "1"
生效: 2026-01-01
适用: 运营组
---

## 受理要问 {#ops-only.ask}
```rule
权限: {岗位: 全员, 可做: [客诉.受理], 范围: 全部}
审批: {动作: 客诉.受理, 审批人: 人事专员}
```
"""


@pytest.mark.requirement("R1.5")
@pytest.mark.parametrize(("who", "asked"), [("xunuo", True), ("zhouke", False)])
def test_a_form_speaks_of_gates_within_their_scope(
    enter: Enter, people: SimpleNamespace, who: str, asked: bool
) -> None:
    put_in_force(OPS)
    text = enter(who).get("/complaint/new/accept", headers={"HX-Request": "true"}).text
    assert "客诉" in text
    assert ("人事专员" in text) is asked
