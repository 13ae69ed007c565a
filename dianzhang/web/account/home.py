"""One's own account: the ways in, and where one is logged in."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from dianzhang.engine import log_ins, second_factor
from dianzhang.engine.models import Token
from dianzhang.engine.moment import now

from ..acting import go
from ..distrust import whole
from ..shell import show
from ..who import Asking, working_without_second_factor


@working_without_second_factor
@never_cache
@require_GET
def account(request: Asking) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)
    held: dict[str, list[Authenticator]] = {}
    for one in Authenticator.objects.filter(user=user).order_by("pk"):
        held.setdefault(one.type, []).append(one)
    codes = held.get("recovery_codes", [])
    return show(
        request,
        "web/account/home.html",
        {
            "log_ins": [sitting(one, request) for one in log_ins.living(user)],
            "has_password": user.has_usable_password(),
            "email": user.email,
            "proved": EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists(),
            "totp": held.get("totp"),
            "passkeys": [one.wrap() for one in held.get("webauthn", [])],
            "codes_left": len(codes[0].wrap().get_unused_codes()) if codes else None,
            "wanted": second_factor.wanted(request.person) and not (held.get("totp") or held.get("webauthn")),
            "connected": SocialAccount.objects.filter(user=user).count(),
            "providers": bool(settings.SOCIALACCOUNT_PROVIDERS) and bool(get_adapter().list_providers(request)),
            "keys": Token.objects.filter(owner=request.person, status="active", expires_at__gt=now()).count(),
        },
    )


def sitting(one: Any, request: Asking) -> dict[str, Any]:
    return {
        "row": one,
        "here": one.session_key == request.session.session_key,
        "device": one.device or gettext("不明的设备"),
        "end": reverse("log-in-end"),
    }


@working_without_second_factor
@require_POST
def end(request: Asking) -> HttpResponse:
    """One browser, or all but this one."""
    user = request.user
    assert isinstance(user, User)
    others = [one for one in log_ins.living(user) if one.session_key != request.session.session_key]
    chosen = whole(request.POST.get("log_in"))
    ended = others if "others" in request.POST else [one for one in others if one.pk == chosen]
    log_ins.end(ended)
    if ended:
        messages.success(request, gettext("已经退出 %(n)s 处登录。") % {"n": len(ended)})
    else:
        messages.info(request, gettext("那里已经退出了。"))
    return go(request, reverse("account"))
