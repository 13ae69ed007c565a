"""People and posts to choose from, where an input names who has a part in something."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from django.utils.translation import gettext
from pydantic.fields import FieldInfo

from dianzhang.engine.access import OWNER_POST
from dianzhang.engine.organisation import organisation
from dianzhang.engine.parties import PERSON, POST, OfParty

from .words import join, post_name, word


def how_many(info: FieldInfo) -> Literal["one", "many", ""]:
    """Whether the input names one party, several, or none at all."""
    if any(isinstance(found, OfParty) for found in info.metadata):
        return "one"
    return _in(info.annotation)


def _in(annotation: Any) -> Literal["one", "many", ""]:
    kind = get_origin(annotation)
    if kind in (Union, types.UnionType):
        return next((found for part in get_args(annotation) if (found := _in(part))), "")
    if kind is list:
        return "many" if _in(get_args(annotation)[0]) else ""
    marks = get_args(annotation)[1:] if kind is Annotated else ()
    return "one" if any(isinstance(mark, OfParty) for mark in marks) else ""


def rows() -> list[dict[str, Any]]:
    """Unit by unit: who works there and in which posts, and the posts themselves (``post``)."""
    org = organisation()
    found = []
    for pk, unit in org.units.items():
        posts = [post for post in org.posts.values() if post.unit_id == pk]
        people = dict.fromkeys(person for post in posts for person in org.holders.get(post.code, ()))
        mine: list[dict[str, Any]] = [
            {
                "value": f"{PERSON}{person}",
                "label": org.names[person],
                "note": join([post_name(code) for code in org.posts_of[person]]),
            }
            for person in people
            if org.unit_of(org.posts_of[person][0]) == pk  # once, where they first belong
        ]
        held: list[dict[str, Any]] = [
            {
                "value": f"{POST}{post.code}",
                "label": post_name(post.code),
                "note": join([org.names[person] for person in org.holders[post.code]]),
                "post": True,
            }
            for post in posts
            if org.holders.get(post.code) and post.code != OWNER_POST
        ]
        if mine or held:
            found.append({"label": word(unit.name), "rows": mine + held})
    return found


def choices() -> list[tuple[str, str]]:
    """The same in one list."""
    told = gettext("%(name)s（%(post)s）")
    return [
        (row["value"], told % {"name": row["label"], "post": row["note"]} if not row.get("post") else row["label"])
        for group in rows()
        for row in group["rows"]
    ]


def all_of(values: Any, name: str) -> list[str]:
    """Everything chosen for ``name``, from what was posted or from what the form begins with."""
    found = values.getlist(name) if hasattr(values, "getlist") else values.get(name) or []
    return [found] if isinstance(found, str) else [one for one in found if one]


def grid(
    inputs: Mapping[str, FieldInfo], labels: Mapping[str, str], values: Any, errors: Mapping[str, str]
) -> dict[str, Any]:
    """Several inputs that choose among the same people: a table with a column for each."""
    columns = [
        {"name": name, "label": labels[name], "single": how_many(info) == "one", "chosen": all_of(values, name)}
        for name, info in inputs.items()
    ]
    chosen = {value for name in inputs for value in all_of(values, name)}
    posts = [row for group in rows() for row in group["rows"] if row.get("post")]
    wrong = [text for key, text in errors.items() if key.partition(".")[0] in inputs]
    return {
        "name": "parties",
        "kind": "grid",
        "label": gettext("谁做什么"),
        "columns": columns,
        "groups": [
            {**group, "rows": people}
            for group in rows()
            if (people := [row for row in group["rows"] if not row.get("post")])
        ],
        "posts": posts,
        "open": any(row["value"] in chosen for row in posts),
        "errors": wrong,
        "names": list(inputs),
    }
