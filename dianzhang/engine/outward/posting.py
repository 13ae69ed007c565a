"""One POST over the wire: to the address that was looked at, within a time, following nothing."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from . import guard
from .guard import Target

PATIENCE = 10.0  # seconds for all of it: name, connection, sending and answer
ANSWER = 4096  # bytes of an answer that are read


@dataclass(frozen=True)
class Posted:
    """What came of it: ``status`` of the answer, None where there was none, and then ``why``.

    ``body``: the first bytes of the answer; ``wait``: seconds it asks to wait (Retry-After).  ``barred``: it was not
    sent at all, for the address leads where nothing is sent.
    """

    status: int | None
    seconds: float
    why: str = ""
    body: bytes = b""
    wait: float | None = None
    barred: bool = False


def post(url: str, body: bytes, headers: Mapping[str, str], most: int = ANSWER) -> Posted:
    """POST ``body`` as it stands.  A redirection is an answer like others: it is not followed.  ``most``: bytes of the
    answer that are read."""
    begun, patience = time.monotonic(), PATIENCE

    def none(why: str, *, barred: bool = False) -> Posted:
        return Posted(None, time.monotonic() - begun, why, barred=barred)

    try:
        target = guard.resolve(url)
    except guard.Barred as error:
        return none(str(error), barred=True)
    except OSError:
        return none(_("找不到这个域名。"))
    given = {"Content-Type": "application/json", "User-Agent": "Dianzhang", **headers}
    try:
        status, answer, wait = _post(target, body, given, patience, most)
    except TimeoutError:
        return none(_("%(n)s 秒内没有答复。") % {"n": round(patience)})
    except ssl.SSLError:
        return none(_("对方的证书不能信任，或者加密连接没有谈成。"))
    except (OSError, http.client.HTTPException):
        return none(_("连不上，或者答复读不下去。"))
    return Posted(status, time.monotonic() - begun, body=answer, wait=wait)


def _post(
    target: Target, body: bytes, headers: dict[str, str], patience: float, most: int
) -> tuple[int, bytes, float | None]:
    connection = _Https(target, patience) if target.scheme == "https" else _Http(target, patience)
    late = threading.Event()

    def cut() -> None:
        """A timeout of a socket begins anew with every byte; this one does not."""
        late.set()
        if connection.sock is not None:
            try:
                connection.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

    watch = threading.Timer(patience, cut)
    watch.daemon = True
    watch.start()
    try:
        connection.request("POST", target.path, body, headers)
        answer = connection.getresponse()
        said = answer.read(most)
        if late.is_set():
            raise TimeoutError
        return answer.status, said, _seconds(answer.headers.get("Retry-After"))
    except (OSError, http.client.HTTPException):
        if late.is_set():
            raise TimeoutError from None
        raise
    finally:
        watch.cancel()
        connection.close()


def _seconds(text: str | None) -> float | None:
    """Of a Retry-After its seconds; a date in it is not read."""
    return min(float(text), 86_400.0) if text and text.isascii() and text.isdigit() else None


class _Http(http.client.HTTPConnection):
    """A connection to the address that was looked at, speaking to the host by its name."""

    def __init__(self, target: Target, patience: float) -> None:
        super().__init__(target.host, target.port, timeout=patience)
        self.target = target

    def connect(self) -> None:
        self.sock = socket.create_connection((self.target.ip, self.target.port), self.timeout)


class _Https(_Http):
    default_port = 443

    def connect(self) -> None:
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.target.host)
