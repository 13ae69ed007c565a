import pytest

from tests.trade.desk import Desk


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()
