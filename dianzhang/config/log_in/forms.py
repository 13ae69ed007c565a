"""A code is guessed like a password, and is stopped like one."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.models import User


class _Counted:
    """Before a code is looked at: whether this name has failed too often from this address already."""

    user: User

    def clean_code(self) -> Any:
        credentials = {"username": self.user.get_username()}
        if not AxesProxyHandler.is_allowed(context.request, credentials):
            AxesProxyHandler.user_login_failed(type(self), credentials, context.request)
            raise get_adapter().validation_error("incorrect_code")
        return super().clean_code()  # type: ignore[misc] # the form that is mixed in


class CodeForm(_Counted, AuthenticateForm):  # type: ignore[misc]
    pass


class CodeAgainForm(_Counted, ReauthenticateForm):  # type: ignore[misc]
    pass
