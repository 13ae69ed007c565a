"""Keys for programs, issued and revoked in the browser: shown once, to whoever they belong to."""

from __future__ import annotations

import re

import pytest

from dianzhang.engine.act import one
from dianzhang.engine.models import Token
from dianzhang.engine.tokens import Bearer, authenticate

from .conftest import Enter

ASKED = {"name": "晚间对账", "may": "*:read", "days": "30"}


@pytest.mark.requirement("S1.6")
def test_the_key_is_shown_in_one_answer_and_never_again(enter: Enter) -> None:
    client = enter("zhouke")
    made = client.post("/account/tokens", ASKED)
    key = re.search(r"dz_[0-9a-f]{12}_[\w-]{43}", made.text)
    assert key is not None
    assert "no-store" in made["Cache-Control"]
    assert isinstance(authenticate(key[0]), Bearer)
    again = client.get("/account/tokens")
    assert key[0] not in again.text
    assert "晚间对账" in again.text


def test_what_is_wrong_stands_beside_it_and_nothing_is_made(enter: Enter) -> None:
    answer = enter("zhouke").post("/account/tokens", {**ASKED, "may": "listed", "scopes": "order:read 订单"})
    assert answer.status_code == 422
    assert "没有范围“订单”" in answer.text
    assert "order:read 订单" in answer.text
    assert not Token.objects.exists()


def test_others_keys_are_not_there(enter: Enter, people) -> None:
    enter("zhouke").post("/account/tokens", ASKED)
    token = Token.objects.get()
    suhe = enter("suhe")
    assert "晚间对账" not in suhe.get("/account/tokens").text
    assert suhe.post(f"/account/tokens/{token.pk}/revoke").status_code == 404
    assert suhe.get(f"/token/{token.pk}").status_code == 404
    token.refresh_from_db()
    assert token.status == "active"


def test_revoked_in_the_browser(enter: Enter) -> None:
    client = enter("zhouke")
    client.post("/account/tokens", ASKED)
    token = Token.objects.get()
    assert client.post(f"/account/tokens/{token.pk}/revoke").status_code == 302
    token.refresh_from_db()
    assert token.status == "revoked"
    assert "已吊销" in client.get("/account/tokens").text
    assert client.post(f"/account/tokens/{token.pk}/revoke").status_code == 302  # once more changes nothing


@pytest.mark.requirement("S1.6")
def test_keys_of_services_are_not_offered_to_whoever_may_not_issue_them(enter: Enter) -> None:
    client = enter("zhouke")
    assert 'value="service"' not in client.get("/account/tokens").text
    assert client.post("/account/tokens", {**ASKED, "kind": "service", "post": "service"}).status_code == 404
    assert not Token.objects.exists()


def test_the_number_of_statements_does_not_grow_with_the_keys(
    enter: Enter, people, django_assert_max_num_queries
) -> None:
    client = enter("zhouke")
    for n in range(20):
        one("token.issue", people.zhouke, name=f"第 {n} 个", scopes="*", days=30)
    client.get("/account/tokens")
    with django_assert_max_num_queries(16):
        assert client.get("/account/tokens").status_code == 200
