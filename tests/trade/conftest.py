import pytest

from tests.trade.desk import Desk


@pytest.fixture
def desk(db: None) -> Desk:
    """A department under the shipped rulebook, with a shop that went live before anything here happens."""
    return Desk()
