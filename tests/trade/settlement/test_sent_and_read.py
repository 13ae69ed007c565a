"""A payout file whose record is there will be read: however it was sent, and whoever died on the way."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import jobs
from dianzhang.engine.act import one, perform
from dianzhang.engine.models import Job
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.trade.models import PayoutFile
from dianzhang.trade.settlement.files import receive
from tests.engine.department import agree_for_all, put_in_force
from tests.own_process import found_by

from .conftest import HEADER, Till

pytestmark = pytest.mark.requirement("T9.1")
TEXT = HEADER + "9999,2026-10-12 09:00:00,8.00,货款,t1\n"
GATED = """
## 1.1 谁能做什么 {#rights}
```rule
权限:
  - {岗位: 运营专员, 可做: [结算文件.送来, 结算文件.查看], 范围: 全部}
审批:
  - 动作: 结算文件.送来
    审批人: 运营组长
```
"""


def laid_aside(home: Path, number: int = 1, text: str = TEXT) -> dict[str, Any]:
    """What the action is told of a file that lies in ``uploads``."""
    (home / "uploads").mkdir(exist_ok=True)
    kept = f"{number:032x}.csv"
    (home / "uploads" / kept).write_text(text)
    return {"shop": "tmall-1", "name": "结算.csv", "digest": sha256(text.encode()).hexdigest(), "kept": kept}


def told(till: Till, given: dict[str, Any]) -> Outcome:
    return one("payout_file.send", till.people.xunuo, **given)


def test_killed_between_the_record_and_its_reading(tmp_path: Path) -> None:
    found = found_by("tests.trade.settlement.killed_sender", home=tmp_path)
    assert found["before"] == {"killed": True, "files": [], "settlements": 0}
    assert found["after"] == {"killed": True, "files": ["taken"], "settlements": 1}


def test_told_by_the_action_itself_it_is_read_too(till: Till, tmp_path: Path) -> None:
    assert told(till, laid_aside(tmp_path)).done
    jobs.work_off()
    assert PayoutFile.objects.get().status == "taken"


def test_a_file_that_is_not_here_is_refused(till: Till, tmp_path: Path) -> None:
    given, jobs_before = laid_aside(tmp_path), Job.objects.count()
    (tmp_path / "uploads" / given["kept"]).unlink()
    became = told(till, given)
    assert (became.status, "没有送到" in became.why) == ("refused", True)
    assert Job.objects.count() == jobs_before


def test_a_file_elsewhere_is_refused(till: Till, tmp_path: Path) -> None:
    """Neither by a name that leads out of the folder nor by a link that does."""
    given = laid_aside(tmp_path)
    outside = tmp_path / "outside.csv"
    outside.write_text(TEXT)
    inside = tmp_path / "uploads" / given["kept"]
    inside.unlink()
    inside.symlink_to(outside)
    assert told(till, given).status == "refused"
    for kept in ("../outside.csv", str(outside), f"../{given['kept']}", "0" * 32 + ".csv/"):
        assert told(till, given | {"kept": kept}).status == "refused"
    assert not PayoutFile.objects.exists()


def test_what_another_record_reads_is_not_taken_from_it(till: Till, tmp_path: Path) -> None:
    given = laid_aside(tmp_path)
    assert told(till, given).done
    assert told(till, given | {"digest": "0" * 64}).status == "refused"


def test_twice_in_one_call_is_once(till: Till, tmp_path: Path) -> None:
    first, second = laid_aside(tmp_path, 1), laid_aside(tmp_path, 2)
    became = perform("payout_file.send", [Item(data=first), Item(data=second)], till.people.xunuo)
    assert [one.status for one in became] == ["done", "refused"]


def test_what_waits_for_consent_is_kept_until_it_is_read(till: Till, tmp_path: Path) -> None:
    put_in_force(GATED)
    assert receive([TEXT.encode()], "结算.csv", "tmall-1", till.people.xunuo).status == "awaiting"
    agree_for_all()
    jobs.work_off()
    assert PayoutFile.objects.get().status == "taken"


def test_many_cost_no_more_statements_than_few(till: Till, tmp_path: Path) -> None:
    def cost(first: int, count: int) -> int:
        texts = [(n, TEXT.replace("t1", f"t{n}")) for n in range(first, first + count)]
        items = [Item(data=laid_aside(tmp_path, n, text)) for n, text in texts]
        with CaptureQueriesContext(connection) as asked:
            assert all(one.done for one in perform("payout_file.send", items, till.people.xunuo))
        return len(asked)

    cost(1, 1)
    assert cost(100, 2) == cost(200, 20)
