"""Who may set which targets: as far as the reach of their post goes, and none for themselves."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor, reach_of
from dianzhang.engine.organisation import organisation

from ..models import Target


def bearer_unit(target: Target) -> int | None:
    """The unit whose target it is: the one named, the person's, the shop's; None: the department's."""
    if target.for_unit_id is not None:
        return target.for_unit_id
    org = organisation()
    if target.for_person_id is not None:
        units = (org.unit_of(post) for post in org.posts_of.get(target.for_person_id, ()))
        return next((unit for unit in units if unit is not None), None)
    shop = org.shops.get(target.shop_id) if target.shop_id is not None else None
    return shop.unit_id if shop is not None else None


def why_not(actor: Actor, target: Target, action: str = "target.set") -> str:
    """Why this actor may not set this target; empty when they may."""
    if actor.unbound:
        return ""
    if target.for_person_id is not None and target.for_person_id == actor.person_id:
        return _("自己的目标由上级下达，不能给自己下。")
    reach = reach_of(actor, action)
    if reach == "all":
        return ""
    unit = bearer_unit(target)
    if reach in (None, "own") or actor.unit_id is None:
        return _("你的岗位不能下达这个目标。")
    mine = frozenset({actor.unit_id}) if reach == "group" else organisation().below.get(actor.unit_id, frozenset())
    if unit is None or unit not in mine:
        return _("你只能给本组和组里的人下目标：全部门的、别的组的请由管它的人下达。")
    return ""


def set_by_another(actor: Actor, before: Target) -> str:
    """Why this actor may not put another target in the place of one; empty when they may."""
    if actor.unbound or reach_of(actor, "target.set") == "all" or before.owner_id == actor.person_id:
        return ""
    name = organisation().names.get(before.owner_id or 0, "")
    return _("这个目标是%(who)s下达的，要改请找下达的人。") % {"who": name}
