"""Posting to a robot: only to its platform's hosts, signed at the moment of sending, its answer read."""

from __future__ import annotations

import json
import time

from django.utils.translation import gettext as _

from dianzhang.engine.outward import guard, posting

from .channel import Answer, Robot, Said


def barred(robot: Robot, url: str) -> str:
    """Why nothing is sent to this address; empty where it is one of the platform's.

    A relay inside the house, allowed by name or network like a webhook's address, may stand in the platform's place.
    """
    try:
        parts = guard.read(url)
    except guard.Barred as error:
        return str(error)
    host = (parts.hostname or "").lower()
    if host in robot.hosts and parts.scheme == "https" and parts.port in (None, 443):
        return ""
    if guard.allowed(host):
        return ""
    return _("%(platform)s机器人的地址以 https://%(host)s/ 开头。") % {"platform": _(robot.zh), "host": robot.hosts[0]}


def send(robot: Robot, url: str, secret: str, said: Said) -> Answer:
    """Compose, sign, post, read."""
    if why := barred(robot, url):
        return Answer("refused", why=why)
    address, body = robot.sign(url, robot.body(said), secret, time.time())
    data = json.dumps(body, ensure_ascii=False).encode()
    return robot.read(posting.post(address, data, {"Content-Type": "application/json; charset=utf-8"}))
