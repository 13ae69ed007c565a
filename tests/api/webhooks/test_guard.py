"""Nothing is sent into the house, by whatever name or number it is called."""

from __future__ import annotations

import socket
from types import SimpleNamespace
from typing import Any

import pytest
from pytest_django import Settings

from dianzhang.api.webhooks import sending
from dianzhang.engine.act import perform
from dianzhang.engine.outcome import Item
from dianzhang.engine.outward import guard

from .conftest import Receiver

pytestmark = pytest.mark.requirement("S2.8")

INSIDE = [
    "127.0.0.1", "127.1.2.3", "10.0.0.8", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1",
    "fd12:3456::1", "ff02::1", "fec0::1", "::ffff:127.0.0.1", "::ffff:10.0.0.8", "::ffff:a9fe:a9fe", "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b::5db8:d822", "2002:7f00:1::", "2002:a00:8::1", "2001:db8::1",
]  # fmt: skip
OUTSIDE = ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"]


def called(address: str) -> str:
    return f"http://[{address}]/" if ":" in address else f"http://{address}/"


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_of_the_house_are_barred(address: str) -> None:
    with pytest.raises(guard.Barred):
        guard.read(called(address))


@pytest.mark.parametrize("address", OUTSIDE)
def test_addresses_of_the_world_are_not(address: str) -> None:
    assert guard.resolve(called(address)).ip == address


@pytest.mark.parametrize(
    "written", ["http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://localhost/"]
)
def test_other_spellings_of_this_machine_are_barred_when_resolved(written: str) -> None:
    with pytest.raises((guard.Barred, OSError)):
        guard.resolve(written)


@pytest.mark.parametrize(
    "url",
    ["ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "http://", "https:///x", "example.com",
     "http://u:p@example.com/", "http://example.com:22/", "http://example.com:99999/", "http://exa mple.com/",
     "http://example.com/\r\nX: y", "http://[::1", "http://" + "a" * 600],
)  # fmt: skip
def test_what_is_no_address_to_send_to(url: str) -> None:
    with pytest.raises(guard.Barred):
        guard.read(url)


def test_one_inner_address_of_a_name_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(0, 0, 0, "", ("93.184.216.34", 80)), (0, 0, 0, "", ("10.0.0.8", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: found)
    with pytest.raises(guard.Barred):
        guard.resolve("http://both.example/")


def test_it_connects_to_what_was_looked_at(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is of the world when looked at and of the house a moment later is asked once only."""
    asked: list[Any] = []

    def resolve(host: str, port: int, **_more: Any) -> list[Any]:
        asked.append(host)
        return [(0, 0, 0, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", lambda address, timeout: connect(address))
    sent = sending.send(f"http://shop.example:{receiver.port}/ok", b"{}", "whsec_x", {})
    assert sent.received
    assert asked == ["shop.example"]
    assert receiver.got[0][1]["Host"] == f"shop.example:{receiver.port}"


def connect(address: tuple[str, int]) -> socket.socket:
    """To a number, without any name being asked."""
    made = socket.socket()
    made.connect(address)
    return made


def test_the_allowed_are_named(settings: Settings) -> None:
    settings.DIANZHANG_WEBHOOK_ALLOW = ["10.1.0.0/16", "erp.intern"]
    assert guard.resolve("http://10.1.2.3/").ip == "10.1.2.3"
    with pytest.raises(guard.Barred):
        guard.resolve("http://10.2.0.1/")
    guard.bar("erp.intern", [])


@pytest.mark.django_db
def test_whoever_asks_is_told_plainly(people: SimpleNamespace) -> None:
    wish = {"name": "看板", "url": "http://169.254.169.254/latest", "kinds": "*"}
    outcome = perform("webhook.add", Item(data=wish), people.shenlan)[0]
    assert outcome.status == "refused"
    assert "内部网络" in outcome.field_errors["url"]
