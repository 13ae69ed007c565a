from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection


@pytest.fixture(scope="session")
def _tables(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    from tests.engine.fourth import Loan
    from tests.engine.ticket import Ticket

    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Loan)
            editor.create_model(Ticket)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Loan)
            editor.delete_model(Ticket)


@pytest.fixture
def loans(_tables: None, db: None) -> type:
    """The table of the fourth subject."""
    from tests.engine.fourth import Loan

    return Loan


@pytest.fixture
def tickets(_tables: None, db: None) -> type:
    """The table of the subject with two axes."""
    from tests.engine.ticket import Ticket

    return Ticket
