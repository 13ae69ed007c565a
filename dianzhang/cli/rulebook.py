"""`dianzhang rulebook`: check a rulebook, run its examples, show what becomes of each clause, put it in force."""

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

import click

from dianzhang.cli.lazy import Later, LazyGroup
from dianzhang.cli.output import Exit, answer, json_option, wrong_call

if TYPE_CHECKING:
    from dianzhang.kernel.rulebook import Compiled, Coverage, Outcome, Problem
    from dianzhang.kernel.rulebook.coverage import Status
    from dianzhang.kernel.rules import Rulebook
    from dianzhang.kernel.vocabulary import Vocabulary

file_argument = click.argument("file", metavar="FILE")


COMMANDS = {
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
@json_option
def library(as_json: bool) -> None:
    """List the rulebooks that ship with Dianzhang."""
    from dianzhang import rulebooks
    from dianzhang.kernel.rulebook import STATUS_ZH
    from dianzhang.kernel.rulebook import compile as compile_text
    from dianzhang.kernel.rulebook import coverage as cover

    words = None if as_json else department_words()
    documents = []
    rows: list[list[Any]] = [["名称", "制度", *STATUS_ZH.values()]]
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
            rows.append([shipped.name, shipped.title, *_counts(cover(book, words, _calendars())).values()])
    answer(documents, "\n".join(_aligned(rows)), as_json=as_json)


@rulebook.command()
@file_argument
@json_option
def check(file: str, as_json: bool) -> None:
    """Say every error of FILE with its line and column, and what was probably meant."""
    from dianzhang.kernel.rulebook import render_problems

    compiled, name, _ = compile_file(file)
    missing, noticed = _vacancies(compiled)
    errors, warned = [*compiled.errors, *missing], [*compiled.warnings, *noticed]
    document = {"errors": listed(errors), "warnings": listed(warned)}
    text = compiled.document.text if compiled.document else ""
    warnings = render_problems(text, warned, name, draft=False)
    if errors:
        shown = render_problems(text, errors, name)
        answer(document, "\n".join(part for part in (shown, warnings) if part), as_json=as_json, code=Exit.NO)
    book = compiled.draft
    fine = f"{name}：没有错误。{len(book.clauses)} 条，{len(book.rules)} 条规则。"
    answer(document, "\n".join(part for part in (warnings, fine) if part), as_json=as_json)


@rulebook.command()
@file_argument
@json_option
def test(file: str, as_json: bool) -> None:
    """Run the examples of FILE, then take out each rule and see whether an example misses it."""
    from dianzhang.kernel.rulebook import prove, run_examples

    compiled, name, words = compile_file(file)
    book = sound(compiled, name, as_json)
    outcomes = run_examples(book, words, _calendars())
    proofs = prove(compiled, words, _calendars())
    failed = [outcome for outcome in outcomes if not outcome.passed]
    unproved = [proof.rule for proof in proofs if not proof.proved]
    lines = []
    for outcome in failed:
        lines += _explained(outcome, book, name)
    lines += [f"{rule}：去掉这条规则，没有一个例子不成立" for rule in unproved]
    lines.append(
        f"{len(outcomes)} 个例子，{len(outcomes) - len(failed)} 个成立；"
        f"{len(proofs)} 条规则，{len(proofs) - len(unproved)} 条有例子证明。"
    )
    document = {
        "examples": [
            {
                "clause": outcome.clause,
                "example": outcome.example,
                "line": outcome.line,
                "passed": outcome.passed,
                "failures": [{"text": f.text, "line": f.line, "message": str(f.message)} for f in outcome.failures],
            }
            for outcome in outcomes
        ],
        "rules": [{"id": p.rule, "clause": p.clause, "proved": p.proved, "examples": p.examples} for p in proofs],
    }
    answer(document, "\n".join(lines), as_json=as_json, code=Exit.NO if failed or unproved else Exit.DONE)


def _explained(outcome: "Outcome", book: "Rulebook", name: str) -> list[str]:
    """A failing example in sentences: what was expected in which line, what came instead, and of which rules."""
    clause = book.clause[outcome.clause]
    expected = {one.text for example in clause.examples if example.line == outcome.line for one in example.expect}
    rules = "、".join(f"{rule.id}（第 {rule.line} 行）" for rule in clause.rules)
    return [
        f"{name}:{outcome.line}  {outcome.clause}  例“{outcome.example}”不成立",
        *(
            f"      第 {one.line} 行预期“{one.text}”，可是没有成立；{one.message}。"
            if one.text in expected
            else f"      第 {one.line} 行的“{one.text}”做不成：{one.message}。"
            for one in outcome.failures
        ),
        f"      这一条的规则：{rules}" if rules else "      这一条没有规则。",
    ]


@rulebook.command()
@file_argument
@json_option
def coverage(file: str, as_json: bool) -> None:
    """Say of each clause of FILE whether it is enforced, recorded, advisory or awaiting."""
    from dianzhang.kernel.rulebook import STATUS_ZH
    from dianzhang.kernel.rulebook import coverage as cover

    compiled, name, words = compile_file(file)
    clauses = cover(sound(compiled, name, as_json), words, _calendars())
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
        status = STATUS_ZH[clause.status] if clause.status else "　　"
        lines.append("\t".join([status, clause.title, "、".join(clause.sources), clause.note]).rstrip())
    counts = [f"{STATUS_ZH[status]} {count}" for status, count in _counts(clauses).items()]
    answer(document, "\n".join([*lines, "　".join(counts)]), as_json=as_json)


def compile_file(file: str) -> "tuple[Compiled, str, Vocabulary]":
    """The rulebook compiled against the department's words, the name it goes by, and those words."""
    from dianzhang import rulebooks
    from dianzhang.kernel.rulebook import compile as compile_text

    try:
        name, data = rulebooks.find(file).name, rulebooks.read_bytes(file)
    except LookupError as error:
        wrong_call(str(error.args[0]))
    words = department_words()
    return compile_text(data, words), name, words


def department_words() -> "Vocabulary":
    """The department's vocabulary; before `dianzhang init`, that of the modules alone."""
    from dianzhang.cli.django import start_django

    start_django()
    from django.db import DatabaseError

    from dianzhang.engine import registry, rulebooks

    try:
        return rulebooks.vocabulary()
    except DatabaseError:
        return registry.vocabulary()


def _vacancies(compiled: "Compiled") -> "tuple[list[Problem], list[Problem]]":
    """Posts that the rulebook counts on and nobody holds; before `dianzhang init` there is no department to ask."""
    from django.db import DatabaseError

    from dianzhang.engine.staffing import vacancies

    try:
        return vacancies(compiled)
    except DatabaseError:
        return [], []


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


def _calendars() -> Any:
    return import_module("dianzhang.engine.rulebooks").calendar_of


def sound(compiled: "Compiled", name: str, as_json: bool) -> Any:
    """The rulebook, or the end of the command with its errors."""
    if compiled.rulebook is None:
        from dianzhang.kernel.rulebook import render_problems

        text = compiled.document.text if compiled.document else ""
        shown = render_problems(text, compiled.errors, name)
        answer({"errors": listed(compiled.errors)}, shown, as_json=as_json, code=Exit.NO)
    return compiled.rulebook


def listed(problems: "list[Problem]") -> list[dict[str, Any]]:
    return [
        {
            "line": problem.line,
            "column": problem.column,
            "length": problem.length,
            "message": str(problem.message),
            "hint": str(problem.hint) if problem.hint else None,
            "clause": problem.clause,
        }
        for problem in problems
    ]
