"""The second step of the log-in: asked of whoever took it up, demanded of posts, guessed by nobody."""

from __future__ import annotations

from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings

from dianzhang.engine import vault
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event, Person
from tests.one_time import code_for

from .conftest import Enter

WORD = "a long enough word"


@pytest.fixture(autouse=True)
def _fresh(db: None) -> None:
    cache.clear()


@pytest.fixture
def user(people) -> User:
    user = User.objects.create_user("zhouke", password=WORD)
    Person.objects.filter(code="zhouke").update(user=user)
    return user


@pytest.fixture
def secret(user: User) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def half_way() -> Client:
    """Past the password, before the code."""
    client = Client(headers={"accept-language": "zh-hans"})
    answer = client.post("/login", {"login": "zhouke", "password": WORD})
    assert answer["Location"].startswith("/account/2fa/authenticate")
    assert client.get("/").status_code == 302
    return client


@pytest.mark.requirement("S1.4")
def test_one_takes_it_up_with_what_the_app_shows(user: User, django_capture_on_commit_callbacks) -> None:
    client = Client(headers={"accept-language": "zh-hans"})
    client.post("/login", {"login": "zhouke", "password": WORD})
    again = client.get("/account/2fa/totp/activate/", follow=True)
    assert "再确认一次是你" in again.text
    assert client.post("/account/reauthenticate/", {"password": "a guess"}).status_code == 200
    assert client.post("/account/reauthenticate/", {"password": WORD}).status_code == 302
    page = client.get("/account/2fa/totp/activate/")
    assert 'src="data:image/svg+xml' in page.text
    shown = page.context["form"].secret
    wrong = client.post("/account/2fa/totp/activate/", {"code": "000000"})
    assert "验证码不对" in wrong.text
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/account/2fa/totp/activate/", {"code": code_for(shown)}, follow=True)
    codes = answer.context["unused_codes"]
    assert len(codes) == 10
    assert all(code in answer.text for code in codes)
    assert Event.objects.filter(kind="person.change_log_in", data__contains="second_factor_on").count() == 1


@pytest.mark.requirement("S1.4")
def test_a_password_alone_does_not_let_in(secret: str) -> None:
    client = half_way()
    assert "验证码不对" in client.post("/account/2fa/authenticate/", {"code": "000000"}).text
    assert client.post("/account/2fa/authenticate/", {"code": code_for(secret)}).status_code == 302
    assert client.get("/").status_code == 200


@pytest.mark.requirement("S1.4")
def test_a_code_works_once(secret: str) -> None:
    """Whoever looked over the shoulder comes too late."""
    code = code_for(secret)
    half_way().post("/account/2fa/authenticate/", {"code": code})
    client = half_way()
    client.post("/account/2fa/authenticate/", {"code": code})
    assert client.get("/").status_code == 302


def test_a_code_of_long_ago_does_not_work(secret: str) -> None:
    client = half_way()
    client.post("/account/2fa/authenticate/", {"code": code_for(secret, ahead=-5)})
    assert client.get("/").status_code == 302


@pytest.mark.requirement("S1.4")
def test_a_recovery_code_takes_its_place_once(user: User, secret: str) -> None:
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    client = half_way()
    client.post("/account/2fa/authenticate/", {"code": code})
    assert client.get("/").status_code == 200
    again = half_way()
    again.post("/account/2fa/authenticate/", {"code": code})
    assert again.get("/").status_code == 302


@pytest.mark.requirement("S1.3")
@override_settings(AXES_FAILURE_LIMIT=4)
def test_codes_are_guessed_no_oftener_than_passwords(secret: str) -> None:
    client = half_way()
    for _ in range(3):
        client.post("/account/2fa/authenticate/", {"code": "000000"})
    locked = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert locked.status_code == 429
    assert "请等 15 分钟再登录" in locked.text
    assert client.post("/account/2fa/authenticate/", {"code": code_for(secret)}).status_code == 429
    fresh = Client().post("/login", {"login": "ZhouKe", "password": WORD})
    assert fresh.status_code == 429
    assert client.get("/").status_code == 302


