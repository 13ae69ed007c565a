"""kuaidi100 asked over the wire; a local server plays it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from dianzhang.gateways.carriers import asking, kuaidi100
from dianzhang.gateways.carriers.kuaidi100 import NotRead
from tests.gateways.carriers.playing import CUSTOMER, KEY, SALT, Kuaidi100, answer, kuaidi100_played

NOW = datetime(2026, 10, 13, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
NUMBER = "YT2233445566778"


@pytest.fixture
def played(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kuaidi100]:
    settings.DIANZHANG_WEBHOOK_ALLOW = ["127.0.0.1/32"]
    with kuaidi100_played() as found:
        monkeypatch.setattr(kuaidi100, "ASK", f"{found.url}/query")
        monkeypatch.setattr(kuaidi100, "SUBSCRIBE", f"{found.url}/poll")
        yield found


@pytest.mark.requirement("T3.6")
def test_a_parcel_is_asked_about(played: Kuaidi100) -> None:
    played.answers[NUMBER] = answer(NUMBER)
    route = asking.ask(CUSTOMER, KEY, "yuantong", NUMBER, "", NOW)
    assert (route.state, len(route.scans)) == ("signed", 4)
    assert played.asked[0]["com"] == "yuantong"


def test_a_wrong_key_is_refused_and_not_asked_again(played: Kuaidi100) -> None:
    with pytest.raises(NotRead, match="503") as caught:
        asking.ask(CUSTOMER, "another", "yuantong", NUMBER, "", NOW)
    assert not caught.value.later


def test_a_server_in_trouble_is_asked_again(played: Kuaidi100) -> None:
    played.status = 502
    with pytest.raises(NotRead, match="502") as caught:
        asking.ask(CUSTOMER, KEY, "yuantong", NUMBER, "", NOW)
    assert caught.value.later


def test_it_is_asked_to_tell_by_itself(played: Kuaidi100) -> None:
    asking.subscribe(KEY, "yuantong", NUMBER, "", "https://example.com/way/x", SALT)
    assert played.subscribed[0]["parameters"]["salt"] == SALT
