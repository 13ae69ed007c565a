from collections.abc import Iterator

import pytest

from dianzhang.engine import organisation, rulebooks
from tests.trade.desk import Desk


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """What the engine keeps in memory belongs to the database of one test."""
    organisation.forget()
    rulebooks.forget()
    yield
    organisation.forget()
    rulebooks.forget()


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()
