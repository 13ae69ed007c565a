"""What a rulebook needs before it may take effect: sound text, a day, no contradiction, the records of the law."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.utils.translation import gettext as _

from dianzhang.kernel.rulebook import Problem, contradictions
from dianzhang.kernel.rulebook.concerns import CONCERNS, STEPS, concerned
from dianzhang.kernel.rules import Rulebook

from . import registry, rulebooks
from .access import Actor
from .models import RulebookVersion
from .moment import day_of, start_of
from .organisation import organisation
from .outcome import Act
from .words import join, message, post_name

RECORDS = (*STEPS, "order")


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a version needs: what it is, from which day it is on record (a step of the law), and why it is not
    met yet; empty: it is."""

    code: str  # text, examples, version, day, beside, discussed, opinions, consulted, published, order
    said: str
    why: str = ""
    on: date | None = None


def problems_of(version: RulebookVersion) -> list[str]:
    """What is wrong with the text, with line and column; empty when it compiles."""
    compiled = rulebooks.compiled_text(version.text)
    return [_placed(problem) for problem in compiled.errors] if compiled.rulebook is None else []


def _placed(problem: Problem) -> str:
    said = f"{problem.line}:{problem.column} {message(problem.message)}"
    hint = message(problem.hint)
    return f"{said}（{hint.strip('（）')}）" if hint else said


def why_not(version: RulebookVersion, act: Act, on: date | None, repealing: Collection[str] = ()) -> str:
    """Why it cannot take effect on that day: everything that stands in the way; empty when nothing does."""
    book = rulebooks.compiled_text(version.text).draft
    found = [need for need in needs(version, act.actor, act.at, on, repealing) if need.why]
    wrong = [need.why for need in found if need.code not in RECORDS]
    if lacking := [need for need in found if need.code in RECORDS]:
        wrong.append(_wanted_by_law(book, lacking))
    if len(wrong) < 2:
        return "".join(wrong)
    numbered = (_("（%(n)s）%(why)s") % {"n": n, "why": why} for n, why in enumerate(wrong, 1))
    return _("还差 %(n)s 样。%(all)s") % {"n": len(wrong), "all": "".join(numbered)}


def needs(
    version: RulebookVersion, actor: Actor, at: datetime, on: date | None = None, repealing: Collection[str] = ()
) -> list[Need]:
    """What it needs before it takes effect on that day, in the order in which one sees to it, and what is there.

    Of a text with errors only what can be said without its rules.  The steps of the law are among them where a clause
    needs them and there is somebody to ask; examples and number, where a person asks, who can mend them.
    """
    compiled = rulebooks.compiled_text(version.text)
    book = compiled.rulebook
    found = [_text(version)]
    if actor.person_id is not None:
        found += [_examples(version), _number(version)] if book is not None else [_number(version)]
    if book is not None:
        clashes = _("；").join(contradicted(book, in_force_from(version, at, on), repealing)[:5])
        found.append(_day(book, on))
        found.append(Need("beside", _("和同时生效的制度不矛盾"), clashes and _clashing(clashes)))
    return [*found, *_records(version, compiled.draft, in_force_from(version, at, on), actor)]


def _text(version: RulebookVersion) -> Need:
    wrong = problems_of(version)
    why = _("还有错，改好才能送审：%(problems)s") % {"problems": _("；").join(wrong[:5])} if wrong else ""
    return Need("text", _("正文没有错误"), why)


def _examples(version: RulebookVersion) -> Need:
    outcomes, left = rulebooks.tried(version.text)
    wrong = [f"{outcome.line} {outcome.example}" for outcome in outcomes if not outcome.passed]
    given = {"n": len(wrong), "examples": _("；").join(wrong[:5])}
    why = _("有 %(n)s 个例子不成立：%(examples)s。规则改了，例子也要跟着改；例子对，就是规则错了。") % given
    if left and not wrong:
        why = _("例子太多、太长，还有 %(n)s 个没有来得及试：把制度分成几部。") % {"n": left}
    return Need("examples", _("例子都成立（%(n)s 个）") % {"n": len(outcomes)}, why if wrong or left else "")


def _number(version: RulebookVersion) -> Need:
    given = {"version": version.version}
    why = _("版本号 %(version)s 已经用过：在卷首换一个。") % given if taken(version) else ""
    return Need("version", _("版本号 %(version)s 没有用过") % given, why)


def taken(version: RulebookVersion) -> bool:
    """Whether another version of this rulebook has this number already: in force, once in force, or sent for approval.

    The very text that was repealed may come back under its own.
    """
    others = RulebookVersion.objects.filter(code=version.code, version=version.version).exclude(pk=version.pk)
    spoken_for = others.filter(status__in=(*rulebooks.JUDGING, "submitted"))
    return spoken_for.exclude(status="repealed", digest=version.digest).exists()


def _day(book: Rulebook, on: date | None) -> Need:
    why = ""
    if on is not None and on < book.effective:
        given = {"on": on.isoformat(), "effective": book.effective.isoformat()}
        why = _("文件上写着 %(effective)s 生效，不能在 %(on)s 就生效：先改文件。") % given
    return Need("day", _("不早于文件上写的生效日"), why)


def _clashing(clashes: str) -> str:
    return _("和同时生效的制度有矛盾：%(clashes)s") % {"clashes": clashes}


def in_force_from(version: RulebookVersion, decided_at: datetime, on: date | None = None) -> datetime:
    """From the day asked for, else the document's; a day that has begun becomes the moment of the decision."""
    day = on or version.wanted_on or version.effective
    return max(start_of(day), decided_at) if day is not None else decided_at


def contradicted(book: Rulebook, since: datetime, repealing: Collection[str] = ()) -> list[str]:
    """What it says otherwise than a rulebook that will be in force beside it, in words."""
    others = [rulebooks.ruleset(other).rulebook for other in rulebooks.versions_from(since)]
    beside = [other for other in others if other.code != book.code and other.code not in repealing]
    names = {code: post_name(code) for code in {*registry.posts, *organisation().posts}}
    return [message(one.message) for one in contradictions(book, beside, names)]


def _records(version: RulebookVersion, book: Rulebook, since: datetime, actor: Actor) -> list[Need]:
    """The steps of the law; none where no clause needs them, or there is nobody to ask."""
    staff = organisation().posts_of.keys() - {actor.person_id}
    if not concerned(book) or not staff:
        return []
    found = []
    for step, said in STEPS.items():
        on = recorded(version, step)
        why = _("还没有%(step)s的记录") % {"step": message(said)} if on is None else ""
        found.append(Need(step, message(said), why, on))
    wrong = _disordered(version, since)
    return [*found, *([Need("order", _("四步的先后"), _("；").join(wrong))] if wrong else [])]


def _wanted_by_law(book: Rulebook, lacking: Sequence[Need]) -> str:
    missing = join(message(STEPS[need.code]) for need in lacking if need.code in STEPS)
    wrong = [_("还缺：%(steps)s") % {"steps": missing}] if missing else []
    wrong += [need.why for need in lacking if need.code not in STEPS]
    named = [
        _("%(clause)s（%(concerns)s）")
        % {
            "clause": f"{book.clause[clause].number} {book.clause[clause].title}".strip(),
            "concerns": join(message(CONCERNS[name]) for name in found),
        }
        for clause, found in concerned(book).items()
    ]
    return _(
        "有条款涉及薪酬、纪律或工时，按劳动合同法第四条，要有讨论、征求意见、平等协商、公示的记录才能生效。"
        "%(wrong)s。涉及的条款：%(clauses)s。"
    ) % {"wrong": _("；").join(wrong), "clauses": join(named)}


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
