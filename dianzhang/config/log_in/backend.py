"""Who may be logged in: nobody whose employment ended, from that moment on."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import User
from django.db.models import QuerySet

from dianzhang.engine.log_ins import may_log_in
from dianzhang.engine.prepared import prepared


class Backend(AuthenticationBackend):  # type: ignore[misc] # allauth carries no types
    """A name and a password; asked again who it is with every request."""

    def get_user(self, user_id: Any) -> User | None:
        found: list[User] = _users(user=user_id)
        return found[0] if found and may_log_in(found[0]) else None

    def user_can_authenticate(self, user: Any) -> bool:
        return may_log_in(user)


@prepared
def _users(*, user: Any) -> QuerySet[User]:
    return User.objects.select_related("person").filter(pk=user)
