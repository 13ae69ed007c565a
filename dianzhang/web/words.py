"""What declared words are called in the reader's language.

Declarations carry Chinese words; English stands in the catalogues, and whoever shows a word asks here.
"""

from __future__ import annotations

from django.utils.translation import gettext

from dianzhang.engine import registry
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Action, Subject
from dianzhang.kernel.messages import Message
from dianzhang.kernel.rules import OWNER
from dianzhang.kernel.spans import span_en, span_zh
from dianzhang.kernel.units import Span
from dianzhang.ui.wording import chinese

# Verbs of the consequences that rules make happen to every subject.
CONSEQUENCES = {"overdue": "逾期", "flag": "标记", "correct": "更正判定", "overtaken": "原来的后果作废"}


def word(zh: str) -> str:
    """A declared word: a field, a state, a column."""
    return gettext(zh) if zh else ""


def subject_name(subject: Subject) -> str:
    return subject.zh if chinese() else subject.en


def action_name(action: Action) -> str:
    return action.zh if chinese() else action.en


def event_name(kind: str) -> str:
    """What an event says happened: 发货, 逾期."""
    known = registry.actions.get(kind)
    if known is not None:
        return action_name(known)
    _subject, _dot, verb = kind.partition(".")
    return word(CONSEQUENCES.get(verb, "")) or verb


def full_name(kind: str) -> str:
    """客诉受理 · Complaint: Accept."""
    subject_code, _, verb = kind.partition(".")
    subject = registry.subjects.get(subject_code)
    if subject is None:
        return kind
    if verb == "view":
        verb_name = gettext("查看")
    elif verb == "*":
        verb_name = gettext("所有动作")
    else:
        verb_name = event_name(kind)
    return f"{subject_name(subject)}{verb_name}" if chinese() else f"{subject_name(subject)}: {verb_name}"


def post_name(code: str) -> str:
    """A post as the department calls it; the owner of the record for rules that mean whoever handles it."""
    if code == OWNER:
        return gettext("经办人")
    post = organisation().posts.get(code)
    if post is not None:
        return post.name
    known = registry.posts.get(code)
    return known.zh if known is not None else code


def state_name(subject: Subject, axis: str, code: str) -> str:
    return word(subject.words.axes[axis].states.get(code, code))


def span(value: Span) -> str:
    return span_zh(value) if chinese() else span_en(value)


def message(said: Message | None) -> str:
    if said is None:
        return ""
    return str(said) if chinese() else said.en


def join(parts: list[str]) -> str:
    return gettext("、").join(part for part in parts if part)
