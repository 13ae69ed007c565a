"""Deleting a person's data, or a buyer's, changes no line of the journal: it holds none."""

from __future__ import annotations

import pytest
from django.db import connection

from dianzhang.engine.models import Notice, Person
from dianzhang.engine.sequencer import place
from dianzhang.safety import sealing
from dianzhang.safety.verifying import Verifier
from tests.trade.desk import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S5.2")]


def test_names_telephones_and_notes_may_go(db: None) -> None:
    Desk().paid()
    while place():
        pass
    sealing.seal_all()
    assert Verifier().run().sealed > 3
    with connection.cursor() as cursor:
        for statement in (
            "UPDATE customers_buyer SET name = '', platform_id = 'gone'",
            "UPDATE customers_receiver SET name = '', phone = '', address = ''",
            "UPDATE engine_person SET name = '—'",
            "DELETE FROM engine_note",
        ):
            cursor.execute(statement)
    Notice.objects.all().delete()
    assert set(Person.objects.values_list("name", flat=True)) == {"—"}
    assert Verifier().run().broken == []
