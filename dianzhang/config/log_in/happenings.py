"""What happens at the door, told to the journal and to the list of browsers; never with what was typed."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as social
from allauth.socialaccount.models import SocialAccount
from axes.handlers.proxy import AxesProxyHandler
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.core.mail import send_mail
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext

from dianzhang.engine import log_ins
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import one
from dianzhang.engine.models import Event, LogIn, Person
from dianzhang.engine.moment import now

from .address import client_address

log = logging.getLogger("dianzhang.log_in")

log_ins.undoing["second_factor"].append(lambda user: Authenticator.objects.filter(user=user).delete() and None)
log_ins.undoing["lock"].append(lambda user: AxesProxyHandler.reset_attempts(username=user.username.lower()) and None)


def mail_of_reset(user: User, address: str, who: str) -> None:
    """To the address they had before: whoever reset a log-in without being asked may have written down another."""
    if not (settings.DIANZHANG_MAILS and address):
        return
    told = {"name": user.first_name, "username": user.username, "who": who}
    try:
        send_mail(
            gettext("你的店章登录重设了"), render_to_string("account/email/reset_told.txt", told), None, [address]
        )
    except OSError:  # smtplib's errors are among them; the notice stands on their page
        log.warning("no mail about a log-in that was reset: the mail server is away")


log_ins.resets.append(mail_of_reset)


@receiver(user_logged_in)
def came_in(request: HttpRequest, user: User, **_more: Any) -> None:
    if not request.session.session_key:
        request.session.save()
    agent = request.headers.get("user-agent", "")
    log_ins.remember(user, str(request.session.session_key), agent, client_address(request))


@receiver(user_logged_out)
def went_out(request: HttpRequest, **_more: Any) -> None:
    if key := request.session.session_key:
        LogIn.objects.filter(session_key=key).delete()


@receiver(user_locked_out)
def locked_out(username: str | None = None, **_more: Any) -> None:
    """Once for each time of waiting: whoever goes on guessing does not fill the journal."""
    person = Person.objects.filter(user__username__iexact=username or "").first()
    if person is None:
        return
    since = now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    told = Event.objects.filter(
        subject_kind="person", subject_id=person.pk, kind="person.lock_out", occurred_at__gt=since
    )
    if not told.exists():
        one("person.lock_out", SYSTEM, person.pk)


@receiver(mfa.authentication_failed)
def wrong_code(request: HttpRequest, user: User, **_more: Any) -> None:
    AxesProxyHandler.user_login_failed(User, {"username": user.get_username()}, request)


def changed(user: Any, what: str) -> None:
    person = Person.objects.filter(user_id=user.pk).first()
    if person is not None:
        one("person.change_log_in", SYSTEM, person.pk, what=what)


@receiver([account.password_changed, account.password_set, account.password_reset])
def another_password(request: HttpRequest, user: User, **_more: Any) -> None:
    """Every other browser is out; the one in which it was changed goes on under another key."""
    changed(user, "password")
    if request.user.pk == user.pk:
        came_in(request, user)


@receiver(mfa.authenticator_added)
def second_factor_on(user: User, authenticator: Authenticator, **_more: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        changed(user, "second_factor_on")


@receiver(mfa.authenticator_removed)
def second_factor_off(user: User, authenticator: Authenticator, **_more: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        changed(user, "second_factor_off")


@receiver(pre_save, sender=SocialAccount)
def only_the_name(instance: SocialAccount, **_more: Any) -> None:
    """Of what a company tells about a person the name is kept, to show which account it is, and nothing else."""
    instance.extra_data = _named(instance.extra_data or {})


def _named(told: dict[str, Any]) -> dict[str, Any]:
    within = {key: _named(told[key]) for key in ("userinfo", "id_token") if isinstance(told.get(key), dict)}
    return within | {key: told[key] for key in ("name", "nick", "preferred_username") if isinstance(told.get(key), str)}


@receiver(social.social_account_added)
def connected(sociallogin: Any, **_more: Any) -> None:
    changed(sociallogin.user, "connected")


@receiver(social.social_account_removed)
def disconnected(socialaccount: Any, **_more: Any) -> None:
    changed(socialaccount.user, "disconnected")
