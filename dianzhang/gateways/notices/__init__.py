"""Where people are told things outside the system: the one list of channels, a small file for each.

A robot of a group takes a body, says in its answer whether it took it, and bears only so many a minute; mail goes by
the department's own mail server (``mail.py``).
"""

from __future__ import annotations

from .channel import Answer, Robot, Said
from .dingtalk import DINGTALK
from .feishu import FEISHU
from .wecom import WECOM

ROBOTS: dict[str, Robot] = {one.name: one for one in (DINGTALK, WECOM, FEISHU)}
MAIL = "mail"

__all__ = ["MAIL", "ROBOTS", "Answer", "Robot", "Said"]
