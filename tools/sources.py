"""Writes `docs/sources.md`: from every statement of the sources to the clauses and rules that carry it.

* `python -m tools.sources` writes the page, out of the shipped rulebooks and the table of `tools.statements`.
* `python -m tools.sources check` ends with 1 if the page is not what it should be.
"""

from __future__ import annotations

import difflib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .reference import _table as table
from .reference import register_everything
from .rule_figures import figures_in, stands_in
from .statements import ROWS_OF_TRADE, SOURCES, Figure, Statement, read_table, read_trade_table

PAGE = Path(__file__).parents[1] / "docs/sources.md"
HEAD = """# From the sources to the rules

The rulebooks that ship with Dianzhang take up what departments really demand of themselves. Their statements are
counted by number (`B2-47`); this page goes from every statement to the clauses and rules that carry it, and says how
it is kept. It is made from the rulebooks by `python -m tools.sources`; a test compares. The clauses
themselves stand in `dianzhang/rulebooks/` and on the page of a rulebook in force.

* **Figures** are the statement's: spans, amounts, shares, how often; a bare number counts things (“four groups”).
* **In the rule** are the figures that the clause's rules go by; those of the statement must be among them.
* **Status** is that of the clause: *enforced*, a rule acts and an example fails without it; *recorded*, the system
  holds what is asked for; *advisory*, only people can keep it; *awaiting*, a module is still to come.
* A clause that stands in another rulebook than the statement's own has that rulebook's name before it.
* At the end stands what *all* the sources ask of trade, those without a rulebook of their own too, with how many bind.
* What in a clause is ours and not the source's stands in the rulebook after `自定:`, in English `Ours:`.
"""


@dataclass(frozen=True, slots=True)
class Carried:
    """A clause that names a statement, in one of the shipped rulebooks."""

    book: str
    clause: Any
    status: str | None
    note: str

    @property
    def figures(self) -> list[Figure]:
        return figures_in(self.clause.rules)


def carried() -> dict[str, list[Carried]]:
    """Statement -> the clauses that name it, those of its own rulebook first.  Editions in other languages left out."""
    from dianzhang import rulebooks
    from dianzhang.engine import registry
    from dianzhang.kernel import rulebook as language
    from dianzhang.kernel.rulebook import coverage

    words = registry.vocabulary()
    found: dict[str, list[Carried]] = {}
    for shipped in rulebooks.library():
        if shipped.language != "zh":
            continue
        book = language.compile(shipped.file.read_bytes(), words).draft
        for clause, row in zip(book.clauses, coverage(book, words), strict=True):
            for statement in clause.sources:
                found.setdefault(statement, []).append(Carried(shipped.name, clause, row.status, row.note))
    return {s: sorted(clauses, key=lambda c: not s.startswith(f"{c.book}-")) for s, clauses in found.items()}


def landed() -> list[str]:
    """The sources whose rulebook is there."""
    from dianzhang import rulebooks

    names = {shipped.name for shipped in rulebooks.library()}
    return [source for source in SOURCES if source in names]


def missing(statements: Iterable[Statement], where: dict[str, list[Carried]]) -> list[str]:
    """The statements that no clause of their own rulebook names."""
    return [s.id for s in statements if s.source not in {c.book for c in where.get(s.id, ())}]


def differing(statements: Iterable[Statement], where: dict[str, list[Carried]]) -> list[tuple[str, str, list[str]]]:
    """Statement, its figure, and the figures of the rules that bind it instead: what the rules say otherwise.

    Where its own rulebook binds it, that one has to say the figure: another's rule does not make up for it.
    """
    found = []
    for statement in statements:
        binding = [c for c in where.get(statement.id, ()) if c.status == "enforced"]
        binding = [c for c in binding if c.book == statement.source] or binding
        figures = [figure for one in binding for figure in one.figures]
        for figure in statement.figures if binding else ():
            if figure in statement.strict and not stands_in(figure, figures):
                found.append((statement.id, str(figure), [str(one) for one in figures]))
    return found


