"""The week that is reported of, and what is done with its report."""

from __future__ import annotations

import json
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Person
from dianzhang.engine.moment import HOME
from dianzhang.insight.reports import making
from dianzhang.insight.reports.models import PeriodReport
from tests.measure.sales import order


def at(hour: int, minute: int = 0, day: int = 9) -> datetime:
    return datetime(2026, 2, day, hour, minute, tzinfo=HOME)


def sold(people: SimpleNamespace, number: str, amount: str, day: int, **more: Any) -> None:
    order(people.shop, number, amount, day, day, unit_id=people.shop.unit_id, **more)


def drafted(post: str = "ops_lead") -> PeriodReport:
    making.make_due()
    return PeriodReport.objects.get(kind="weekly", post=post)


def numbers(text: str) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in json.loads(text)["numbers"]}


def findings(report: PeriodReport) -> dict[str, dict[str, Any]]:
    report.refresh_from_db()
    return {one["key"]: one for one in json.loads(report.findings)}


def keep_all(report: PeriodReport, who: Any) -> None:
    for key, one_ in findings(report).items():
        if one_["state"] == "proposed":
            must(one("period_report.keep", who, report.pk, finding=key))


def handed_in(people: SimpleNamespace) -> PeriodReport:
    report = drafted()
    keep_all(report, people.mengyan)
    must(one("period_report.submit", people.mengyan, report.pk))
    report.refresh_from_db()
    return report


def enter(people: SimpleNamespace, who: str, language: str = "zh-hans") -> Client:
    user, _made = User.objects.get_or_create(username=who)
    Person.objects.filter(pk=getattr(people, who).person_id).update(user=user)
    client = Client(headers={"accept-language": language})
    client.force_login(user, backend="dianzhang.config.log_in.backend.Backend")
    return client
