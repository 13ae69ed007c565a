"""Letting people in: inviting, resetting, unlocking; and what the journal keeps of how somebody logs in.

A log-in is no fact about the department, so these change no field; the journal says who let whom in, and when.
"""

from __future__ import annotations

import json
from typing import Literal

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import BaseModel, field_validator

from .. import log_ins
from ..access import OWNER_POST, Actor
from ..models import LogIn, Notice, Person
from ..organisation import organisation
from ..outcome import Act, Batch
from ..personal import Personal
from ..registry import command, observation
from .organisation import PERSON


class Letting(BaseModel):
    """Where the link goes by mail; without an address it is handed over by whoever made it."""

    email: str = Personal("", max_length=120, title="邮箱")

    @field_validator("email")
    @classmethod
    def _an_address(cls, given: str) -> str:
        name, at, host = given.strip().rpartition("@")
        if given.strip() and (not (name and at and "." in host) or any(c.isspace() for c in given.strip())):
            raise ValueError(_("这不像一个邮箱地址。"))
        return given.strip()


class Resetting(Letting):
    second_factor: bool = Personal(False, title="两步验证也重来（手机或密钥丢了）")


def the_owners_own(person: Person, actor: Actor) -> str:
    """Who could let themselves in as the owner could do everything."""
    held = organisation().posts_of.get(person.pk, ())
    if OWNER_POST in held and actor.person_id not in (None, person.pk):
        return _("负责人的登录只能由本人，或在服务器上用 dianzhang login 重设。")
    return ""


@command(
    "person.invite", zh="人员.邀请登录", en="Invite to log in", on=PERSON, input=Letting, requires={"status": "active"},
    barred=the_owners_own,
)  # fmt: skip
def invite(persons: Batch[Person, Letting], act: Act) -> None:
    """A link with which a colleague sets a password; an earlier one is worthless from now on."""
    for person, given in persons:
        user = log_ins.user_of(person)
        if user is not None and user.has_usable_password():
            persons.refuse(person, _("%(name)s已经能登录了。忘了密码，用“重设登录”。") % {"name": person.name})
            continue
        _without_password(person, user, given, act)


@command(
    "person.reset_log_in", zh="人员.重设登录", en="Reset the log-in", on=PERSON, input=Resetting,
    requires={"status": "active"}, barred=the_owners_own,
)  # fmt: skip
def reset_log_in(persons: Batch[Person, Resetting], act: Act) -> None:
    """The old password no longer holds, every browser is put out, and a link sets a new one."""
    for person, given in persons:
        user = log_ins.user_of(person)
        if user is None:
            persons.refuse(person, _("%(name)s还没有登录账号，先邀请。") % {"name": person.name})
            continue
        before = user.email
        _without_password(person, user, given, act)
        _say_so(person, user, before, act)
        log_ins.end(list(LogIn.objects.filter(user=user)))
        log_ins.undo("lock", user)
        if given.second_factor:
            log_ins.undo("second_factor", user)


def _say_so(person: Person, user: User, address: str, act: Act) -> None:
    """Whoever it was done to hears of it: on their page, and where they had a mail address, there."""
    data = json.dumps({"title": person.name, "by": act.actor.person_id, "action": "person.reset_log_in"})
    act.add(
        Notice(
            person_id=person.id, kind="log_in_reset", subject_kind="person", subject_id=person.id, data=data,
            created_at=act.recorded_at,
        )
    )  # fmt: skip
    who = organisation().names.get(act.actor.person_id or 0, "")
    transaction.on_commit(lambda: log_ins.tell_reset(user, address, who))


def _without_password(person: Person, user: User | None, given: Letting, act: Act) -> None:
    """The user of this person with no password that anybody could know."""
    if user is None:
        user = User(username=person.code, first_name=person.name)
        user.pk = act.transaction.ids(User, 1)[0]
        act.add(user)
        person.user_id = user.pk
    else:
        act.change(user)
    user.set_unusable_password()
    if given.email:
        user.email = given.email


@command("person.unlock", zh="人员.解锁登录", en="Unlock the log-in", on=PERSON, requires={"status": "active"})
def unlock(persons: Batch[Person, None], act: Act) -> None:
    """Too many wrong passwords are forgotten."""
    for person, _nothing in persons:
        user = log_ins.user_of(person)
        if user is None:
            persons.refuse(person, _("%(name)s还没有登录账号，先邀请。") % {"name": person.name})
        else:
            log_ins.undo("lock", user)


class Changed(BaseModel):
    what: Literal["password", "second_factor_on", "second_factor_off", "connected", "disconnected"]


@observation("person.lock_out", zh="人员.登录锁定", en="Locked out", on=PERSON)
def lock_out(persons: Batch[Person, None], act: Act) -> None:
    """Too many wrong passwords from one address."""


@observation("person.change_log_in", zh="人员.登录变更", en="Changed the log-in", on=PERSON, input=Changed)
def change_log_in(persons: Batch[Person, Changed], act: Act) -> None:
    """They set a password, or took up or gave up another way to log in."""
