"""Messages on their way: claimed under a lease, sent beside the worker's other work, tried again, given up, proved."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import one
from dianzhang.engine.jobs import unlocked
from dianzhang.engine.models import Notice, Person
from dianzhang.engine.moment import now
from dianzhang.engine.outward.again import LEASE, last_try, next_try
from dianzhang.engine.outward.beside import Beside
from dianzhang.engine.rounds import each_round, every
from dianzhang.engine.vault import Unreadable
from dianzhang.gateways.notices import MAIL, ROBOTS, Answer, Said, mail
from dianzhang.gateways.notices import robot as robots

from . import saying
from .boxes import opened
from .choices import proved_addresses
from .models import Attempt, Dispatch, Robot
from .pacing import free_at

LOOKED_AT = 20  # due messages looked at for one whose robot is free
KEPT = timedelta(days=365)  # the proof of sending (ours)
CLEARED = 500
log = logging.getLogger("dianzhang.notices")


def claim(only: int | None = None) -> Dispatch | None:
    """The next due message, or this one, leased and its try written down; None where nothing may go now."""
    moment = now()
    with transaction.atomic():
        due = Dispatch.objects.filter(
            Q(robot=None) | Q(robot__status="active") | Q(test=True), state="waiting", next_at__lte=moment
        ).exclude(leased_until__gte=moment)
        due = due.filter(pk=only) if only is not None else due
        for found in unlocked(due.order_by("next_at", "id"))[:LOOKED_AT]:
            if _free(found, moment):
                found.leased_until, found.first_try_at = moment + LEASE, found.first_try_at or moment
                found.attempts, found.gathering = found.attempts + 1, False
                found.save(update_fields=["leased_until", "first_try_at", "attempts", "gathering"])
                Attempt.objects.create(dispatch=found, robot_id=found.robot_id, at=moment)
                return found
    return None


def _free(found: Dispatch, moment: datetime) -> bool:
    """Whether its robot takes another now; if not, it waits until then."""
    if found.robot_id is None:
        return True
    robot = Robot.objects.select_for_update().get(pk=found.robot_id)  # one worker at a time reckons its pace
    free = free_at(robot, moment)
    if free > moment:
        Dispatch.objects.filter(pk=found.pk).update(next_at=free)
    return free <= moment


def deliver(dispatch: Dispatch) -> Dispatch:
    """Send one that was claimed, and write down what came of it."""
    with override("zh-hans"):  # what goes out and what is kept is in the house's language
        if not dispatch.test and (why := _needless(dispatch)):
            return _drop(dispatch, why)
        _settle(dispatch, _send(dispatch))
    return dispatch


def _needless(dispatch: Dispatch) -> str:
    """Why nobody has to be told any more."""
    if saying.is_whole(dispatch.key):
        return "" if saying.of_whole(dispatch.key) is not None else _("要说的事没有了。")
    if not _unread(dispatch):
        return _("已经在系统里看过了，不用再发。")
    if dispatch.person_id and not Person.objects.filter(pk=dispatch.person_id, status="active").exists():
        return _("人已经离职。")
    return ""


def _unread(dispatch: Dispatch) -> list[Notice]:
    return list(Notice.objects.filter(sent_by__dispatch=dispatch, read_at=None).order_by("pk"))


def _send(dispatch: Dispatch) -> Answer:
    notices = _unread(dispatch)
    if dispatch.channel == MAIL:
        assert dispatch.person_id is not None
        address = proved_addresses([dispatch.person_id]).get(dispatch.person_id)
        if address is None:
            return Answer("refused", why=_("没有核实过的邮箱，或者没有设发邮件的服务器。"))
        said = saying.of_test() if dispatch.test else saying.to_person(notices)
        return mail.send(address, said, f"dispatch-{dispatch.pk}")
    robot = Robot.objects.get(pk=dispatch.robot_id or 0)
    try:
        address, secret = opened(robot)
    except (Unreadable, ValueError):
        return Answer("refused", why=_("地址和密钥读不出来了（换过 vault-key），重填一次。"))
    said = saying.of_test() if dispatch.test else _told(dispatch, notices)
    return robots.send(ROBOTS[robot.platform], address, secret, said)


def _told(dispatch: Dispatch, notices: Sequence[Notice]) -> Said:
    whole = saying.of_whole(dispatch.key) if saying.is_whole(dispatch.key) else None
    return whole if whole is not None else saying.to_group(notices, _mobiles(notices))


def _mobiles(notices: Sequence[Notice]) -> list[str]:
    """Whom a robot calls: those who are told, as far as their telephones are known."""
    persons = {notice.person_id for notice in notices}
    return list(
        Person.objects.filter(pk__in=persons).exclude(mobile="").order_by("pk").values_list("mobile", flat=True)
    )


def _drop(dispatch: Dispatch, why: str) -> Dispatch:
    dispatch.tries.filter(came="").delete()  # nothing was tried
    return _write(dispatch, "dropped", "", why, now())


def _settle(dispatch: Dispatch, answer: Answer) -> None:
    moment = now()
    newest = dispatch.tries.order_by("-pk").first()
    until = moment + timedelta(seconds=answer.wait) if answer.wait else None
    Attempt.objects.filter(pk=newest.pk if newest else 0).update(
        came=answer.came, code=answer.code[:20], seconds=answer.seconds, until=until
    )
    if answer.came == "taken":
        _write(dispatch, "sent", answer.code, "", moment)
        return
    log.warning("%s: dispatch %s, try %s: %s %s", dispatch.channel, dispatch.pk, dispatch.attempts, answer.came,
                answer.code)  # fmt: skip
    over = answer.came == "refused" or dispatch.test or moment >= last_try(dispatch.first_try_at, moment)
    if not over:
        dispatch.next_at = max(next_try(dispatch.attempts, dispatch.first_try_at, moment), until or moment)
        _write(dispatch, "waiting", answer.code, answer.why, None)
        return
    _write(dispatch, "refused" if answer.came == "refused" else "given_up", answer.code, answer.why, moment)
    if not dispatch.test and Robot.objects.filter(pk=dispatch.robot_id or 0, status="active").exists():
        one("robot.fail", SYSTEM, dispatch.robot_id, None, why=answer.why)


def _write(dispatch: Dispatch, state: str, code: str, why: str, done_at: datetime | None) -> Dispatch:
    """Unless it was given up or dropped meanwhile by somebody else."""
    dispatch.state, dispatch.code, dispatch.why = state, code[:20], why[:200]
    dispatch.leased_until, dispatch.done_at = None, done_at
    Dispatch.objects.filter(pk=dispatch.pk, state="waiting").update(
        state=dispatch.state, code=dispatch.code, why=dispatch.why, leased_until=None, done_at=done_at,
        next_at=dispatch.next_at,
    )  # fmt: skip
    return dispatch


def send_now(dispatch_id: int) -> Dispatch:
    """This one at once, for whoever waits for what comes of it; where it may not go now, it stays as it is."""
    claimed = claim(dispatch_id)
    return deliver(claimed) if claimed is not None else Dispatch.objects.get(pk=dispatch_id)


def send_due() -> int:
    """Everything that is due, one after the other."""
    done = 0
    while (found := claim()) is not None:
        deliver(found)
        done += 1
    return done


_beside: Beside[Dispatch] = Beside("notice", claim, deliver)


@each_round
def hand_out() -> int:
    return _beside.hand_out()


@every(3600)
def clear_away() -> int:
    old = Dispatch.objects.filter(made_at__lt=now() - KEPT).exclude(state="waiting").values_list("pk", flat=True)
    return Dispatch.objects.filter(pk__in=list(old[:CLEARED])).delete()[0]
