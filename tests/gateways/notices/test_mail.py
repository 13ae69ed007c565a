"""Mail by a real mail server: what it says to a letter, and one that never finishes."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from dianzhang.gateways.notices import Said, mail
from tests.smtp import mail_server

USUAL = {b"": "220 here", b"DATA": "354 go on"}
LETTER = Said("店章：1 条通知", ["等你审批：退款 88.00", "https://shop.example/go/x"])


@pytest.fixture(autouse=True)
def _mails(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DIANZHANG_MAILS, settings.EMAIL_HOST = True, "127.0.0.1"
    monkeypatch.setattr(mail, "PATIENCE", 0.5)


@pytest.mark.requirement("W4.1")
def test_a_letter_goes_out_with_a_name_of_its_own(settings: Settings) -> None:
    with mail_server() as (port, letters):
        settings.EMAIL_PORT = port
        for _again in range(2):
            assert mail.send("zhouke@example.com", LETTER, "dispatch-7").came == "taken"
    assert [letter["Message-ID"].partition("@")[0] for letter in letters] == ["<dispatch-7"] * 2
    assert letters[0]["To"] == "zhouke@example.com"
    assert letters[0]["Subject"] == "店章：1 条通知"
    assert "https://shop.example/go/x" in letters[0].get_content()


@pytest.mark.parametrize(
    ("after", "answer", "came"),
    [
        (b"RCPT", "550 no such box", "refused"),
        (b"RCPT", "451 try later", "silent"),
        (b"DATA", "554 spam", "refused"),
        (b"MAIL", "421 busy", "silent"),
    ],
)
def test_what_its_answer_comes_to(settings: Settings, after: bytes, answer: str, came: str) -> None:
    with talking({after: answer}) as port:
        settings.EMAIL_PORT = port
        found = mail.send("zhouke@example.com", LETTER, "dispatch-8")
    assert (found.came, found.code) == (came, answer[:3])
    assert "zhouke" not in found.why


@pytest.mark.requirement("W4.4")
@pytest.mark.parametrize("talks", [{b"": None}, {b"DATA": None}, {b"": "drip"}])
def test_a_server_that_hangs_is_left(settings: Settings, talks: dict[bytes, str | None]) -> None:
    with talking(talks) as port:
        settings.EMAIL_PORT = port
        begun = time.monotonic()
        found = mail.send("zhouke@example.com", LETTER, "dispatch-9")
    assert found.came == "silent"
    assert "没有办完" in found.why
    assert time.monotonic() - begun < 3


def test_one_that_is_not_there_is_told(settings: Settings) -> None:
    with mail_server() as (port, _letters):
        settings.EMAIL_PORT = port
    assert mail.send("zhouke@example.com", LETTER, "dispatch-10").why == "连不上邮件服务器，或者话没说完就断了。"


class talking:  # noqa: N801
    """A server that says what it is told after a word: a line, None for nothing at all, ``drip`` for ever a little."""

    def __init__(self, talks: dict[bytes, str | None]) -> None:
        self.talks = talks

    def __enter__(self) -> int:
        self.server = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._talk, daemon=True).start()
        return int(self.server.getsockname()[1])

    def __exit__(self, *_ended: object) -> None:
        self.server.close()

    def _talk(self) -> None:
        connection, _address = self.server.accept()
        with connection, connection.makefile("rb") as lines:
            for word in self._words(lines):
                said = self.talks.get(word, USUAL.get(word, "250 yes"))
                if said is None:
                    time.sleep(3)
                    return
                if said == "drip":
                    for _n in range(20):
                        try:
                            connection.sendall(b"2")
                        except OSError:
                            return
                        time.sleep(0.2)
                connection.sendall(f"{said}\r\n".encode())

    @staticmethod
    def _words(lines) -> Iterator[bytes]:
        yield b""
        for line in lines:
            yield line[:4].upper()
