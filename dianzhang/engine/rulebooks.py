"""Which rules are in force at an instant.  Compiled versions are kept in memory; the list of versions is asked for
again after a second, so that a version activated by another process is seen."""

from __future__ import annotations

import logging
import time
from bisect import bisect_right
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from dianzhang.kernel.calendar import Calendar, china
from dianzhang.kernel.clocks import Days
from dianzhang.kernel.rulebook.compiler import Compiled
from dianzhang.kernel.rulebook.compiler import compile as compile_text
from dianzhang.kernel.rulebook.run import Outcome, run_in_time
from dianzhang.kernel.rules import Rulebook
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.vocabulary import PostWord, Vocabulary

from . import registry
from .excusing import excusing_gates
from .implying import implied
from .keepers import consent
from .models import Post, RulebookVersion
from .moment import start_of
from .scoping import scopes_of

_FRESH = 1.0  # seconds a list of versions is believed
_MANY = 64  # compiled versions kept
TRY_WITHIN = 10.0  # seconds of work for the examples of one text
JUDGING = ("in_force", "repealed")  # the status of versions that judge, or did
FIXED = (*JUDGING, "reference")  # of those whose text never changes any more
Versions = tuple[int, ...]
log = logging.getLogger("dianzhang.rulebooks")


class _Memory:
    """``turns``: the instants at which the set in force changes, and ``sets``: what is in force from each on."""

    def __init__(self) -> None:
        self.read_at = 0.0
        self.turns: list[datetime] = []
        self.sets: list[Versions] = []
        self.codes: dict[int, str] = {}  # version -> its code; the first version of each code first


_memory = _Memory()
_kept: dict[int, Ruleset] = {}


def forget() -> None:
    """A version or a post changed in this process: read again."""
    _memory.read_at = 0.0
    _kept.clear()
    _together.cache_clear()


def _known() -> _Memory:
    """What was in force when, read again once it is no longer fresh."""
    if time.monotonic() - _memory.read_at > _FRESH:
        _read()
        _memory.read_at = time.monotonic()
    return _memory


def _read() -> None:
    rows = RulebookVersion.objects.filter(status__in=JUDGING, in_force_from__isnull=False)
    columns = rows.order_by("in_force_from", "id").values_list("in_force_from", "in_force_until", "id", "code")
    found = [row for row in columns if row[1] is None or row[1] > row[0]]  # type: ignore[operator]
    starts = [(since, 1, version_id, code) for since, _until, version_id, code in found]
    ends = [(until, 0, version_id, code) for _since, until, version_id, code in found if until is not None]
    current: dict[str, int] = {}  # code -> version, in the order in which the codes came
    _memory.turns, _memory.sets = [], []
    for moment, starting, version_id, code in sorted([*starts, *ends]):
        if starting:
            current[code] = version_id
        elif current.get(code) == version_id:  # repealed before a newer version took its place
            del current[code]
        _memory.turns.append(moment)  # type: ignore[arg-type]
        _memory.sets.append(tuple(current.values()))
    _memory.codes = {version_id: code for _since, _until, version_id, code in found}


def compiled_text(text: str) -> Compiled:
    """A rulebook's text compiled against the department's words; the same text and words are compiled once."""
    posts = tuple(Post.objects.order_by("id").values_list("code", "name"))
    return _compiled(text, posts, len(registry.actions) + len(registry.measures))


@lru_cache(maxsize=32)
def _compiled(text: str, posts: tuple[tuple[str, str], ...], _words: int) -> Compiled:
    return compile_text(text, registry.vocabulary({code: PostWord(code, name) for code, name in posts}))


def tried(text: str) -> tuple[tuple[Outcome, ...], int]:
    """What comes of the examples of a rulebook's text, and how many there was no time for; run once, as it is compiled.

    None where it does not compile.  The largest that ships takes a hundredth of that time.
    """
    posts = tuple(Post.objects.order_by("id").values_list("code", "name"))
    return _tried(text, posts, len(registry.actions) + len(registry.measures))


@lru_cache(maxsize=32)
def _tried(text: str, posts: tuple[tuple[str, str], ...], words: int) -> tuple[tuple[Outcome, ...], int]:
    book = _compiled(text, posts, words).rulebook
    if book is None:
        return (), 0
    outcomes, left = run_in_time(book, vocabulary(), usual_calendar_of, within=TRY_WITHIN)
    return tuple(outcomes), left


def ruleset(version_id: int) -> Ruleset:
    """The compiled rules of one version; of a draft, what of it makes sense so far."""
    found = _kept.get(version_id)
    if found is None:
        row = RulebookVersion.objects.get(pk=version_id)
        found = _compiled_rules(row)
        if row.status in FIXED:
            if len(_kept) >= _MANY:
                _kept.clear()
            _kept[version_id] = found
    return found


def _compiled_rules(row: RulebookVersion) -> Ruleset:
    compiled = compiled_text(row.text)
    if compiled.rulebook is None and row.status in JUDGING:
        # It compiled when it was put in force; a word has been withdrawn since.  What still stands goes on.
        log.error("%s no longer compiles, its sound rules stay in force: %s", row, compiled.errors[0].message)
    rules = _with_implied(Ruleset(compiled.rulebook or compiled.draft, row.pk))
    rules.imply(consent(rules.rulebook.owner))
    return rules


