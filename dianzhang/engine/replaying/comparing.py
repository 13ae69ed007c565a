"""Plays the recorded past under a draft and under what was in force, and says what differs.  Nothing is written."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial

from dianzhang.kernel.messages import Message
from dianzhang.kernel.rulebook import contradictions
from dianzhang.kernel.rulebook.compiler import Compiled
from dianzhang.kernel.rules import Rulebook
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.vocabulary import EXCUSE

from .. import rulebooks, writer
from ..access import OWNER_POST
from ..models import Event
from ..moment import now as the_time
from ..moment import start_of, today
from ..organisation import organisation
from .courses import History
from .differing import Differing, How, gates
from .found import Comparison
from .judging import Judging
from .laying import Laying
from .past import LEFT_OUT, Journal
from .reading import Words, answers_read, names_read, windows_read, words_of
from .saying import comparison_of
from .side import Played, Sets, Side
from .whom import Whom

EARLIEST = date(1990, 1, 1)  # before it no department has recorded anything, and time zones were others
Progress = Callable[[int, int], None]  # events read, of so many


class DraftError(ValueError):
    """The draft does not compile.  ``compiled`` has its errors with line and column."""

    def __init__(self, compiled: Compiled) -> None:
        super().__init__(str(compiled.errors[0].message))
        self.compiled = compiled


class RangeError(ValueError):
    """No past lies in the range asked for; ``said`` says why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.said = Message(zh, en)


class Stopped(Exception):
    """Whoever asked for the replay wanted it to end."""


