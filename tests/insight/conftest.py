from types import SimpleNamespace

import pytest

from tests.reward import office


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    """The department of named people under process-first, in October 2026."""
    return office.opened()
