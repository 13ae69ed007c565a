"""What the compiler says of a text, for people: errors with their lines, what changes, which examples fail."""

from __future__ import annotations

from typing import Any

from dianzhang.engine import rulebooks
from dianzhang.engine.moment import now
from dianzhang.engine.staffing import vacancies
from dianzhang.engine.words import message
from dianzhang.kernel.rulebook import SAID, Compiled, Problem, coverage, difference, try_out
from dianzhang.kernel.rules import Rulebook

from .words import join, post_name

STATUSES = ("enforced", "recorded", "advisory", "awaiting")
LIVE = 200_000  # characters that are compiled anew while they are typed; the largest that ships has 40,000
TRY_WITHIN = 5.0  # seconds for which a person who asks for the examples may keep a thread


def finding_live(text: str, *, tried: bool = False) -> dict[str, Any]:
    """As :func:`finding`, while somebody types: a text that would keep a thread for seconds each time is not read."""
    return {"too_long": LIVE} if len(text) > LIVE else finding(text, tried=tried)


def finding(text: str, *, tried: bool = False) -> dict[str, Any]:
    """For ``web/draft_finding.html``.  ``tried``: run the examples and take out each rule, which takes a moment."""
    compiled = rulebooks.compiled_text(text)
    missing, noticed = vacancies(compiled)
    found: dict[str, Any] = {
        "errors": [_problem(one) for one in (*compiled.errors, *missing)],
        "warnings": [_problem(one) for one in (*compiled.warnings, *noticed)],
        "clauses": len(compiled.draft.clauses),
        "rules": len(compiled.draft.rules),
        "sound": compiled.rulebook is not None,
        "changes": _changes(compiled),
        "tried": None,
    }
    if tried and compiled.rulebook is not None:
        found["tried"] = _tried(compiled.rulebook)
    return found


def _problem(one: Problem) -> dict[str, Any]:
    return {
        "line": one.line, "column": one.column, "heading": one.heading, "text": message(one.message),
        "hint": message(one.hint) if one.hint else "",
    }  # fmt: skip


def _changes(compiled: Compiled) -> list[dict[str, Any]] | None:
    """Against the version in force; None where there is none, or the text has errors."""
    together = rulebooks.at(now())
    book = next((b for b, _key in (together.books if together else ()) if b.code == compiled.draft.code), None)
    if book is None or compiled.rulebook is None:
        return None
    return [
        {
            "clause": change.clause, "heading": change.heading, "what": message(SAID[change.what]),
            "about": message(change.about), "words": [message(word) for word in change.words],
            "whom": join([post_name(post) for post in change.posts]), "line": change.line,
        }
        for change in difference(rulebooks.compiled_text(book.text), compiled)
    ]  # fmt: skip


def _tried(book: Rulebook) -> dict[str, Any]:
    words = rulebooks.vocabulary()
    trial = try_out(book, words, rulebooks.calendar_of, within=TRY_WITHIN)
    left = {clause.id for clause in trial.left}
    covered = [one for one in coverage(book, words, rulebooks.calendar_of, proofs=trial.proofs) if one.id not in left]
    return {
        "examples": len(trial.outcomes),
        "failed": [
            {
                "line": outcome.line, "name": outcome.example,
                "failures": [f"{failure.text} {message(failure.message)}" for failure in outcome.failures],
            }
            for outcome in trial.outcomes
            if not outcome.passed
        ],
        "unproved": [rule for one in covered for rule in one.unproved],
        "counts": [{"status": s, "n": sum(one.status == s for one in covered)} for s in STATUSES],
        "left": trial.left, "seconds": int(TRY_WITHIN),
    }  # fmt: skip
