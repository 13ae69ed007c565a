"""Who calls, in which post, and what a call that goes wrong is told: the one way into every endpoint."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from pydantic import BaseModel

from dianzhang.engine import second_factor
from dianzhang.engine.access import Actor, actor_of
from dianzhang.engine.distrust import keepable
from dianzhang.engine.models import Person
from dianzhang.engine.organisation import organisation
from dianzhang.engine.tokens import Bearer, authenticate

from . import rates
from .problems import Problem

log = logging.getLogger("dianzhang.api")

READING = ("GET", "HEAD")
SESSION_POST = "post"  # the post chosen on the pages
Answer = BaseModel | HttpResponse


@dataclass
class Calling:
    """A request of someone whom we know: a person in a post, or a service in one."""

    http: HttpRequest
    actor: Actor
    bearer: Bearer | None = None

    def may(self, scope: str) -> bool:
        """Whether the token covers ``order:read``, ``order.ship``, ``events:read``; a session may all its post may."""
        return self.bearer is None or self.bearer.allows(scope)

    def need(self, scope: str) -> None:
        """Go on only if the token may."""
        if not self.may(scope):
            raise Problem(
                "not-allowed",
                gettext("这个令牌没有“%(scope)s”这一项。") % {"scope": scope},
                where="header/Authorization",
                advice=gettext("签发一个带这一项的令牌，或者换一个。"),
            )


def endpoint(*methods: str) -> Callable[[Callable[..., Answer]], Callable[..., HttpResponse]]:
    """A view that answers these methods with a pydantic model, and everything that goes wrong with a problem."""

    def make(view: Callable[..., Answer]) -> Callable[..., HttpResponse]:
        @csrf_exempt  # asked for here, of sessions only: a token proves itself
        @wraps(view)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                _fit(request, methods)
                return _answer(view(_enter(request), *args, **kwargs))
            except Problem as problem:
                return problem.response()
            except RequestDataTooBig:
                return Problem("too-large").response()
            except (DataError, OverflowError):
                log.warning("a value of %s %s that no column holds", request.method, request.path, exc_info=True)
                return Problem("bad-input", gettext("有一个值太大或太长，存不下。")).response()
            except OperationalError:
                log.warning("the database is busy", exc_info=True)
                return Problem("busy", advice=gettext("过几秒再试。"), headers={"Retry-After": "2"}).response()
            except Exception:
                log.exception("%s %s failed", request.method, request.path)
                return Problem("internal", advice=gettext("没有做成任何改动；请把时间告诉管理员。")).response()

        return entered

    return make


def _fit(request: HttpRequest, methods: tuple[str, ...]) -> None:
    if request.method not in (*methods, *(["HEAD"] if "GET" in methods else [])):
        allowed = ", ".join(methods)
        raise Problem(
            "wrong-method", advice=gettext("可以用：%(allowed)s") % {"allowed": allowed}, headers={"Allow": allowed}
        )
    texts = (text for name, found in request.GET.lists() for text in (name, *found))
    if any(not keepable(text) for text in (request.path, *texts)):
        raise Problem("unreadable-value", gettext("地址里有不能保存的字符。"), where="query")


def _enter(request: HttpRequest) -> Calling:
    kind, _space, raw = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        calling = _by_token(request, raw)
    elif kind:
        raise Problem("bad-token", gettext("只认 Authorization: Bearer。"), where="header/Authorization", headers=_ASK)
    else:
        calling = _by_session(request)
    _slow_down(calling)
    return calling


_ASK = {"WWW-Authenticate": "Bearer"}


def _by_token(request: HttpRequest, raw: str) -> Calling:
    found = authenticate(raw)
    if not isinstance(found, Bearer):
        raise Problem(
            "bad-token", found.why, where="header/Authorization",
            advice=gettext("在“令牌”页里看一眼，或者签发一个新的。"), headers=_ASK,
        )  # fmt: skip
    wanted = request.headers.get("X-Post")
    if wanted and wanted != found.actor.post:
        detail = gettext("令牌只在签发时的岗位上办事。")
        raise Problem("not-allowed", detail, where="header/X-Post", advice=gettext("去掉 X-Post。"))
    return Calling(request, found.actor, found)


def _by_session(request: HttpRequest) -> Calling:
    if not request.user.is_authenticated:
        advice = gettext("带上 Authorization: Bearer <令牌>，或者先在页面上登录。")
        raise Problem("not-logged-in", where="header/Authorization", advice=advice, headers=_ASK)
    person = Person.objects.filter(user_id=request.user.pk, status="active").first()
    if person is None:
        raise Problem("not-allowed", gettext("这个账号不属于本部门的任何人。"))
    if second_factor.missing(person, request.user):
        advice = gettext("先在“我的账号”里开通两步验证，或者用令牌。")
        raise Problem("not-allowed", gettext("你的岗位要求两步验证。"), advice=advice)
    if request.method not in READING and (why := _forged(request)):
        log.warning("refused as forged: %s %s (%s)", request.method, request.path, why)
        raise Problem("forged", where="header/X-CSRFToken", advice=gettext("从页面上发出，或者用令牌。"))
    return Calling(request, _in_post(request, person))


def _in_post(request: HttpRequest, person: Person) -> Actor:
    """As the header says, else as chosen on the pages; who holds several posts says in which to change anything."""
    held = organisation().posts_of.get(person.pk, ())
    wanted = request.headers.get("X-Post") or request.session.get(SESSION_POST)
    if wanted in held:
        return actor_of(person, wanted)
    advice = gettext("可以用：%(allowed)s") % {"allowed": ", ".join(held)}
    if request.headers.get("X-Post"):
        detail = gettext("你不担任“%(post)s”。") % {"post": str(wanted)[:40]}
        raise Problem("not-allowed", detail, where="header/X-Post", advice=advice)
    if len(held) > 1 and request.method not in READING:
        detail = gettext("你担任几个岗位，要写明以哪一个办事。")
        raise Problem("post-unclear", detail, where="header/X-Post", advice=advice)
    return actor_of(person)


class _Csrf(CsrfViewMiddleware):
    """Django's own check, asked for its reason instead of a page."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def _forged(request: HttpRequest) -> str | None:
    check = _Csrf(lambda _request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, None, (), {})  # type: ignore[arg-type,return-value]


def _slow_down(calling: Calling) -> None:
    bearer, actor = calling.bearer, calling.actor
    wait = rates.seconds_to_wait(f"token:{bearer.token_id}" if bearer is not None else f"person:{actor.person_id}")
    if wait > 0:
        seconds = int(wait) + 1
        advice = gettext("等 %(n)s 秒再来；一次可以办很多条。") % {"n": seconds}
        raise Problem("too-many", advice=advice, headers={"Retry-After": str(seconds)})


def _answer(found: Answer) -> HttpResponse:
    return told(found) if isinstance(found, BaseModel) else found


def told(found: BaseModel, **headers: str) -> HttpResponse:
    """An answer as JSON, for its asker alone."""
    body = json.dumps(found.model_dump(mode="json"), ensure_ascii=False)
    more = {"Cache-Control": "no-store", "Content-Language": get_language() or "zh-hans", **headers}
    return HttpResponse(body, content_type="application/json", headers=more)


__all__ = ["Answer", "Calling", "endpoint", "told"]
