"""The words of a message.

To one's own mail it says what the notice says in the system.  A group reads no more than everybody in it may know: who
is told, of which sort, of what kind of record and its number, and the way to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _

from dianzhang.engine.models import Notice
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import subjects
from dianzhang.gateways.notices import Said

from .links import link_to
from .sorts import sort_of

Worded = Callable[[Sequence[Notice]], Mapping[int, str]]  # notice -> what it says in the system
_wordings: list[Worded] = []


def worded(how: Worded) -> Worded:
    """Register how notices read in the system; the last one counts."""
    _wordings.append(how)
    return how


Whole = Callable[[str], Said | None]  # the key of a dispatch -> what it says
_wholes: dict[str, Whole] = {}


def told_whole(name: str) -> Callable[[Whole], Whole]:
    """Register what a group is told of a thing itself, not of notices: dispatches whose key begins ``name:``."""

    def register(how: Whole) -> Whole:
        _wholes[name] = how
        return how

    return register


def is_whole(key: str) -> bool:
    return key.partition(":")[0] in _wholes


def of_whole(key: str) -> Said | None:
    """None where it has nothing to say any more."""
    return _wholes[key.partition(":")[0]](key)


def to_person(notices: Sequence[Notice]) -> Said:
    words = _wordings[-1](notices) if _wordings else {}
    told = [words.get(one.pk) or of_sort(one) for one in notices]
    head = _("店章：%(what)s") % {"what": told[0]} if len(told) == 1 else counted(len(told))
    return Said(head, [f"{what}\n{link_to(one)}" for what, one in zip(told, notices, strict=True)])


def to_group(notices: Sequence[Notice], mobiles: Sequence[str]) -> Said:
    names = organisation().names
    lines = [f"{names.get(one.person_id, '')}：{of_sort(one)} {link_to(one)}" for one in notices]
    return Said(counted(len(lines)), lines, mobiles)


def of_test() -> Said:
    return Said(_("店章：试一试"), [_("收到这条，说明以后的通知送得到这里。")])


def counted(n: int) -> str:
    return _("店章：%(n)s 条通知") % {"n": n}


def of_sort(notice: Notice) -> str:
    """``超时了 · 客诉 #12``."""
    subject = subjects.get(notice.subject_kind)
    about = f" · {_(subject.zh)} #{notice.subject_id}" if subject is not None else ""
    return f"{_(sort_of(notice.kind).short)}{about}"
