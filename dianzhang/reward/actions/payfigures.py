"""``payfigure.set`` and ``payfigure.void``: pay figures that a rulebook leaves to people to decide."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, Field

from dianzhang.engine.models import Person, Post
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command
from dianzhang.kernel.formula import plain_number
from dianzhang.kernel.money import cents
from dianzhang.kernel.units import Unit

from ..entered import PAYFIGURE
from ..models import PayFigure
from ..paywords import HIGHEST, WORDS, Item, Rating
from ..targets.periods import MONTH_PERIOD as PERIOD


class Decided(BaseModel):
    """Which figure, for or from which month, whose (code of a person or of a post), how much.

    Money as ``amount`` in yuan, a share as ``rate`` (0.005 is 0.5 %), penalties as ``points``; a start-up month is
    one without any of these.
    """

    item: Item
    period: str = Field(pattern=PERIOD, description="写成 2026-10")
    person: str = Personal("")
    post: str = ""
    amount: Decimal | None = Field(None, ge=0, max_digits=12, decimal_places=2)
    rate: Decimal | None = Field(None, ge=0, le=HIGHEST, decimal_places=6, description="0.005 就是 0.5%")
    points: Decimal | None = Field(None, ge=0, le=1000, decimal_places=2)


_FILL = {
    Unit.MONEY: gettext_lazy("这一项填金额，不填别的。"),
    Unit.RATIO: gettext_lazy("这一项填比例（0.005 就是 0.5%），不填别的。"),
    Unit.POINTS: gettext_lazy("这一项填扣分，不填别的。"),
    Unit.COUNT: gettext_lazy("建设期只填月份。"),
}


@command("payfigure.set", zh="薪酬核定.核定", en="Set", on=PAYFIGURE, creates=True, input=Decided)
def set_figure(rows: Batch[PayFigure, Decided], act: Act) -> None:
    """Set it: an allowance or a rate holds until the next one, the others for their month.  The newest counts."""
    for row, given in rows:
        person = Person.objects.filter(code=given.person).first() if given.person else None
        if why := _wrong(given, person):
            rows.refuse(row, why)
            continue
        row.item, row.period = given.item, given.period
        row.for_person_id, row.for_post = person.pk if person else None, given.post
        row.amount_cents = None if given.amount is None else cents(given.amount)
        row.rate = None if given.rate is None else plain_number(given.rate)
        row.points = given.points
        row.owner_id, row.unit_id = act.actor.person_id, act.actor.unit_id


def _wrong(given: Decided, person: Person | None) -> str:
    """Why it cannot be taken; empty when it can."""
    word = WORDS[given.item]
    unit = word.unit
    if bool(given.person) == bool(given.post):
        return _("给人还是给岗位，请填一个。")
    if given.person and person is None:
        return _("没有工号为 %(code)s 的人员。") % {"code": given.person}
    if given.post and not Post.objects.filter(code=given.post).exists():
        return _("没有岗位“%(post)s”。") % {"post": given.post}
    filled = {
        unit
        for unit, value in ((Unit.MONEY, given.amount), (Unit.RATIO, given.rate), (Unit.POINTS, given.points))
        if value is not None
    }
    if filled != ({unit} - {Unit.COUNT}):
        return str(_FILL[unit])
    if given.rate is not None and given.rate > word.most:
        return _("这一项的比例不能超过 %(most)s。") % {"most": word.most}
    return ""


class Rated(BaseModel):
    """Whose work of which month, in which respect, and how good it was: 1 is the standard met."""

    item: Rating = "supervisor_rating"
    period: str = Field(pattern=PERIOD, description="写成 2026-10")
    person: str = Personal(...)
    rate: Decimal = Field(ge=0, le=HIGHEST, decimal_places=4, description="做到应有的样子是 1，九成是 0.9")


@command("payfigure.rate", zh="薪酬核定.评分", en="Rate", on=PAYFIGURE, creates=True, input=Rated)
def rate(rows: Batch[PayFigure, Rated], act: Act) -> None:
    """A superior's rating of somebody's month, never one's own; given again, the newest counts."""
    for row, given in rows:
        person = Person.objects.filter(code=given.person).first()
        if person is None:
            rows.refuse(row, _("没有工号为 %(code)s 的人员。") % {"code": given.person})
            continue
        if person.pk == act.actor.person_id:
            rows.refuse(row, _("自己的分不能自己评。"))
            continue
        row.item, row.period, row.for_person_id = given.item, given.period, person.pk
        row.rate = plain_number(given.rate)
        row.owner_id, row.unit_id = act.actor.person_id, act.actor.unit_id


@command("payfigure.void", zh="薪酬核定.撤销", en="Withdraw", on=PAYFIGURE, leads={"status": ("set", "void")})
def void(rows: Batch[PayFigure, None], act: Act) -> None:
    """It no longer counts; what was set before it does again.  A month that is closed is made good in the next."""
