"""One delivery over the wire: to the address that was looked at, within a time, following nothing."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from dataclasses import dataclass

from django.utils.translation import gettext as _

from . import guard
from .guard import Target
from .signing import HEADER, signature

PATIENCE = 10.0  # seconds for all of it: name, connection, sending and answer
ANSWER = 4096  # bytes of an answer that are read; what it says is not kept


@dataclass(frozen=True)
class Sent:
    """What came of it: ``status`` of the answer, None where there was none; ``why`` it does not count as received.

    ``barred``: it was not sent at all, for the address leads where nothing is sent.
    """

    status: int | None
    why: str
    seconds: float
    barred: bool = False

    @property
    def received(self) -> bool:
        return not self.why


def send(url: str, body: bytes, secret: str, headers: dict[str, str]) -> Sent:
    """POST ``body`` with its signature.  Any 2xx counts as received; a redirection does not, and is not followed."""
    begun, patience = time.monotonic(), PATIENCE

    def after(status: int | None, why: str, barred: bool = False) -> Sent:
        return Sent(status, why, time.monotonic() - begun, barred)

    try:
        target = guard.resolve(url)
    except guard.Barred as error:
        return after(None, str(error), barred=True)
    except OSError:
        return after(None, _("找不到这个域名。"))
    signed = {
        "Content-Type": "application/json", "User-Agent": "Dianzhang", **headers,
        HEADER: signature(secret, int(time.time()), body),
    }  # fmt: skip
    try:
        status = _post(target, body, signed, patience)
    except TimeoutError:
        return after(None, _("%(n)s 秒内没有答复。") % {"n": round(patience)})
    except ssl.SSLError:
        return after(None, _("对方的证书不能信任，或者加密连接没有谈成。"))
    except (OSError, http.client.HTTPException):
        return after(None, _("连不上，或者答复读不下去。"))
    if 200 <= status < 300:
        return after(status, "")
    if 300 <= status < 400:
        return after(status, _("对方要求转到别处；不跟着转。请把网址改成最终的。"))
    return after(status, _("对方答复 %(status)s。") % {"status": status})


def _post(target: Target, body: bytes, headers: dict[str, str], patience: float) -> int:
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
        answer.read(ANSWER)
        if late.is_set():
            raise TimeoutError
        return answer.status
    except (OSError, http.client.HTTPException):
        if late.is_set():
            raise TimeoutError from None
        raise
    finally:
        watch.cancel()
        connection.close()


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
