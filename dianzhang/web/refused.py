"""What another site had a browser send here is refused, and says so plainly."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

log = logging.getLogger("dianzhang.web")


def cross_site(request: HttpRequest, reason: str = "") -> HttpResponse:
    """``CSRF_FAILURE_VIEW``: the form did not come from a page of ours, or the page is older than the log-in."""
    log.warning("refused a form from elsewhere: %s %s (%s)", request.method, request.path, reason)
    context = {
        "code": "403",
        "title": gettext("没有办，也没有改动"),
        "text": gettext(
            "这一步不是从店章的页面上发出来的，或者那个页面打开之后你重新登录过。回到页面上刷新，再做一次。"
        ),
    }
    return render(request, "ui/refused.html", context, status=403)
