"""The FILE of a `dianzhang rulebook` command: found, compiled against the department's words, its problems said."""

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from dianzhang.cli.output import Exit, answer, wrong_call

if TYPE_CHECKING:
    from dianzhang.kernel.rulebook import Compiled, Problem
    from dianzhang.kernel.vocabulary import Vocabulary

file_argument = click.argument("file", metavar="FILE")
language_option = click.option(
    "--language", type=click.Choice(["zh", "en"]), help="Of what is said; default: that of FILE."
)


def language_of(text: "str | bytes") -> str:
    """In which language the author of a rulebook reads."""
    from dianzhang.kernel.rulebook import read

    return read(text).language


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


def vacancies(compiled: "Compiled") -> "tuple[list[Problem], list[Problem]]":
    """Posts that the rulebook counts on and nobody holds; before `dianzhang init` there is no department to ask."""
    from django.db import DatabaseError

    from dianzhang.engine import staffing

    try:
        return staffing.vacancies(compiled)
    except DatabaseError:
        return [], []


def calendars() -> Any:
    return import_module("dianzhang.engine.rulebooks").calendar_of


def sound(compiled: "Compiled", name: str, as_json: bool, language: str | None = None) -> Any:
    """The rulebook, or the end of the command with its errors."""
    if compiled.rulebook is None:
        from dianzhang.kernel.rulebook import render_problems

        language = language or compiled.language
        shown = render_problems(text_of(compiled), compiled.errors, name, language)
        answer({"errors": listed(compiled.errors, language)}, shown, as_json=as_json, code=Exit.NO)
    return compiled.rulebook


def text_of(compiled: "Compiled") -> str:
    """The document as it was read; empty where it could not be."""
    return compiled.document.text if compiled.document else ""


def listed(problems: "Iterable[Problem]", language: str = "zh") -> list[dict[str, Any]]:
    return [
        {
            "line": problem.line,
            "column": problem.column,
            "length": problem.length,
            "message": problem.message.text(language),
            "hint": problem.hint.text(language) if problem.hint else None,
            "clause": problem.clause,
        }
        for problem in problems
    ]
