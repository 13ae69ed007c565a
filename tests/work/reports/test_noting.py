"""A report by word of mouth is noted by whoever heard it; it counts where the rulebook takes it for the report."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.models import Notice
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Owed, Report
from tests.engine.department import found, put_in_force

from .conftest import MONDAY, RULES, do, sent

ORAL = RULES.replace("  证明: 汇报.提交", "  证明: [汇报.提交, 汇报.记口头]")
REACH = """
## 1.5 人事也可以记 {#hr-notes}

```rule
权限: {岗位: [人事专员], 可做: [汇报.记口头], 范围: 全部}
```
"""

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W2.2")]


def begun(rules: str) -> SimpleNamespace:
    people = found()
    put_in_force(rules)
    with living_at(MONDAY):
        lay_out()
    return people


def noted(who: Any, **more: Any) -> Outcome:
    given = {"person": "zhouke", "done": "接待六十二人，吊牌色差问得多"} | more
    return do(who, "report.note", **given)


def owed(people: SimpleNamespace) -> Owed:
    return Owed.objects.get(owner_id=people.zhouke.person_id, day=MONDAY.date())


def test_it_counts_where_the_rulebook_takes_it(db: None) -> None:
    people = begun(ORAL)
    assert noted(people.linxiao).done
    report = Report.objects.get()
    assert (report.owner_id, report.way, report.reader_post) == (people.zhouke.person_id, "spoken", "service_lead")
    assert (report.done, report.backfilled) == ("接待六十二人，吊牌色差问得多", False)
    assert owed(people).done_at == report.sent_at
    assert not Owed.objects.filter(owner_id=people.linxiao.person_id, done_at__isnull=False).exists()  # not hers
    assert Notice.objects.filter(person_id=people.zhouke.person_id, data__contains="report.note").exists()


def test_elsewhere_it_is_only_on_record(db: None) -> None:
    people = begun(RULES)
    assert noted(people.linxiao).done
    assert owed(people).done_at is None


@pytest.mark.parametrize(
    ("who", "may"),
    [("linxiao", True), ("zhouke", False), ("suhe", False), ("mengyan", False), ("shenlan", False), ("hejing", False)],
)
def test_only_whoever_hears_it_notes_it(db: None, who: str, may: bool) -> None:
    people = begun(ORAL)
    outcome = noted(getattr(people, who))
    assert outcome.done is may
    assert Report.objects.exists() is may


def test_a_rulebook_gives_it_to_others_too(db: None) -> None:
    people = begun(ORAL + REACH)
    assert noted(people.hejing).done
    assert not noted(people.hejing, person="hejing").done  # never one's own


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"person": "nobody"}, "没有在岗的人"), ({"person": "xunuo"}, "不向你汇报"),
        ({"person": "linxiao"}, "用“提交”"),
        ({"day": "2026-10-14"}, "还没有到"), ({"done": ""}, ""),
    ],
)  # fmt: skip
def test_what_cannot_be_noted(db: None, given: dict[str, str], says: str) -> None:
    people = begun(ORAL)
    outcome = noted(people.linxiao, **given)
    assert (outcome.status, says in outcome.why) == ("refused", True)


def test_not_what_was_sent_already_and_not_twice(db: None) -> None:
    people = begun(ORAL)
    sent(people)
    assert "已经交过" in noted(people.linxiao).why
    assert noted(people.linxiao, person="suhe").done
    assert "已经交过" in noted(people.linxiao, person="suhe").why


def test_noted_the_day_after_it_is_late(db: None) -> None:
    people = begun(ORAL)
    outcome = do(
        people.linxiao, "report.note", at=MONDAY + timedelta(days=1), person="zhouke", done="昨天的", day="2026-10-12"
    )
    assert outcome.done
    assert Report.objects.get().backfilled
    assert owed(people).done_at is None
