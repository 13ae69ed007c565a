"""How problems are printed: the file, the place, the line, a caret that fits Chinese signs, what to do."""

from __future__ import annotations

from dianzhang.kernel.messages import Message
from dianzhang.kernel.rulebook import Problem, render_problems
from dianzhang.kernel.rulebook import compile as compile_text

from .words import VOCABULARY

TEXT = """---
制度: 试
代号: t
版本: 1
生效: 2026-01-01
---
## 2.3 客诉升级 {#service.escalate}
```rule
期限:
  - 从: 客诉.受理
    到: [客诉.解决, 客诉.上报组长]
    时限: 10分钟
```
"""


def test_as_in_the_picture() -> None:
    errors = compile_text(TEXT, VOCABULARY).errors
    assert render_problems(TEXT, errors, "电商部管理制度.md") == (
        "电商部管理制度.md:11:16  2.3 客诉升级\n"
        "   11 │     到: [客诉.解决, 客诉.上报组长]\n"
        "      │                     ^^^^^^^^^^^^^ 没有这个动作\n"
        "      │ 是不是 客诉.上报？（客诉可用：受理 上报 给出方案 反馈进度 解决）\n"
        "1 处错误，草案不能生效。"
    )


def test_in_english() -> None:
    shown = render_problems(TEXT, compile_text(TEXT, VOCABULARY).errors, "rules.md", "en")
    assert "no such action" in shown
    assert shown.endswith("1 error; the draft cannot take effect.")
    assert "没有这个动作" not in shown


def test_the_caret_stands_below_what_is_wrong_in_a_long_line() -> None:
    line = "甲" * 300 + "错" + "乙" * 300
    problem = Problem(1, 301, 1, Message("错了", "wrong"))
    _, shown, caret, *_ = render_problems(line, [problem], "f").split("\n")
    before = shown[: shown.index("错")]
    wide = sum(2 if sign > "\u2e80" else 1 for sign in before)
    assert caret.index("^") == wide
    assert len(shown) < 130


def test_no_problems_are_no_words() -> None:
    assert render_problems("", [], "f") == ""
