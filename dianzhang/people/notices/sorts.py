"""The sorts of notice that people choose by: a few, each of several kinds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_noop


@dataclass(frozen=True)
class Sort:
    """``kinds`` are those of ``Notice``; ``short`` is what a group reads of it."""

    name: str
    zh: str
    short: str
    kinds: frozenset[str]
    urgent: bool = False  # may pass quiet hours, and waits for no digest
    grouped: bool = True  # whether it may go to a group, told of the person whom it is for
    whole: bool = False  # whether a group may be told it once for all, in words of its own (``saying.told_whole``)


def _sort(name: str, zh: str, short: str, kinds: str, **more: bool) -> Sort:
    return Sort(name, zh, short, frozenset(kinds.split()), **more)


ALL = (
    _sort("overdue", gettext_noop("超时了"), gettext_noop("超时了"), "overdue", urgent=True),
    _sort("escalated", gettext_noop("上报给我"), gettext_noop("有上报"), "escalated", urgent=True),
    _sort("remind", gettext_noop("快到时限"), gettext_noop("快到时限"), "remind"),
    _sort("asked", gettext_noop("等我审批"), gettext_noop("等你审批"), "asked appointed"),
    _sort("decided", gettext_noop("我的申请有了结果"), gettext_noop("申请有了结果"), "decided"),
    _sort(
        "named", gettext_noop("分工、征询和知会"), gettext_noop("有你的分工或征询"), "named consulted told mentioned",
    ),
    _sort("flagged", gettext_noop("有标记"), gettext_noop("有标记"), "flagged"),
    _sort("rulebook", gettext_noop("制度生效"), gettext_noop("有制度生效"), "in_force in_force_soon"),
    _sort("morning", gettext_noop("早报"), gettext_noop("早报"), "morning", grouped=False, whole=True),
    _sort(
        "alarm", gettext_noop("报警"), gettext_noop("报警"), "alarm", urgent=True, grouped=False, whole=True,
    ),
    _sort(
        "system", gettext_noop("账号、备份和推送"), gettext_noop("账号、备份和推送"),
        "undelivered log_in_reset journal_broken backup_missed backup_failed", urgent=True, grouped=False,
    ),
)  # fmt: skip
SORTS = {one.name: one for one in ALL}
GROUPED = tuple(one for one in ALL if one.grouped or one.whole)  # what a robot may be set to say
_OF_KIND = {kind: one for one in ALL for kind in one.kinds}

# Who has chosen nothing is written to about these, if their address was proved (ours).
USUAL_MAIL = ("overdue", "escalated", "asked")


def sort_of(kind: str) -> Sort:
    """Of a kind that nobody sorted: what concerns one's work."""
    return _OF_KIND.get(kind, SORTS["named"])


def known(names: Iterable[str]) -> tuple[str, ...]:
    """Those there are, in their order, each once."""
    given = set(names)
    return tuple(one.name for one in ALL if one.name in given)
