"""The page of an alarm for who reads English: its number by its English name, its course told as what was done."""

from __future__ import annotations

import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.translation import override

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Person
from dianzhang.engine.words import done_name, event_name
from dianzhang.insight.alarms import rounds
from dianzhang.insight.alarms.models import NumberAlarm
from dianzhang.insight.alarms.naming import metric_name
from dianzhang.insight.alarms.pages import _cause
from dianzhang.insight.moves.parts import Share

from .conftest import YESTERDAY, sell

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("M4.3")]


def test_the_page(weeks: SimpleNamespace) -> None:
    sell(weeks.tmall, YESTERDAY, amount="100")
    rounds.watch()
    alarm = NumberAlarm.objects.get()
    must(one("alarm.close", weeks.shenlan, alarm.pk, reason="looked at"))
    user = User.objects.create(username="mengyan")
    Person.objects.filter(pk=weeks.mengyan.person_id).update(user=user)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="dianzhang.config.log_in.backend.Backend")
    page = client.get(f"/alarm/{alarm.pk}").content.decode()
    told = re.sub(r"<[^>]+>", "", page)
    assert alarm.metric == "支付金额"
    assert "支付金额" not in told
    assert "raised the alarm" in told
    assert "closed it" in told
    assert "Go off" not in told


def test_a_metric_and_the_measures_it_moved_by_have_their_english_names(weeks: SimpleNamespace) -> None:
    with override("en"):
        assert metric_name("退款率") == "Refund rate"
        moved = _cause(Share("measure", Decimal(1), "退款金额"))
        assert moved.isascii()
        assert _cause(Share("shop", Decimal(1), "天猫旗舰店")) == "天猫旗舰店"
    assert metric_name("退款率") == "退款率"


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("alarm.recover", "saw the number back in line"), ("period_report.return", "sent it back"),
        ("period_report.draft", "drafted it"), ("task.propose", "Propose"),
    ],
)  # fmt: skip
def test_what_was_done_in_a_course_of_events(kind: str, told: str) -> None:
    with override("en"):
        assert done_name(kind) == told
    assert done_name(kind) == event_name(kind)
