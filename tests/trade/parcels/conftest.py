import pytest

from tests.trade.desk import Desk
from tests.trade.stocked import Shelf


@pytest.fixture
def desk(db: None) -> Desk:
    """A department under the shipped rulebook, with a shop that went live before anything here happens."""
    return Desk()


@pytest.fixture
def shelf(desk: Desk) -> Shelf:
    return Shelf(desk)
