"""Lists and pages of suggestions, activities, overtime and documents ask as often for thirty as for one."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import organisation
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Person
from dianzhang.engine.moment import now
from dianzhang.work.models import DocumentVersion, Participant
from tests.work.documents.conftest import folders, home, written

from .conftest import Enter

__all__ = ["folders", "home"]
pytestmark = pytest.mark.django_db
SAID = {"title": "尺寸图放第一屏", "what": "详情页第一屏放尺寸图", "why": "一半的客诉问尺寸", "expected": "客诉少三成"}


def again(row: models.Model, times: int = 29, **changed: Any) -> None:
    """The same row so many times more; ``changed``: from the number of each."""
    held = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    rows = [type(row)(**held | {name: value(n) for name, value in changed.items()}) for n in range(times)]
    type(row)._default_manager.bulk_create(rows)


def statements(client: Client, path: str) -> int:
    assert client.get(path).status_code == 200  # what is kept in memory is read
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def suggestion(people: SimpleNamespace) -> models.Model:
    return must(one("suggestion.propose", people.suhe, **SAID))  # type: ignore[no-any-return]


def activity(people: SimpleNamespace) -> models.Model:
    starts = now() + timedelta(days=3)
    return must(one("activity.plan", people.linxiao, kind="team", title="爬山", starts_at=starts))  # type: ignore[no-any-return]


def overtime(people: SimpleNamespace) -> models.Model:
    begin = now() + timedelta(days=2)
    given = {"ground": "assigned", "person": "linxiao", "reason": "补录", "starts_at": begin}
    return must(one("overtime.draft", people.zhouke, ends_at=begin + timedelta(hours=2), **given))  # type: ignore[no-any-return]


@pytest.mark.parametrize(("made", "who"), [(suggestion, "linxiao"), (activity, "zhouke"), (overtime, "zhouke")])
def test_a_list_of_thirty(enter: Enter, people: SimpleNamespace, made: Any, who: str) -> None:
    row, client = made(people), enter(who)
    path = f"/{row._meta.model_name}"
    few = statements(client, path)
    again(row)
    assert client.get(path).text.count(f'href="{path}/') >= 30
    assert statements(client, path) <= few


@pytest.mark.parametrize("path", ["/documents", "/document"])
def test_documents(enter: Enter, people: SimpleNamespace, folders: SimpleNamespace, path: str) -> None:
    document, client = written(people.linxiao, folders.everybody, "退换货"), enter("zhouke")
    few = statements(client, path)
    again(document)
    assert client.get(path).text.count('href="/document/') >= 30
    assert statements(client, path) <= few


def test_a_document_of_thirty_versions(enter: Enter, people: SimpleNamespace, folders: SimpleNamespace) -> None:
    document, client = written(people.linxiao, folders.everybody, "退换货"), enter("zhouke")
    few = statements(client, f"/document/{document.pk}")
    again(DocumentVersion.objects.get(), number=lambda n: n + 2)
    assert statements(client, f"/document/{document.pk}") <= few


def test_an_activity_of_thirty_people(enter: Enter, people: SimpleNamespace) -> None:
    held, client = activity(people), enter("zhouke")
    must(one("activity.sign_up", people.zhouke, held.pk))
    few = statements(client, f"/activity/{held.pk}")
    again(Person.objects.get(code="suhe"), code=lambda n: f"p{n}", name=lambda n: f"同事{n}", user_id=lambda _n: None)
    more = list(Person.objects.filter(code__startswith="p").values_list("pk", flat=True))
    organisation.forget()
    again(Participant.objects.get(), len(more), person_id=lambda n: more[n])
    assert "同事28" in client.get(f"/activity/{held.pk}").text
    assert statements(client, f"/activity/{held.pk}") <= few
