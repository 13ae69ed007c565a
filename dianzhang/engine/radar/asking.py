"""What somebody wants of the radar, as conditions on deadlines and on the dates of records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from .. import deadlines, reading
from ..access import Actor
from ..lists import may_list
from ..models import ClockRow
from ..pages import Dated, pages

SCOPES = ("mine", "group", "all")


@dataclass(frozen=True)
class Asked:
    """``scope``: mine, my group's, all I may see; and the filters of the address ("" and 0: any)."""

    scope: str = "mine"
    band: str = ""
    kind: str = ""
    shop: int = 0
    post: str = ""
    rule: str = ""
    hour: datetime | None = None  # only what falls due from then on, within the hour

    @property
    def clocks_only(self) -> bool:
        """Shops, posts and rules are what deadlines have."""
        return bool(self.shop or self.post or self.rule)


def shape_of(actor: Actor, asked: Asked) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Of a prepared statement over deadlines: its shape, and its values."""
    named = {"subject_kind": asked.kind, "shop_id": asked.shop, "owner_post": asked.post, "rule": asked.rule}
    filters = {name: value for name, value in named.items() if value}
    views = () if asked.scope == "mine" else deadlines.views_of(actor)
    who = deadlines.whose(actor) if asked.scope == "mine" else deadlines.where(actor)
    return (asked.scope, views, tuple(filters)), who | filters


def narrowed(
    scope: str, views: Any, filters: tuple[str, ...], moment: Any, values: dict[str, Any]
) -> QuerySet[ClockRow]:
    """The deadlines that ``shape_of`` speaks of, of slots where its values will be."""
    chosen = {name: values.pop(name) for name in filters}
    return deadlines.live(scope, views, moment, **values).filter(**chosen)


def kinds_with_dates(actor: Actor, asked: Asked) -> list[Dated]:
    """Kinds of records that are owed by their own date."""
    if asked.clocks_only:
        return []
    return [
        dated for dated in pages.dated
        if dated.owed is not None and asked.kind in ("", dated.subject.name) and may_list(actor, dated.subject.name)
    ]  # fmt: skip


def dates_of(dated: Dated, actor: Actor, asked: Asked) -> Any:
    """Records of such a kind on which no deadline of a rule runs: those stand in the radar by themselves."""
    assert dated.owed is not None
    running = ClockRow.objects.filter(subject_kind=dated.subject.name, subject_id=OuterRef("pk"), live=True)
    rows = reading.visible(actor, dated.subject).filter(dated.where(), **{f"{dated.attr}__isnull": False})
    if asked.scope == "group":
        rows = rows.filter(unit_id=actor.unit_id or 0)
    elif asked.scope == "mine":
        rows = rows.filter(dated.owed(actor))
    return rows.filter(~Exists(running))
