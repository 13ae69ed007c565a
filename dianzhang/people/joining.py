"""People who are to join, line by line: what is wrong with each, and what to do, before anything is written."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from dianzhang.engine.access import Actor
from dianzhang.engine.act import perform
from dianzhang.engine.distrust import turned_away
from dianzhang.engine.lines import Line, lines_of
from dianzhang.engine.models import Person
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.engine.words import post_name
from dianzhang.kernel.vocabulary import nearest

from .posts import ALSO

MOBILE = re.compile(r"\+?\d{7,15}")
CODE = re.compile(r"[A-Za-z0-9_.-]{1,40}")
FIELDS = ("name", "post", "mobile", "code", "joined_on")


def look_at(rows: Iterable[tuple[int, Mapping[str, str]]]) -> list[Line]:
    """Every line with what is wrong with it.  Mobile numbers and staff numbers are each somebody's alone."""
    found = lines_of(rows, FIELDS)
    posts = _posts()
    taken = set(Person.objects.values_list("code", flat=True))
    mobiles = set(Person.objects.exclude(mobile="").values_list("mobile", flat=True))
    for one in found:
        _name(one)
        _post(one, posts)
        _mobile(one)
        _joined(one)
        _code(one)
    again = Counter(one.data["mobile"] for one in found if one.data.get("mobile"))
    codes = Counter(one.data["code"] for one in found if one.data.get("code"))
    shared = {mobile for mobile in again if again[mobile] > 1 or mobile in mobiles}
    for one in found:
        mobile, code = one.data.get("mobile"), one.data.get("code")
        if mobile and mobile in shared:
            one.wrong["mobile"] = _("这个手机号不止一个人用：一人一号。")
        if code and (codes[code] > 1 or code in taken):
            one.wrong["code"] = _("这个工号已经有人用了。")
    if lines := sum(one.data.get("mobile") in shared for one in found):
        turned_away("a staff list with mobile numbers of others", lines=lines)
    _give_codes(found, taken | {str(code) for code in codes})
    return found


def _posts() -> dict[str, str]:
    """What a post may be called -> its code: its own name, its name in the reader's language, its code."""
    org = organisation()
    named: dict[str, str] = {}
    also = {_plain(word): code for word, code in ALSO.items() if code in org.posts and org.posts[code].status == "open"}
    for code, post in org.posts.items():
        if post.status == "open":
            for name in (post.name, post_name(code), code):
                named.setdefault(_plain(name), code)
    return also | named  # what a department calls its own posts comes first


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold().replace(" ", "")


def _name(one: Line) -> None:
    name = one.cells["name"]
    if not name:
        one.wrong["name"] = _("没有姓名。")
    elif len(name) > 80 or not name.isprintable():
        one.wrong["name"] = _("姓名写错了。")
    one.data["name"] = name


def _post(one: Line, posts: Mapping[str, str]) -> None:
    said = one.cells["post"]
    code = posts.get(_plain(said))
    if code is not None:
        one.data["post"] = code
        return
    near = nearest(_plain(said), posts) if said else None
    if not said:
        one.wrong["post"] = _("没有岗位。")
    elif near:
        one.wrong["post"] = _("没有岗位“%(said)s”，是不是“%(near)s”？") % {"said": said, "near": post_name(posts[near])}
    else:
        one.wrong["post"] = _("没有岗位“%(said)s”：选一个，或先去设置这个岗位。") % {"said": said}


def _mobile(one: Line) -> None:
    said = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", one.cells["mobile"]))
    if said and not MOBILE.fullmatch(said):
        one.wrong["mobile"] = _("不是手机号。")
    one.data["mobile"] = said


def _joined(one: Line) -> None:
    said = one.cells["joined_on"]
    if not said:
        return
    parts = re.fullmatch(r"(\d{4})\s*\D\s*(\d{1,2})\s*\D\s*(\d{1,2})\D?", said)
    try:
        one.data["joined_on"] = date(*(int(part) for part in parts.groups())) if parts else date.fromisoformat(said)
    except ValueError:
        one.wrong["joined_on"] = _("不是日期：写成 2026-03-01。")


def _code(one: Line) -> None:
    said = one.cells["code"]
    if said and not CODE.fullmatch(said):
        one.wrong["code"] = _("工号只用字母、数字和 _ . -。")
    one.data["code"] = said


def _give_codes(found: list[Line], taken: set[str]) -> None:
    """Who has no staff number gets one from the sound of the name: ``zhouke``, ``zhouke2``."""
    for one in found:
        if one.data["code"] or not one.data["name"]:
            continue
        sound = re.sub(r"[^a-z0-9]", "", "".join(lazy_pinyin(str(one.data["name"]))).lower())[:30] or "staff"
        code, number = sound, 1
        while code in taken:
            number += 1
            code = f"{sound}{number}"
        taken.add(code)
        one.data["code"] = code


def take_on_all(newcomers: list[Line], actor: Actor) -> list[Outcome]:
    """Every sound line joins, through the action that everybody uses; one outcome a line."""
    items = [Item(data={key: value for key, value in one.data.items() if value}) for one in newcomers]
    return perform("person.add", items, actor)
