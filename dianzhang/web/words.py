"""Declared words, and how sentences are put together from them, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext

from dianzhang.engine import registry
from dianzhang.engine.words import (
    action_name,
    event_name,
    join,
    message,
    person_name,
    post_name,
    state_name,
    subject_name,
    word,
)
from dianzhang.kernel.rules import Timeout
from dianzhang.kernel.spans import span_en, span_zh
from dianzhang.kernel.units import Span
from dianzhang.ui.wording import chinese

__all__ = [
    "action_name", "chosen", "event_name", "full_name", "join", "labelled", "message", "parts", "person_name",
    "post_name", "span", "state_name", "subject_name", "timed_out", "word",
]  # fmt: skip


def chosen(choices: Mapping[str, str], value: Any) -> str:
    """A value that is one of several, or a list of them separated by commas, in words."""
    return join([word(choices.get(one, one)) for one in str(value).split(",")])


def full_name(kind: str) -> str:
    """客诉受理, Complaint: Accept."""
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
    return gettext("%(subject)s%(action)s") % {"subject": subject_name(subject), "action": verb_name}


def span(value: Span) -> str:
    return span_zh(value) if chinese() else span_en(value)


def parts(sentences: Iterable[str]) -> str:
    """Half sentences one after the other: 提前 5 分钟提醒；到时，通知客服组长."""
    return gettext("；").join(sentence for sentence in sentences if sentence)


def labelled(name: str, value: str) -> str:
    """金额：18.60."""
    return gettext("%(name)s：%(value)s") % {"name": name, "value": value}


def timed_out(timeout: Timeout) -> str:
    """What a gate does when nobody answers in time."""
    given = {"span": span(timeout.after), "post": post_name(timeout.to) if timeout.to else ""}
    match timeout.do:
        case "remind":
            return gettext("%(span)s没有批就提醒") % given
        case "hand_over":
            return gettext("%(span)s没有批就转交%(post)s") % given
        case "agree":
            return gettext("%(span)s没有批视为同意") % given
        case "refuse":
            return gettext("%(span)s没有批视为驳回") % given
