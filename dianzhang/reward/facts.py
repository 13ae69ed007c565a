"""The facts by which the people of a month are judged: what is theirs, and what is their shops'."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Q

from dianzhang.engine.access import OWNER_POST
from dianzhang.engine.models import Assignment, Event
from dianzhang.engine.organisation import organisation
from dianzhang.kernel.messages import Message
from dianzhang.kernel.money import yuan
from dianzhang.kernel.units import Unit
from dianzhang.measure import catalogue
from dianzhang.measure.catalogue import Measure, Slice, months_of, span_of
from dianzhang.measure.series import address, events, total

from .models import BasePay, Target
from .states import BASE_ZH
from .targets.words import PAID, SOLD
from .tree import Figure

TARGETS_OF = {"gmv_target": PAID, "sales_target": SOLD}  # measure: the number whose targets it reads
SAID = ("target.set", "target.revise")  # what says how much is to be reached
Counted = Mapping[str, Mapping[tuple[int | None, str], Decimal]]  # measure -> (person, "") or (None, post) -> number


@dataclass(frozen=True)
class Worker:
    """A person of the month: the post they are judged and paid in, and all they held."""

    person_id: int
    post: str
    posts: tuple[str, ...]
    unit_id: int | None


def workers(period: str) -> list[Worker]:
    """Everybody who held a post in the month; the owner is nobody's employee.

    Judged and paid in the post held on the first day, of several the one held longest; who came later, in their first.
    """
    first, last = span_of(period)
    held = Assignment.objects.filter(Q(until=None) | Q(until__gt=first), since__lte=last).exclude(post__code=OWNER_POST)
    rows: dict[int, list[tuple[str, int]]] = {}
    for person, post, unit in held.order_by("since", "id").values_list("person_id", "post__code", "post__unit_id"):
        rows.setdefault(person, []).append((post, unit))
    return [
        Worker(person, posts[0][0], tuple(dict.fromkeys(post for post, _unit in posts)), posts[0][1])
        for person, posts in sorted(rows.items())
    ]


class MonthFacts:
    """What was measured in a month (or a quarter): each measure is asked for once, for everybody.

    Without ``events`` the figures come without the events behind them, in a few statements.  ``counted`` gives measures
    of persons counted elsewhere (a replay): by person, or by the post whose holders share them.
    """

    def __init__(self, period: str, *, events: bool = True, counted: Counted | None = None) -> None:
        self.period = period
        self._with_events = events
        self._of_persons: dict[str, Mapping[tuple[int | None, str], Decimal]] = dict(counted or {})
        self._of_workers: dict[tuple[str, Worker], Figure] = {}
        self.first, self.last = span_of(period)
        self._of_shops: dict[tuple[str, tuple[int | None, ...]], tuple[Decimal | None, tuple[int, ...]]] = {}
        self._targets = list(Target.objects.filter(period__in=months_of(period), status="set").order_by("id"))

    def measured(self, name: str, worker: Worker) -> Figure:
        """A measure as it counts for this person."""
        measure = catalogue.measures[name]
        if name in TARGETS_OF:
            return self._target(measure, worker, TARGETS_OF[name])
        if measure.whose == "person":
            of = Slice(self.first, self.last, person=worker.person_id, posts=worker.posts)
            return _figure(measure, self._of_person(measure, worker), of, self._events(measure, of))
        if measure.whose == "unit":
            of = Slice(self.first, self.last, unit=worker.unit_id)
            return _figure(measure, total(measure, of), of, self._events(measure, of))
        shops = self.shops(worker) if measure.whose == "shop" else (None,)
        value, found = self._shops(measure, shops)
        return _figure(measure, value, self._slice(shops), found)

    def _slice(self, shops: tuple[int | None, ...]) -> Slice:
        """The month of one shop, of several together (what does not add up is asked for at once), or of all."""
        if len(shops) == 1:
            return Slice(self.first, self.last, shop=shops[0])
        return Slice(self.first, self.last, shops=tuple(shop for shop in shops if shop is not None))

    def _events(self, measure: Measure, of: Slice) -> tuple[int, ...]:
        return tuple(events(measure, of)) if self._with_events else ()

    def _of_person(self, measure: Measure, worker: Worker) -> Decimal | None:
        """Theirs, and what their posts share: out of one statement for everybody, as only sums can be."""
        if measure.kind != "sum" or not measure.post:
            return total(measure, Slice(self.first, self.last, person=worker.person_id, posts=worker.posts))
        if measure.name not in self._of_persons:
            rows = measure.rows(Slice(self.first, self.last)).filter(measure.judging)
            sums = rows.values_list(measure.person, measure.post).annotate(_value=measure.value).order_by()
            counts = {(person, "" if person else post): Decimal(0) for person, post, _value in sums}
            for person, post, value in sums:
                counts[person, "" if person else post] += measure.read(value) or 0
            self._of_persons[measure.name] = counts
        found = self._of_persons[measure.name]
        shared = sum((found.get((None, post), Decimal(0)) for post in worker.posts), Decimal(0))
        return found.get((worker.person_id, ""), Decimal(0)) + shared

    def _shops(self, measure: Measure, shops: tuple[int | None, ...]) -> tuple[Decimal | None, tuple[int, ...]]:
        key = (measure.name, shops)
        if key not in self._of_shops:
            of = self._slice(shops)
            self._of_shops[key] = total(measure, of), self._events(measure, of)
        return self._of_shops[key]

    @cached_property
    def workers(self) -> list[Worker]:
        return workers(self.period)

    def targets(self, worker: Worker, metric: str = PAID) -> list[Target]:
        """Their own targets, else those of their unit or the nearest above it, else everybody's."""
        wanted = [target for target in self._targets if target.metric == metric]
        mine = [target for target in wanted if target.for_person_id == worker.person_id]
        unit = worker.unit_id
        units = organisation().units
        while not mine and unit is not None:
            mine = [target for target in wanted if target.for_unit_id == unit]
            unit = units[unit].parent_id if unit in units else None
        mine = mine or [target for target in wanted if target.for_person_id is None and target.for_unit_id is None]
        of_all = [target for target in mine if target.shop_id is None]
        return of_all or mine

    def shops(self, worker: Worker) -> tuple[int | None, ...]:
        """The shops that the person's targets are about; (None,): all."""
        return tuple(dict.fromkeys(target.shop_id for target in self.targets(worker))) or (None,)

    def _target(self, measure: Measure, worker: Worker, metric: str) -> Figure:
        targets = self.targets(worker, metric)
        of = Slice(self.first, self.last)
        if not targets:
            why = Message(f"没有人下达 {self.period} 的{measure.zh}", f"nobody set a target for {self.period}")
            return _figure(measure, None, of, (), why)
        made = tuple(event for target in targets for event in self._set_by[target.pk])
        whole = sum((yuan(target.value_cents) for target in targets), Decimal(0))
        return _figure(measure, whole, of, tuple(sorted(made)))

    @cached_property
    def _set_by(self) -> Mapping[int, list[int]]:
        """The events that set the targets of the month, and that changed them."""
        found: dict[int, list[int]] = {target.pk: [] for target in self._targets}
        made = Event.objects.filter(subject_kind="target", subject_id__in=found, kind__in=SAID)
        for target, event in made.values_list("subject_id", "pk"):
            found[target].append(event)
        return found

    def of_worker(self, name: str, worker: Worker, find: Callable[[MonthFacts, Worker], Figure]) -> Figure:
        """A variable of somebody, found once."""
        if (name, worker) not in self._of_workers:
            self._of_workers[name, worker] = find(self, worker)
        return self._of_workers[name, worker]

    def base(self, worker: Worker) -> Figure:
        """约定底薪: what was agreed with the person, else for the post, in force on the month's first day; for who came
        later, the first agreed within the month."""
        for condition in (Q(for_person_id=worker.person_id), Q(for_post=worker.post)):
            rows = BasePay.objects.filter(condition)
            found = (
                rows.filter(since__lte=self.first).order_by("-since", "-id").first()
                or rows.filter(since__lte=self.last).order_by("since", "-id").first()
            )
            if found is not None:
                made = Event.objects.filter(subject_kind="basepay", subject_id=found.pk, kind="basepay.set")
                return Figure(
                    BASE_ZH,
                    yuan(found.amount_cents),
                    Unit.MONEY,
                    "basepay",
                    events=tuple(made.values_list("pk", flat=True)),
                )
        why = Message("还没有核定约定底薪", "no base pay has been agreed")
        return Figure(BASE_ZH, None, Unit.MONEY, "basepay", why)


def _figure(
    measure: Measure, value: Decimal | None, of: Slice, found: tuple[int, ...], why: Message | None = None
) -> Figure:
    if value is None and why is None and of.first is not None and of.last is not None:
        why = measure.lacking(of)(of.first, of.last) or measure.unset
    return Figure(
        measure.zh, value, measure.unit, "measure", why, address=address(measure, of), events=found, note=measure.note
    )
