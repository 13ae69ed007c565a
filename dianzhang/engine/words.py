"""What declared words are called in the reader's language.

Declarations carry Chinese words; English stands in the catalogues, and whoever shows a word asks here.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext

from dianzhang.kernel.messages import Message
from dianzhang.kernel.rules import OWNER, SUPERIOR
from dianzhang.ui.wording import chinese

from . import registry
from .organisation import organisation
from .registry import Action, Subject


def word(zh: str) -> str:
    """A declared word: a field, a state, a column."""
    return gettext(zh) if zh else ""


def message(said: Message | None) -> str:
    """What the kernel says."""
    if said is None:
        return ""
    return str(said) if chinese() else said.en


def subject_name(subject: Subject) -> str:
    return subject.zh if chinese() else subject.en


def action_name(action: Action) -> str:
    return action.zh if chinese() else action.en


def state_name(subject: Subject, axis: str, code: str) -> str:
    return word(subject.words.axes[axis].states.get(code, code))


def done_name(kind: str) -> str:
    """As ``event_name``, after the name of who did it: 系统 发出, the system raised the alarm."""
    known = registry.actions.get(kind)
    return event_name(kind) if known is None or chinese() or not known.done_en else known.done_en


def event_name(kind: str) -> str:
    """What an event says happened: 发货, 逾期."""
    known = registry.actions.get(kind)
    if known is not None:
        return action_name(known)
    verb = kind.partition(".")[2]
    return word(registry.CONSEQUENCES.get(verb, "")) or verb


def post_name(code: str) -> str:
    """A post as the department calls it; whoever handles the record, for rules that mean them."""
    if code == OWNER:
        return gettext("经办人")
    if code == SUPERIOR:
        return gettext("直属上级")
    post = organisation().posts.get(code)
    if post is not None:
        return word(post.name)
    known = registry.posts.get(code)
    return word(known.zh) if known is not None else code


def person_name(person_id: int | None, post: str) -> str:
    """Who did something: a colleague by name, a service by the post it acts in, a platform, or the system."""
    if person_id is None and post in organisation().posts:
        return gettext("服务（%(post)s）") % {"post": post_name(post)}
    if person_id is None:
        return gettext("平台") if post == "platform" else gettext("系统")
    return organisation().names.get(person_id) or gettext("某位同事")


def join(names: Iterable[str]) -> str:
    """Names one after the other: 订单、客诉."""
    return gettext("、").join(name for name in names if name)
