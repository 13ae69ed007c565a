"""What the course of events says of a report: its conclusions in their own sentences, posts by their names."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.words import join, post_name

from .figures import numbers_of
from .models import PeriodReport
from .reading import Sight
from .wording import words_of


def findings(actor: Actor, number: int) -> Callable[[Any], str]:
    """Of a report, for whoever reads it: the sentence of a conclusion by its key.

    What the reader may not see is not told, neither its number's name; nor can that be told which is gone.
    """
    report = PeriodReport.objects.filter(pk=number).first()
    if report is None:
        return lambda _key: _("一条结论")
    kept = numbers_of(json.loads(report.drafted))
    known = {one["key"]: one for one in json.loads(report.findings)}
    sight = Sight(actor, report)

    def sentence(key: Any) -> str:
        one = known.get(str(key))
        if one is None:
            return _("一条结论，后来没有了")
        return words_of(one, kept, report.kind) if sight.finding(one) else _("一条结论，依据的数你的岗位看不到")

    return sentence


def posts(_actor: Actor, _number: int) -> Callable[[Any], str]:
    """``,director,hr,`` as the names of posts."""
    return lambda value: join([post_name(post) for post in str(value).split(",") if post])
