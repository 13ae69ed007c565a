"""Facts behind every measure that is declared: rows made from the declaration, so that a new one has some too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from types import SimpleNamespace
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q

from dianzhang.engine.models import Shop
from dianzhang.engine.moment import HOME
from dianzhang.marketing.models import DataReport, ReportDay
from dianzhang.marketing.states import BY_NAME
from dianzhang.measure.catalogue import Measure, measures

_number = count(1)


class World:
    """``wanted`` says whose facts they are: (day, shop, person, unit, post)."""

    def __init__(self, shops: list[Shop], people: SimpleNamespace) -> None:
        self.shops, self.people = shops, people

    def fill(self, days: list[date]) -> None:
        """A fact of each measure on each of the days, of the shops and people in turn."""
        for measure in list(measures.values()):
            for n, day in enumerate(days[:1] if measure.grain == "month" else days):
                for back in range(9):  # of some kinds a person has one a day
                    try:
                        with transaction.atomic():
                            self.fact(measure, day - timedelta(days=back), n)
                        break
                    except IntegrityError:
                        continue

            if measure.post:
                self.fact(measure, days[-1], 0, shared=True)
            if measure.judging:
                self.fact(measure, days[-1], 0, judged=False)

    def fact(self, measure: Measure, day: date, n: int, *, shared: bool = False, judged: bool = True) -> Any:
        """``shared``: of a post and nobody in it.  Not ``judged``: it counts, but against no person."""
        shop = self.shops[n % len(self.shops)]
        person = (self.people.zhouke, self.people.suhe)[n % 2]
        given: dict[str, Any] = {}
        _place(given, measure.model, measure.day, day.replace(day=1) if measure.grain == "month" else day)
        for path, value in (
            (measure.shop, shop.pk),
            (measure.unit_of, person.unit_id if measure.person else shop.unit_id),
            (measure.person, person.person_id),
            (measure.post, "service"),
        ):
            if path and "__" not in path:
                given[path] = value
        if measure.grain == "month":
            given["period"] = f"{day:%Y-%m}"
            given.pop(measure.shop, None)
        if shared:
            given[measure.person] = None
        for path, value in _asked(measure.where & measure.judging):
            _place(given, measure.model, path, value)
        for path, value in _asked(measure.judging) if not judged else ():
            _place(given, measure.model, path, not value)
        for path in _added(measure.value):
            _place(given, measure.model, path, Something)
        return self.row(measure.model, given, day)

    def row(self, model: type[models.Model], given: dict[str, Any], day: date) -> Any:
        """Every field that has no value gets one that can be added up; what it belongs to is made."""
        own = {name: value for name, value in given.items() if not isinstance(value, dict)}
        below = {name: value for name, value in given.items() if isinstance(value, dict)}
        for field in model._meta.concrete_fields:
            wanted = own.get(field.attname, own.get(field.name))
            if wanted in (Something, Later):
                own[field.attname] = _usual(field, day, sure=True, later=wanted is Later)
                continue
            if field.primary_key or field.attname in own or field.name in own:
                continue
            if isinstance(field, models.ForeignKey):
                if field.name in below or not field.null:
                    own[field.attname] = self.one(field, below.get(field.name, {}), day)
            elif (value := _usual(field, day)) is not None:
                own[field.attname] = value
        made = model._default_manager.create(**own)
        for name in below:
            if name not in {field.name for field in model._meta.concrete_fields}:
                there = model._meta.get_field(name)
                self.row(there.related_model, {there.field.attname: made.pk, **below[name]}, day)  # type: ignore[union-attr]
        return made

    def one(self, field: Any, given: dict[str, Any], day: date) -> int:
        if field.related_model is Shop:
            return int(self.shops[0].pk)
        if field.related_model.__name__ == "Person":
            return int(self.people.zhouke.person_id)
        if field.related_model.__name__ == "Unit":
            return int(self.people.zhouke.unit_id)
        return int(self.row(field.related_model, given, day).pk)

    def told(self, first: date, last: date) -> None:
        """Reports of every kind tell of each of the days, for each shop."""
        for shop in self.shops:
            report = DataReport.objects.create(
                shop=shop, name="全", digest=f"all-{shop.pk}", family="traffic", status="taken",
                sent_at=datetime.combine(last, time(20), HOME),
            )  # fmt: skip
            days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
            ReportDay.objects.bulk_create(
                ReportDay(
                    report=report, shop=shop, layout=one.name, family=one.family, level=one.level, day=day, first=day,
                    last=day,
                )
                for one in BY_NAME.values()
                for day in days
            )  # fmt: skip


def _asked(q: Q) -> Iterator[tuple[str, Any]]:
    """What a condition wants, as path and value; of alternatives the first."""
    children = q.children[:1] if q.connector == Q.OR and not q.negated else q.children
    for child in children:
        if isinstance(child, Q):
            yield from _asked(child) if not child.negated else _other(child)
            continue
        path, value = child
        yield from _other(Q(child)) if q.negated else _one(path, value)


def _one(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    name, _cut, lookup = path.rpartition("__")
    if lookup == "in":
        yield name, value[0]
    elif lookup == "isnull":
        yield name, None if value else Something
    elif lookup in ("gt", "gte", "lt", "lte") and isinstance(value, F):
        yield name, Later if lookup.startswith("g") else Something
        yield value.name, Something
    elif lookup in ("gte", "lte"):
        yield name, value
    elif lookup in ("gt", "lt"):
        yield name, Something
    elif isinstance(value, F):
        yield path, 5
        yield value.name, 5
    else:
        yield path, value


def _other(q: Q) -> Iterator[tuple[str, Any]]:
    """Not this value: any other word."""
    for child in q.children:
        if not isinstance(child, Q) and isinstance(child[1], str):
            yield child[0], "other"


def _added(value: Any) -> Iterator[str]:
    """What a measure adds up."""
    for one in value.flatten():
        if isinstance(one, F) and one.name not in ("pk", "id"):
            yield one.name


class Something:
    """Any value, but one."""


class Later:
    """An instant after the others."""


def _place(given: dict[str, Any], model: type[models.Model], path: str, value: Any) -> None:
    """``order__brushing`` is a value of the row that it belongs to."""
    name, _cut, rest = path.partition("__")
    if rest == "date":
        given[name] = datetime.combine(value, time(12), HOME)
        return
    field: Any = next((f for f in model._meta.get_fields() if name in (f.name, getattr(f, "attname", ""))), None)
    if field is None:
        return
    if field.one_to_many:
        _place(given.setdefault(field.name, {}), field.related_model, rest, value)
        return
    if rest:
        _place(given.setdefault(field.name, {}), field.related_model, rest, value)  # type: ignore[arg-type]
    elif isinstance(field, models.ForeignKey) and value is Something:
        given.setdefault(field.name, {})
    elif not (field.name in given and value is Something):
        given[field.name if not isinstance(field, models.ForeignKey) else field.attname] = value


def _usual(field: Any, day: date, *, sure: bool = False, later: bool = False) -> Any:
    """A value by the kind of the field; None for one that has its own."""
    n = next(_number)
    if isinstance(field, models.BooleanField):
        return None
    if isinstance(field, models.DecimalField):
        return Decimal(n % 5)
    if isinstance(field, models.IntegerField):
        if not (sure or field.null or not field.has_default()):
            return None
        if field.name == "value_cents":  # hundredths of whole pieces
            return (n % 7 + 1) * 100
        return n % (997 if field.name.endswith("_cents") else 7) + 1
    if isinstance(field, models.DateTimeField):
        return datetime.combine(day, time(15 if later else 9, n % 60), HOME)
    if isinstance(field, models.DateField):
        return day if sure or not field.null else None
    if isinstance(field, (models.CharField, models.TextField)):
        return None if field.has_default() or field.null or field.blank else str(n)[: field.max_length]
    return None
