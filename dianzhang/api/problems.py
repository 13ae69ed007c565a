"""What goes wrong, said to a program and to the person behind it: problem details of RFC 9457."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language, gettext, gettext_noop

MEDIA_TYPE = "application/problem+json"

# code: status and title.  The code ends the address of the problem's kind: /api/#bad-cursor
KINDS: dict[str, tuple[int, str]] = {
    "bad-json": (400, gettext_noop("正文不是可以读的 JSON")),
    "bad-cursor": (400, gettext_noop("翻页的游标不对")),
    "unknown-parameter": (400, gettext_noop("没有这个参数")),
    "unreadable-value": (400, gettext_noop("参数的值看不懂")),
    "post-unclear": (400, gettext_noop("没有说以哪个岗位办事")),
    "not-logged-in": (401, gettext_noop("没有登录")),
    "bad-token": (401, gettext_noop("令牌不能用")),
    "not-allowed": (403, gettext_noop("没有权限")),
    "forged": (403, gettext_noop("请求不是从店章的页面发出的")),
    "not-found": (404, gettext_noop("没有找到")),
    "wrong-method": (405, gettext_noop("这个地址不支持这种方法")),
    "key-reused": (409, gettext_noop("这个 Idempotency-Key 用过了，内容不同")),
    "too-large": (413, gettext_noop("正文太大")),
    "wrong-media-type": (415, gettext_noop("正文要是 JSON")),
    "bad-input": (422, gettext_noop("正文的内容不对")),
    "too-many": (429, gettext_noop("请求太密")),
    "internal": (500, gettext_noop("服务器出错了")),
    "busy": (503, gettext_noop("数据库正忙")),
}


class Problem(Exception):
    """A request that gets no answer of its own.

    ``detail`` says what is wrong, ``where`` in the request (``query/placed_from``, ``body/items/0/data/carrier``),
    ``advice`` what to do.
    """

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        where: str = "",
        advice: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.where = where
        self.advice = advice
        self.headers = dict(headers or {})

    @property
    def status(self) -> int:
        return KINDS[self.code][0]

    def told(self) -> dict[str, Any]:
        return {
            "type": f"/api/#{self.code}",
            "title": gettext(KINDS[self.code][1]),
            "status": self.status,
            "detail": self.detail or gettext(KINDS[self.code][1]),
            "where": self.where,
            "advice": self.advice,
        }

    def response(self) -> HttpResponse:
        body = json.dumps(self.told(), ensure_ascii=False)
        headers = {"Cache-Control": "no-store", "Content-Language": get_language() or "zh-hans", **self.headers}
        return HttpResponse(body, status=self.status, content_type=MEDIA_TYPE, headers=headers)


def unknown(what: str, name: str, known: list[str], near: str | None) -> tuple[str, str]:
    """Detail and advice for a name that does not exist."""
    detail = gettext("没有%(what)s“%(name)s”。") % {"what": what, "name": name[:80]}
    if near is not None:
        return detail, gettext("是不是“%(near)s”？") % {"near": near}
    return detail, gettext("可以用的有：%(known)s。") % {"known": gettext("、").join(known)} if known else ""
