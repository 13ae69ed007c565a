"""A JSON Schema of rule blocks, so that an editor completes keys and words and marks what is unknown.

Made from the same tables that the compiler reads, in both languages.  It says the shape; whether a rule makes sense is
the compiler's to say.  Draft 2020-12, https://json-schema.org/draft/2020-12/schema
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..rules import KIND_ZH
from ..vocabulary import Vocabulary
from .compiler import EXAMPLE_FACES
from .examples import EXAMPLE_KEYS
from .forms import Keys
from .kinds import COMPILERS
from .words import EVERYONE_FACES, OWNER_FACES, REACH_FACES, SUPERIOR_FACES

Schema = dict[str, Any]

_ACTIONS = frozenset({"action", "from", "to", "on", "proof", "may"})
_POSTS = frozenset({
    "posts", "owner", "approvers", "notify", "accountable", "responsible", "consulted", "informed",
})  # fmt: skip
_TEXT: Schema = {"type": ["string", "number", "boolean"]}  # a rulebook reads all of them as text


def json_schema(vocabulary: Vocabulary) -> Schema:
    """The schema of one rule block, completing the actions, posts, subjects and calendars of ``vocabulary``."""
    words = _words(vocabulary)
    kinds: Schema = {}
    for kind in COMPILERS:
        shape = {"$ref": f"#/$defs/{kind.value}"}
        for face in (KIND_ZH[kind], kind.value):
            kinds[face] = _one_or_several(shape)
    for face in EXAMPLE_FACES:
        kinds[face] = _one_or_several({"$ref": "#/$defs/example"})
    shapes = {kind.value: _mapping(compiler.keys, compiler.parts, words) for kind, compiler in COMPILERS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "规则块 · rule block",
        "type": "object",
        "properties": kinds,
        "additionalProperties": False,
        "$defs": {**shapes, "example": _mapping(EXAMPLE_KEYS, {}, words), **words},
    }


def _words(vocabulary: Vocabulary) -> Schema:
    """What may stand at a key, offered but not demanded: several in one text are allowed too."""
    posts = (face for post in vocabulary.posts.values() for face in (post.zh, post.code))
    return {
        "actions": _offered(
            f for s in vocabulary.subjects.values() for a in s.actions.values() for f in (a.zh, a.name)
        ),
        "posts": _offered((*posts, *OWNER_FACES, *SUPERIOR_FACES, *EVERYONE_FACES)),
        "subjects": _offered(face for subject in vocabulary.subjects.values() for face in (subject.zh, subject.name)),
        "calendars": _offered(face for code, zh in vocabulary.calendars.items() for face in (zh, code)),
        "reaches": _offered(REACH_FACES),
        "value": {"anyOf": [_TEXT, {"type": "array"}, {"type": "object"}]},
    }


def _offered(words: Iterable[str]) -> Schema:
    one = {"anyOf": [{"enum": list(dict.fromkeys(words))}, {"type": "string"}]}
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _mapping(keys: Keys, parts: Mapping[str, Keys], words: Schema) -> Schema:
    properties: Schema = {}
    for name, faces in keys.items():
        value = _one_or_several(_mapping(parts[name], {}, words)) if name in parts else _value(name)
        both = f"{faces[0]} · {name}" if faces else name
        for face in dict.fromkeys((*faces, name)):
            properties[face] = {**value, "description": both}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _value(name: str) -> Schema:
    if name in _ACTIONS:
        return {"$ref": "#/$defs/actions"}
    if name in _POSTS:
        return {"$ref": "#/$defs/posts"}
    known = {"subject": "subjects", "calendar": "calendars", "reach": "reaches"}.get(name, "value")
    return {"$ref": f"#/$defs/{known}"}


def _one_or_several(shape: Schema) -> Schema:
    return {"anyOf": [shape, {"type": "array", "items": shape}]}
