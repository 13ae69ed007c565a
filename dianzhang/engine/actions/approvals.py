"""Approvals: asked by a gate, decided by those it names (``answering``), ended by their voices or taken back."""

from __future__ import annotations

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord
from dianzhang.ui.wording import chinese

from ..access import Actor
from ..deciding import Decided, close, conclude, decline, settle, tell_asked
from ..models import Approval, Seat
from ..moment import day_of
from ..organisation import organisation
from ..outcome import Act, Batch
from ..personal import Personal
from ..registry import Field, Subject, command, consequence, subjects
from ..seats import SPOKEN, gather, keep, seats_of


def title_of(approval: Approval) -> str:
    """What it is about.  The title kept with it is Chinese: in English the record says its own."""
    subject = subjects.get(approval.target_kind)
    if chinese() or subject is None:
        return approval.title
    if approval.target_id is None:
        return subject.en
    record = subject.model._default_manager.filter(pk=approval.target_id).first()
    return subject.title(record) if record is not None else approval.title


APPROVAL = Subject(
    "approval",
    zh="审批单",
    model=Approval,
    stake_from=lambda request: (request.target_kind, request.target_id) if request.target_id is not None else None,
    en="Approval",
    axes=(
        AxisWord(
            "status", "结果",
            {"waiting": "待批", "agreed": "同意", "refused": "不同意", "withdrawn": "已撤回", "void": "已失效"},
            "waiting",
        ),
    ),
    fields=(
        Field("action", "动作", Unit.TEXT),
        Field("target_kind", "对象类型", Unit.TEXT),
        Field("target_id", "对象", Unit.COUNT),
        Field("gate", "审批规则", Unit.TEXT),
        Field("title", "标题", Unit.TEXT, journal=False),
        Field("owner_id", "申请人", Unit.COUNT),
    ),
    title=title_of,
    gather=gather,
)  # fmt: skip


class Asked(BaseModel):
    """What a gate asks about."""

    action: str
    target_kind: str
    target_id: int | None = None
    target_revision: int | None = None
    title: str = Personal("")
    input: str = Personal("{}")
    basis: str = Personal("")
    opened: str = Personal("")
    gate: str
    version_id: int
    manner: str = "in_order"
    share: float | None = Personal(None)
    approvers: tuple[str, ...] = Personal(())


@consequence("approval.ask", zh="审批单.请求", en="Ask", on=APPROVAL, creates=True, input=Asked)
def ask(approvals: Batch[Approval, Asked], act: Act) -> None:
    """A gate asks the posts it names: a seat each, whoever answers for it then."""
    org, decided = organisation(), Decided()
    for approval, asked in approvals:
        for name in Asked.model_fields.keys() - {"approvers"}:
            setattr(approval, name, getattr(asked, name))
        approval.owner_id, approval.post, approval.unit_id = act.actor.person_id, act.actor.post, act.actor.unit_id
        approval.asked_at = act.at
        posts = dict.fromkeys(org.approvers(asked.approvers, act.actor.post))
        keep(approval, [Seat(approval_id=approval.id, number=n, post=post) for n, post in enumerate(posts)])
        came = settle(approval, act)
        decided.add(approval, (came[0], False))
        for seat in seats_of(approval):
            act.add(seat)
        tell_asked(act, approval, seats_of(approval))
    if decided.agreed:
        act.transaction.afterwards(lambda: conclude(decided, act))


@consequence("approval.turn", zh="审批单.轮到", en="Next in turn", on=APPROVAL)
def turn(approvals: Batch[Approval, None], act: Act) -> None:
    """In order: the next is asked, and their time begins."""
    for approval, _nothing in approvals:
        tell_asked(act, approval, seats_of(approval))


@consequence("approval.remind", zh="审批单.提醒", en="Remind", on=APPROVAL)
def remind(approvals: Batch[Approval, None], act: Act) -> None:
    """Those asked are reminded."""
    for approval, _nothing in approvals:
        tell_asked(act, approval, seats_of(approval))


@consequence("approval.grant", zh="审批单.通过", en="Grant", on=APPROVAL, leads={"status": ("waiting", "agreed")})
def grant(approvals: Batch[Approval, None], act: Act) -> None:
    """As many agreed as are needed."""
    for approval, _nothing in approvals:
        weigh(approval, act)


@consequence("approval.reject", zh="审批单.驳回", en="Reject", on=APPROVAL, leads={"status": ("waiting", "refused")})
def reject(approvals: Batch[Approval, None], act: Act) -> None:
    """So many refused that it can no longer be agreed."""
    for approval, _nothing in approvals:
        weigh(approval, act)


@consequence("approval.void", zh="审批单.失效", en="Void", on=APPROVAL, leads={"status": ("waiting", "void")})
def void(approvals: Batch[Approval, None], act: Act) -> None:
    """What was asked for is no longer what is there."""
    for approval, _nothing in approvals:
        approval.decided_at = act.at


def weigh(approval: Approval, act: Act) -> None:
    """It is decided: how long it waited, and for how many persons."""
    approval.decided_at, approval.decided_day = act.at, day_of(act.at)
    approval.waited = max(0, int((act.at - approval.asked_at).total_seconds()))
    spoke = [seat for seat in seats_of(approval) if seat.answer in SPOKEN and seat.same_as is None]
    approval.voices = len({seat.person_id for seat in spoke})


def applicant(approval: Approval, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id == approval.owner_id


@command(
    "approval.withdraw",
    zh="审批单.撤回",
    en="Withdraw",
    on=APPROVAL,
    leads={"status": ("waiting", "withdrawn")},
    open=applicant,
)
def withdraw(approvals: Batch[Approval, None], act: Act) -> None:
    """The applicant no longer asks."""
    for approval, _nothing in approvals:
        if approval.owner_id != act.actor.person_id:
            approvals.refuse(approval, _("只有申请人可以撤回。"))
            continue
        close(approval, act)
        approval.decided_at = act.at
        act.transaction.afterwards(lambda approval=approval: decline([approval], act))
