"""What an address asks of a form, for the page and for files alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation
from dianzhang.measure.catalogue import Slice

from .all import ALL
from .shape import LONGEST, Asked, Form, Refused, reach


def shown_to(actor: Actor, now: date) -> list[Form]:
    """The forms that this reader gets something of."""
    return [form for form in ALL if reach(actor, form, Slice(*form.span(now))) is not None]


def asked_of(form: Form, given: Mapping[str, str], actor: Actor, now: date) -> Asked | None:
    """``from=2026-10-01&to=2026-10-31&shop=CODE`` and the form's own choices.  None where it is not this reader's;
    Refused where it makes no sense."""
    first, last = form.span(now)
    if form.days:
        try:
            last = date.fromisoformat(given.get("to") or str(last))
            first = date.fromisoformat(given.get("from") or str(min(first, last)))
        except ValueError:
            raise Refused(_("没有这样的日期，写成 2026-10-31 这样。")) from None
        if not 0 <= (last - first).days < LONGEST:
            raise Refused(_("从哪天到哪天，先后写反了，或者超过三年。"))
    code = given.get("shop", "")
    shop = next((pk for pk, one in organisation().shops.items() if code and one.code == code), None)
    if code and (shop is None or not form.by_shop):
        raise Refused(_("没有店铺“%(code)s”。") % {"code": code})
    chosen = {}
    for choice in form.choices:
        value = given.get(choice.name, "")
        if value and choice.options and value not in choice.options:
            raise Refused(_("“%(name)s”没有“%(value)s”这一种。") % {"name": _(choice.zh), "value": value})
        chosen[choice.name] = value or next(iter(choice.options), "")
    of = reach(actor, form, Slice(first, last, shop=shop))
    return None if of is None else Asked(actor, of, now, chosen)


def may_analyse(actor: Actor) -> bool:
    """Whether there is any form for this reader."""
    now = today()
    return any(reach(actor, form, Slice(*form.span(now))) is not None for form in ALL)
