import pytest

from tests.trade.desk import Desk
from tests.trade.stocked import Shelf


@pytest.fixture
def shelf(db: None) -> Shelf:
    """A desk whose warehouse is kept, with coats and scarves in it."""
    shelf = Shelf(Desk())
    shelf.lay("COAT", 9)
    shelf.lay("SCARF", 9)
    return shelf
