"""Records that an event speaks of by number, as its reader may know them: by title and link, else as one of a kind."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext

from dianzhang.engine import reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.distrust import whole
from dianzhang.engine.reading import Line
from dianzhang.engine.referred import Ref, referred
from dianzhang.engine.registry import Subject

from .due import record_address
from .words import subject_name

# Fields and inputs called otherwise than what they hold.
HOLDS = {"back_id": "turn"}
# Of the structure of the house, not records that one opens from a course of events.
APART = frozenset({"person", "unit", "post", "shop", "token"})


def ref_of(name: str, given: Mapping[str, Any], subject: Subject | None = None) -> Ref | None:
    """The record whose number stands in a field or input of an event; None where it holds none.

    ``subject``: whose event it is, which may say what its fields hold.  A kind and a number that were given together
    (``of_kind``, ``of_id``) name one too.
    """
    own = subject.holds if subject is not None else {}
    kind = own.get(name) or HOLDS.get(name, name.removesuffix("_id"))
    if name == "of_id":
        kind = str(given.get("of_kind") or "")
    number = whole(str(given.get(name)))
    if number is None or kind in APART or kind not in registry.subjects:
        return None
    return kind, number


def refs_in(lines: Iterable[Line]) -> Iterator[Ref]:
    for line in lines:
        data = json.loads(line.event.data)
        for given in (data.get("set", {}), data.get("in", {})):
            for name in given:
                if given is data.get("in") or name != "of_id":  # a field that says what a record belongs to is no news
                    ref = ref_of(name, given, registry.subjects.get(line.event.subject_kind))
                    if ref is not None:
                        yield ref


class References:
    """All that some lines speak of, looked up at once: a few statements for each kind, none where there is nothing."""

    def __init__(self, lines: Sequence[Line], actor: Actor) -> None:
        self.titles: dict[Ref, str] = {}
        self.actor = actor
        self._said: dict[tuple[str, str, int], Callable[[Any], str]] = {}
        found = referred(set(refs_in(lines)))
        of_kind: dict[str, list[Any]] = defaultdict(list)
        for (kind, _number), record in found.items():
            of_kind[kind].append(record)
        for kind, records in of_kind.items():
            subject = registry.subjects[kind]
            opened = reading.seen(actor, subject, records)
            self.titles.update({(kind, r.pk): subject.title(r) for r in records if r.pk in opened})

    def shown(self, ref: Ref) -> Any:
        """``<a>吊牌色差</a>``; 一条事项 for who may not open it, and where it is not there any more."""
        title = self.titles.get(ref)
        if title is None:
            return gettext("一条%(what)s") % {"what": subject_name(registry.subjects[ref[0]])}
        return format_html('<a class="link" href="{}">{}</a>', record_address(*ref), title)

    def said(self, subject: Subject, name: str, number: int, value: Any) -> str | None:
        """What a value is in words, where its subject knows how to say it: asked once for each record."""
        if name not in subject.spoken:
            return None
        key = (subject.name, name, number)
        if key not in self._said:
            self._said[key] = subject.spoken[name](self.actor, number)
        return self._said[key](value)
