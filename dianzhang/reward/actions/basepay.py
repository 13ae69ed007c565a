"""``basepay.set``: the base pay agreed with a person or for a post, from a day on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.models import Person, Post
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command
from dianzhang.kernel.money import cents

from ..models import BasePay
from ..states import BASEPAY


class Agreed(BaseModel):
    """Whose (code of a person or of a post), from which day, how much a month."""

    person: str = Personal("")
    post: str = ""
    since: date
    amount: Decimal = Field(ge=0, max_digits=12, decimal_places=2)


@command("basepay.set", zh="底薪标准.核定", en="Set", on=BASEPAY, creates=True, input=Agreed)
def set_basepay(rows: Batch[BasePay, Agreed], act: Act) -> None:
    """Set it; it holds until the next one.  Dated back into a closed month, the next makes good the difference."""
    for row, agreed in rows:
        person = Person.objects.filter(code=agreed.person).first() if agreed.person else None
        if bool(agreed.person) == bool(agreed.post):
            rows.refuse(row, _("底薪给人还是给岗位，请填一个。"))
        elif agreed.person and person is None:
            rows.refuse(row, _("没有工号为 %(code)s 的人员。") % {"code": agreed.person})
        elif agreed.post and not Post.objects.filter(code=agreed.post).exists():
            rows.refuse(row, _("没有岗位“%(post)s”。") % {"post": agreed.post})
        else:
            row.for_person_id, row.for_post = person.pk if person else None, agreed.post
            row.since, row.amount_cents = agreed.since, cents(agreed.amount)
            row.owner_id, row.unit_id = act.actor.person_id, act.actor.unit_id
