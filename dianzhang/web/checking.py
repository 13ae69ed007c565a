"""What the compiler says of a text, for people: errors with their lines, what changes, which examples fail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dianzhang.engine import rulebooks
from dianzhang.engine.moment import now
from dianzhang.engine.staffing import vacancies
from dianzhang.engine.words import message
from dianzhang.kernel.rulebook import SAID, Compiled, Outcome, Problem, coverage, difference, in_yuan, try_out
from dianzhang.kernel.rulebook.coverage import Coverage
from dianzhang.kernel.rulebook.proving import Trial
from dianzhang.kernel.rules import Rulebook

from .plain_rules import posts_named

STATUSES = ("enforced", "recorded", "advisory", "awaiting")
LIVE = 200_000  # characters that are compiled anew while they are typed; the largest that ships has 40,000
TRY_WITHIN = 5.0  # seconds for which a person who asks for the examples may keep a thread


def finding_live(text: str, *, tried: bool = False) -> dict[str, Any]:
    """As :func:`finding`, while somebody types: a text that would keep a thread for seconds each time is not read."""
    return {"too_long": LIVE} if len(text) > LIVE else finding(text, tried=tried)


def finding(text: str, *, tried: bool = False) -> dict[str, Any]:
    """For ``web/draft_finding.html``.  ``tried``: also run the examples without each rule."""
    compiled = rulebooks.compiled_text(text)
    missing, noticed = vacancies(compiled)
    found: dict[str, Any] = {
        "errors": [_problem(one) for one in (*compiled.errors, *missing)],
        "warnings": [_problem(one) for one in (*compiled.warnings, *noticed)],
        "clauses": len(compiled.draft.provisions),
        "rules": len(compiled.draft.rules),
        "contents": [{"line": c.line, "title": f"{c.number} {c.title}".strip()} for c in compiled.draft.clauses],
        "sound": compiled.rulebook is not None,
        "changes": _against_in_force(compiled),
        "examples": _examples(*rulebooks.tried(text)),
        "tried": _tried(compiled.rulebook) if tried and compiled.rulebook is not None else None,
    }
    return found


def _problem(one: Problem) -> dict[str, Any]:
    return {
        "line": one.line, "column": one.column, "heading": one.heading, "text": message(one.message),
        "hint": message(one.hint) if one.hint else "",
    }  # fmt: skip


def _against_in_force(compiled: Compiled) -> list[dict[str, Any]] | None:
    """Against the version in force; None where there is none, or the text has errors."""
    together = rulebooks.at(now())
    book = next((b for b, _key in (together.books if together else ()) if b.code == compiled.draft.code), None)
    if book is None or compiled.rulebook is None:
        return None
    return changes(rulebooks.compiled_text(book.text), compiled)


def changes(old: Compiled, new: Compiled) -> list[dict[str, Any]]:
    """What ``diff`` says, for people: both have compiled."""
    vocabulary = rulebooks.vocabulary()
    return [
        {
            "clause": change.clause, "heading": change.heading, "what": message(SAID[change.what]),
            "about": message(change.about),
            "words": [message(word) for word in (*change.words, *in_yuan(change, old, new, vocabulary))],
            "whom": posts_named(change.posts), "line": change.line,
        }
        for change in difference(old, new)
    ]  # fmt: skip


def _examples(outcomes: Sequence[Outcome], left: int) -> dict[str, Any]:
    """How many were tried and how many not, and of each that fails what it expects and what is so instead."""
    return {
        "n": len(outcomes),
        "left": left,
        "failed": [
            {
                "line": outcome.line, "name": outcome.example,
                "failures": [
                    {"line": one.line, "expected": one.text, "said": message(one.message)} for one in outcome.failures
                ],
            }
            for outcome in outcomes
            if not outcome.passed
        ],
    }  # fmt: skip


def covered_in_time(book: Rulebook, so_far: Trial | None = None) -> tuple[list[Coverage], Trial]:
    """The coverage of those clauses that could be tried while a person waits, and how far that came."""
    words = rulebooks.vocabulary()
    trial = try_out(book, words, rulebooks.usual_calendar_of, within=TRY_WITHIN, so_far=so_far)
    left = {clause.id for clause in trial.left}
    covered = coverage(book, words, rulebooks.calendar_of, proofs=trial.proofs)
    return [one for one in covered if one.id not in left], trial


def _tried(book: Rulebook) -> dict[str, Any]:
    covered, trial = covered_in_time(book)
    return {
        "unproved": [rule for one in covered for rule in one.unproved],
        "counts": [{"status": s, "n": sum(one.status == s for one in covered)} for s in STATUSES],
        "left": trial.left, "seconds": int(TRY_WITHIN),
    }  # fmt: skip
