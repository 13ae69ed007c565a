"""A short demonstration, lived once for the tests of a file and taken back afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from dianzhang.demo.lived import Lived, live
from dianzhang.engine import organisation, rulebooks

NOW = datetime(2026, 11, 3, 3, 0, tzinfo=UTC)  # a Tuesday, eleven in the morning in Shanghai
DAYS = 6  # from 29 October: three days of a month that is closed since


def forget() -> None:
    organisation.forget()
    rulebooks.forget()


@pytest.fixture(scope="module")
def _played(django_db_setup: None, django_db_blocker: Any) -> Iterator[Lived]:
    forget()
    with django_db_blocker.unblock(), transaction.atomic():
        yield live(NOW, days_back=DAYS, orders_per_day=6, seed=3)
        transaction.set_rollback(True)
    forget()


@pytest.fixture
def lived(_played: Lived, db: None) -> Iterator[Lived]:
    """What the department lived; what a test changes is taken back."""
    forget()
    yield _played
    forget()
