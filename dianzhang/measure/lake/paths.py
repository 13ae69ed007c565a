"""Which tables and columns a measure reads, from the paths in its declaration: ``order__brushing`` of a refund."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, Q, Subquery
from django.db.models.functions import Now


class NotKept(Exception):
    """A declaration that the lake cannot keep; the text says why, for those who run it."""


@dataclass(frozen=True)
class Path:
    """A column reached from a model over relations: ``hops`` are their names, ``many`` the last that multiplies rows.

    ``column`` belongs to ``model``; empty when the path ends in a relation that is only looked through.
    """

    hops: tuple[str, ...]
    model: type[Model]
    column: str
    many: tuple[str, ...] = ()


def trace(model: type[Model], path: str) -> list[Path]:
    """Every column on the way, those of the keys that are followed too; transforms at the end are left out."""
    found: list[Path] = []
    hops: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    for part in path.split("__"):
        field = _field(model, part)
        if field is None:
            break
        if field.concrete:
            found.append(Path(hops, model, str(field.column), many))
        else:
            many = (*hops, part)
            found.append(Path(many, field.related_model, str(field.field.column), many))
        if not field.is_relation or field.related_model is None or part == getattr(field, "attname", None):
            break
        hops, model = (*hops, part), field.related_model
    return found


def _field(model: type[Model], name: str) -> Any:
    if name == "pk":
        return model._meta.pk
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def paths_in(expression: Any) -> Iterator[str]:
    """The paths that an expression or a condition names.  NotKept: it asks other rows, or what time it is."""
    if isinstance(expression, Subquery):
        raise NotKept("it looks at other records, whose changes are not those of its own day")
    if isinstance(expression, Now):
        raise NotKept("it changes as time passes, without anybody doing anything")
    if isinstance(expression, F):
        yield str(expression.name)  # type: ignore[attr-defined] # it has one
    elif isinstance(expression, Q):
        for child in expression.children:
            if isinstance(child, tuple):
                yield child[0]
                yield from paths_in(child[1])
            else:
                yield from paths_in(child)
    elif isinstance(expression, list | tuple | set | frozenset):
        for one in expression:
            yield from paths_in(one)
    elif hasattr(expression, "get_source_expressions"):
        for source in expression.get_source_expressions():
            yield from paths_in(source)


def columns_of(model: type[Model], expressions: Iterable[Any]) -> list[Path]:
    return [path for one in expressions for name in paths_in(one) for path in trace(model, name)]
