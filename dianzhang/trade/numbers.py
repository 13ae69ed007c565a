"""Order numbers as people name them."""

from __future__ import annotations

from typing import Any

from django.db import models


class NumberEnd(models.Func):
    """The last six characters of an order number, by which people name it.

    The six is written into the statement: an index of an expression is found only by the same expression.
    """

    LENGTH = 6
    template = "SUBSTR(%(expressions)s, -6)"
    output_field = models.CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="RIGHT(%(expressions)s, 6)", **context)