def compare(
    draft_text: str,
    since: date,
    until: date,
    *,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Comparison:
    """The days from ``since`` to ``until``, both included, as they were judged and as the draft would have judged them.

    ``progress`` and ``stop`` are called between pages of the journal.  Raises DraftError, RangeError, Stopped.
    """
    began = time.monotonic()
    compiled = rulebooks.compiled_text(draft_text)
    if compiled.rulebook is None:
        raise DraftError(compiled)
    book = compiled.rulebook
    start, end = _instants(since, until)
    turns, now, draft, replaced = _sides(book, end)
    laying = Laying(turns, now, draft)
    folded = laying.others(now), laying.others(draft)
    with writer.unmapped():  # counting the events reads the whole index
        journal = Journal(
            end, names_read(rules for rules in (*now, *draft) if rules is not None), start,
            asked=_newly_read(now, draft), asking=answers_read(rules for rules in draft if rules is not None),
            placed=any(rules is not None and rules.scopes is not None for rules in (*now, *draft)),
        )  # fmt: skip
    exempt = {**_exempt(now), **_exempt(draft)}
    differing = Differing(*folded)
    months = whole_months(since, until)
    judging = Judging(start, end, months, differing.rules_now)
    sides = _Sides(turns, *folded, differing, exempt, judging, end)
    tally, records = judging.tally, 0

    def turned() -> None:
        if progress is not None:
            progress(journal.read, journal.total)
        if stop is not None and stop():
            raise Stopped

    with writer.unmapped():
        for subject in journal.subjects():
            words = words_of(subject, journal.names)
            for course in journal.courses(words, turned):
                for played, places, count in course.each(partial(sides.played, words)):
                    records += count
                    sides.judge(words, played, places, count)
        laying.take(judging)
    tally.close()
    return comparison_of(
        book, since, until, journal, tally, now, draft,
        months={name: (rulebooks.of_period(first), _of_period(book, first)) for name, first, _last in months},
        records=records, quiet=journal.quiet.left_out, unlaid=laying.unknown, replaced=replaced,
        seconds=time.monotonic() - began, empty=not _recorded(start, end),
    )  # fmt: skip


class _Sides:
    """Both sides of a comparison, folded as little twice as can be."""

    def __init__(
        self, turns: list[datetime], now: Sets, draft: Sets, differing: Differing, exempt: dict[str, int],
        judging: Judging, end: datetime,
    ) -> None:  # fmt: skip
        self.differing, self.judging, self.end = differing, judging, end
        self.here = Side(turns, now, (now, draft), exempt)
        self.both = Side(turns, differing.together(), (now, draft), exempt)
        self.there = Side(turns, draft, (None, draft), exempt)
        self._how: dict[str, How] = {}

    def played(self, words: Words, history: History) -> tuple[How, History, Played, Played]:
        """What came of a record, or of many alike, now and under the draft."""
        subject = words.subject
        how = self._how.get(subject.name)
        if how is None:
            how = self._how[subject.name] = self.differing.how(subject.name)
        happened = [fact.kind for fact in history.given]
        if how == "together" and f"{subject.name}{EXCUSE}" not in happened:  # which names a deadline by its id
            one = self.both.play(subject.words, words.blank, history, self.end)
            return how, history, one, one
        one = self.here.play(subject.words, words.blank, history, self.end)
        # where no rule that differs has anything to look at, both sides come to the same
        if how == "once" or self.differing.kinds.isdisjoint([*one.kinds, *happened]):
            return "once", history, one, one
        other = self.there.play(subject.words, words.blank, history, self.end)
        return "apart", history, one, other

    def judge(
        self, words: Words, played: tuple[How, History, Played, Played], places: Sequence[int] | None, count: int
    ) -> None:
        """Count what came of those at ``places``, or of all."""
        how, history, one, other = played
        whom = Whom(words.subject.name, history.subject_id, places, count)
        if how == "apart":
            self.judging.apart(words, history, one, other, whom)
        elif how == "together":
            self.judging.together(words, history, one, whom)
        else:
            self.judging.once(words, history, one, whom)


def _recorded(start: datetime, end: datetime) -> bool:
    """Whether anything that a replay plays happened between two moments."""
    within = Event.objects.filter(occurred_at__gte=start, occurred_at__lt=end)
    found = within.exclude(subject_kind__in=LEFT_OUT).order_by("-id").values("id")  # asked for are mostly the last days
    return found.first() is not None


def _newly_read(now: list[Ruleset | None], draft: list[Ruleset | None]) -> dict[str, frozenset[str]]:
    """By event, the windows that only the draft's checks read."""
    known = windows_read(rules for rules in now if rules is not None)
    wanted = windows_read(rules for rules in draft if rules is not None)
    found = {kind: names - known.get(kind, frozenset()) for kind, names in wanted.items()}
    return {kind: names for kind, names in found.items() if names}


def _instants(since: date, until: date) -> tuple[datetime, datetime]:
    if since > until:
        raise RangeError(
            f"起始日 {since} 在截止日 {until} 之后，请对调", f"{since} is after {until}: exchange the two days"
        )
    if since > today():
        raise RangeError(f"{since} 还没有到，没有可重放的事", f"{since} is still to come: there is nothing to replay")
    if since < EARLIEST:
        raise RangeError(
            f"{since} 太早，最早从 {EARLIEST} 起重放",
            f"{since} is too early: a replay begins on {EARLIEST} at the earliest",
        )
    until = min(until, today())  # nothing has happened after it
    # in UTC as the journal's, for instants of two zones compare slowly
    return start_of(since).astimezone(UTC), min(start_of(until + timedelta(days=1)), the_time()).astimezone(UTC)


def _sides(
    book: Rulebook, end: datetime
) -> tuple[list[datetime], list[Ruleset | None], list[Ruleset | None], list[Rulebook]]:
    """When the rules change, the rules from each change on (before the first: none), and what the draft replaces."""
    turns: list[datetime] = []
    now: list[Ruleset | None] = [None]
    draft: list[Ruleset | None] = [None]
    replaced: dict[str, Rulebook] = {}
    for since, versions in rulebooks.turns_until(end):
        rules, beside = rulebooks.together(versions), _beside(book, versions)
        turns.append(since)
        now.append(rules)
        draft.append(rulebooks.drafted(book, beside) if rules is not None else None)
        for version in versions:
            if version not in beside and (other := rulebooks.ruleset(version).rulebook).code != book.code:
                replaced[other.code] = other
    return turns, now, draft, list(replaced.values())


def _beside(book: Rulebook, versions: rulebooks.Versions) -> rulebooks.Versions:
    """The versions that stay in force beside the draft: of other rulebooks, unless they contradict it."""
    posts = {post.code: post.name for post in organisation().posts.values()}
    kept = []
    for version in versions:
        other = rulebooks.ruleset(version).rulebook
        if other.code != book.code and not contradictions(book, [other], posts):
            kept.append(version)
    return tuple(kept)


def _of_period(book: Rulebook, first: date) -> Ruleset | None:
    versions = rulebooks.versions_at(rulebooks.judging(first))
    return rulebooks.drafted(book, _beside(book, versions)) if versions else None


def whole_months(since: date, until: date) -> list[tuple[str, date, date]]:
    """The months that lie wholly within the range and have begun: name, first and last day."""
    until = min(until, today() + timedelta(days=31))
    found: list[tuple[str, date, date]] = []
    first = since if since.day == 1 else (since.replace(day=1) + timedelta(days=32)).replace(day=1)
    while True:
        following = (first + timedelta(days=32)).replace(day=1)
        if following - timedelta(days=1) > until:
            return found
        found.append((f"{first:%Y-%m}", first, following - timedelta(days=1)))
        first = following


def _exempt(sets: list[Ruleset | None]) -> dict[str, int]:
    """Gates at which the owner's own word must do, since nobody else holds the posts asked or one above."""
    org = organisation()
    owner = next(iter(org.holders.get(OWNER_POST, ())), None)
    if owner is None:
        return {}
    return {
        gate.id: owner
        for gate in gates(sets).values()
        if not any(
            org.someone_for(post, besides=owner)[1] for post in org.approvers(gate.approvers, OWNER_POST)
        )
    }  # fmt: skip
