"""Names, telephones and addresses as they stand on a label that others see."""

from __future__ import annotations

import re

_ROOM = re.compile(r"[0-9A-Za-z一二三四五六七八九十]+(?=(?:单元|室|房|户))")


def covered(name: str, phone: str, address: str) -> tuple[str, str, str]:
    """One sign of the name, six digits of the telephone, unit and room are covered: 王*明, 138******31, 3 幢**单元**室.

    A telephone of fewer than eleven digits keeps its last ones.
    """
    short = name[0] + "*" + name[2:] if len(name) > 1 else "*"
    digits = [n for n, sign in enumerate(phone) if sign.isdigit()]
    first = max(min(3, len(digits) - 8), 0)
    hidden = set(digits[first : first + 6])
    number = "".join("*" if n in hidden else sign for n, sign in enumerate(phone))
    return short, number, _ROOM.sub("**", address)
