"""What a check finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from dianzhang.kernel.messages import Message, MessageError

State = Literal["ok", "note", "warn", "bad"]


@dataclass(frozen=True)
class Finding:
    """``note``: worth knowing, nothing to do; ``warn``: see to it; ``bad``: it does not work or cannot be trusted."""

    name: str
    state: State
    said: Message
    todo: Message | None = None


Said = tuple[State, Message] | tuple[State, Message, Message]
Check = Callable[[], Said]


def look(checks: Mapping[str, Check]) -> list[Finding]:
    """A check that fails is a finding too: the others are still made."""
    found = []
    for name, check in checks.items():
        try:
            found.append(Finding(name, *check()))
        except MessageError as error:
            found.append(Finding(name, "bad", error.message))
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
            found.append(Finding(name, "bad", Message(f"查不了：{said}", f"could not be looked at: {said}")))
    return found
