"""Who keeps a rulebook: the post that must agree before a version of it takes effect or is repealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dianzhang.kernel.rules import Gate, Textless
from dianzhang.kernel.units import Unit

from .organisation import Organisation, organisation

CONSENT = "@keeper/gate-1"  # the gate that the front matter of a rulebook implies


@dataclass(frozen=True)
class OfText(Textless):
    """Always so; what is decided upon is the text."""

    text: str = ""
    unit: Unit = Unit.TRUTH
    names: frozenset[str] = frozenset({"digest"})

    def value(self, values: Mapping[str, Any]) -> bool:
        return True


def consent(keeper: str) -> Gate:
    """The gate before a rulebook that ``keeper`` (归口部门, as written) keeps."""
    post = keeping_post(keeper)
    return Gate(
        CONSENT, "", 1, action="rulebook.activate", when=OfText(), approvers=(post,) if post else (), manner="together"
    )


def keeping_post(keeper: str) -> str | None:
    """The post that ``keeper`` names, or the head of the unit it names; of the department where it names neither.

    None in a department without posts.
    """
    org = organisation()
    named = next((p.code for p in org.posts.values() if keeper in (p.code, p.name)), None)
    if named is not None:
        return named
    unit = next((u.pk for u in org.units.values() if keeper in (u.code, u.name)), None)
    return (head_of(org, unit) if unit is not None else None) or head_of_all(org)


def names_keeper(keeper: str) -> bool:
    """Whether ``keeper`` is a post or a unit of the department."""
    org = organisation()
    posts, units = org.posts.values(), org.units.values()
    return any(keeper in (p.code, p.name) for p in posts) or any(keeper in (u.code, u.name) for u in units)


def head_of(org: Organisation, unit: int) -> str | None:
    """Who heads a unit: its post that reports to nobody inside it; the nearest unit above where it has no post."""
    own = {post.pk for post in org.posts.values() if post.unit_id == unit}
    heads = [p.code for p in org.posts.values() if p.pk in own and p.reports_to_id not in own]
    if heads:
        return heads[0]
    above = org.units[unit].parent_id
    return head_of(org, above) if above is not None else None


def head_of_all(org: Organisation) -> str | None:
    """Who heads the department: the head of its first unit, else the first post that reports to nobody."""
    root = next((unit.pk for unit in org.units.values() if unit.parent_id is None), None)
    found = head_of(org, root) if root is not None else None
    return found or next((post.code for post in org.posts.values() if post.reports_to_id is None), None)
