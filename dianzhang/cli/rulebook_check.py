"""`dianzhang rulebook check`: every error of a rulebook, what to look at, and what no example proves."""

from typing import TYPE_CHECKING, Any

import click

from dianzhang.cli.output import Exit, answer, json_option
from dianzhang.cli.rulebook_file import (
    calendars,
    compile_file,
    file_argument,
    language_option,
    listed,
    text_of,
    vacancies,
)
from dianzhang.kernel.messages import Message

if TYPE_CHECKING:
    from dianzhang.kernel.rulebook import Compiled
    from dianzhang.kernel.vocabulary import Vocabulary

_WITHIN = 0.2  # seconds of work: a check answers at once, whatever its examples do
_SHOWN = 5  # rules


@click.command()
@file_argument
@language_option
@json_option
def check(file: str, language: str | None, as_json: bool) -> None:
    """Say every error of FILE with its line and column, and what was probably meant.

    Rules that no example proves are named too; `test` says more about them.
    """
    from dianzhang.kernel.rulebook import render_problems

    compiled, name, words = compile_file(file)
    said_in = language or compiled.language
    missing, noticed = vacancies(compiled)
    errors, warned = [*compiled.errors, *missing], [*compiled.warnings, *noticed]
    text, book = text_of(compiled), compiled.draft
    warnings = render_problems(text, warned, name, said_in, draft=False)
    document: dict[str, Any] = {"errors": listed(errors, said_in), "warnings": listed(warned, said_in), "hints": []}
    if errors:
        shown = render_problems(text, errors, name, said_in)
        answer(document, "\n".join(part for part in (shown, warnings) if part), as_json=as_json, code=Exit.NO)
    hints = _hints(compiled, words, name)
    document["hints"] = [hint.text(said_in) for hint in hints]
    fine = Message(
        f"{name}：没有错误。{len(book.provisions)} 条，{len(book.rules)} 条规则。",
        f"{name}: no errors. {len(book.provisions)} clauses, {len(book.rules)} rules.",
    )
    said = [part for part in (warnings, fine.text(said_in), *document["hints"]) if part]
    answer(document, "\n".join(said), as_json=as_json)


def _hints(compiled: "Compiled", words: "Vocabulary", name: str) -> list[Message]:
    """What its examples do not prove, tried for a moment only."""
    from dianzhang.kernel.rulebook import unproved

    book, ask = compiled.draft, f"dianzhang rulebook test {name}"
    if not book.rules:
        return []
    if not any(clause.examples for clause in book.clauses):
        return [
            Message(
                f"提示：没有一个例子，规则起不起作用无从证明。写上“例”，再用 {ask} 试。",
                f"Hint: there are no examples, so nothing proves that a rule matters. Add some, then run {ask}.",
            )
        ]
    tried = unproved(book, words, calendars(), within=_WITHIN)
    found, left = tried.rules, tried.left
    hints = []
    if tried.failed:
        zh = "、".join(f"“{one.example}”（第 {one.line} 行）" for one in tried.failed[:_SHOWN])
        en = ", ".join(f"“{one.example}” (line {one.line})" for one in tried.failed[:_SHOWN])
        more = len(tried.failed) > _SHOWN
        hints.append(
            Message(
                f"提示：{len(tried.failed)} 个例子不成立，这样还不能送审：{zh}{' 等' if more else ''}。"
                f"差在哪里，用 {ask} 看。",
                f"Hint: {len(tried.failed)} examples fail, so it cannot be sent for approval yet: "
                f"{en}{' …' if more else ''}. {ask} says why.",
            )
        )
    if found:
        zh = "、".join(f"{rule.id}（第 {rule.line} 行）" for rule in found[:_SHOWN])
        en = ", ".join(f"{rule.id} (line {rule.line})" for rule in found[:_SHOWN])
        hints.append(
            Message(
                f"提示：{len(found)} 条规则去掉了，也没有一个例子不成立：{zh}{' 等' if len(found) > _SHOWN else ''}。"
                "给它所在的条款补一个例子。",
                f"Hint: {len(found)} rules that no example would miss: {en}{' …' if len(found) > _SHOWN else ''}. "
                "Add an example to the clause.",
            )
        )
    if left:
        hints.append(
            Message(
                f"提示：还有 {len(left)} 条条款的例子没有来得及试，全部的用 {ask} 看。",
                f"Hint: the examples of {len(left)} more clauses were not tried; {ask} tries all.",
            )
        )
    return hints
