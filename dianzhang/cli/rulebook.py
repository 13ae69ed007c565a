"""`dianzhang rulebook`: check a rulebook, run its examples, show what becomes of each clause, put it in force."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

import click

from dianzhang.cli.lazy import Later, LazyGroup
from dianzhang.cli.output import answer, json_option
from dianzhang.cli.rulebook_file import (
    calendars,
    compile_file,
    department_words,
    file_argument,
    language_option,
    sound,
)

if TYPE_CHECKING:
    from dianzhang.kernel.rulebook import Coverage
    from dianzhang.kernel.rulebook.coverage import Status


COMMANDS = {
    "check": Later("dianzhang.cli.rulebook_check:check", "Say every error of FILE, and what was probably meant."),
    "test": Later("dianzhang.cli.rulebook_examples:test", "Run the examples of FILE, with and without each rule."),
    "activate": Later("dianzhang.cli.rulebook_force:activate", "Put FILE in force from its day on."),
    "repeal": Later("dianzhang.cli.rulebook_force:repeal", "End the rulebook of a code."),
    "list": Later("dianzhang.cli.rulebook_force:list_", "List the rulebooks of the department."),
    "diff": Later("dianzhang.cli.rulebook_diff:diff", "Say in words what changes for whom."),
    "replay": Later("dianzhang.cli.rulebook_replay:replay", "Play the recorded past under FILE and compare."),
    "export-schema": Later("dianzhang.cli.rulebook_schema:export_schema", "Print the JSON Schema of rule blocks."),
}


@click.group(cls=LazyGroup, later=COMMANDS)
def rulebook() -> None:
    """Check a rulebook, run its examples, show its coverage.

    FILE is a Markdown file or the name of a shipped rulebook; `library` lists these.
    """


@rulebook.command()
@language_option
@json_option
def library(language: str | None, as_json: bool) -> None:
    """List the rulebooks that ship with Dianzhang."""
    from dianzhang import rulebooks
    from dianzhang.kernel.rulebook import compile as compile_text
    from dianzhang.kernel.rulebook import coverage as cover

    words = None if as_json else department_words()
    documents = []
    english = language == "en"
    heads = ["name", "rulebook"] if english else ["名称", "制度"]
    rows: list[list[Any]] = [[*heads, *(_status(status, english) for status in _counts([]))]]
    for shipped in rulebooks.library():
        sources = rulebooks.statements(shipped.file)
        documents.append(
            {
                "name": shipped.name, "title": shipped.title, "sources": list(sources), "statements": sources,
                "names": shipped.names, "code": shipped.code, "version": shipped.version, "language": shipped.language,
            }
        )  # fmt: skip
        if words is not None:
            book = compile_text(shipped.file.read_bytes(), words).draft
            rows.append([shipped.name, shipped.title, *_counts(cover(book, words, calendars())).values()])
    answer(documents, "\n".join(_aligned(rows)), as_json=as_json)


@rulebook.command()
@file_argument
@language_option
@json_option
def coverage(file: str, language: str | None, as_json: bool) -> None:
    """Say of each clause of FILE whether it is enforced, recorded, advisory or awaiting."""
    from dianzhang.kernel.rulebook import coverage as cover

    compiled, name, words = compile_file(file)
    english = (language or compiled.language) == "en"
    clauses = cover(sound(compiled, name, as_json, language), words, calendars())
    document = {
        "clauses": [
            {
                "id": clause.id,
                "title": clause.title,
                "status": clause.status,
                "rules": clause.rules,
                "sources": clause.sources,
                "note": clause.note,
                "unproved": clause.unproved,
            }
            for clause in clauses
        ]
    }
    lines = []
    for clause in clauses:
        status = _status(clause.status, english) if clause.status else "　　"
        sources = (", " if english else "、").join(clause.sources)
        lines.append("\t".join([status, clause.title, sources, clause.note]).rstrip())
    counts = [f"{_status(status, english)} {count}" for status, count in _counts(clauses).items()]
    answer(document, "\n".join([*lines, "　".join(counts)]), as_json=as_json)


def _status(status: "Status", english: bool) -> str:
    from dianzhang.kernel.rulebook import STATUS_ZH

    return status if english else STATUS_ZH[status]


def _counts(clauses: "list[Coverage]") -> "dict[Status, int]":
    """How many clauses have each status."""
    from dianzhang.kernel.rulebook import STATUS_ZH

    return {status: sum(clause.status == status for clause in clauses) for status in STATUS_ZH}


def _aligned(rows: Iterable[Iterable[Any]]) -> list[str]:
    """Rows as lines with their columns under each other; a Chinese character is two columns wide."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    return ["  ".join(c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
