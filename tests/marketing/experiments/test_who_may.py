"""Who plans, who enters, who ends, who only looks, who has nothing to do with it; the page in both languages."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.test import Client

from dianzhang.engine.models import Person
from dianzhang.marketing.models import Experiment
from tests.web.conftest import BACKEND

from .conftest import day, do, now

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("M3.3")]


def entered(code: str, language: str = "zh-hans") -> Client:
    user, _made = User.objects.get_or_create(username=code)
    Person.objects.filter(code=code).update(user=user)
    client = Client(headers={"accept-language": language})
    client.force_login(user, backend=BACKEND)
    return client


def test_only_a_lead_ends_it(people: SimpleNamespace, running: Experiment) -> None:
    do(people.xunuo, "enter", running, day=day(0), a_n=1000, a=100, b_n=1000, b=104)
    for code in ("xunuo", "shenlan", "zhouke", "zhaoning"):
        assert not do(getattr(people, code), "end", running, decision="a", lesson="够了").done
        assert not do(getattr(people, code), "call_off", running, reason="不测了").done
    assert now(running).status == "running"
    assert do(people.mengyan, "call_off", running, reason="活动提前了").done


def test_who_only_looks_enters_nothing(people: SimpleNamespace, running: Experiment) -> None:
    for code in ("shenlan", "zhouke", "chenmo"):
        assert not do(getattr(people, code), "enter", running, day=day(0), a_n=1, a=0, b_n=1, b=0).done
        assert not do(getattr(people, code), "look", running).done
    for code in ("zhouke", "zhaoning", "chenmo"):
        assert entered(code).get(f"/experiment/{running.pk}").status_code == 404
        assert entered(code).get("/experiment").status_code == 404


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "每版要 3,841 人"), ("en", "3,841 of each")])
def test_the_page_has_the_arithmetic_the_interval_and_the_looks(
    people: SimpleNamespace, running: Experiment, language: str, word: str
) -> None:
    for n in range(3):
        do(people.xunuo, "enter", running, day=day(n), a_n=1000, a=100, b_n=1000, b=110)
    do(people.xunuo, "look", running)
    page = entered("shenlan", language).get(f"/experiment/{running.pk}").text
    assert word in page
    assert 'class="chart' in page
    assert ("九成五的把握" if language == "zh-hans" else "with 95% certainty") in page
    assert ("还看不出" if language == "zh-hans" else "Not yet") in page
    assert entered("shenlan", language).get("/experiment").status_code == 200
