"""XES (IEEE 1849-2016) as XML, written event by event: a trace for every record, its events as they happened.

Attributes by the standard's own extensions: concept (what happened), time (when, with offset), lifecycle (everything
here is complete at once), org (under which pseudonym, in which post, in which unit), identity.  Everything else is a
figure, a state or a reference, under the name that it has in the reference of this system.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import TextIO
from xml.sax.saxutils import quoteattr

from .asking import Wanted, top
from .telling import Figure, Teller, Told, Type

Progress = Callable[[int], None]
OFTEN = 1000
VERSION = "1849.2016"
HOME = "http://www.xes-standard.org/"
EXTENSIONS = (
    ("Concept", "concept"), ("Time", "time"), ("Lifecycle", "lifecycle"), ("Organizational", "org"),
)  # fmt: skip
TAGS: dict[Type, str] = {"string": "string", "time": "date", "float": "float", "boolean": "boolean"}
NO_TIME = "1970-01-01T00:00:00.000+00:00"  # what an event would have that says nothing of its time: none does


def write(out: TextIO, wanted: Wanted, teller: Teller, progress: Progress, name: str = "") -> int:
    """The number of events written.  ``name`` is what the log is called."""
    count = 0
    out.write(_head(name))
    for about, told in groupby(map(teller.told, wanted.by_record(top())), key=lambda one: one.about):
        out.write("<trace>\n" + _said("string", "concept:name", about.id) + _said("string", "kind", about.type))
        for one in told:
            out.write(_event(one))
            count += 1
            if count % OFTEN == 0:
                progress(count)
        out.write("</trace>\n")
    out.write("</log>\n")
    return count


def _head(name: str) -> str:
    extensions = "".join(
        f'<extension name="{label}" prefix="{prefix}" uri="{HOME}{prefix}.xesext"/>\n' for label, prefix in EXTENSIONS
    )
    of_events = (
        _said("string", "concept:name", "name"), _said("date", "time:timestamp", NO_TIME),
        _said("string", "lifecycle:transition", "complete"),
    )  # fmt: skip
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<log xes.version="{VERSION}" xes.features="" xmlns="{HOME}">\n{extensions}'
        f'<global scope="trace">\n{_said("string", "concept:name", "name")}</global>\n'
        f'<global scope="event">\n{"".join(of_events)}</global>\n'
        '<classifier name="Activity" scope="event" keys="concept:name"/>\n'
        '<classifier name="Post" scope="event" keys="org:role"/>\n'
        + _said("string", "concept:name", name or "journal")
        + _said("string", "lifecycle:model", "standard")
    )


def _event(one: Told) -> str:
    parts = [
        _said("string", "concept:name", one.kind), _said("date", "time:timestamp", one.at),
        _said("string", "lifecycle:transition", "complete"), _said("string", "id", one.id),
    ]  # fmt: skip
    organisational = {"org:resource": one.who, "org:role": one.post, "org:group": one.unit}
    parts += [_said("string", key, value) for key, value in organisational.items() if value]
    figures: dict[str, Figure] = {**one.own, **one.more}
    parts += [_said(TAGS[figure.type], name, figure.text) for name, figure in figures.items()]
    parts += [_said("string", f"ref_{key}", value) for key, value in _referred(one).items() if key not in figures]
    return f"<event>\n{''.join(parts)}</event>\n"


def _referred(one: Told) -> dict[str, str]:
    """What the event refers to, besides who did it; several under one name stand in one text, since a key is unique."""
    found: dict[str, str] = {}
    for to, qualifier in one.with_:
        if qualifier not in ("actor", "post"):
            found[qualifier] = f"{found[qualifier]} {to.id}" if qualifier in found else to.id
    return found


def _said(tag: str, key: str, value: str) -> str:
    return f"<{tag} key={quoteattr(key)} value={quoteattr(value)}/>\n"