def written() -> str:
    """The page as it should be."""
    statements, where = read_table(), carried()
    parts = [HEAD]
    for source in landed():
        own = [statement for statement in statements if statement.source == source]
        parts.append("\n".join(_section(source, own, where)))
    parts.append("\n".join(_trade(read_trade_table(), where)))
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _section(source: str, statements: list[Statement], where: dict[str, list[Carried]]) -> Iterator[str]:
    from dianzhang import rulebooks

    title = next(shipped.title for shipped in rulebooks.library() if shipped.name == source)
    counts = Counter(_status(where[statement.id]) for statement in statements if statement.id in where)
    said = ", ".join(f"{counts[status]} {status}" for status in ("enforced", "recorded", "advisory", "awaiting"))
    yield f"## {source} · {title}\n\n{len(statements)} statements: {said}.\n"
    yield from table("Statement|Figures|Clause|Rules|In the rule|Status", _rows(source, statements, where))


def _status(clauses: list[Carried]) -> str:
    """The strongest of the clauses that carry a statement."""
    order = ("enforced", "recorded", "awaiting", "advisory")
    return min((str(one.status) for one in clauses), key=lambda status: [*order, status].index(status))


def _rows(source: str, statements: list[Statement], where: dict[str, list[Carried]]) -> Iterator[tuple[str, ...]]:
    for statement in statements:
        figures = ", ".join(map(str, statement.figures))
        for one in where.get(statement.id, ()):
            book = "" if one.book == source else f"{one.book} "
            clause = f"{book}`{one.clause.id}` {one.clause.number} {one.clause.title}"
            rules = ", ".join(f"`{rule.id.rpartition('/')[2]}`" for rule in one.clause.rules)
            status = f"{one.status}: {one.note}" if one.status == "awaiting" else str(one.status)
            yield statement.id, figures, clause, rules, ", ".join(map(str, one.figures)), status


def unbound(statements: Iterable[str], where: dict[str, list[Carried]]) -> list[str]:
    """The statements that no clause enforces."""
    return [one for one in statements if "enforced" not in {carrier.status for carrier in where.get(one, ())}]


def _trade(rows: dict[str, tuple[str, ...]], where: dict[str, list[Carried]]) -> Iterator[str]:
    """What every source asks of trade: how many of its statements are bound, and by which clause of which rulebook."""
    left = unbound(rows, where)
    yield "## Trade, in all the sources\n"
    yield f"{len(rows)} statements of orders, stock, parcels, after-sales, payouts, notices and reviews"
    yield f"(rows {', '.join(ROWS_OF_TRADE)} of the [requirements](requirements.md)):"
    yield f"{len(rows) - len(left)} bound, {len(left)} not.\n"
    yield from table("Source|Statements|Bound|Not bound", _counts(rows, left))
    yield "\nThe statements of sources without a rulebook of their own:\n"
    others = {statement: found for statement, found in rows.items() if statement.partition("-")[0] not in SOURCES}
    yield from table("Statement|Rows|Clause|Rules|Status", _clauses(others, where))


def _counts(rows: Iterable[str], left: list[str]) -> Iterator[tuple[str, ...]]:
    for source, number in Counter(statement.partition("-")[0] for statement in rows).items():
        missing = [statement for statement in left if statement.startswith(f"{source}-")]
        yield source, str(number), str(number - len(missing)), ", ".join(missing)


def _clauses(rows: dict[str, tuple[str, ...]], where: dict[str, list[Carried]]) -> Iterator[tuple[str, ...]]:
    for statement, belongs in rows.items():
        for one in where.get(statement, ()):
            clause = f"{one.book} `{one.clause.id}` {one.clause.number} {one.clause.title}"
            rules = ", ".join(f"`{rule.id.rpartition('/')[2]}`" for rule in one.clause.rules)
            yield statement, ", ".join(belongs), clause, rules, str(one.status)


def main(arguments: list[str]) -> int:
    register_everything()
    wanted = written()
    if arguments != ["check"]:
        PAGE.write_text(wanted, encoding="utf-8")
        return 0
    found = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    if found == wanted:
        return 0
    lines = difflib.unified_diff(
        found.splitlines(), wanted.splitlines(), "docs/sources.md", "as the rulebooks have it", lineterm="", n=0
    )
    print("\n".join(lines), "\nRun `python -m tools.sources`.", sep="\n", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
