"""To whom a rulebook applies: the units and posts that its head names (适用), as the department has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from weakref import ref

from dianzhang.kernel.scope import EVERYBODY, Scope, Scopes

from .organisation import Organisation, organisation

_BETWEEN = re.compile(r"[、,，;；]\s*|\s*\n\s*")


def scope_of(text: str, org: Organisation) -> Scope | None:
    """What 适用 names; None for everybody: where it names no unit or post that there is, or the whole department."""
    names = {name.strip() for name in _BETWEEN.split(text)} | set(text.split())
    units = frozenset(
        below for pk, unit in org.units.items() if names & {unit.name, unit.code} for below in org.below[pk]
    )
    named = frozenset(code for code, post in org.posts.items() if names & {post.name, code})
    posts = named | {code for code, post in org.posts.items() if post.unit_id in units}
    if (not posts and not units) or units >= org.units.keys():
        return None
    return Scope(units, posts, named)


def strangers_in(text: str, org: Organisation) -> list[str]:
    """The names in 适用 that no unit and no post here has: what is written so applies to nobody."""
    known = {face for unit in org.units.values() for face in (unit.name, unit.code)}
    known |= {face for code, post in org.posts.items() for face in (code, post.name)} | EVERYBODY
    found = []
    for part in (name.strip() for name in _BETWEEN.split(text) if name.strip()):
        words = part.split()
        if part not in known:
            found += [word for word in words if word not in known] if known & set(words) else [part]
    return found


def scopes_of(texts: Sequence[str]) -> Callable[[], Scopes] | None:
    """The scopes of several rulebooks, asked for when needed, for units and posts change; None: all apply to all."""
    if all(scope_of(text, organisation()) is None for text in texts):
        return None
    asked: list[tuple[ref[Organisation], Scopes]] = []

    def scopes() -> Scopes:
        org = organisation()
        if not asked or asked[0][0]() is not org:
            asked[:] = [(ref(org), tuple(scope_of(text, org) for text in texts))]
        return asked[0][1]

    return scopes
