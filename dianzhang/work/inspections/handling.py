"""Who handles a finding: never the one it is about, nor the one who is to correct it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from dianzhang.engine import access, rulebooks
from dianzhang.engine.access import Actor
from dianzhang.engine.keepers import head_of_all, keeping_post
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import Organisation, organisation

from ..models import Finding

ASSIGN = "finding.assign"


def post_for(reporter_post: str, version_id: int) -> str:
    """The post that hears of a report: the superior of the reporter's, at the top whoever keeps the rulebook."""
    above = organisation().superior(reporter_post)
    return above or keeping_post(rulebooks.ruleset(version_id).rulebook.owner) or reporter_post


def handlers(finding: Finding) -> tuple[int, ...]:
    """The persons who handle it now: of its post, and whoever inspects; the one above where that would be their own."""
    without = frozenset(person for person in (finding.about_id, finding.owner_id) if person is not None)
    found = answering(finding.post, without)
    if finding.inspector_id is not None and finding.inspector_id not in without:
        found = tuple(dict.fromkeys((*found, finding.inspector_id)))
    return found


def answering(post: str, without: frozenset[int]) -> tuple[int, ...]:
    """Who answers for ``post`` besides ``without``: its holders, else those above, the head, who may assign by rule."""
    org = organisation()
    for one in (*_upward(org, post), *_upward(org, head_of_all(org)), *_entitled()):
        if others := tuple(person for person in org.holders.get(one, ()) if person not in without):
            return others
    return ()


def _upward(org: Organisation, post: str | None) -> list[str]:
    found: list[str] = []
    while post and post not in found:
        found.append(post)
        post = org.superior(post)
    return found


def _entitled() -> list[str]:
    ruleset = rulebooks.at(now())
    grants = access.grants_of(ruleset)[0] if ruleset is not None else {}
    return [post for post, given in grants.items() if given.get(ASSIGN) == "all"]


# --- who may ------------------------------------------------------------------------


def handles(finding: Finding, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id in handlers(finding)


def alone() -> bool:
    """In a department of one there is nobody else to ask."""
    return len(organisation().posts_of) < 2


def judges_own(finding: Finding, actor: Actor) -> bool:
    """Whether it is about the actor, or theirs to correct, so that somebody else handles it."""
    return actor.person_id is not None and actor.person_id in (finding.about_id, finding.owner_id) and not alone()


def knows_reporter(finding: Finding, actor: Actor | None) -> bool:
    """Whether the reader learns who reported it: themselves, and who handles it; everybody where it was signed."""
    if not finding.anonymous:
        return True
    if actor is None or actor.person_id is None:
        return False
    if actor.person_id == finding.author_id:
        return True
    if actor.person_id in (finding.about_id, finding.owner_id):
        return False
    return handles(finding, actor) or access.covers(actor, access.reach_of(actor, ASSIGN), finding)


def unsigned(event: str, finding: Any, actor: Actor | None) -> bool:
    """Of the report itself nobody else learns who made it (``engine.registry.Subject.unsigned``)."""
    return event == "finding.report" and (finding is None or not knows_reporter(finding, actor))


# --- as filters -----------------------------------------------------------------------


def handled_by(actor: Actor) -> Q:
    """Findings that this person handles, as a filter: ``handlers`` said in columns."""
    me = actor.person_id
    if me is None:
        return Q(pk__in=[])
    always, instead = organisation().answers_for(me)
    own = Q(post__in=sorted(always)) | Q(inspector_id=me)
    for other, posts in instead.items():
        own |= Q(post__in=sorted(posts)) & (Q(about_id=other) | Q(owner_id=other))
    return own & (Q(about=None) | ~Q(about_id=me)) & (Q(owner=None) | ~Q(owner_id=me))


def concerned(actor: Actor) -> Q:
    """Findings that concern someone whatever the reach of their post: reported, to be corrected or handled by them."""
    if actor.person_id is None:
        return Q(pk__in=[])
    return Q(author_id=actor.person_id) | Q(owner_id=actor.person_id) | handled_by(actor)
