"""Who may be logged in: nobody whose employment ended, from that moment on."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import User

from dianzhang.engine.log_ins import may_log_in


class Backend(AuthenticationBackend):  # type: ignore[misc] # allauth carries no types
    """A name and a password; asked again who it is with every request."""

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.select_related("person").filter(pk=user_id).first()
        return user if user is not None and may_log_in(user) else None

    def user_can_authenticate(self, user: Any) -> bool:
        return may_log_in(user)
