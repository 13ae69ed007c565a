"""What a rulebook needs before it may take effect: sound text, a day, no contradiction, the records of the law."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from itertools import pairwise

from django.utils.translation import gettext as _

from dianzhang.kernel.rulebook import Problem, contradictions
from dianzhang.kernel.rulebook.concerns import CONCERNS, STEPS, concerned
from dianzhang.kernel.rules import Rulebook

from . import rulebooks
from .access import Actor
from .models import RulebookVersion
from .moment import day_of, start_of
from .organisation import organisation
from .outcome import Act
from .words import join, message


def problems_of(version: RulebookVersion) -> list[str]:
    """What is wrong with the text, with line and column; empty when it compiles."""
    compiled = rulebooks.compiled_text(version.text)
    return [_placed(problem) for problem in compiled.errors] if compiled.rulebook is None else []


def _placed(problem: Problem) -> str:
    said = f"{problem.line}:{problem.column} {message(problem.message)}"
    return f"{said}（{message(problem.hint)}）" if problem.hint else said


def why_not(version: RulebookVersion, act: Act, on: date | None, repealing: Collection[str] = ()) -> str:
    """Why it cannot take effect on that day; empty when it can."""
    book = rulebooks.compiled_text(version.text).rulebook
    if book is None:
        return _("还有错，改好才能送审：%(problems)s") % {"problems": _("；").join(problems_of(version)[:5])}
    if on is not None and on < book.effective:
        given = {"on": on.isoformat(), "effective": book.effective.isoformat()}
        return _("文件上写着 %(effective)s 生效，不能在 %(on)s 就生效：先改文件。") % given
    since = in_force_from(version, act.at, on)
    if clashes := contradicted(book, since, repealing):
        return _("和同时生效的制度有矛盾：%(clashes)s") % {"clashes": _("；").join(clashes[:5])}
    return lacking(version, book, since, act.actor)


def in_force_from(version: RulebookVersion, decided_at: datetime, on: date | None = None) -> datetime:
    """From the day asked for, else the document's; a day that has begun becomes the moment of the decision."""
    day = on or version.wanted_on or version.effective
    return max(start_of(day), decided_at) if day is not None else decided_at


def contradicted(book: Rulebook, since: datetime, repealing: Collection[str] = ()) -> list[str]:
    """What it says otherwise than a rulebook that will be in force beside it, in words."""
    others = [rulebooks.ruleset(other).rulebook for other in rulebooks.versions_from(since)]
    beside = [other for other in others if other.code != book.code and other.code not in repealing]
    names = {post.code: post.name for post in organisation().posts.values()}
    return [message(one.message) for one in contradictions(book, beside, names)]


def lacking(version: RulebookVersion, book: Rulebook, since: datetime, actor: Actor) -> str:
    """What the law asks for and is not on record; empty where no clause needs it, or there is nobody to ask."""
    clauses = concerned(book)
    staff = organisation().posts_of.keys() - {actor.person_id}
    if not clauses or not staff:
        return ""
    wrong = [*_missing(version), *_disordered(version, since)]
    if not wrong:
        return ""
    named = [
        _("%(clause)s（%(concerns)s）")
        % {
            "clause": f"{book.clause[clause].number} {book.clause[clause].title}".strip(),
            "concerns": join(message(CONCERNS[name]) for name in found),
        }
        for clause, found in clauses.items()
    ]
    return _(
        "有条款涉及薪酬、纪律或工时，按劳动合同法第四条，要有讨论、征求意见、平等协商、公示的记录才能生效。"
        "%(wrong)s。涉及的条款：%(clauses)s。"
    ) % {"wrong": _("；").join(wrong), "clauses": join(named)}


def _missing(version: RulebookVersion) -> list[str]:
    missing = [message(said) for step, said in STEPS.items() if recorded(version, step) is None]
    return [_("还缺：%(steps)s") % {"steps": join(missing)}] if missing else []


def _disordered(version: RulebookVersion, since: datetime) -> list[str]:
    """Steps that came before the one they should follow, or a publication after it takes effect."""
    there = [(message(said), on) for step, said in STEPS.items() if (on := recorded(version, step)) is not None]
    found = []
    for (before, first), (after, second) in pairwise(there):
        if second < first:
            given = {
                "after": after,
                "second": second.isoformat(),
                "before": before,
                "on": first.isoformat(),
            }
            found.append(_("%(after)s（%(second)s）早于%(before)s（%(on)s）") % given)
    published = version.published_on
    if published is not None and published > day_of(since):
        given = {"on": published.isoformat(), "since": day_of(since).isoformat()}
        found.append(_("公示（%(on)s）晚于生效（%(since)s）") % given)
    return found


def recorded(version: RulebookVersion, step: str) -> date | None:
    """The day that is on record for a step; None for none."""
    found: date | None = getattr(version, f"{step}_on")
    return found
