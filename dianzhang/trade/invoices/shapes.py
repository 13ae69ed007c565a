"""What the tax system's numbers look like: a wrong one is refused, none is ever made up."""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _

_NUMBER = re.compile(r"[0-9]{20}")
_TAX = re.compile(r"[0-9A-Z]{15}|[0-9A-Z]{17,18}|[0-9A-Z]{20}")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def wrong_number(number: str, day: date) -> str:
    """Why this is no number of a digital invoice issued on this day; empty: it may be.  It begins with the year."""
    if not _NUMBER.fullmatch(number):
        return _("发票号码应是 20 位数字（数电票），照税务系统里的抄。")
    if number[:2] != f"{day:%y}":
        return _("发票号码的前两位是年份：%(found)s 和开票日 %(day)s 对不上。") % {"found": number[:2], "day": day}
    return ""


def wrong_tax_number(text: str) -> str:
    """Why this is no tax number; empty: it may be."""
    return "" if _TAX.fullmatch(text) else _("税号应是 15、17、18 或 20 位数字和大写字母。")


def wrong_mail(text: str) -> str:
    """Why this is no address of mail; empty: it may be."""
    return "" if _MAIL.fullmatch(text) else _("邮箱写得不对。")
