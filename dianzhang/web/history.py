"""The journal of a record for people: day by day, facts and consequences apart, figures by their names."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Literal, get_origin

from django.utils.translation import gettext
from pydantic.fields import FieldInfo

from dianzhang.engine import registry
from dianzhang.engine.access import Actor
from dianzhang.engine.facts import read_inputs, read_set
from dianzhang.engine.inputs import Chosen, Named
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import Said
from dianzhang.engine.parties import names_of
from dianzhang.engine.personal import bare
from dianzhang.engine.reading import Line
from dianzhang.engine.registry import Action, Subject
from dianzhang.engine.seeing import NOTHING_TOLD, hidden_fields
from dianzhang.engine.words import message

from .due import record_address
from .fields import LABELS, PERSON, POST
from .references import References, ref_of
from .titles import Ref
from .values import people_of, plain, worth
from .words import action_name, chosen, labelled, post_name, subject_name, word

QUIET = {
    "digest",
    "buyer",
    "receiver",
    "order_id",
    "number",
    "told_fulfilment",
    "currency",
    "target_kind",
    "target_id",
    "gate",
    "action",
    "version_id",
    "manner",
    "target_revision",
    "author_id",
    "accountable",
    "to",
    "of_kind",
    "of_id",
    "planned",
    "rule",
    "accountable_count",
    "responsible_count",
    "consulted_count",
    "informed_count",
    "waiting",
    "waiting_first",
    "clause",
    "clauses",
    "inspection_id",
    "duty_id",
    "sha256",
    "link",
    "line",
}
OF = "of_id"  # of a record that was named with the event, not of the field that says what a record belongs to


def days_of(
    lines: Sequence[Line],
    actor: Actor,
    titles: Mapping[Ref, str] | None = None,
    words: Mapping[Said, str] | None = None,
) -> list[dict[str, Any]]:
    """For ``ui/timeline.html``, as ``actor`` may see it; with ``titles``, each line says which record it is about.

    ``words`` are what was said with an event and is kept beside the journal.
    """
    named = References(lines, actor)
    return [
        {"day": day, "entries": [entry(line, actor, words or {}, named) | about(line, titles) for line in of_day]}
        for day, of_day in groupby(lines, lambda line: day_of(line.at))
    ]


def about(line: Line, titles: Mapping[Ref, str] | None) -> dict[str, Any]:
    ref = (line.event.subject_kind, line.event.subject_id)
    if titles is None or ref not in titles:
        return {}
    return {"about": titles[ref], "url": record_address(*ref)}


def entry(line: Line, actor: Actor, words: Mapping[Said, str], named: References) -> dict[str, Any]:
    event = line.event
    text = words.get((event.kind, event.occurred_at, event.actor_id), "")
    subject = registry.subjects.get(event.subject_kind)
    data = json.loads(event.data)
    return {
        "at": line.at,
        "actor": line.who,
        "on_behalf": organisation().names.get(event.behalf_id or 0, ""),
        "did": did(line, data),
        "kind": kind_of(line),
        "changes": changes(subject, event.kind, data, actor, named, event.subject_id),
        "note": gettext("「%(text)s」") % {"text": text} if text else source(data),
        "recorded": event.recorded_at if line.late else None,
        "clause": line.clause,
        "overtaken": line.overtaken,
    }


def did(line: Line, data: dict[str, Any]) -> str:
    """What was done; of a request for what, of a finding which."""
    if (action := registry.actions.get(data.get("set", {}).get("action", ""))) is not None:
        return labelled(line.did, action_name(action))
    subject = registry.subjects.get(line.event.subject_kind)
    if subject is not None and subject.beside is not None:  # what stands beside the record, not the record itself
        return labelled(subject_name(subject), line.did)
    found = data.get("reason") or data.get("what")
    return labelled(line.did, word(str(found))) if found else line.did


def kind_of(line: Line) -> str:
    if line.event.rule:
        return "consequence"
    action = registry.actions.get(line.event.kind)
    return action.kind if action is not None else "consequence"


def changes(
    subject: Subject | None, kind: str, data: dict[str, Any], actor: Actor, named: References, number: int
) -> list[dict[str, Any]]:
    """Figures of an event: fields it set and inputs it was given, each once; of hidden ones, that they changed."""
    if subject is None:
        return []
    told: dict[str, Any] = {}
    fields = data.get("set", {})
    for name, value in read_set(subject, fields).items():
        ref = ref_of(name, fields, subject) if name not in people_of(subject.name) else None
        said = named.said(subject, name, number, value)
        told[name] = said if said is not None else named.shown(ref) if ref is not None else shown(subject, name, value)
    action = registry.actions.get(kind)
    given = {n: v for n, v in data.get("in", {}).items() if n not in told}
    for name, value in (read_inputs(action, given) if action else given).items():
        ref, said = ref_of(name, given, subject), named.said(subject, name, number, value)
        told[name] = (
            said if said is not None else called(action, name, value)
            or (named.shown(ref) if ref is not None else shown(subject, name, value))
        )  # fmt: skip
    hidden = hidden_fields(actor, subject)
    return [
        {"label": label(subject, name, action), "was": None, "now": NOTHING_TOLD if name in hidden else value}
        for name, value in told.items()
        if value not in (None, "") and (name not in QUIET or (name == OF and name in given))
    ]


def called(action: Action | None, name: str, value: Any) -> str:
    """What people call a value that is a code of the action's own; empty where it is none."""
    info = input_of(action, name)
    if info is None:
        return ""
    if get_origin(bare(info.annotation)) is Literal and (listed := Chosen.of(info)) is not None:
        return listed.choices().get(str(value), "")
    return message(Named.of(info).get(str(value)))


def input_of(action: Action | None, name: str) -> FieldInfo | None:
    return action.input.model_fields.get(name) if action is not None and action.input is not None else None


def label(subject: Subject, name: str, action: Action | None = None) -> str:
    """What a field of the record is called, or an input of what was done."""
    if name == OF:
        return gettext("哪条记录")
    known, info = subject.field.get(name), input_of(action, name)
    if known is not None:
        return word(known.zh)
    return (word(info.title) if info is not None and info.title else "") or word(LABELS.get(name, "")) or name


def shown(subject: Subject, name: str, value: Any) -> Any:
    known = subject.field.get(name)
    if (known.column if known is not None else f"{name}_id") == "shop_id" and value:
        return shop_name(value)
    if name in people_of(subject.name) and value is not None and str(value).isdigit():
        return organisation().names.get(int(value), f"#{value}")
    if name in POST and value:
        return post_name(str(value))
    if known is None and name in PERSON and value in organisation().codes:
        return organisation().names.get(organisation().codes[value], value)
    if known is None:
        return names_of(value) or (None if value == [] else plain(value))
    if known.said is not None and value:
        return known.said(str(value))
    if known.choices:
        return chosen(known.choices, value)
    return worth(value, known.unit)


def shop_name(value: Any) -> Any:
    """The shop that an event names by its id, or by its code."""
    found = (shop.name for shop in organisation().shops.values() if str(value) in (str(shop.pk), shop.code))
    return next(found, value)


def source(data: dict[str, Any]) -> str:
    """The place in a file that it was read from."""
    if "file" not in data:
        return ""
    if "row" in data:
        return gettext("文件 %(file)s 第 %(row)s 行") % {"file": data["file"], "row": data["row"]}
    return gettext("文件 %(file)s") % {"file": data["file"]}
