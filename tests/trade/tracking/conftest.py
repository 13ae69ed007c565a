"""A warehouse that ships, an account at kuaidi100, and a kuaidi100 of our own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from dianzhang.gateways.carriers import kuaidi100
from tests.gateways.carriers.playing import Kuaidi100, kuaidi100_played
from tests.trade.desk import Desk
from tests.trade.stocked import Shelf
from tests.trade.tracking.way import Way


@pytest.fixture
def desk(db: None) -> Desk:
    """A department under the shipped rulebook, with a shop that went live before anything here happens."""
    return Desk()


@pytest.fixture
def played(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kuaidi100]:
    settings.DIANZHANG_WEBHOOK_ALLOW = ["127.0.0.1/32"]
    with kuaidi100_played() as found:
        monkeypatch.setattr(kuaidi100, "ASK", f"{found.url}/query")
        monkeypatch.setattr(kuaidi100, "SUBSCRIBE", f"{found.url}/poll")
        yield found


@pytest.fixture
def way(desk: Desk) -> Way:
    """Someone who asks about parcels: 孟岩 opened the account on Monday at nine."""
    return Way(Shelf(desk))
