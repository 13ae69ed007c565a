"""Who may do what to which records: access rules of the rulebook in force, with reach."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from dianzhang.kernel.rules import REACHES, Gate
from dianzhang.kernel.ruleset import Ruleset

from . import rulebooks
from .models import Shop
from .moment import now
from .organisation import organisation

OWNER_POST = "owner"  # the person made by ``dianzhang init``: may everything, so that a department can be set up


@dataclass(frozen=True)
class Actor:
    """Someone acting, in one post."""

    person_id: int | None
    post: str
    unit_id: int | None = None
    name: str = ""

    @property
    def unbound(self) -> bool:
        """The system, a platform, or the owner: not held by access rules (gates still apply to the owner).

        A service acts in a post without being a person, and is held by the rules of that post.
        """
        return self.post in UNBOUND if self.person_id is None else self.post == OWNER_POST


SYSTEM = Actor(None, "", None, "系统")
PLATFORM = Actor(None, "platform", None, "平台")
UNBOUND = (SYSTEM.post, PLATFORM.post)


def actor_of(person: Any, post: str | None = None) -> Actor:
    """``person`` acting in ``post`` (default: the first they hold).  PermissionError when they do not hold it."""
    org = organisation()
    held = org.posts_of.get(person.pk, ())
    chosen = post or (held[0] if held else "")
    if chosen and chosen not in held:
        raise PermissionError(f"{person.name} does not hold the post {chosen}")
    return Actor(person.pk, chosen, org.unit_of(chosen), person.name)


Grants = dict[str, dict[str, str]]


def grants_of(ruleset: Ruleset) -> tuple[Grants, dict[str, frozenset[str]]]:
    """Per post: action -> widest reach; and the fields it may see unmasked."""
    kept = getattr(ruleset, "_grants", None)
    if kept is None:
        reach: Grants = defaultdict(dict)
        fields: dict[str, set[str]] = defaultdict(set)
        for rule in ruleset.access:
            for post in rule.posts:
                fields[post] |= rule.fields
                for action in rule.actions:
                    had = reach[post].get(action)
                    if had is None or REACHES.index(rule.reach) > REACHES.index(had):
                        reach[post][action] = rule.reach
        kept = (dict(reach), {post: frozenset(names) for post, names in fields.items()})
        ruleset._grants = kept  # type: ignore[attr-defined]
    return kept


def reach_of(actor: Actor, action: str) -> str | None:
    """How far ``actor`` may do ``action``: own, group, unit, all; None when not at all."""
    if actor.unbound:
        return "all"
    ruleset = rulebooks.at(now())
    return grants_of(ruleset)[0].get(actor.post, {}).get(action) if ruleset else None


def sees(actor: Actor, field: str) -> bool:
    """May ``actor`` see this personal or secret field (``order.phone``) unmasked?"""
    if actor.unbound:
        return True
    ruleset = rulebooks.at(now())
    return ruleset is not None and field in grants_of(ruleset)[1].get(actor.post, frozenset())


def vacant_for(actor: Actor, gate: Gate) -> bool:
    """A department of one: nobody else holds the gate's posts or one above, so the owner's own word must do, or that of
    whoever sets the department up."""
    if not actor.unbound:
        return False
    org = organisation()
    asked = org.approvers(gate.approvers, actor.post)
    return org.nobody_for(asked, actor.person_id)


def covers(actor: Actor, reach: str | None, record: Any) -> bool:
    """Does this reach extend to the record?"""
    if reach is None or reach == "all":
        return reach == "all"
    return extends_to(actor, reach, record.unit_id, record.owner_id)


def extends_to(actor: Actor, reach: str, unit: int | None, owner: int | None) -> bool:
    """Does a reach of less than all extend to what belongs to this unit and owner (ids)?"""
    if reach == "own" or actor.unit_id is None:
        return owner is not None and owner == actor.person_id
    if reach == "group":
        return unit == actor.unit_id
    return unit in organisation().below.get(actor.unit_id, frozenset())


def shops_for(actor: Actor, *actions: str) -> list[Shop]:
    """The shops for which they may do all of these, in the order in which they were opened."""
    reaches = {reach_of(actor, action) for action in actions}
    if None in reaches:
        return []
    return [shop for shop in Shop.objects.order_by("id") if all(covers(actor, reach, shop) for reach in reaches)]


def within(actor: Actor, reach: str | None) -> Q | None:
    """The reach as a filter on ``owner`` and ``unit``; None for all; an impossible filter for nothing."""
    if reach == "all":
        return None
    if reach is None:
        return Q(pk__in=[])
    if reach == "own" or actor.unit_id is None:
        return Q(owner_id=actor.person_id) if actor.person_id is not None else Q(pk__in=[])
    if reach == "group":
        return Q(unit_id=actor.unit_id)
    return Q(unit_id__in=sorted(organisation().below.get(actor.unit_id, frozenset())))
