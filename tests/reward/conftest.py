from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from dianzhang.engine import organisation, rulebooks
from tests.reward import office


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """What the engine keeps in memory belongs to the database of one test."""
    organisation.forget()
    rulebooks.forget()
    yield
    organisation.forget()
    rulebooks.forget()


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    """The department of named people under process-first, in October 2026."""
    return office.opened()
