"""The page of a rulebook's version: its life so far, and who has acknowledged it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dianzhang.engine import access, acknowledging, keepers, rulebooks
from dianzhang.engine.access import Actor
from dianzhang.engine.actions.rulebooks import RULEBOOK
from dianzhang.engine.models import RulebookVersion
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import Column, RecordPage, Section, show_record
from dianzhang.engine.standing import standing
from dianzhang.engine.takingeffect import problems_of

from .words import join, post_name


def may_see_names(actor: Actor, version: RulebookVersion) -> bool:
    """Who has not acknowledged is for whoever keeps the rulebook or may put one in force; others see how many."""
    held = organisation().posts_of.get(actor.person_id or 0, ())
    return keepers.keeping_post(version.keeper) in held or access.reach_of(actor, "rulebook.activate") is not None


def acknowledgements(version: RulebookVersion, actor: Actor) -> Mapping[str, Any]:
    """For ``web/acknowledgements.html``: who has, and who has not."""
    names = organisation().names
    acts = version.pk in rulebooks.versions_at(now())
    done = {person: at for (_version, person), at in acknowledging.acknowledged([version.pk]).items()}
    bound = acknowledging.bound(rulebooks.ruleset(version.pk).rulebook) if acts else frozenset()
    told = may_see_names(actor, version)
    persons = [{"who": _who(p, names), "at": at, "bound": p in bound} for p, at in sorted(done.items(), key=_when)]
    return {
        "done": len(bound & done.keys()),
        "bound": len(bound),
        "shown": told,
        "missing": [_who(person, names) for person in sorted(bound - done.keys())] if told else [],
        "persons": [one for one in persons if one["bound"]] if told else [],
        "gone": [one for one in persons if not one["bound"]] if told else [],  # it does not bind them now
    }


def _when(one: tuple[int, datetime]) -> datetime:
    return one[1]


def _who(person: int, names: Mapping[int, str]) -> str:
    posts = join(post_name(post) for post in organisation().posts_of.get(person, ())[:2])
    return f"{names.get(person, '')}（{posts}）" if posts else names.get(person, "")


def problems(version: RulebookVersion, _actor: Actor) -> Mapping[str, Any]:
    return {"problems": problems_of(version) if version.status in ("draft", "submitted") else []}


PAGE = show_record(
    RecordPage(
        RULEBOOK,
        facts=(
            Column("code"),
            Column("version"),
            Column("keeper"),
            Column("effective"),
            Column("in_force_from"),
            Column("in_force_until"),
            Column("discussed_on"),
            Column("opinions_on"),
            Column("consulted_on"),
            Column("published_on"),
        ),
        sections=(
            Section("检查结果", "web/draft_problems.html", problems),
            Section("阅读签收", "web/acknowledgements.html", acknowledgements, aside=True),
        ),
        main_axes=("status",),
        stands=lambda version: {"status": said} if (said := standing(version, now())) else {},
    )
)
