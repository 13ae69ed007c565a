"""What no editor would have written is refused with its place and a reason, in little time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dianzhang.kernel.rulebook import compile as compile_text
from dianzhang.kernel.rulebook import read, render_problems

from .words import VOCABULARY

HEAD = "---\n制度: 试\n代号: t\n版本: 1\n生效: 2026-01-01\n---\n# 一 条款 {#c}\n"
RULE = HEAD + "```rule\n"

REFUSED: dict[str, tuple[str | bytes, tuple[int, int], str]] = {
    "ten megabytes in a line": (HEAD + "长" * 10_000_000, (1, 1), "字符，上限是"),
    "a line too long": (HEAD + "长" * 5_000, (8, 1), "这一行有 5,000 个字符"),
    "a hundred thousand lines": ("- a\n" * 100_000, (1, 1), "行，上限是"),
    "GBK": (HEAD.encode("gb18030"), (2, 1), "像是 GBK"),
    "UTF-16": (HEAD.encode("utf-16"), (1, 1), "像是 UTF-16"),
    "half a character": (HEAD.encode() + b"\xe4\xb8", (8, 1), "不是 UTF-8"),
    "bytes beyond all bounds": (b"\xff" * 5_000_000, (1, 1), "字节，上限是"),
    "a control character": (HEAD + "甲\x00乙", (8, 2), "控制字符 U+0000"),
    "a terminal's escape": (HEAD + "\x1b[2J", (8, 1), "控制字符 U+001B"),
    "a sign that turns the direction of writing": (HEAD + "十分钟\u202e以内", (8, 4), "控制字符 U+202E"),
    "a rulebook beside itself": (HEAD.replace("版本", "连同: t\n版本"), (4, 5), "不能连同自己"),
    "brackets nested deeply": (RULE + "检查: " + "[" * 3_000, (9, 5 + 16), "嵌套超过 16 层"),
    "lists nested deeply": (RULE + "- " * 1_900, (9, 33), "嵌套超过 16 层"),
    "indentation nested deeply": (RULE + "".join(" " * n + "a:\n" for n in range(80)), (24, 16), "嵌套超过 16 层"),
    "anchors that explode": (
        RULE + "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(30)),
        (9, 4),
        "锚点",
    ),
    "an alias alone": (RULE + "a: *b\n", (9, 4), "锚点"),
    "a Python object": (RULE + "a: !!python/object/apply:os.system [ls]\n", (9, 4), "标签"),
    "several documents": (RULE + "---\na: 1\n", (9, 1), "---"),
    "a directive": (RULE + "%YAML 1.2\n", (9, 10), "写法不对"),
    "nodes without end": (
        RULE + "[1]: 2\n" + "".join(f"- [{'1,' * 900}]\n" for _ in range(40)),
        (9, 1),
        "键必须是文字",
    ),
    "a quotation left open": (RULE + 'a: "b\n', (9, 6), "引号没有结束"),
    "a fence left open": (RULE + "检查: {当: 订单.进入, 标记: 甲}", (8, 1), "没有用 ``` 结束"),
    "a script": (HEAD + "<script>alert(1)</script>\n", (8, 1), "不能用 HTML"),
    "a tag in a sentence": (HEAD + "点 <img src=x onerror=alert(1)> 这里\n", (8, 3), "不能用 HTML"),
    "a tag in a list": (HEAD + "* 甲\n  * <b>乙</b>\n", (9, 5), "不能用 HTML"),
    "no such day": (HEAD.replace("01-01", "02-30"), (5, 5), "没有“2026-02-30”这一天"),
    "no date": (HEAD.replace("2026-01-01", "明年"), (5, 5), "读不懂日期"),
    "a rulebook that takes in itself": (HEAD.replace("版本", "包含: [t]\n版本"), (4, 1), "没有“包含”这个键"),
    "a rule block that takes in another": (RULE + "包含: 另一份.md\n", (9, 1), "没有“包含”这种规则"),
    "no front matter": ("# 一\n", (1, 1), "缺少开头的说明"),
    "front matter left open": ("---\n制度: 试\n", (1, 1), "没有用 --- 结束"),
    "front matter that is a list": ("---\n- 制度\n---\n", (1, 1), "应写成键和值"),
    "nothing": (b"", (1, 1), "缺少开头的说明"),
    "a rule before any heading": (HEAD.split("# 一")[0] + "```rule\n检查: 1\n```\n", (7, 1), "条款标题下面"),
    "rules without an id": (
        HEAD.replace(" {#c}", "") + "```rule\n检查: {当: 订单.进入, 标记: 甲}\n```\n",
        (7, 1),
        "要有编号",
    ),
    "an id that is none": (HEAD.replace("#c", "#二 三"), (7, 8), "条款编号只能用"),
    "an id twice": (HEAD + "# 二 {#c}\n", (8, 1), "条款编号 c 重复"),
    "sources that are none": (HEAD + "来源: B2-47、B2_48\n", (8, 11), "来源“B2_48”写法不对"),
    "sources repeated": (HEAD + "来源: B2-47、B2-47\n", (8, 11), "来源“B2-47”重复"),
    "a marker twice": (HEAD + "自定: 甲\n自定: 乙\n", (9, 5), "“自定”写了两次"),
    "two statuses": (HEAD + "倡导: 甲\n待建: work\n", (9, 5), "只能写一个"),
    "a status without reason": (HEAD + "倡导:\n", (8, 1), "后面要写原因"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_its_place_in_little_time(name: str) -> None:
    text, place, said = REFUSED[name]
    started = time.process_time()
    errors = compile_text(text, VOCABULARY).errors
    assert time.process_time() - started < 2
    found = [e for e in errors if said in e.message.zh]
    assert found, [e.message.zh for e in errors]
    assert (found[0].line, found[0].column) == place
    assert "\x1b" not in render_problems(text if isinstance(text, str) else "", errors, "t.md")


SLOW = {
    "quotes in quotes": "> " * 1_900 + "\n",
    "many quotes in quotes": ("> " * 20 + "a\n") * 5_000,
    "stars": "*a **a " * 500 + "\n",
    "open comments": "<!--" * 900 + "\n",
    "open tags": "<a " * 1_000 + "\n",
    "backticks": "`" * 3_900 + "\n",
    "definitions": "[a]: <b>\n" * 6_000,
    "list items": "- a\n" * 6_000,
    "one key repeated": "```rule\n" + "a: 1\n" * 6_000,
    "blanks": "```rule\n" + ("a" + " " * 3_800 + "b\n") * 200,
    "colons": "```rule\n" + ("：" * 3_900 + "\n") * 100,
    "a formula of brackets": "```rule\n检查: {当: 订单.进入, 标记: 甲, 若: " + "(" * 3_500 + "}\n```\n",
    "headings": "# a {#b}\n" * 6_000,
}


@pytest.mark.parametrize("name", SLOW)
def test_what_is_built_to_take_for_ever_does_not(name: str) -> None:
    text = HEAD + SLOW[name]
    started = time.process_time()
    compiled = compile_text(text, VOCABULARY)
    assert time.process_time() - started < 10
    assert len(compiled.errors) <= 100


_WORDS = [
    "---\n",
    "制度: 试\n",
    "# 一 {#a}\n",
    "```rule\n",
    "```\n",
    "检查:\n",
    "  - 当: 订单.进入\n",
    "期限：",
    "例:\n",
    "|\n",
]
_SIGNS = ["订单.放行", "10分钟", "<b>", "&a", "*a", "  ", "- ", *"{}[]:：，“”\"'#>!\t\n"]
_PIECES = st.sampled_from(_WORDS + _SIGNS)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=5)), max_size=60))
def test_nothing_that_can_be_typed_breaks_the_compiler(pieces: list[str]) -> None:
    text = HEAD + "```rule\n" + "".join(pieces)
    compiled = compile_text(text, VOCABULARY)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in compiled.errors + compiled.warnings:
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.column >= 1
        assert problem.length >= 1
    render_problems(text, compiled.errors, "t.md")


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    assert isinstance(read(data).errors, list)
