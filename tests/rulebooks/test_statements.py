"""Every statement of the sources is carried by its rulebook, and what binds it says the same figures."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from dianzhang import rulebooks
from dianzhang.kernel import rulebook as language
from dianzhang.kernel.rulebook import coverage
from tools import sources, statements
from tools.rule_figures import figures_in
from tools.sources import Carried, differing, landed, missing, unbound
from tools.statements import Figure, Statement, figures_of, read_table, read_trade_table

from .conftest import words

HAN = {2: "两二", 3: "三", 4: "四", 5: "五", 6: "六", 10: "十", 15: "十五", 60: "六十"}
OFTEN = {
    "hourly": "每小时", "daily": "每天|每日|天天|日报|当天|一天", "weekly": "每周|每星期|周报|一周",
    "monthly": "每月|每个月|月度|月报|按月|月初|月底|下个月|当月|月", "quarterly": "每季|季度|季初|季末|按季",
    "yearly": "每年|年度|全年|一年|按年|年终",
    "Monday": "星期一|周一", "Friday": "星期五|周五", "Saturday": "星期六|周六",
}  # fmt: skip


@pytest.fixture(scope="module")
def where() -> dict[str, list[Carried]]:
    return sources.carried()


@pytest.fixture(scope="module")
def stated() -> list[Statement]:
    return [statement for statement in read_table() if statement.source in landed()]


@pytest.mark.requirement("R5.1")
def test_a_rulebook_ships_for_each_of_the_sources() -> None:
    assert landed() == list(statements.SOURCES) == ["A1", "B1", "B2", "B3", "C18", "C21"]


@pytest.mark.requirement("R5.4")
def test_no_statement_is_missing_from_its_rulebook(stated: list[Statement], where: dict[str, list[Carried]]) -> None:
    assert missing(stated, where) == []


@pytest.mark.requirement("R5.4")
def test_no_clause_names_a_statement_that_there_is_not(where: dict[str, list[Carried]]) -> None:
    known = {statement.id for statement in read_table()}
    assert {name for name in where if name.partition("-")[0] in statements.SOURCES} - known == set()


@pytest.mark.requirement("R5.4")
def test_a_rule_that_binds_a_statement_says_its_figures(where: dict[str, list[Carried]]) -> None:
    assert differing(read_table(), where) == []


@pytest.mark.requirement("R5.4")
def test_a_clause_without_rules_says_the_figures_in_words(
    stated: list[Statement], where: dict[str, list[Carried]]
) -> None:
    silent = []
    for statement in stated:
        clauses = [one.clause for one in where.get(statement.id, ()) if one.book == statement.source]
        text = "".join(f"{clause.title}{clause.text}{clause.ours}{clause.note}" for clause in clauses)
        found = figures_in(rule for clause in clauses for rule in clause.rules)
        silent += [
            (statement.id, str(figure)) for figure in statement.strict if figure not in found and not said(figure, text)
        ]
    assert silent == []


def said(figure: Figure, text: str) -> bool:
    """Whether a Chinese text says the figure: 10 分钟, 三个工作日, 三成, 25 日, 每周."""
    if figure.unit in OFTEN:
        return re.search(OFTEN[figure.unit], text) is not None
    shown = re.search(r"[0-9.]+(?::[0-9]+)?", str(figure))
    assert shown is not None
    number = shown[0].removesuffix(":00")
    if re.search(rf"(?<![0-9.]){re.escape(number)}(?![0-9])", text):
        return True
    if figure.unit == "%" and figure.amount * 10 in HAN:
        return any(f"{sign}成" in text for sign in HAN[int(figure.amount * 10)])
    plain = Decimal(number) if ":" not in number else Decimal(-1)
    return plain in HAN and any(sign in text for sign in HAN[int(plain)])


@pytest.mark.requirement("R5.4")
@pytest.mark.parametrize(
    ("written", "instead", "statement", "figure"),
    [
        ("时限: 10分钟", "时限: 12分钟", "B2-47", "10 minutes"),
        ("时限: 1小时\n", "时限: 2小时\n", "B2-48", "1 hour"),
        ("综合得分率 × 500元", "综合得分率 × 600元", "C18-9", "500 yuan"),
        ("{底薪: 2000元}", "{底薪: 2100元}", "C18-6", "2000 yuan"),
    ],
)
def test_a_changed_figure_would_be_found(written: str, instead: str, statement: str, figure: str) -> None:
    text = rulebooks.read("B2")
    assert written in text
    book = language.compile(text.replace(written, instead), words()).draft
    rows = [
        Carried("B2", clause, row.status if row.status != "unproved" else "enforced", "")
        for clause, row in zip(book.clauses, coverage(book, words()), strict=True)
    ]
    found = {s: [one for one in rows if s in one.clause.sources] for s in (statement,)}
    stated = [one for one in read_table() if one.id == statement]
    assert (statement, figure) in [(s, f) for s, f, _ in differing(stated, found)]


@pytest.mark.parametrize(
    ("written", "instead", "statement", "figure"),
    [("底薪: 2000元", "底薪: 2100元", "C18-6", "2000 yuan")],
)
def test_what_another_rulebook_says_makes_up_for_nothing(
    written: str, instead: str, statement: str, figure: str
) -> None:
    """B2 takes up the same statements: its right figure must not hide a wrong one in C18."""
    text = rulebooks.read("C18")
    assert written in text
    rows = []
    for name, said in (("C18", text.replace(written, instead)), ("B2", rulebooks.read("B2"))):
        book = language.compile(said, words()).draft
        rows += [Carried(name, clause, "enforced", "") for clause in book.clauses if statement in clause.sources]
    stated = [one for one in read_table() if one.id == statement]
    assert (statement, figure) in [(s, f) for s, f, _ in differing(stated, {statement: rows})]


@pytest.mark.real
@pytest.mark.requirement("R5.4")
def test_the_table_is_what_the_catalogue_of_statements_says(real_data: Path) -> None:
    catalogue = real_data.parent / "spec/statements.csv"
    if not catalogue.is_file():
        pytest.skip(f"REAL DATA ABSENT: no file {catalogue}")
    assert statements.read_catalogue(catalogue) == read_table()
    assert statements.written(read_table()) == statements.TABLE.read_text(encoding="utf-8")
    assert statements.read_trade_catalogue(catalogue) == read_trade_table()
    assert statements.written_of_trade(read_trade_table()) == statements.TRADE_TABLE.read_text(encoding="utf-8")


# trade statements that no rule binds yet, and what they wait for; whatever is bound leaves this list
UNBOUND_OF_TRADE: dict[str, str] = {}


@pytest.mark.requirement("R5.4")
def test_what_the_sources_ask_of_trade_is_bound(where: dict[str, list[Carried]]) -> None:
    """Of all the sources, those without a rulebook of their own too; the page of sources counts them."""
    assert unbound(read_trade_table(), where) == sorted(UNBOUND_OF_TRADE, key=list(read_trade_table()).index)


def test_a_clause_of_trade_names_no_statement_that_there_is_not(where: dict[str, list[Carried]]) -> None:
    """What stands in a clause of orders, stock or after-sales and comes from another source belongs to trade."""
    of_trade = ("orders.", "aftersales.", "warehouse.", "parcels.", "settlement.", "platform.", "reviews.")
    named = {s for s, found in where.items() if any(one.clause.id.startswith(of_trade) for one in found)}
    assert {s for s in named if s.partition("-")[0] not in statements.SOURCES} - read_trade_table().keys() == set()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("within 10 minutes", ["10 minutes"]),
        ("3 working days", ["3 working days"]),
        ("48 hours or 30 days", ["48 hours", "30 days"]),
        ("weekly, Monday before 12:00", ["weekly", "Monday", "12:00"]),
        ("≥ 5 a month", ["5", "monthly"]),
        ("50–100 yuan", ["50 yuan", "100 yuan"]),
        ("before the 25th (every month)", ["25th"]),
        ("weight 70%; 4 parts", ["70 %", "(4)"]),
        ("0.6–0.7; 1", ["0.6", "0.7", "(1)"]),
        ("at once, regularly, –", []),
    ],
)
def test_figures_are_read_from_words(text: str, figures: list[str]) -> None:
    assert [str(figure) if sure else f"({figure})" for figure, sure in figures_of(text)] == figures
