"""What goes wrong with a table: with the whole file, or with one cell."""

from __future__ import annotations

from dianzhang.kernel.messages import MessageError


class FileError(MessageError):
    """The file as a whole cannot be read.  The message names the place, the reason and the remedy."""


class CellError(MessageError):
    """One cell cannot be taken as it stands.  The message says why and what is expected, not where."""


def shown(text: str, limit: int = 40) -> str:
    """A cell as a message may quote it: on one line, nothing invisible, not too long."""
    plain = "".join(c if c.isprintable() else "�" for c in text.strip())
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
