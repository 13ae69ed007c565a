"""What binds me, and what binds this: clauses by the posts they name and the records they act on; acknowledgements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from dianzhang.engine import acknowledging, reading, rulebooks
from dianzhang.engine.act import one
from dianzhang.engine.deadlines import ClockView
from dianzhang.engine.models import RulebookVersion
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.radar.first import first
from dianzhang.engine.reading import ActionView, ClauseRef
from dianzhang.engine.registry import Subject
from dianzhang.kernel.rulebook import SAID, difference
from dianzhang.kernel.rulebook.concerned import concerned
from dianzhang.kernel.rules import OWNER, SUPERIOR, Clause, Deadline
from dianzhang.kernel.ruleset import Ruleset

from .due import row_of
from .plain_rules import kind_name, plainly
from .setup.steps import go_on
from .shell import show
from .who import Asking, working
from .words import join, message, post_name

CLOCKS = 50


@working
@require_GET
def mine(request: Asking) -> HttpResponse:
    """The clauses whose rules name my posts, with my running deadlines, and what I have still to acknowledge."""
    ruleset = rulebooks.at(now())
    person = request.person.pk
    posts = organisation().posts_of.get(person, ())
    views = first(request.actor, "mine", CLOCKS)
    return show(
        request,
        "web/binding.html",
        {
            "posts": join(post_name(post) for post in posts),
            "asks": [asked(version, person) for version in acknowledging.waiting_for(person)],
            "books": books(ruleset, posts, person, views) if ruleset else [],
            "empty": {
                "title": gettext("现在没有点到你岗位的条款"),
                "text": gettext("制度里的规则写到你的岗位，或者你做的事要按它计时、审批时，会列在这里。"),
                "picture": "list",
                "actions": [*go_on(request.actor), {"label": gettext("看全部章程"), "url": reverse("rulebook")}],
            },
        },
    )


@working
@require_POST
def acknowledge(request: Asking, version_id: int) -> HttpResponse:
    """I have read it."""
    outcome = one("rulebook.acknowledge", request.actor, version_id)
    if outcome.status in ("done", "unchanged"):
        messages.success(request, gettext("签收了《%(name)s》。") % {"name": str(outcome.record)})
    else:
        messages.error(request, outcome.why)
    return redirect("binding")


# --- what binds me ---------------------------------------------------------------------------


class Mine:
    """Which rules name somebody in these posts, by themselves or through what the posts may do."""

    def __init__(self, ruleset: Ruleset, posts: Iterable[str]) -> None:
        self.posts = frozenset(posts)
        self.grants: Any = SimpleNamespace(of=ruleset.rules_of)  # of all rulebooks in force: they add up
        self.may = frozenset(a for grant in ruleset.access if self.posts & {*grant.posts} for a in grant.actions)
        org = organisation()
        own = {org.posts[post].pk for post in self.posts if post in org.posts}
        self.leads = any(post.reports_to_id in own for post in org.posts.values())

    def names(self, rule: Any) -> bool:
        found = concerned(rule, self.grants)
        if self.posts.intersection(found) or (SUPERIOR in found and self.leads):
            return True
        return OWNER in found and isinstance(rule, Deadline) and not self.may.isdisjoint(rule.end)


def books(ruleset: Ruleset, posts: Sequence[str], person: int, views: Sequence[ClockView]) -> list[dict[str, Any]]:
    """The rulebooks in force that bind this person, each with the clauses that name them and those for everybody."""
    mine, found = Mine(ruleset, posts), []
    for book, version in ruleset.books:
        if person not in acknowledging.bound(book):
            continue
        clauses = [article(clause, version, mine, views) for clause in book.clauses if clause.rules]
        named = [one for one in clauses if one["rules"]]
        named.sort(key=lambda one: not one["rows"])  # where something of mine runs comes first
        found.append(
            {
                "name": book.name,
                "version": book.version,
                "url": f"{reverse('rulebook')}?version={version}",
                "clauses": named,
                "running": sum(len(one["rows"]) for one in named),
                "everybody": [
                    _ref(clause, version) for clause in book.clauses if not clause.rules and clause.text and clause.mark
                ],
            }
        )
    return found


def article(clause: Clause, version: int, mine: Mine, views: Sequence[ClockView]) -> dict[str, Any]:
    """A clause with those of its rules that name me, and my deadlines that run under it."""
    rules = [rule for rule in clause.rules if mine.names(rule)]
    return {
        "ref": _ref(clause, version),
        "rules": [_said(rule) for rule in rules],
        "rows": [row_of(view) for view in views if view.clause is not None and view.clause.id == clause.id],
    }


def _ref(clause: Clause, version: int) -> dict[str, Any]:
    address = reverse("clause", args=[clause.id])
    peek = reverse("clause-peek", args=[clause.id])
    return {
        "id": clause.id, "number": clause.number, "title": clause.title, "url": f"{address}?version={version}",
        "peek": f"{peek}?version={version}",
    }  # fmt: skip


def _said(rule: Any) -> dict[str, str]:
    plain, detail = plainly(rule)
    return {"kind": kind_name(rule), "plain": plain, "detail": detail}


# --- acknowledging ---------------------------------------------------------------------------


def asked(version_id: int, person: int) -> dict[str, Any]:
    """A version to acknowledge: as a whole the first time, later what changed for this person."""
    version = RulebookVersion.objects.get(pk=version_id)
    earlier = acknowledging.before(version_id, person)
    mine = Mine(rulebooks.ruleset(version_id), organisation().posts_of.get(person, ()))
    return {
        "id": version.pk,
        "name": version.name,
        "version": version.version,
        "url": f"{reverse('rulebook')}?version={version_id}",
        "go": reverse("acknowledge", args=[version_id]),
        "first": earlier is None,
        "since": RulebookVersion.objects.get(pk=earlier).version if earlier else "",
        "changes": changes_for(earlier, version_id, mine) if earlier else [],
    }


def changes_for(earlier: int, version_id: int, mine: Mine) -> list[dict[str, Any]]:
    """What a newer version changes for these posts or for everybody; its name and its day are no change."""
    return [
        {
            "heading": change.heading,
            "clause": change.clause,
            "url": f"{reverse('clause', args=[change.clause])}?version={version_id}" if change.clause else "",
            "said": f"{message(SAID[change.what])} {message(change.about)}",
            "words": [message(one) for one in change.words],
        }
        for change in _changes(earlier, version_id)
        if change.clause and (not change.posts or (change.rule is not None and mine.names(change.rule)))
    ]


@lru_cache(maxsize=16)
def _changes(earlier: int, version_id: int) -> tuple[Any, ...]:
    """Both have been in force, so their texts stay as they are."""
    texts = dict(RulebookVersion.objects.filter(pk__in=[earlier, version_id]).values_list("pk", "text"))
    old, new = (rulebooks.compiled_text(texts[pk]) for pk in (earlier, version_id))
    return tuple(difference(old, new)) if old.rulebook and new.rulebook else ()


# --- what binds this -------------------------------------------------------------------------


def on_record(
    subject: Subject, clocks: Sequence[ClockView], flags: Sequence[dict[str, Any]], offered: Sequence[ActionView]
) -> list[dict[str, Any]]:
    """The clauses in force that act on this kind of record; first those that act on this one now, with how."""
    acting: dict[str, list[str]] = {}
    for view in clocks:
        if view.row.live and view.clause is not None:
            acting.setdefault(view.clause.id, []).append(gettext("在计时"))
    for flag in flags:
        if flag["clause"] is not None:
            acting.setdefault(flag["clause"].id, []).append(gettext("有标记"))
    for action in offered:
        if action.clause is not None and action.gated:
            acting.setdefault(action.clause.id, []).append(gettext("要审批"))
    known = {ref.id: ref for ref in [*_live_clauses(clocks, flags), *reading.clauses_on(subject, None)]}
    found = [{"ref": ref, "how": join(dict.fromkeys(acting.get(ref.id, ())))} for ref in known.values()]
    return sorted(found, key=lambda one: not one["how"])


def _live_clauses(clocks: Sequence[ClockView], flags: Sequence[dict[str, Any]]) -> list[ClauseRef]:
    """Also of versions no longer in force: a clock keeps the one it started under."""
    running = [view.clause for view in clocks if view.row.live]
    return [ref for ref in (*running, *(flag["clause"] for flag in flags)) if ref is not None]
