"""The rulebook as people read it: text, what the system does for each clause, and how often it is kept."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine import access, rulebooks
from dianzhang.engine.figures import Keeping, keeping
from dianzhang.engine.models import RulebookVersion
from dianzhang.engine.moment import now
from dianzhang.engine.standing import standing
from dianzhang.kernel.rulebook.coverage import Coverage
from dianzhang.kernel.rules import Check, Clause, Deadline, Duty, Gate
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.ui.prose import Explained, plain
from dianzhang.ui.wording import plain_number

from .breaches import report_address
from .checking import covered_in_time
from .distrust import whole
from .plain_rules import kind_name, plainly
from .rulebook_coming import to_come
from .setup.steps import go_on
from .shell import show
from .who import Asking, working
from .words import join, word

OF_THE_FIGURE = "met,missed,running,resting"  # the deadlines behind a rule's figure: also those that have ended
# Parts of the product that are still to come, by the names that rulebooks use.
MODULES = {
    "goods": "商品管理", "marketing": "活动与推广", "work": "任务与会议", "people": "人事", "insight": "数据与复盘",
    "reward": "奖惩", "trade": "订单", "service": "客服", "customers": "客户", "content": "内容与设计",
}  # fmt: skip
SHOWN = {"enforced", "recorded", "advisory", "awaiting"}


@lru_cache(maxsize=8)
def _progress(_version_id: int) -> dict[str, Any]:
    """What has been found out of a stored version."""
    return {"covered": {}, "trial": None}


def covered(version_id: int) -> dict[str, Coverage]:
    """Coverage of a stored version: every rule is taken out and its examples run without it.

    Worked out once.  What of a very large one cannot be tried while a person waits is left out, and gone on with when
    it is asked for again.
    """
    known = _progress(version_id)
    if known["trial"] is None or known["trial"].left:
        found, known["trial"] = covered_in_time(rulebooks.ruleset(version_id).rulebook, known["trial"])
        known["covered"] = {one.id: one for one in found}
    return known["covered"]  # type: ignore[no-any-return]


def untried(version_id: int) -> tuple[Clause, ...]:
    """Clauses of which nothing is known yet."""
    trial = _progress(version_id)["trial"]
    return trial.left if trial is not None else ()


def chosen(request: Asking, clause_id: str = "") -> Ruleset | None:
    """The version that the address names; else, of those in force or the first to come, the one with the clause, or the
    first."""
    wanted = whole(request.GET.get("version"))
    if wanted is not None and RulebookVersion.objects.filter(pk=wanted).exists():
        return rulebooks.ruleset(wanted)
    together = rulebooks.first_or_at(now())
    if together is None:
        return None
    _book, version = together.book_of(clause_id) or together.books[0]
    return rulebooks.ruleset(version)


@working
@require_GET
def rulebook(request: Asking) -> HttpResponse:
    ruleset = chosen(request)
    if ruleset is None:
        return show(request, "web/rulebook.html", {"empty": nothing_yet() | {"actions": go_on(request.actor)}})
    version = RulebookVersion.objects.get(pk=ruleset.key)
    statuses = covered(version.pk)
    kept_so_far = keeping(ruleset.rulebook.rules)
    counts = {
        status: sum(one.status == status for one in statuses.values())
        for status in ("enforced", "recorded", "advisory", "awaiting")
    }
    wanted = request.GET.get("status", "")
    kept = f"version={version.pk}&" if "version" in request.GET else ""
    return show(
        request,
        "web/rulebook.html",
        {
            "version": version,
            "stands": standing(version, now()),
            **to_come(version),
            "keeper": ruleset.rulebook.owner,
            "scope": ruleset.rulebook.scope,
            "drafts": access.reach_of(request.actor, "rulebook.edit") is not None,
            "beside": beside(version),
            "untried": untried(version.pk),
            "others": RulebookVersion.objects.filter(code=version.code)
            .exclude(pk=version.pk)
            .exclude(status="reference")
            .order_by("-id")[:10],
            "counts": [
                {
                    "status": s,
                    "n": n,
                    "url": f"?{kept}" + (f"status={s}" if wanted != s else ""),
                    "current": wanted == s,
                }
                for s, n in counts.items()
            ],
            "book": {"chapters": chapters(ruleset, statuses, kept_so_far, wanted if wanted in SHOWN else "")},
        },
    )


def beside(version: RulebookVersion) -> list[dict[str, Any]]:
    """The rulebooks in force together, this one among them; nothing where there is but one."""
    together = rulebooks.at(now())
    found = [
        {"name": book.name, "url": f"?version={key}", "current": book.code == version.code}
        for book, key in (together.books if together else ())
    ]
    return found if len(found) > 1 else []


def nothing_yet() -> dict[str, Any]:
    return {
        "title": gettext("还没有生效的章程"),
        "text": gettext(
            "章程是一份 Markdown 文件：写给人看的条款，下面是系统执行的规则。生效之后，时限、审批、检查和得分都从它来。"
        ),
        "picture": "list",
    }


def chapters(
    ruleset: Ruleset, statuses: dict[str, Coverage], kept: dict[str, Keeping], wanted: str
) -> list[dict[str, Any]]:
    """Top headings as chapters, clauses below them; a status filter leaves out what has another."""
    found: list[dict[str, Any]] = []
    top = min((clause.level for clause in ruleset.rulebook.clauses), default=1)
    for clause in ruleset.rulebook.clauses:
        if clause.level == top:
            found.append(
                {
                    "id": clause.id,
                    "number": clause.number,
                    "title": clause.title,
                    "text": "" if wanted else clause.text,
                    "clauses": [],
                }
            )
            if not clause.rules:
                continue
        if not found:
            found.append({"id": "start", "number": "", "title": ruleset.rulebook.name, "text": "", "clauses": []})
        status = statuses[clause.id].status if clause.id in statuses else None
        if wanted and status != wanted:
            continue
        shown = article(clause, statuses.get(clause.id), kept)
        found[-1]["clauses"].append({**shown, "terms": terms_beside(ruleset, clause)})
    return [chapter for chapter in found if chapter["clauses"] or chapter["text"]]


def article(clause: Clause, one: Coverage | None, kept: dict[str, Keeping]) -> dict[str, Any]:
    """For ``ui/article.html``."""
    status = one.status if one else None
    return {
        "id": clause.id,
        "number": clause.number,
        "title": clause.title,
        "level": clause.level,
        "text": clause.text,
        "status": status if status in SHOWN else "",
        "note": note_of(one) if one else "",
        "ours": clause.ours,
        "sources": clause.sources,
        "url": reverse("clause-kept", args=[clause.id]) if clause.rules else "",
        "report": report_address(clause=clause.id),
        "rules": [rule_row(rule, kept.get(rule.id, Keeping())) for rule in clause.rules],
    }


def terms_beside(ruleset: Ruleset, clause: Clause) -> dict[str, Explained]:
    """The words that the other clauses of its rulebook define, each with its explanation and the way there."""
    book, version = ruleset.books[0]
    return {
        term.word: Explained(plain(term.said), f"{reverse('rulebook')}?version={version}#{other.id}")
        for other in book.clauses
        if other is not clause
        for term in other.terms
    }


def note_of(one: Coverage) -> str:
    """Why only people can keep it, what is held, or which part of the product is awaited."""
    if one.status != "awaiting":
        return one.note
    modules = [word(MODULES.get(name, name)) for name in re.split("[、,\\s]+", one.note) if name]
    return gettext("等%(modules)s") % {"modules": join(modules)} if modules else ""


def rule_row(rule: Any, kept: Keeping) -> dict[str, Any]:
    said, detail = plainly(rule)
    return {"kind": kind_name(rule), "plain": said, "detail": detail, "figure": figure(rule, kept)}


def figure(rule: Any, kept: Keeping) -> dict[str, Any] | None:
    """How the rule fared so far: a number that opens to its rows."""
    url = f"{reverse('radar')}?rule={rule.id}&state={OF_THE_FIGURE}"
    if isinstance(rule, Deadline | Duty):
        if not kept.due:
            return {"text": gettext("还没有到期的"), "parts": [], "url": url if kept.running else ""}
        text = gettext("%(due)s 次里守住 %(kept)s 次") % {
            "due": plain_number(kept.due),
            "kept": plain_number(kept.kept),
        }
        return {"text": text, "parts": [("ok", kept.kept), ("late", kept.missed)], "url": url}
    if isinstance(rule, Check) and kept.flagged:
        given = {"flagged": plain_number(kept.flagged), "passed": plain_number(kept.passed)}
        return {"text": gettext("触发 %(flagged)s 次，已了结 %(passed)s 次") % given, "parts": [], "url": ""}
    if isinstance(rule, Gate) and kept.asked:
        given = {"asked": plain_number(kept.asked), "agreed": plain_number(kept.agreed)}
        parts = [("ok", kept.agreed), ("late", kept.refused), ("rest", kept.waiting)]
        return {"text": gettext("请批 %(asked)s 次，同意 %(agreed)s 次") % given, "parts": parts, "url": ""}
    return None


@working
@require_GET
def clause(request: Asking, clause_id: str) -> HttpResponse:
    """A clause's own address leads to its place in the rulebook."""
    version = whole(request.GET.get("version"))
    together = rulebooks.at(now())
    if version is None and together is not None and len(together.books) > 1:
        found = together.book_of(clause_id)
        version = found[1] if found else None
    query = f"?version={version}" if version is not None else ""
    return redirect(f"{reverse('rulebook')}{query}#{clause_id}")


@working
@require_GET
def clause_peek(request: Asking, clause_id: str) -> HttpResponse:
    """What the chip shows on pointing."""
    ruleset = chosen(request, clause_id)
    found = ruleset.rulebook.clause.get(clause_id) if ruleset else None
    if ruleset is None or found is None:
        raise Http404
    kept = sum(keeping(found.rules).values(), Keeping())
    clocks = any(isinstance(rule, Deadline | Duty) for rule in found.rules)
    one = covered(int(ruleset.key)).get(clause_id)
    context = {
        "clause": {
            "number": found.number,
            "title": found.title,
            "text": found.text,
            "status": one.status if one else "",
        },
        "version": gettext("%(version)s 版") % {"version": ruleset.rulebook.version},
        "kept": {
            "kept": kept.kept,
            "due": kept.due,
            "ratio": kept.kept / kept.due if kept.due else None,
            "since": gettext("至今"),
        }
        if clocks
        else None,
        "fired": {"count": kept.flagged, "released": kept.passed, "since": gettext("至今")} if kept.flagged else None,
    }
    response = render(request, "ui/clause_peek.html", context)
    response["Cache-Control"] = "private, max-age=60"
    return response
