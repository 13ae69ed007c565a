"""Rows that a search names: by their ids, each way of finding them by its own index."""

from __future__ import annotations

from typing import Any

from django.db.models import AutoField, BigAutoField, Q, QuerySet
from django.db.models.lookups import In


@BigAutoField.register_lookup
@AutoField.register_lookup
class Among(In):
    """``IN`` a subquery, whose ids are all there before the first row is read.

    PostgreSQL then walks the rows in the order of their ids and stops at the end of the page.  Of ``IN`` it looks every
    one up and puts them in order: 10 ms instead of 2 where a thousand of ten million orders are found.
    """

    lookup_name = "among"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        if connection.vendor == "postgresql" and not self.rhs_is_direct_value():
            return f"= ANY(ARRAY{rhs})"
        return super().get_rhs_op(connection, rhs)


def named(found: QuerySet[Any, Any], *others: QuerySet[Any, Any]) -> Q:
    """Rows whose ids one of these finds.  Together in one condition they would read every row."""
    return Q(pk__among=found.union(*others, all=True) if others else found)


def names_rows(wanted: Q) -> bool:
    """Whether a condition says itself which rows: by their ids, as searches do."""
    if wanted.negated or wanted.connector != Q.AND:
        return False
    return any(
        names_rows(part) if isinstance(part, Q) else isinstance(part, tuple) and part[0] in {"pk__in", "pk__among"}
        for part in wanted.children
    )
