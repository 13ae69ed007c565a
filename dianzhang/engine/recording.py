"""The records of the law that belong to a text: when they no longer do, because the text became another."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dianzhang.kernel.rulebook import difference
from dianzhang.kernel.rulebook.concerns import STEPS, concerned

from . import rulebooks
from .models import RulebookVersion
from .takingeffect import recorded
from .words import join, message

PUBLISHED = "published"


def note_of(step: str, on: date) -> str:
    """How the note beside a recorded step begins."""
    return f"{STEPS[step].zh}（{on.isoformat()}）："


def forget_records(version: RulebookVersion) -> str:
    """Of a version whose text was changed: drop the records that were about another text.  What was dropped, in words.

    The publication goes with every change.  Discussion, opinions and consultation go where a clause on pay, discipline
    or hours is not what it was when they were recorded; while the text has errors nothing can be said of that yet.
    """
    touched = _touched(version)
    dropped = [step for step in STEPS if recorded(version, step) and (touched is not None or step == PUBLISHED)]
    for step in dropped:
        setattr(version, f"{step}_on", None)
    if not dropped:
        return ""
    steps = join(message(STEPS[step]) for step in dropped)
    if touched is None:
        return _("正文改过，之前的%(steps)s不再算数：定稿以后再做一次、再记。") % {"steps": steps}
    version.recorded_text = ""
    given = {"clauses": join(touched) or _("有条款"), "steps": steps}
    return _("涉及薪酬、纪律、工时的正文改过（%(clauses)s），之前的%(steps)s记录不再算数：要重新做、重新记。") % given


def _touched(version: RulebookVersion) -> list[str] | None:
    """The clauses that need the records and were added, changed or taken out since; None for none of them."""
    if not version.recorded_text:
        return None
    was, now = (rulebooks.compiled_text(text) for text in (version.recorded_text, version.text))
    if now.rulebook is None:
        return None
    if was.rulebook is None:  # a word was withdrawn since: nobody can say that they are the same
        return []
    clauses = concerned(was.rulebook).keys() | concerned(now.rulebook).keys()
    found = [change.heading for change in difference(was, now) if change.clause in clauses]
    return list(dict.fromkeys(found)) or None
