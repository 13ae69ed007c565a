"""How rulebooks take effect and end: on a day, never backward, with the consent of whoever keeps them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from .. import jobs, rulebooks
from ..access import SYSTEM
from ..acknowledging import COMING, TOLD, bound, untold
from ..act import perform
from ..keepers import CONSENT, keeping_post
from ..models import Notice, RulebookVersion
from ..moment import day_of, now, start_of
from ..outcome import Act, Batch, Item
from ..personal import Kept
from ..registry import actions, command, consequence
from ..takingeffect import in_force_from, why_not
from .rulebooks import RULEBOOK

BEGINS = "rulebook_begins"
# What modules do as soon as a rulebook binds: records that wait for somebody are looked at by its checks too.
when_begun: list[Callable[[], None]] = []


class InForce(BaseModel):
    """From which day (none: the one submitted for, else the document's), and which rulebooks it takes the place of."""

    on: date | None = None
    repeals: str = ""


class Ending(BaseModel):
    on: date | None = None


class TakenOver(BaseModel):
    since: datetime = Kept()


def consent_of(version: RulebookVersion, given: Any, _opened: Any) -> tuple[int, Any]:
    """Who keeps the rulebook must agree, and who keeps what it takes the place of: no draft chooses its own keeper."""
    gate = rulebooks.ruleset(version.id).find(CONSENT)
    codes = {version.code, *codes_of(given if isinstance(given, InForce) else None)}
    keepers = [version.keeper, *(other.keeper for other in _there_from(now()) if other.code in codes and other.keeper)]
    posts = [post for keeper in keepers if (post := keeping_post(keeper)) is not None]
    return version.id, replace(gate, approvers=tuple(dict.fromkeys(posts)))


def codes_of(given: InForce | None) -> tuple[str, ...]:
    return tuple(code for code in re.split(r"[、,，\s]+", given.repeals if given else "") if code)


def unfit_for_force(version: RulebookVersion, given: InForce | None, act: Act) -> str:
    codes = codes_of(given)
    known = {other.code for other in _there_from(in_force_from(version, act.at, given.on if given else None))}
    if unknown := [code for code in codes if code not in known]:
        return _("没有代号为 %(code)s 的生效制度，不能废止。") % {"code": unknown[0]}
    return why_not(version, act, given.on if given else None, codes)


def _there_from(since: datetime) -> list[RulebookVersion]:
    """In force then, or to come."""
    return list(RulebookVersion.objects.filter(pk__in=rulebooks.versions_from(since)))


@command(
    "rulebook.activate", zh="制度.生效", en="Put in force", on=RULEBOOK,
    leads={"status": (("draft", "submitted"), "in_force")}, input=InForce, unfit=unfit_for_force, consent=consent_of,
    declined="rulebook.send_back",
)  # fmt: skip
def activate(versions: Batch[RulebookVersion, InForce], act: Act) -> None:
    """In force from its day, never backward: a past day becomes the moment of the decision."""
    for version, given in versions:
        version.in_force_from = in_force_from(version, act.at, given.on)
        for other in _there_from(version.in_force_from) if (codes := codes_of(given)) else ():
            if other.code in codes:
                item = Item(other.pk, None, {"since": version.in_force_from})
                act.transaction.afterwards(lambda item=item: _take_over(item, act))
        act.transaction.afterwards(rulebooks.forget)
        if not act.transaction.quiet:
            act.transaction.afterwards(lambda version=version: _tell_when_it_begins(version))
            if version.in_force_from > act.recorded_at:
                persons = bound(rulebooks.compiled_text(version.text).draft) - {act.actor.person_id}
                _tell(version, sorted(persons), COMING, act, on=day_of(version.in_force_from).isoformat())


def _tell_when_it_begins(version: RulebookVersion) -> None:
    jobs.put(BEGINS, {"version": version.pk}, due_at=version.in_force_from)


def _tell(version: RulebookVersion, persons: Iterable[int], kind: str, act: Act, **more: str) -> None:
    data = json.dumps({"title": str(version), **more}, ensure_ascii=False)
    for person in persons:
        act.add(
            Notice(
                person_id=person, kind=kind, subject_kind="rulebook", subject_id=version.pk, data=data,
                created_at=act.recorded_at,
            )
        )  # fmt: skip


@jobs.job(BEGINS)
def begin_now(data: dict[str, Any]) -> None:
    """Its day has come: those whom it binds are told."""
    rulebooks.forget()
    perform("rulebook.begin", Item(data["version"]), SYSTEM)
    for look in when_begun:
        look()


@consequence("rulebook.begin", zh="制度.开始执行", en="Begins to bind", on=RULEBOOK)
def begin(versions: Batch[RulebookVersion, None], act: Act) -> None:
    """Whom it binds and who has not acknowledged it is told, once.  Nobody, where another took its place meanwhile."""
    for version, _nothing in versions:
        persons = untold(version) if version.pk in rulebooks.versions_at(act.at) else ()
        if not persons:
            versions.unchanged(version)
        _tell(version, persons, TOLD, act)


def _take_over(item: Item, act: Act) -> None:
    act.transaction.do(actions["rulebook.take_over"], [item], actor=SYSTEM, checked=True)


def unfit_to_end(version: RulebookVersion, given: Ending | None, act: Act) -> str:
    if version.pk not in rulebooks.versions_from(act.at):
        return _("这一版已经由新版接替，要废止的是现行的一版。")
    return ""


@command(
    "rulebook.repeal", zh="制度.废止", en="Repeal", on=RULEBOOK, leads={"status": ("in_force", "repealed")},
    input=Ending, unfit=unfit_to_end, consent=consent_of,
)  # fmt: skip
def repeal(versions: Batch[RulebookVersion, Ending], act: Act) -> None:
    """No longer in force from a day on, never backward.  Clocks that run keep running under it."""
    for version, given in versions:
        version.in_force_until = max(start_of(given.on), act.at) if given.on else act.at
        act.transaction.afterwards(rulebooks.forget)


@consequence(
    "rulebook.take_over", zh="制度.被接替", en="Superseded", on=RULEBOOK, leads={"status": ("in_force", "repealed")},
    input=TakenOver,
)  # fmt: skip
def take_over(versions: Batch[RulebookVersion, TakenOver], act: Act) -> None:
    """Another rulebook takes its place from the moment that one takes effect."""
    for version, given in versions:
        version.in_force_until = given.since
        act.transaction.afterwards(rulebooks.forget)
