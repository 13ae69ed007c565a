"""A gate whose approver's post nobody holds is found before the rulebook takes effect."""

from __future__ import annotations

import pytest

from dianzhang.engine import rulebooks
from dianzhang.engine.organisation import forget
from dianzhang.engine.staffing import vacancies

from .department import HEAD, PEOPLE, found

pytestmark = pytest.mark.django_db

GATE = """## 大额放行 {#orders.big}
```rule
审批: {动作: 订单.放行, 审批人: %s}
```
"""


def findings(approver: str, *there: str) -> tuple[list[str], list[str]]:
    """What is said of a gate, with these people in the department."""
    found({code: PEOPLE[code] for code in there})
    forget()
    errors, warnings = vacancies(rulebooks.compiled_text(HEAD + GATE % approver))
    return [p.message.zh for p in errors], [p.message.zh for p in warnings]


def test_a_held_post_is_fine() -> None:
    assert findings("运营组长", "mengyan", "shenlan") == ([], [])


def test_an_empty_post_passes_upward_and_the_compiler_says_to_whom() -> None:
    assert findings("运营组长", "zhaoning", "shenlan") == ([], ["现在没有人任运营组长，会转由电商总监审批"])


def test_nobody_above_either_is_an_error() -> None:
    errors, warnings = findings("运营组长", "zhaoning", "xunuo")
    assert errors == ["没有人任运营组长，也没有人能替：这件事永远批不了"]
    assert warnings == []


def test_every_approver_of_several_is_looked_at() -> None:
    errors, _warnings = findings("[运营组长, 客服组长]", "zhaoning", "xunuo")
    assert len(errors) == 2


def test_the_superior_is_whoever_it_is() -> None:
    assert findings("直属上级", "zhaoning", "xunuo") == ([], [])


def test_a_department_that_is_only_being_founded_is_not_asked() -> None:
    assert findings("运营组长", "zhaoning") == ([], [])


def test_the_finding_stands_at_the_approver_with_its_clause() -> None:
    found({code: PEOPLE[code] for code in ("zhaoning", "xunuo")})
    forget()
    text = HEAD + GATE % "运营组长"
    [problem] = vacancies(rulebooks.compiled_text(text))[0]
    line = text.splitlines()[problem.line - 1]
    assert line[problem.column - 1 : problem.column - 1 + problem.length] == "运营组长"
    assert problem.clause == "orders.big"
