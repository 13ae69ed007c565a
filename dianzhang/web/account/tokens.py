"""Keys for programs: one's own, and those of services for whoever may issue them.  A key is shown once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dianzhang.engine import reading, registry
from dianzhang.engine.act import one
from dianzhang.engine.actions.tokens import LONGEST, TOKEN
from dianzhang.engine.models import Token, TokenRefusal
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Outcome

from ..acting import go, tell
from ..shell import show
from ..who import Asking, working
from ..words import post_name, word

MOST = 100  # keys on the page


@working
@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: Asking) -> HttpResponse:
    """Those there are, and the form of a new one; the answer to it is the only page that ever shows the key."""
    if request.method == "GET":
        return show(request, "web/account/tokens.html", page(request))
    service = request.POST.get("kind") == "service"
    action = registry.actions["token.issue_service" if service else "token.issue"]
    if not reading.may_create(request.actor, action):
        raise Http404
    outcome = one(action.name, request.actor, **asked(request.POST, service=service))
    made = outcome.record if outcome.done else None
    context = {**page(request, outcome), "made": made, "key": getattr(made, "key", "")}
    return show(request, "web/account/tokens.html", context, status=200 if made else 422)


@working
@require_POST
def revoke(request: Asking, token_id: int) -> HttpResponse:
    if not reading.visible(request.actor, TOKEN).filter(pk=token_id).exists():
        raise Http404
    outcome = one("token.revoke", request.actor, token_id)
    if outcome.status == "moved_on":
        messages.info(request, outcome.why)
    else:
        tell(request, registry.actions["token.revoke"], outcome)
    return go(request, reverse("tokens"))


def asked(posted: Mapping[str, str], *, service: bool) -> dict[str, Any]:
    """The input of the action, from what was filled in: either all there is, or what was listed."""
    may = posted.get("may", "")
    given = {
        "name": posted.get("name", "").strip(),
        "scopes": posted.get("scopes", "") if may == "listed" else may,
        "days": posted.get("days", ""),
    }
    return given | {"post": posted.get("post", "")} if service else given


def page(request: Asking, outcome: Outcome | None = None) -> dict[str, Any]:
    rows = list(reading.visible(request.actor, TOKEN).select_related("owner").order_by("-status", "-id")[:MOST])
    rows.sort(key=lambda token: (token.status != "active", -token.pk))
    refused = dict(
        TokenRefusal.objects.filter(token_id__in=[token.pk for token in rows])
        .values_list("token_id")
        .annotate(Sum("count"))
    )
    services = reading.may_create(request.actor, registry.actions["token.issue_service"])
    return {
        "tokens": [view(request, token, refused.get(token.pk, 0)) for token in rows],
        "form": form(request, outcome, services=services),
    }


def view(request: Asking, token: Token, refused: int) -> dict[str, Any]:
    over = token.status == "active" and token.expires_at <= now()
    revocable = token.status == "active" and not over
    return {
        "row": token,
        "kind": word(TOKEN.field["kind"].choices[token.kind]) if TOKEN.field["kind"].choices else token.kind,
        "post": post_name(token.post),
        "state": gettext("已过期") if over else word(TOKEN.axes[0].states[token.status]),
        "level": "ok" if revocable else "",
        "refused": refused,
        "revoke": reverse("token-revoke", args=[token.pk])
        if revocable and reading.may(request.actor, registry.actions["token.revoke"], token)
        else "",
    }


def form(request: Asking, outcome: Outcome | None, *, services: bool) -> dict[str, Any]:
    """For ``ui/form.html``.  After a key was made, an empty one."""
    posted: Mapping[str, str] = request.POST if outcome is not None and not outcome.done else {}
    errors = outcome.field_errors if outcome is not None else {}

    def field(name: str, label: str, kind: str, **more: Any) -> dict[str, Any]:
        wrong = [errors[name]] if name in errors else []
        value = posted.get(name, more.pop("value", ""))
        return {"name": name, "label": label, "kind": kind, "required": True, "errors": wrong, "value": value, **more}

    fields = [
        field("name", gettext("给什么用"), "text", maxlength=60, help=gettext("以后凭这句话认出它，例如“ERP 取订单”")),
        field(
            "may", gettext("可以做什么"), "radio", value="*:read",
            choices=[
                ("*:read", gettext("看我看得到的")),
                ("*", gettext("看和办我有权的")),
                ("listed", gettext("只限下面写的")),
            ],
        ),
        field(
            "scopes", gettext("逐项写"), "text", required=False, maxlength=600,
            help=gettext("用空格隔开：order:read 看订单，order:* 看和办，order.ship 一个动作，events:read 流水"),
        ),
        field(
            "days", gettext("用多久"), "select", value="90", half=True,
            choices=[(str(n), gettext("%(n)s 天") % {"n": n}) for n in (7, 30, 90, 180, LONGEST)],
        ),
    ]  # fmt: skip
    if services:
        fields.insert(0, field(
            "kind", gettext("谁用"), "radio", value="personal",
            choices=[("personal", gettext("我自己的程序")), ("service", gettext("一个服务"))],
        ))  # fmt: skip
        held = [(code, word(post.name)) for code, post in organisation().posts.items()]
        fields.append(field("post", gettext("服务以哪个岗位办事"), "select", required=False, half=True, choices=held))
    failed = outcome is not None and not outcome.done
    return {
        "action": reverse("tokens"),
        "fields": fields,
        "errors": [outcome.why] if failed and outcome is not None and not errors else [],
        "submit": gettext("签发令牌"),
    }
