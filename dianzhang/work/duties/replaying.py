"""Duties in a replay: what was laid out and became of it, and what a draft would have laid out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from dianzhang.engine import registry, rulebooks
from dianzhang.engine.models import ClockRow, Event
from dianzhang.engine.moment import day_of
from dianzhang.engine.replaying.laying import UNKNOWN, Laid, Played, Stretch
from dianzhang.engine.replaying.owing import Whose
from dianzhang.engine.replaying.reacted import reacted_to
from dianzhang.kernel.duties import Judged, Occurrence, Proof, covers, judge, occurrences
from dianzhang.kernel.recurrence import recurrence
from dianzhang.kernel.rules import Duty

from ..models import Owed
from .laying import MOVED
from .states import DONE, deadline_id
from .turnout import Owes, Turnout

STATE = {"met": "met", "late": "missed", "missed": "missed", "open": "running", "excused": "excused"}
Key = tuple[str, Any, str, int | None]  # rule, day, post where anyone of it may do it, person


class Duties:
    """Of duties (``engine.replaying.laying.Layer``)."""

    def recorded(self, rules: Sequence[Duty], played: Played) -> Iterator[Laid]:
        """What stood in the records; what was withdrawn was not owed."""
        by_id = {rule.id: rule for rule in rules}
        rows = list(_standing(by_id, played))
        excused, who = _excused(rows), _who_did(rows)
        for owed in rows:
            done = owed.done_at if owed.done_at is not None and owed.done_at < played.until else None
            if owed.pk in excused:
                state = "excused"
            elif done is not None and done <= owed.due_at:
                state = "met"
            else:
                state = "missed" if owed.due_at < played.until else "running"
            anyone = owed.owner_id is None
            whose = _whose(played, owed.post, owed.owner_id, who.get(owed.pk), owed.due_at) if anyone else None
            yield Laid(
                deadline_id(owed.rule, owed.post if anyone else ""), _same(owed), state, owed.due_at,
                done if state == "met" else owed.due_at, whose or (owed.owner_id, ""), ("duty", owed.pk),
            )  # fmt: skip

    def drafted(self, ids: frozenset[str], played: Played) -> Iterator[Laid]:
        rows = list(_standing(ids, played))
        waived = _excused(rows)
        excused = {_same(owed) for owed in rows if owed.pk in waived}
        for stretch in played.stretches:
            there = Turnout(day_of(stretch.since) - MOVED, day_of(stretch.until) + MOVED)
            for rule in stretch.rules.rules_of(Duty):
                if rule.id in ids:
                    yield from _Drafted(rule, stretch, played, excused, there).laid()


def _standing(ids: Iterable[str], played: Played) -> Any:
    rows = Owed.objects.filter(rule__in=list(ids), due_at__gte=played.since, opens_at__lt=played.until)
    return rows.exclude(status="withdrawn").order_by("id")


def _same(owed: Owed) -> Any:
    return owed.day, "" if owed.owner_id else owed.post, owed.owner_id


def _excused(rows: Sequence[Owed]) -> set[int]:
    of = {"subject_kind": "duty", "subject_id__in": [owed.pk for owed in rows], "state": "excused"}
    return set(ClockRow.objects.filter(**of).values_list("subject_id", flat=True))


def _who_did(rows: Sequence[Owed]) -> dict[int, int | None]:
    of = {"subject_kind": "duty", "subject_id__in": [owed.pk for owed in rows], "kind__in": DONE}
    return dict(Event.objects.filter(**of).order_by("id").values_list("subject_id", "actor_id"))


def _owners(proof: frozenset[str], refs: set[tuple[str, int]]) -> dict[tuple[str, int], int | None]:
    """Of what is proved by a note on somebody else's record: whose record it is."""
    kinds = {registry.actions[kind].subject for kind in proof if registry.actions[kind].word.of_owner}
    found = dict[tuple[str, int], int | None]()
    for subject in kinds:
        rows = subject.model._default_manager.filter(pk__in=[pk for kind, pk in refs if kind == subject.name])
        found |= {(subject.name, pk): owner for pk, owner in rows.values_list("pk", "owner_id")}
    return found


def _whose(played: Played, post: str, person: int | None, did: int | None, at: Any) -> Whose:
    """The person; of a post that several hold, who did it, else the post."""
    if person is not None:
        return person, ""
    holders = played.holders.of(post, at)
    if len(holders) == 1:
        return holders[0], ""
    return (did, "") if did in holders else (None, post)


Dates = dict[tuple[str, int | None], list[Occurrence]]  # by post and person


def _occurrence(day: date, owes: Owes) -> Occurrence:
    return Occurrence(day, owes.opens_at, owes.due_at)