@pytest.mark.requirement("S1.4")
@override_settings(DIANZHANG_SECOND_FACTOR_POSTS=frozenset({"service"}))
def test_a_post_that_must_have_one_works_only_with_one(user: User) -> None:
    client = Client(headers={"accept-language": "zh-hans"})
    client.post("/login", {"login": "zhouke", "password": WORD})
    for page in ("/", "/complaint", "/account/tokens", "/rulebook"):
        assert client.get(page)["Location"] == "/account/", page
    assert "你的岗位要求两步验证" in client.get("/account/").text
    assert client.get("/account/2fa/totp/activate/", follow=True).status_code == 200
    TOTP.activate(user, generate_totp_secret())
    assert client.get("/").status_code == 200
    Authenticator.objects.all().delete()
    assert client.get("/")["Location"] == "/account/"


@override_settings(DIANZHANG_SECOND_FACTOR_POSTS=frozenset({"service"}))
def test_other_posts_work_without(enter: Enter) -> None:
    assert enter("hejing").get("/").status_code == 200


@override_settings(DIANZHANG_SECOND_FACTOR_POSTS=frozenset({"*"}))
def test_a_star_means_every_post(enter: Enter) -> None:
    assert enter("hejing").get("/")["Location"] == "/account/"


@pytest.mark.requirement("S1.4")
def test_hr_takes_a_lost_one_away_and_the_journal_says_so(user: User, secret: str, people) -> None:
    must(one("person.reset_log_in", people.hejing, people.zhouke.person_id, second_factor=True))
    assert not Authenticator.objects.exists()
    event = Event.objects.get(kind="person.reset_log_in")
    assert (event.actor_id, event.subject_id) == (people.hejing.person_id, people.zhouke.person_id)


def test_nobody_turns_it_off_without_proving_who_they_are(user: User, secret: str) -> None:
    client = half_way()
    client.post("/account/2fa/authenticate/", {"code": code_for(secret)})
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    answer = client.post("/account/2fa/totp/deactivate/")
    assert "reauthenticate" in answer["Location"]
    assert Authenticator.objects.exists()


@pytest.mark.requirement("S1.4")
def test_a_copy_of_the_database_gives_no_code(user: User, secret: str) -> None:
    codes = RecoveryCodes.activate(user)
    kept = {one.type: one.data for one in Authenticator.objects.filter(user=user)}
    assert secret not in str(kept["totp"])
    assert vault.decrypt(kept["totp"]["secret"]) == secret
    seed = vault.decrypt(kept["recovery_codes"]["seed"])
    assert seed not in str(kept["recovery_codes"])
    assert len(codes.get_unused_codes()) == 10


@pytest.mark.requirement("S1.4")
def test_what_was_kept_in_clear_goes_into_the_vault_and_works_on(user: User, secret: str) -> None:
    codes = RecoveryCodes.activate(user).get_unused_codes()
    moving = import_module("dianzhang.config.log_in.migrations.0001_second_factors_in_the_vault")
    moving.take_out(apps, None)
    assert Authenticator.objects.get(user=user, type="totp").data["secret"] == secret
    moving.lock_away(apps, None)
    assert secret not in str(Authenticator.objects.get(user=user, type="totp").data)
    assert Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes() == codes
    assert half_way().post("/account/2fa/authenticate/", {"code": code_for(secret)}).status_code == 302


@pytest.mark.requirement("S1.4")
def test_with_another_key_no_code_fits_and_the_second_factor_is_set_up_anew(
    people, secret: str, settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.VAULT_KEY = "another"
    client = half_way()
    assert "验证码不对" in client.post("/account/2fa/authenticate/", {"code": code_for(secret)}).text
    assert "DIANZHANG_VAULT_KEY" in caplog.text
    assert secret not in caplog.text
    must(one("person.reset_log_in", people.hejing, people.zhouke.person_id, second_factor=True))
    assert not Authenticator.objects.exists()


@pytest.mark.requirement("S1.4")
def test_a_used_code_is_known_to_every_process(secret: str) -> None:
    """What counts here is not in the memory of one of them."""
    code = code_for(secret)
    half_way().post("/account/2fa/authenticate/", {"code": code})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dianzhang_cache WHERE cache_key LIKE %s", [f"%code={code}%"])
        assert cursor.fetchone() == (1,)
