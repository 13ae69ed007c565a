"""What an event does to other subjects because of a rule is taken back when a late fact shows that it did not hold."""

from __future__ import annotations

from datetime import timedelta

from dianzhang.engine.act import perform
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.engine.tick import tick
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Owed
from tests.engine.department import found, put_in_force
from tests.work.duty_rules import rulebook
from tests.work.test_duties_replayed import START, replays


def test_what_a_late_fact_shows_to_prove_nothing_is_taken_back(tickets: type) -> None:
    """The proof counts under a condition; a fact of before, learned afterwards, shows that it did not hold."""
    people = found()
    put_in_force(
        rulebook(
            "\n## 1.4 每天解决一件大的 {#big}\n```rule\n"
            "例行: {事项: 解决一件大的, 责任: 客服专员, 周期: 每个工作日, 时间: 17:30, "
            "若: 大小 > 5, 证明: 工单.解决}\n```\n"
        ).replace("可做: [客诉.*", "可做: [工单.*, 客诉.*")
    )
    with living_at(START):
        lay_out()
        ticket = perform("ticket.open", Item(data={"size": 9}), people.zhouke)[0].record
    with living_at(START + timedelta(hours=10)):
        perform("ticket.solve", Item(ticket.pk), people.zhouke)
    mine = Owed.objects.filter(day=START.date(), owner_id=people.zhouke.person_id)
    assert mine.get().status == "done"
    with living_at(START + timedelta(hours=11)):
        perform("ticket.resize", Item(ticket.pk, data={"size": 2}), people.zhouke, at=START + timedelta(hours=9))
    tick(START + timedelta(hours=18))
    assert (mine.get().status, mine.get().done_at) == ("missed", None)
    replays(mine.get())
