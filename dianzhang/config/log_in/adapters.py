"""What allauth asks this house.  Nobody opens an account by themselves: HR's actions do it, as the journal says."""

from __future__ import annotations

import logging
import secrets
from base64 import b32encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from dianzhang.engine import vault
from dianzhang.engine.log_ins import may_log_in

from .address import client_address

log = logging.getLogger("dianzhang.log_in")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth carries no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("用户名或密码不对。"),
        "account_inactive": _("这个账号已停用。"),
        "enter_current_password": _("请输入现在的密码。"),
        "incorrect_password": _("密码不对。"),
        "incorrect_code": _("验证码不对。"),
        "invalid_password_reset": _("这个链接已经用过或过期了。"),
        "too_many_login_attempts": _("试得太多了，过几分钟再来。"),
        "rate_limited": _("太频繁了，过几分钟再来。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def pre_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse | None:
        """By whatever way they come: whoever left stays out."""
        if not may_log_in(user):
            response: HttpResponse = self.respond_user_inactive(request, user)
            return response
        answer: HttpResponse | None = super().pre_login(request, user, **more)
        return answer

    def add_message(
        self, request: Any, level: int, message_template: str | None = None, *args: Any, **more: Any
    ) -> None:
        """Only what needs saying: that one has come in or gone out, one sees."""
        if message_template not in ("account/messages/logged_in.txt", "account/messages/logged_out.txt"):
            super().add_message(request, level, message_template, *args, **more)


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The companies' own log-ins: they prove who somebody is and never make an account."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "connected_other": _("这个公司账号已经连到别人的店章账号上了。"),
        "disconnect_last": _("这是你唯一的登录方式，先设好密码再断开。"),
        "no_password": _("你还没有设密码，先设好再断开。"),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def get_app(self, *args: Any, **more: Any) -> SocialApp:
        """One that is not set up is no page."""
        try:
            return super().get_app(*args, **more)
        except SocialApp.DoesNotExist:
            raise Http404 from None

    def authenticate_by_email(self, sociallogin: Any) -> tuple[User, str] | None:
        """Somebody here with this address, which both they and the issuer have proved.

        An issuer that only says so is not enough: ``email_verified`` must be the truth value, not a word that
        reads like one, and the address here must have been proved by a link that went there.
        """
        told = sociallogin.account.extra_data
        told = told.get("userinfo") or told.get("id_token") or told
        if told.get("email_verified") is not True:
            return None
        for address in sociallogin.email_addresses:
            proved = EmailAddress.objects.filter(email__iexact=address.email, verified=True).select_related("user")
            users = [one.user for one in proved if may_log_in(one.user)]
            if address.verified and len(users) == 1:
                return users[0], address.email
        return None

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        return True  # under the conditions above


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("验证码不对。"),
        "cannot_delete_authenticator": _("两步验证现在不能停用。"),
        "cannot_generate_recovery_codes": _("先启用两步验证，才有恢复码。"),
    }

    def encrypt(self, text: str) -> str:
        """What gives a code away lies in the vault, like a shared password: a copy of the database is not enough."""
        return vault.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Where the key of the vault is another now, a secret that fits no code: the second factor is set up anew."""
        try:
            return vault.decrypt(encrypted_text)
        except vault.Unreadable:
            log.error("the secret of a second factor was made with another DIANZHANG_VAULT_KEY")
            return b32encode(secrets.token_bytes(20)).decode("ascii")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "店章 Dianzhang"}
