"""What an event speaks of by number stands in the course of a record by its title, for who may open it."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.act import must, one
from dianzhang.service.models import Complaint
from dianzhang.work.models import Document
from tests.work.documents.conftest import folders, home, written

from .conftest import Enter

__all__ = ["folders", "home"]
pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W5.5")]


def told(client: Client, document: Document) -> str:
    found = re.search(r'<ol class="time">.*</ol>', client.get(f"/document/{document.pk}").text, re.S)
    assert found is not None
    return found[0]


def link(actor: object, document: Document, record: object, kind: str) -> None:
    must(one("document.link", actor, document.pk, of_kind=kind, of_id=record.pk))  # type: ignore[arg-type, attr-defined]


def test_by_title_and_link_for_who_may_open_it(
    enter: Enter, people: SimpleNamespace, folders: SimpleNamespace, complaint: Complaint
) -> None:
    document = written(people.linxiao, folders.everybody, "退换货")
    link(people.linxiao, document, complaint, "complaint")
    there = told(enter("linxiao"), document)
    assert f'href="/complaint/{complaint.pk}">' in there
    hidden = told(enter("chenmo"), document)
    assert f"/complaint/{complaint.pk}" not in hidden
    assert "一条客诉" in hidden


def test_a_document_by_its_folder(enter: Enter, people: SimpleNamespace, folders: SimpleNamespace) -> None:
    document = written(people.linxiao, folders.everybody, "退换货")
    assert f'href="/folder/{folders.everybody.pk}">流程</a>' in told(enter("chenmo"), document)


def test_a_title_is_words(enter: Enter, people: SimpleNamespace, folders: SimpleNamespace) -> None:
    document = written(people.linxiao, folders.everybody, "退换货")
    task = must(
        one("task.propose", people.linxiao, title="<b>色差</b>", accountable="linxiao", responsible=["linxiao"])
    )
    link(people.linxiao, document, task, "task")
    there = told(enter("linxiao"), document)
    assert "&lt;b&gt;色差&lt;/b&gt;</a>" in there
    assert "<b>色差" not in there


def test_many_names_cost_no_more_statements(enter: Enter, people: SimpleNamespace, folders: SimpleNamespace) -> None:
    document, client = written(people.linxiao, folders.everybody, "退换货"), enter("linxiao")
    parts = {"accountable": "linxiao", "responsible": ["linxiao"]}
    link(people.linxiao, document, must(one("task.propose", people.linxiao, title="色差", **parts)), "task")
    told(client, document)
    with CaptureQueriesContext(connection) as few:
        told(client, document)
    for n in range(6):
        link(people.linxiao, document, must(one("task.propose", people.linxiao, title=f"色差 {n}", **parts)), "task")
    with CaptureQueriesContext(connection) as many:
        assert "色差 5" in told(client, document)
    # The part "linked with" beside the text opens each record by itself; the course of events opens none.
    assert len(many) - len(few) <= 6 * 4
