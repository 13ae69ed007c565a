"""`dianzhang rulebook test`: the examples of a rulebook, with its rules and without each of them."""

from typing import TYPE_CHECKING

import click

from dianzhang.cli.output import Exit, answer, json_option
from dianzhang.cli.rulebook_file import calendars, compile_file, file_argument, language_option, sound
from dianzhang.kernel.messages import Message

if TYPE_CHECKING:
    from dianzhang.kernel.rulebook import Failure, Outcome
    from dianzhang.kernel.rules import Rulebook


@click.command()
@file_argument
@language_option
@json_option
def test(file: str, language: str | None, as_json: bool) -> None:
    """Run the examples of FILE, then take out each rule and see whether an example misses it."""
    from dianzhang.kernel.rulebook import prove, run_examples

    compiled, name, words = compile_file(file)
    said_in = language or compiled.language
    book = sound(compiled, name, as_json, said_in)
    outcomes = run_examples(book, words, calendars())
    proofs = prove(compiled, words, calendars())
    failed = [outcome for outcome in outcomes if not outcome.passed]
    unproved = [proof.rule for proof in proofs if not proof.proved]
    said = [line for outcome in failed for line in _explained(outcome, book, name)]
    said += [
        Message(f"{rule}：去掉这条规则，没有一个例子不成立", f"{rule}: no example fails without this rule")
        for rule in unproved
    ]
    held, proved = len(outcomes) - len(failed), len(proofs) - len(unproved)
    said.append(
        Message(
            f"{len(outcomes)} 个例子，{held} 个成立；{len(proofs)} 条规则，{proved} 条有例子证明。",
            f"{len(outcomes)} examples, {held} hold; {len(proofs)} rules, {proved} proved by an example.",
        )
    )
    document = {
        "examples": [
            {
                "clause": outcome.clause,
                "example": outcome.example,
                "line": outcome.line,
                "passed": outcome.passed,
                "failures": [
                    {"text": f.text, "line": f.line, "message": f.message.text(said_in)} for f in outcome.failures
                ],
            }
            for outcome in outcomes
        ],
        "rules": [{"id": p.rule, "clause": p.clause, "proved": p.proved, "examples": p.examples} for p in proofs],
    }
    shown = "\n".join(line.text(said_in) for line in said)
    answer(document, shown, as_json=as_json, code=Exit.NO if failed or unproved else Exit.DONE)


def _explained(outcome: "Outcome", book: "Rulebook", name: str) -> list[Message]:
    """A failing example in sentences: what was expected in which line, what came instead, and of which rules."""
    clause = book.clause[outcome.clause]
    expected = {one.text for example in clause.examples if example.line == outcome.line for one in example.expect}
    zh = "、".join(f"{rule.id}（第 {rule.line} 行）" for rule in clause.rules)
    en = ", ".join(f"{rule.id} (line {rule.line})" for rule in clause.rules)
    place = f"{name}:{outcome.line}  {outcome.clause}"
    return [
        Message(f"{place}  例“{outcome.example}”不成立", f"{place}  the example “{outcome.example}” fails"),
        *(_failure(one, one.text in expected) for one in outcome.failures),
        Message(f"      这一条的规则：{zh}", f"      the rules of this clause: {en}")
        if clause.rules
        else Message("      这一条没有规则。", "      This clause has no rules."),
    ]


def _failure(one: "Failure", expected: bool) -> Message:
    if expected:
        return Message(
            f"      第 {one.line} 行预期“{one.text}”，可是没有成立；{one.message.zh}。",
            f"      line {one.line} expects “{one.text}”, which did not come true; {one.message.en}.",
        )
    return Message(
        f"      第 {one.line} 行的“{one.text}”做不成：{one.message.zh}。",
        f"      line {one.line}: “{one.text}” cannot be done: {one.message.en}.",
    )
