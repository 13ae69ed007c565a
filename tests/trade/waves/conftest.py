import pytest

from tests.trade.desk import Desk
from tests.trade.stocked import Shelf


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


@pytest.fixture
def shelf(desk: Desk) -> Shelf:
    """A warehouse that the department's only shop is sent from."""
    return Shelf(desk)
