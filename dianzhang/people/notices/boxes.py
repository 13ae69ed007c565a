"""A robot's address and secret, encrypted together."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from dianzhang.engine.vault import decrypt, encrypt

from .models import Robot


def seal(robot: Robot, address: str, secret: str) -> None:
    """Kept with the robot; what may be shown is the host."""
    robot.box = encrypt(json.dumps({"address": address, "secret": secret}))
    robot.host = (urlsplit(address).hostname or "")[:120]


def opened(robot: Robot) -> tuple[str, str]:
    """(address, secret).  Raises ``engine.vault.Unreadable`` where the key is another."""
    told = json.loads(decrypt(robot.box))
    return told["address"], told["secret"]
