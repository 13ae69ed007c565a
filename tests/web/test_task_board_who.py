"""Every task is a card and a line, with its owner, due and parts; whoever it concerns has it and nobody else."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import now

from .conftest import Enter
from .test_task_board_filters import titles

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W3.1")]

PARTS = {"accountable": "xunuo", "responsible": ["mengyan"], "consulted": ["hejing"], "informed": ["suhe"]}
CONCERNED = ("linxiao", "xunuo", "mengyan", "hejing", "suhe")  # the first of them wrote it down


@pytest.mark.parametrize(
    ("who", "has"), [*((who, True) for who in CONCERNED), ("zhouke", False), ("chenmo", False), ("zhaoning", False)]
)
def test_on_the_board_and_in_the_list_of_whom_it_concerns(
    enter: Enter, people: SimpleNamespace, who: str, has: bool
) -> None:
    must(one("task.propose", people.linxiao, title="换包装", due_at=str(now() + timedelta(days=2)), **PARTS))
    client = enter(who)
    for scope, by in (("mine", ""), ("all", ""), ("all", "person"), ("all", "due")):
        assert titles(client.get(f"/tasks?scope={scope}&by={by}").text) == ({"换包装"} if has else set())
    assert ("换包装" in client.get("/task").text) is has


def test_a_card_says_whose_it_is_when_it_is_due_and_which_part_one_has(enter: Enter, people: SimpleNamespace) -> None:
    task = must(one("task.propose", people.linxiao, title="换包装", due_at=str(now() + timedelta(days=2)), **PARTS))
    must(one("task.start", people.xunuo, task.pk))
    page = enter("mengyan").get("/tasks").text
    lane = page.partition('data-state="doing"')[2].partition("</section>")[0]
    assert "换包装" in lane
    assert 'class="answers">许诺' in lane
    assert "<time" in lane
    assert "我：" in lane


def test_only_three_states_stand_on_it(enter: Enter, people: SimpleNamespace) -> None:
    task = must(one("task.propose", people.linxiao, title="换包装", **PARTS))
    must(one("task.cancel", people.xunuo, task.pk, reason="不换了"))
    page = enter("xunuo").get("/tasks").text
    assert [state for state in ("todo", "doing", "done", "cancelled") if f'data-state="{state}"' in page] == [
        "todo", "doing", "done",
    ]  # fmt: skip
    assert titles(page) == set()
