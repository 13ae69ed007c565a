"""``POST /{subject}/{action}``: an action on a batch, with an outcome for each item."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from pydantic import ValidationError

from dianzhang.engine import reading, registry, tokens
from dianzhang.engine.act import retried, together
from dianzhang.engine.distrust import turned_away
from dianzhang.engine.inputs import plainly
from dianzhang.engine.outcome import Item as ItemOf
from dianzhang.engine.outcome import Outcome as Became
from dianzhang.engine.registry import Action
from dianzhang.kernel.vocabulary import nearest

from . import parameters
from .bodies import body_of
from .calls import Call, Item
from .entering import Answer, Calling, endpoint, told
from .problems import Problem, unknown
from .repeating import key_of, once
from .shapes import Outcome, Outcomes

REPLAYED = "Idempotent-Replayed"


def offered(action: Action) -> bool:
    """Whether the API has this action: commands, and what platforms observe.  Rules alone bring consequences about;
    keys are made on their page, where the one who asks is sure to be a person."""
    return action.kind != "consequence" and action.subject.name not in tokens.IN_PERSON


@endpoint("POST")
def act(request: Calling, kind: str, verb: str) -> Answer:
    action = _action(request, kind, verb)
    request.need(action.name)
    parameters.given(request.http, ())
    key = key_of(request.http)
    call = _call(action, body_of(request.http))
    if not key:
        return retried(lambda: _do(request, action, call))
    asked = json.dumps([action.name, request.actor.post, call.model_dump()], sort_keys=True, default=str)
    secrets: dict[int, str] = {}
    answer, before = retried(
        lambda: once(request, key, asked, lambda: _do(request, action, call, secrets).model_dump_json())
    )
    found = Outcomes.model_validate_json(answer)
    for number, secret in secrets.items() if not before else ():
        found.outcomes[number].shown_once = secret
    return told(found, **({REPLAYED: "true"} if before else {}))


def _action(request: Calling, kind: str, verb: str) -> Action:
    action = registry.actions.get(f"{kind}.{verb}")
    if action is None or not offered(action):
        known = [a.name.partition(".")[2] for a in registry.subjects[kind].actions.values() if offered(a)]
        detail, advice = unknown(gettext("动作"), verb, known, nearest(verb, known))
        raise Problem("not-found", detail, where="path", advice=advice)
    if not action.for_people and request.bearer is None:
        # It would pass every gate and check: it comes from a program that a platform told, never from someone's typing.
        advice = gettext("平台的消息由程序报来：用令牌。")
        raise Problem("not-allowed", gettext("这是平台报来的事，不能手工填。"), where="path", advice=advice)
    return action


def _call(action: Action, body: Any) -> Call:
    """The call, in form: what it names exists, each record once.  Whether the inputs do is said item by item."""
    try:
        call = Call.model_validate(body)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = "/".join(["body", *map(str, first["loc"])])[:200]
        raise Problem("bad-input", plainly(first), where=where, advice=_FORM) from None
    inputs = list(action.input.model_fields) if action.input is not None else []
    _names(call.defaults, inputs, "body/defaults")
    seen: set[int] = set()
    for number, item in enumerate(call.items):
        where = f"body/items/{number}"
        _names(item.data, inputs, f"{where}/data")
        if action.word.creates:
            if item.id is not None or item.revision is not None:
                raise Problem("bad-input", gettext("这个动作会新建记录，不用写 id 和 revision。"), where=f"{where}/id")
        elif item.id is None:
            raise Problem("bad-input", gettext("没有写是哪一条记录。"), where=f"{where}/id", advice=_FORM)
        elif item.id in seen:
            raise Problem("bad-input", gettext("同一条记录写了两次。"), where=f"{where}/id")
        else:
            seen.add(item.id)
    return call


_FORM = '{"items": [{"id": 1, "revision": 1, "data": {}}], "defaults": {}}'


def _names(data: Iterable[str], known: list[str], where: str) -> None:
    for name in data:
        if name not in known:
            detail, advice = unknown(gettext("输入项"), name, known, nearest(name, known))
            raise Problem("bad-input", detail, where=f"{where}/{name[:80]}", advice=advice)


def _do(request: Calling, action: Action, call: Call, secrets: dict[int, str] | None = None) -> Outcomes:
    """Do it in one transaction.  What must not be kept with the answer goes to ``secrets``, by the item's number."""
    there = call.items if action.word.creates else _there(request, action, call.items)
    items = [
        ItemOf(item.id, item.revision, {**call.defaults, **item.data} if action.input is not None else None)
        for item in there
    ]
    source = request.bearer.source if request.bearer is not None else {}
    became: list[Became] = []
    if items:
        with together(request.actor, source=source) as tx:
            became = tx.do(action, items)
    found = {id(item): one for item, one in zip(there, became, strict=True)}
    outcomes = [_outcome(item, found.get(id(item))) for item in call.items]
    if secrets is not None:
        secrets.update((n, o.shown_once) for n, o in enumerate(outcomes) if o.shown_once)
        for outcome in outcomes:
            outcome.shown_once = None
    return Outcomes(action=action.name, outcomes=outcomes)


def _there(request: Calling, action: Action, items: list[Item]) -> list[Item]:
    """Those whose record is there for the caller: another's is as if it were not."""
    records = action.subject.model._default_manager.in_bulk([item.id for item in items])
    seen = reading.seen(request.actor, action.subject, list(records.values()))
    if foreign := records.keys() - seen:
        turned_away("records of others", request.actor, kind=action.subject.name, of=len(foreign))
    return [item for item in items if item.id in seen]


def _outcome(item: Item, became: Became | None) -> Outcome:
    if became is None:
        why = gettext("没有这条记录，或者你看不到它。")
        return Outcome(
            id=item.id, status="missing", why=why, revision=None, approval_id=None, errors={}, shown_once=None
        )
    made = became.status == "done"
    return Outcome(
        id=became.id if made or item.id is not None else None,
        status=became.status,
        why=became.why or None,
        revision=became.record.revision if became.record is not None and (made or item.id is not None) else None,
        approval_id=became.approval_id,
        errors=became.field_errors,
        shown_once=became.shown_once or None,
    )