def _with_implied(rules: Ruleset) -> Ruleset:
    """With what its rules imply: deadlines on other subjects, and who agrees to an exception from any deadline; and
    with those to whom they apply."""
    rules.scopes = scopes_of([book.scope for book, _version in rules.books])
    for deadline in implied(rules):
        rules.add_deadline(deadline)
    for gate in list(excusing_gates(rules)):
        rules.add_gate(gate)
    return rules


@lru_cache(maxsize=64)
def _together(versions: Versions) -> Ruleset:
    return _with_implied(Ruleset.of([(ruleset(version).rulebook, version) for version in versions]))


def together(versions: Versions) -> Ruleset | None:
    """The rules of several versions side by side; None for none.  Indexed once and kept."""
    if len(versions) < 2:
        return ruleset(versions[0]) if versions else None
    return _together(versions)


def drafted(draft: Rulebook, versions: Versions) -> Ruleset:
    """A draft as if it were in force beside these versions; it has no key."""
    return _with_implied(Ruleset.of([(draft, None), *((ruleset(version).rulebook, version) for version in versions)]))


def turns_until(moment: datetime) -> list[tuple[datetime, Versions]]:
    """When what is in force changed before ``moment``, and what is in force from each change on."""
    known = _known()
    return [(since, there) for since, there in zip(known.turns, known.sets, strict=True) if since < moment]


def versions_at(moment: datetime) -> Versions:
    """The versions in force at ``moment``: of each code the newest; the code that came first is first."""
    known = _known()
    number = bisect_right(known.turns, moment)
    return known.sets[number - 1] if number else ()


def begun(version_id: int) -> datetime | None:
    """When the rulebook that a version belongs to first took effect; None before its first version does."""
    known = _known()
    same = {one for one, code in known.codes.items() if code == known.codes.get(version_id)}
    return next((turn for turn, there in zip(known.turns, known.sets, strict=True) if same.intersection(there)), None)


def versions_from(moment: datetime) -> Versions:
    """The versions in force at ``moment`` and those that are to come."""
    later = _known().sets[bisect_right(_known().turns, moment) :]
    return tuple(dict.fromkeys(version for there in (versions_at(moment), *later) for version in there))


def until(version_id: int, moment: datetime) -> datetime | None:
    """When a version that is in force at ``moment`` ends, or a newer one takes its place; None: nothing is decided."""
    known = _known()
    later = ((turn, there) for turn, there in zip(known.turns, known.sets, strict=True) if turn > moment)
    return next((turn for turn, there in later if version_id not in there), None)


def at(moment: datetime) -> Ruleset | None:
    """The rules in force at ``moment``, of all rulebooks together; None before the first version."""
    return together(versions_at(moment))


def first_or_at(moment: datetime) -> Ruleset | None:
    """As ``at``, but the first version for times before it."""
    known = _known()
    return at(moment) or (together(known.sets[0]) if known.sets else None)


def beside(version_id: int, moment: datetime) -> Ruleset | None:
    """A version together with what else was in force at ``moment``: the rules that a request of then is asked by."""
    there, known = versions_at(moment), _known().codes
    if version_id not in there and version_id in known:
        there = (version_id, *(other for other in there if known[other] != known[version_id]))
    return together(there)


def of_period(first_day: date) -> Ruleset | None:
    """The rules that judge a period: those in force on its first day, as it ends."""
    return at(judging(first_day))


def judging(first_day: date) -> datetime:
    """The instant whose rules judge a period."""
    return start_of(first_day + timedelta(days=1)) - timedelta(microseconds=1)


def defining(first_day: date) -> Ruleset | None:
    """The rules whose definitions of numbers hold for a period: as ``of_period``, and of every rulebook that came
    later its first version.  Definitions of numbers reach back, verdicts do not."""
    there = versions_at(judging(first_day))
    known = _known().codes
    codes = {known[version] for version in there}
    for version, code in known.items():
        if code not in codes:
            codes.add(code)
            there = _if_compatible(there, version)
    return together(there)


def _if_compatible(versions: Versions, version: int) -> Versions:
    """With one more version, unless clauses of the same id are there: it took the place of another rulebook."""
    taken = {clause.id for one in versions for clause in ruleset(one).clauses if clause.rules}
    clashes = any(clause.id in taken for clause in ruleset(version).clauses if clause.rules)
    return versions if clashes else (*versions, version)


def rule_of(version_id: int, rule_id: str) -> Any:
    """A rule as it stood in a version, or None when it has gone."""
    return ruleset(version_id).find(rule_id)


def vocabulary() -> Vocabulary:
    """The words a rulebook may use in this department."""
    return registry.vocabulary({p.code: PostWord(p.code, p.name) for p in Post.objects.only("code", "name")})


@lru_cache(maxsize=8)
def _named_calendar(name: str) -> Calendar:
    return registry.calendars_made.get(name) or china(name)


def calendar_of(name: str | None) -> Days:
    """The calendar a rule names; none named: the department's own (Monday to Friday, 9–12 and 13–18, holidays)."""
    family, _colon, post = (name or "").partition(":")
    if post and family in registry.calendars_of_posts:
        return registry.calendars_of_posts[family][1](post)  # as it is now: what is to come may change
    return _named_calendar(name or "department")


def usual_calendar_of(name: str | None) -> Days:
    """As :func:`calendar_of`, for examples: those of posts are the department's, whatever is planned these days."""
    return calendar_of(None if name and ":" in name else name)
