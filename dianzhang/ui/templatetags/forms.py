"""Forms that a package brings, drawn with our fields."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.translation import gettext, gettext_noop

register = template.Library()

# What packages call their fields, in our words.
LABELS = {
    "oldpassword": gettext_noop("现在的密码"),
    "password": gettext_noop("密码"),
    "password1": gettext_noop("新密码"),
    "password2": gettext_noop("再输一次"),
    "email": gettext_noop("邮箱"),
    "code": gettext_noop("验证码"),
    "name": gettext_noop("名称"),
    "passwordless": gettext_noop("用它直接登录，不再输密码"),
}
COMPLETE = {
    "oldpassword": "current-password", "password": "current-password", "password1": "new-password",
    "password2": "new-password", "email": "email", "code": "one-time-code",
}  # fmt: skip


@register.filter
def our_fields(form: forms.BaseForm) -> list[dict[str, Any]]:
    """For ``ui/field.html``: every field of the form, with what is wrong beside it."""
    found = [_field(bound) for bound in form]
    shown = [one for one in found if one["kind"] != "hidden"]
    if shown and not any(one["errors"] for one in shown):
        shown[0]["autofocus"] = True
    return found


def _field(bound: BoundField) -> dict[str, Any]:
    name = bound.name
    return {
        "name": bound.html_name,
        "label": gettext(LABELS[name]) if name in LABELS else bound.label,
        "kind": _kind(bound),
        "required": bound.field.required,
        "value": None if isinstance(bound.field.widget, forms.PasswordInput) else bound.value(),
        "errors": list(bound.errors),
        "autocomplete": COMPLETE.get(name, ""),
    }


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.PasswordInput):
        return "password"
    return "tick" if isinstance(widget, forms.CheckboxInput) else "text"


@register.filter
def company(name: str) -> str:
    """What a company's log-in is called here."""
    return {"DingTalk": gettext("钉钉"), "feishu": gettext("飞书")}.get(name, name)


@register.simple_tag
def mails_go_out() -> bool:
    return bool(settings.DIANZHANG_MAILS)
