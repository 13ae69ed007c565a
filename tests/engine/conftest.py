from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from dianzhang.engine import organisation, rulebooks


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """What the engine keeps in memory belongs to the database of one test."""
    organisation.forget()
    rulebooks.forget()
    yield
    organisation.forget()
    rulebooks.forget()


@pytest.fixture(scope="session")
def _loan_table(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    from tests.engine.fourth import Loan

    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Loan)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Loan)


@pytest.fixture
def loans(_loan_table: None, db: None) -> type:
    """The table of the fourth subject."""
    from tests.engine.fourth import Loan

    return Loan
