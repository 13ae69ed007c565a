"""One delivery: signed, posted, and what its answer comes to."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dianzhang.engine.outward.posting import post

from .signing import HEADER, signature


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
    posted = post(url, body, {**headers, HEADER: signature(secret, int(time.time()), body)})
    why = posted.why
    if posted.status is not None and 300 <= posted.status < 400:
        why = _("对方要求转到别处；不跟着转。请把网址改成最终的。")
    elif posted.status is not None and not 200 <= posted.status < 300:
        why = _("对方答复 %(status)s。") % {"status": posted.status}
    return Sent(posted.status, why, posted.seconds, posted.barred)
