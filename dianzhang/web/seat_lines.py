"""The seats of a request in a line, each with who, what they said, and in words how it came to them."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext

from dianzhang.engine.models import Approval, Seat
from dianzhang.engine.organisation import Answering, organisation
from dianzhang.engine.pending import asked_name, on_behalf
from dianzhang.engine.seats import asked, seats_of, way_of
from dianzhang.kernel.voices import needed

from .words import post_name

STATES = {"agreed": "yes", "refused": "no", "silent": "silent", "closed": "closed", "vacant": "closed"}


def manner(approval: Approval) -> str:
    """How many must agree, where more than one is asked."""
    standing = [seat for seat in seats_of(approval) if seat.answer != "vacant"]
    given = {"n": needed(approval.manner, approval.share, len(standing)), "all": len(standing)}
    if len(standing) < 2:
        return ""
    match approval.manner:
        case "any":
            return gettext("一人同意即可")
        case "share":
            return gettext("%(all)s 席中要 %(n)s 席同意") % given
        case "together":
            return gettext("%(all)s 席都要同意") % given
    return gettext("%(all)s 席依次同意") % given


def line_of_seats(approval: Approval) -> list[dict[str, Any]]:
    """For ``ui/approval.html``: who decides, in their order, what they said, and why it is they."""
    return [seat_line(seat, approval) for seat in seats_of(approval)]


def seat_line(seat: Seat, approval: Approval) -> dict[str, Any]:
    open_ = not seat.answer and approval.status == "waiting"
    found = asked(seat, approval.owner_id) if not seat.answer else None
    answered = seat.person_id is not None and seat.answer in ("agreed", "refused")
    name = on_behalf(seat.person_id or 0, seat.behalf_id) if answered else asked_name(seat, approval)
    post = post_name(found.post if found is not None else answering_post(seat))
    return {
        "who": name,
        "post": post if post != name and seat.named_id is None else "",
        "state": STATES.get(seat.answer, "now" if seat.turn else "wait"),
        "at": seat.answered_at if seat.same_as is None else None,
        "said": seat.reason,
        "notes": [*handed(seat, approval), *passed(seat, found, approval), *ended(seat, approval, open_, found)],
    }


def answering_post(seat: Seat) -> str:
    """The post in which an answered seat was answered: the first that was not passed over."""
    return next((post for post, why in json.loads(seat.passed) if why == "answers"), seat.post)


def handed(seat: Seat, approval: Approval) -> list[str]:
    """A → B → C: each hand it went through, and why."""
    names, way = organisation().names, way_of(seat)
    told = []
    for number, step in enumerate(way):
        after: dict[str, Any] = (
            way[number + 1] if number + 1 < len(way) else {"post": seat.post, "person": seat.named_id}
        )
        to = names.get(after.get("person") or 0) or post_name(after["post"])
        if step.get("rule"):
            before = names.get(step.get("person") or 0) or post_name(step["post"])
            told.append(gettext("超过时限没有批：%(from)s → %(to)s") % {"from": before, "to": to})
        else:
            by = on_behalf(step.get("by") or 0, step.get("behalf"))
            told.append(gettext("%(from)s → %(to)s：%(reason)s") % {"from": by, "to": to, "reason": step["reason"]})
    return told


def passed(seat: Seat, found: Answering | None, approval: Approval) -> list[str]:
    """Who was passed over, and why: an empty post, or the applicant's own."""
    kept = [(post, why) for post, why in json.loads(seat.passed) if why != "answers"]
    over = list(found.passed) if found is not None else kept
    if not over or seat.answer in ("closed", "silent"):
        return []
    texts = {
        "empty": gettext("“%(post)s”空缺"),
        "applicant": gettext("“%(post)s”是申请人本人"),
    }
    why = gettext("，").join(texts[why] % {"post": post_name(post)} for post, why in over)
    if seat.answer == "vacant":
        return [gettext("%(why)s；没有别人可批，由负责人自己定") % {"why": why}]
    if found is not None and not found.persons:
        return [gettext("%(why)s；现在没有人能批") % {"why": why}]
    to = found.post if found is not None else answering_post(seat)
    return [gettext("%(why)s，由上一级“%(post)s”批") % {"why": why, "post": post_name(to)}]


def ended(seat: Seat, approval: Approval, open_: bool, found: Answering | None) -> list[str]:
    """Why a seat needs no answer any more."""
    if seat.same_as is not None:
        return [gettext("与第 %(n)s 席是同一人，只问一次") % {"n": seat.same_as + 1}]
    if seat.answer == "silent":
        agreed = approval.status == "agreed"
        return [
            gettext("超过时限没有表态，按制度视为同意") if agreed else gettext("超过时限没有表态，按制度视为不同意")
        ]
    if seat.answer == "closed":
        match approval.status:
            case "agreed":
                return [gettext("已经够了，不用再批")]
            case "refused":
                return [gettext("已被驳回，不用再批")]
            case "withdrawn":
                return [gettext("申请已撤回，不用再批")]
        return [gettext("申请已失效，不用再批")]
    return []
