"""The department that measurements happen in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

HEAD = """---
制度: 测速
代号: bench
版本: "1"
生效: 2025-01-01
---

# 一 规则
"""


def prepare(text: str = "") -> None:
    """Tables, a department, a rulebook in force for a year (default: the shipped one), a shop that went live then."""
    from django.core.management import call_command

    from dianzhang.engine.access import SYSTEM
    from dianzhang.engine.act import must, one
    from dianzhang.engine.moment import living_at, today
    from dianzhang.people.department import found_department, take_on
    from dianzhang.rulebooks import read

    call_command("migrate", verbosity=0)
    with living_at(datetime.now(UTC) - timedelta(days=365)):
        found_department()
        for code, name, post in (
            ("zhaoning", "赵宁", "order_desk"),
            ("chenmo", "陈默", "warehouse"),
            ("linxiao", "林晓", "service_lead"),
        ):
            take_on(code, name, post)
        draft = must(one("rulebook.draft", SYSTEM, text=text or read("process-first")))
        for step in ("discussed", "opinions", "consulted", "published"):
            must(one("rulebook.record", SYSTEM, draft.id, step=step, on=today()))
        must(one("rulebook.activate", SYSTEM, draft.id))
        must(one("shop.open", SYSTEM, code="bench", name="bench"))