class _Drafted:
    """One duty of a draft in days of the same rules."""

    def __init__(self, rule: Duty, stretch: Stretch, played: Played, excused: set[Any], there: Turnout) -> None:
        self.rule, self.stretch, self.played, self.excused, self.there = rule, stretch, played, excused, there

    def laid(self) -> Iterator[Laid]:
        owed, before, acting = self._owed()
        proofs = self._proofs() if owed or acting else ()
        self._hand_on(owed, before, acting, proofs or ())
        for (post, person), dates in owed.items():
            for one in self._judged(post, person, dates, proofs or ()):
                if not self._within(one.occurrence):
                    continue  # it only takes the proofs that served it
                yield Laid(
                    deadline_id(self.rule.id, post if person is None else ""),
                    (one.occurrence.day, post if person is None else "", person),
                    UNKNOWN if proofs is None else STATE[one.verdict],
                    one.occurrence.due_at,
                    one.done_at if one.verdict == "met" else one.occurrence.due_at,
                    _whose(self.played, post, person, one.proof.person if one.proof else None, one.occurrence.due_at),
                    one.proof.key if one.proof else None,
                )

    def _within(self, one: Occurrence) -> bool:
        last = self.stretch.until == self.played.until  # what is open at the end counts as running
        return one.due_at >= self.stretch.since and (last or one.due_at < self.stretch.until)

    def _owed(self) -> tuple[Dates, list[tuple[date, Owes]], list[tuple[date, Owes]]]:
        """Who owes which occurrences; those before the stretch too, for they take the proofs that served them.  Then
        whose leave began between opening and due time, and who stood in on the last day."""
        rule, played = self.rule, self.played
        calendar = rulebooks.calendar_of(rule.calendar)
        begin, end = day_of(self.stretch.since) - MOVED, day_of(self.stretch.until)
        last = recurrence(rule.recurrence).period(end + timedelta(days=rule.early.days))[1]
        found, before, acting = Dates(), list[tuple[date, Owes]](), list[tuple[date, Owes]]()
        for one in occurrences(rule, begin, last, calendar):
            if one.opens_at >= played.until or covers(rule, one.day)[1] < day_of(played.begun):
                continue
            holders = {post: played.holders.of(post, one.due_at) for post in rule.owners}
            there = list(self.there.owed(rule, one, holders, day_of(one.due_at)))
            own = [owes for owes in there if owes.instead_of is None]
            for owes in own:
                found.setdefault((owes.post, owes.person), []).append(_occurrence(one.day, owes))
            acting += [(one.day, owes) for owes in there if owes.instead_of is not None]
            early = self.there.owed(rule, one, holders, day_of(one.opens_at))
            before += [(one.day, owes) for owes in early if owes.instead_of is None and owes not in own]
        return found, before, acting

    def _hand_on(
        self, owed: Dates, before: Iterable[tuple[date, Owes]], acting: Iterable[tuple[date, Owes]],
        proofs: Iterable[Proof],
    ) -> None:  # fmt: skip
        """What somebody did before their leave began is theirs; what they had not done went to who stood in."""
        done = set[tuple[date, int | None]]()
        for day, owes in before:
            mine, key = _occurrence(day, owes), (owes.post, owes.person)
            dates = sorted([*owed.get(key, ()), mine], key=lambda one: one.due_at)
            judged = self._judged(owes.post, owes.person, dates, proofs)
            if any(one.occurrence == mine and one.verdict == "met" for one in judged):
                owed[key] = dates
                done.add((day, owes.person))
        for day, owes in acting:
            if (day, owes.instead_of) not in done and (day, owes.person) not in done:
                done.add((day, owes.person))
                owed.setdefault((owes.post, owes.person), []).append(_occurrence(day, owes))

    def _judged(self, post: str, person: int | None, dates: list[Occurrence], proofs: Iterable[Proof]) -> list[Judged]:
        holding = (person,) if person is not None else self._held(post, proofs)
        excused = frozenset(
            (person, one.day) for one in dates
            if (one.day, post if person is None else "", person) in self.excused
        )  # fmt: skip
        rule = replace(self.rule, owners=(post,))
        return judge(rule, dates, {post: holding}, proofs, self.played.until, excused=excused)

    def _held(self, post: str, proofs: Iterable[Proof]) -> tuple[Any, ...]:
        """Of a duty that anyone of a post may do: those who held it when they did what proves it."""
        did = {proof.person for proof in proofs if proof.person in self.played.holders.of(post, proof.at)}
        return tuple(did) or (post,)

    def _proofs(self) -> list[Proof] | None:
        """The recorded events that prove it; None where nobody records such events, so that nobody can know."""
        return self._events() if self.rule.proof else self._words()

    def _words(self) -> list[Proof] | None:
        """What owners of this duty said they had done; of one that nobody had to do, nobody said anything."""
        mine = Owed.objects.filter(rule=self.rule.id).values("pk")
        if not mine.exists():
            return None
        of = {"kind": "duty.done", "subject_kind": "duty", "subject_id__in": mine}
        said = Event.objects.filter(**of, occurred_at__lt=self.played.until)
        rows = said.values_list("occurred_at", "actor_id", "subject_id")
        return [Proof(at, actor, ("duty", pk)) for at, actor, pk in rows]

    def _events(self) -> list[Proof] | None:
        if not Event.objects.filter(kind__in=self.rule.proof).exists():
            return None
        events = Event.objects.filter(
            kind__in=self.rule.proof, rule="", actor_id__isnull=False, occurred_at__lt=self.played.until,
            occurred_at__gte=self.stretch.since - MOVED - MOVED,
        )  # fmt: skip
        rows = list(events.values_list("id", "occurred_at", "actor_id", "subject_kind", "subject_id"))
        if self.rule.when is not None:
            meant = reacted_to(self.rule, {(kind, pk) for _id, _at, _who, kind, pk in rows}, self.played)
            rows = [row for row in rows if row[0] in meant]
        owners = _owners(self.rule.proof, {(kind, pk) for _id, _at, _who, kind, pk in rows})
        return [Proof(at, owners.get((kind, pk), actor), (kind, pk)) for _id, at, actor, kind, pk in rows]
