"""Where people are logged in, how they are let in, and how they are put out again.

What else there is to a log-in (a second factor, a lock after too many guesses) belongs to the packages that keep it;
whoever brings them in says here how it is undone (``undoing``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from importlib import import_module
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import LogIn, Person
from .moment import now

LINK_HOLDS = timedelta(days=7)
_SALT = "dianzhang.invitation"

# name -> what undoes it for a user: "second_factor", "lock"
undoing: dict[str, list[Callable[[User], None]]] = {"second_factor": [], "lock": []}


# told, once it stands, that a log-in was reset: (user, the mail address it had before, who did it)
resets: list[Callable[[User, str, str], None]] = []


def tell_reset(user: User, address: str, who: str) -> None:
    for one in resets:
        one(user, address, who)


def user_of(person: Person) -> User | None:
    """The log-in of a person, read afresh; None where they have none yet."""
    return User.objects.filter(pk=person.user_id or 0).first()


def undo(what: str, user: User) -> None:
    for one in undoing[what]:
        one(user)


# --- links that set a password, once ------------------------------------------------------


def link_for(user: User, *, mailed: bool = False) -> str:
    """What stands in a link that lets ``user`` set a password: signed, good for ``LINK_HOLDS`` and until it is used."""
    return signing.dumps({"user": user.pk, "as": _fingerprint(user), "mailed": mailed}, salt=_SALT, compress=True)


def of_link(text: str) -> tuple[User, bool] | None:
    """Whose link this is and whether it came by mail; None where it is forged, too old, used or made worthless."""
    try:
        told = signing.loads(text, salt=_SALT, max_age=LINK_HOLDS)
        user = User.objects.select_related("person").get(pk=told["user"])
    except (signing.BadSignature, User.DoesNotExist, KeyError, TypeError):
        return None
    if not constant_time_compare(told["as"], _fingerprint(user)) or not may_log_in(user):
        return None
    return user, bool(told.get("mailed"))


def _fingerprint(user: User) -> str:
    """Another as soon as the password is another, or somebody logged in: then the link is used."""
    return salted_hmac(_SALT, f"{user.pk}:{user.password}:{user.last_login}").hexdigest()[:32]


def may_log_in(user: User) -> bool:
    """Whoever left does not; an account of nobody here may, and is told by the pages what is missing."""
    person: Person | None = getattr(user, "person", None)
    return user.is_active and (person is None or person.status == "active")


# --- where one is logged in -----------------------------------------------------------------


def remember(user: User, session_key: str, agent: str, address: str) -> None:
    moment = now()
    LogIn.objects.update_or_create(
        session_key=session_key,
        defaults={
            "user": user, "device": device_of(agent), "place": place_of(address),
            "since": moment, "last_seen_at": moment,
        },
    )  # fmt: skip


def end(log_ins: Sequence[LogIn]) -> None:
    """Put these browsers out, at once."""
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    for one in log_ins:
        store(one.session_key).delete()
    LogIn.objects.filter(pk__in=[one.pk for one in log_ins]).delete()


def living(user: User) -> list[LogIn]:
    """Where ``user`` is logged in, newest first; what Django has forgotten meanwhile goes."""
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    found = list(LogIn.objects.filter(user=user).order_by("-last_seen_at"))
    gone = [one for one in found if not store(one.session_key).exists(one.session_key)]
    end(gone)
    return [one for one in found if one not in gone]


def place_of(address: str) -> str:
    """The network only: 203.0.113.x, 2001:db8:1::x.  Which desk it was is nobody's business."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv4Address):
        return f"{str(found).rpartition('.')[0]}.x"
    network = ip_network((found, 48), strict=False).network_address
    return f"{network}x"


# In this order: each of the first calls itself by the names of the later ones too.
_BROWSERS = {
    "DingTalk": "钉钉", "Lark": "飞书", "Feishu": "飞书", "MicroMessenger": "微信", "Edg": "Edge", "OPR": "Opera",
    "QQBrowser": "QQ 浏览器", "Firefox": "Firefox", "Chrome": "Chrome", "CriOS": "Chrome", "Safari": "Safari",
}  # fmt: skip
_SYSTEMS = {
    "HarmonyOS": "HarmonyOS", "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows",
    "Mac OS X": "Mac", "CrOS": "ChromeOS", "Linux": "Linux",
}  # fmt: skip


def device_of(agent: str) -> str:
    """“Chrome · Windows” from what a browser calls itself; nothing it does not say."""
    parts = [next((name for word, name in among.items() if word in agent), "") for among in (_BROWSERS, _SYSTEMS)]
    return " · ".join(filter(None, parts))
