"""Passwords: changed in time; shared ones taken out with a reason, shown a while to who took them, and logged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.access import Actor
from dianzhang.engine.models import Event
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import write_down
from dianzhang.engine.vault import encrypt

from ..models import Account, CheckOut
from .states import ACCOUNT

SHOWN = timedelta(minutes=15)  # how long a secret that was taken out is shown


class Changed(BaseModel):
    """A shared account's new password is kept here; of any other it stays with its holder."""

    secret: str = Personal("", max_length=500)


class Wanted(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=300)


def holds(account: Account, actor: Actor) -> bool:
    return actor.person_id is not None and account.owner_id == actor.person_id


@command(
    "account.rotate", zh="账号.换密码", en="Change the password", on=ACCOUNT,
    leads={"rotation": (("current", "due"), "current")}, input=Changed, open=holds,
)  # fmt: skip
def rotate(accounts: Batch[Account, Changed], act: Act) -> None:
    """The password on the platform has been changed."""
    for account, given in accounts:
        if account.custody == "closed":
            accounts.refuse(account, _("账号已经注销。"))
        elif account.shared and not given.secret:
            accounts.refuse(account, _("这个账号的密码大家共用：把新密码填上，旧的从此作废。"))
        elif given.secret and not account.shared:
            accounts.refuse(account, _("这个账号一人专用，密码只有保管人知道，不用填。"))
        else:
            account.rotated_at = act.at
            account.box = encrypt(given.secret) if given.secret else ""


def no_secret(account: Account, _given: Any, _act: Act) -> str:
    return "" if account.box else _("这个账号没有共用的密码。")


@command(
    "account.check_out", zh="账号.取用密码", en="Take out the password", on=ACCOUNT, requires={"custody": "held"},
    input=Wanted, open=holds, unfit=no_secret,
)  # fmt: skip
def check_out(accounts: Batch[Account, Wanted], act: Act) -> None:
    """See a shared password for a quarter of an hour; who and why stays."""
    for account, given in accounts:
        act.add(CheckOut(account_id=account.id, person_id=act.actor.person_id or 0, at=act.at, until=act.at + SHOWN))
        write_down(act, ACCOUNT, account, _("取用密码：%(reason)s") % {"reason": given.reason})


def shown_to(account: Account, actor: Actor, at: Any) -> CheckOut | None:
    """The check-out under which someone sees the secret now: theirs, not over, and of the present password."""
    if actor.person_id is None or not account.box:
        return None
    found = CheckOut.objects.filter(account_id=account.pk, person_id=actor.person_id, at__lte=at, until__gt=at)
    if account.rotated_at is not None:
        found = found.filter(at__gte=account.rotated_at)
    return found.order_by("-at").first()


def known_to(person: int) -> list[Account]:
    """Shared accounts whose present password this person knows: they took it out, or wrote it down themselves."""
    wrote = Event.objects.filter(
        subject_kind=ACCOUNT.name, kind__in=("account.register", "account.rotate"), actor_id=person,
        subject_id__in=Account.objects.exclude(box="").values("pk"),
    )  # fmt: skip
    since = list(CheckOut.objects.filter(person_id=person).values_list("account_id", "at"))
    since += wrote.values_list("subject_id", "occurred_at")
    accounts = Account.objects.exclude(box="").in_bulk({account for account, _at in since})
    found = {
        account: accounts[account]
        for account, at in sorted(since)
        if account in accounts and at >= (accounts[account].rotated_at or at)
    }
    return list(found.values())
