"""What another site has a browser send is refused, plainly, and changes nothing."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from dianzhang.engine.models import Event, Token

from .conftest import BACKEND, Enter


@pytest.fixture
def strict(enter: Enter) -> Client:
    """As a browser: forms need the token that the page gave."""
    enter("zhouke")
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "zh-hans"})
    client.force_login(User.objects.get(person__code="zhouke"), backend=BACKEND)
    return client


FORMS = [
    ("/login", {"login": "zhouke", "password": "x"}), ("/logout", {}), ("/account/tokens", {"name": "x"}),
    ("/account/log-ins/end", {"others": "1"}), ("/account/password/change/", {}), ("/me/post", {"post": "service"}),
    ("/complaint/new/accept", {"kind": "quality"}), ("/notices/read", {}), ("/account/2fa/webauthn/login/", {}),
    ("/account/company/", {"account": "1"}), ("/i18n/setlang/", {"language": "en"}), ("/person/1/invite", {}),
]  # fmt: skip


@pytest.mark.requirement("S1.1")
@pytest.mark.parametrize(("address", "form"), FORMS)
def test_a_form_from_elsewhere_does_nothing(strict: Client, address: str, form: dict[str, str]) -> None:
    events = Event.objects.count()
    answer = strict.post(address, form, headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert "没有办，也没有改动" in answer.text
    assert "ui/css/tokens.css" in answer.text
    assert (Event.objects.count(), Token.objects.count()) == (events, 0)


def test_a_form_with_a_token_but_from_another_origin_does_nothing(strict: Client) -> None:
    page = strict.get("/account/tokens")
    given = {"name": "x", "may": "*", "days": "30", "csrfmiddlewaretoken": str(page.context["csrf_token"])}
    assert strict.post("/account/tokens", given, headers={"origin": "https://elsewhere.example"}).status_code == 403
    assert strict.post("/account/tokens", given).status_code == 200
    assert Token.objects.count() == 1
