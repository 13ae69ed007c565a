"""OCEL 2.0 as JSON (ocel-standard.org, specification of 16 October 2023), written event by event.

Four arrays: the events in the order of the journal; the objects, each with what became of its figures and states and
when, and with what it refers to; and the types of both with the attributes that were met.  Types come last, since only
then it is known what was met: the order of keys says nothing in JSON.  Values are written as text, as the published
schema has them; their types stand with the type's attributes.  What is referred to without an event of its own is an
object too: it is remembered on the disk, so that memory does not grow with the log.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TextIO

from ..models import Event
from .asking import Wanted, top
from .telling import Figure, Object, Teller, Told

Progress = Callable[[int], None]
OFTEN = 1000  # events between two words of progress
Types = defaultdict[str, dict[str, str]]


def write(out: TextIO, wanted: Wanted, teller: Teller, progress: Progress, name: str = "") -> int:
    """The number of events written.  ``name`` is no part of this format."""
    until, events, objects = top(), Types(dict), Types(dict)
    with Mentioned() as mentioned:
        out.write('{"events":[\n')
        count = _events(out, wanted.in_order(until), teller, events, mentioned, progress)
        out.write('],"objects":[\n')
        _objects(out, _telling(wanted.by_record(until), lambda: progress(count)), teller, objects, mentioned)
    out.write('],"eventTypes":')
    out.write(_text(_types(events)))
    out.write(',"objectTypes":')
    out.write(_text(_types(objects)))
    out.write("}\n")
    return count


def _events(
    out: TextIO, rows: Iterable[Event], teller: Teller, types: Types, mentioned: Mentioned, progress: Progress
) -> int:
    count = 0
    for count, row in enumerate(rows, 1):
        told = teller.told(row)
        figures = {**told.own, **told.more}
        types[told.kind] |= {name: figure.type for name, figure in figures.items()}
        mentioned.add([told.about], own=True)
        mentioned.add([one for one, _as in told.with_])
        line = {
            "id": told.id, "type": told.kind, "time": told.at,
            "attributes": [{"name": name, "value": figure.text} for name, figure in figures.items()],
            "relationships": [_relation(told.about, "subject"), *(_relation(*one) for one in told.with_)],
        }  # fmt: skip
        out.write(("" if count == 1 else ",\n") + _text(line))
        if count % OFTEN == 0:
            progress(count)
    return count


def _telling(rows: Iterable[Event], alive: Callable[[], None]) -> Iterator[Event]:
    """The same rows; now and then whoever waits is told that the work goes on."""
    for n, row in enumerate(rows, 1):
        yield row
        if n % OFTEN == 0:
            alive()


def _objects(out: TextIO, rows: Iterable[Event], teller: Teller, types: Types, mentioned: Mentioned) -> None:
    first = True
    for about, told in groupby(map(teller.told, rows), key=lambda one: one.about):
        out.write("" if first else ",\n")
        _object(out, about, told, types)
        first = False
    for about in mentioned.others():
        types[about.type] |= {}
        out.write(
            ("" if first else ",\n")
            + _text({"id": about.id, "type": about.type, "attributes": [], "relationships": []})
        )
        first = False


def _object(out: TextIO, about: Object, told: Iterable[Told], types: Types) -> None:
    """One object: its attributes as they come, its relations once each."""
    refs: dict[tuple[Object, str], None] = {}
    out.write(f'{{"id":{_text(about.id)},"type":{_text(about.type)},"attributes":[')
    comma = ""
    types[about.type] |= {}
    for one in told:
        refs |= dict.fromkeys(one.own_refs)
        refs |= dict.fromkeys(ref for ref in one.with_ if ref[1] == "shop")
        for name, figure in one.own.items():
            types[about.type][name] = figure.type
            out.write(comma + _text(_changed(name, figure, one.at)))
            comma = ","
    out.write('],"relationships":')
    out.write(_text([_relation(*ref) for ref in refs]) + "}")


def _changed(name: str, figure: Figure, at: str) -> dict[str, str]:
    return {"name": name, "time": at, "value": figure.text}


def _relation(to: Object, qualifier: str) -> dict[str, str]:
    return {"objectId": to.id, "qualifier": qualifier}


def _types(met: Types) -> list[dict[str, object]]:
    return [
        {"name": name, "attributes": [{"name": a, "type": t} for a, t in sorted(attributes.items())]}
        for name, attributes in sorted(met.items())
    ]


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Mentioned:
    """Objects that were spoken of, in a nameless database on the disk that ends with the file."""

    def __enter__(self) -> Mentioned:
        self.there = sqlite3.connect("", isolation_level=None)
        self.there.execute("CREATE TABLE met (id TEXT PRIMARY KEY, type TEXT, own INTEGER) WITHOUT ROWID")
        self.there.execute("BEGIN")
        return self

    def __exit__(self, *_error: object) -> None:
        self.there.close()

    def add(self, some: Iterable[Object], *, own: bool = False) -> None:
        rows = [(one.id, one.type, own) for one in some]
        self.there.executemany(
            "INSERT INTO met VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET own = max(own, excluded.own)", rows
        )

    def others(self) -> Iterator[Object]:
        """Those without an event of their own."""
        for kind, number in self.there.execute("SELECT type, id FROM met WHERE NOT own ORDER BY id"):
            yield Object(kind, number)
