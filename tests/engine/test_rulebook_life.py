"""A rulebook from draft to force and out of it again: who may, with whose consent, and what the law wants on record."""

from datetime import date, datetime, timedelta

import pytest

from dianzhang.engine import rulebooks
from dianzhang.engine.access import OWNER_POST, SYSTEM, actor_of
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval, Event, Note, Person, RulebookVersion
from dianzhang.engine.moment import HOME, day_of, living_at
from dianzhang.engine.takingeffect import problems_of
from dianzhang.people.department import found_department, take_on
from tests.engine.department import found, put_in_force

NOW = datetime(2026, 3, 2, 10, tzinfo=HOME)
TODAY = day_of(NOW)
HEAD = """---
制度: {name}
代号: {code}
版本: "{version}"
生效: {effective}
归口部门: {keeper}
---

"""
PLAIN = """
## 1.1 工单 {#tickets}
```rule
权限:
  - {岗位: [客服专员, 客服组长], 可做: [工单.*], 范围: 全部}
  - {岗位: [人事专员], 可做: [制度.*], 范围: 全部}
期限: {从: 工单.受理, 到: 工单.解决, 时限: 10分钟, 责任: 经办人}
```
"""
PAID = """
## 2.1 工资 {#pay.base}
```rule
薪酬: {岗位: [客服专员], 项目: {底薪: 2000元}}
```

## 2.2 迟到 {#conduct.late}
涉及: 纪律
倡导: 靠人自觉

按时到岗。
"""


def text(body=PLAIN, *, keeper="电商部", version="1", effective="2026-01-01", code="test", name="测试制度"):
    return HEAD.format(name=name, code=code, version=version, effective=effective, keeper=keeper) + body


@pytest.fixture
def people(tickets):
    people = found()
    put_in_force(text())
    with living_at(NOW):
        yield people


def drafted(actor, **how):
    return must(one("rulebook.draft", actor, text=text(**{"version": "2"} | how)))


def status_of(version):
    return RulebookVersion.objects.get(pk=version.pk).status


def record(actor, version, *days, steps=("discussed", "opinions", "consulted", "published")):
    for step, ago in zip(steps, days, strict=False):
        must(one("rulebook.record", actor, version.id, step=step, on=TODAY - timedelta(days=ago)))


@pytest.mark.requirement("R3.8")
def test_a_draft_is_kept_as_typed_and_says_its_problems(people):
    wrong = text().replace("工单.解决", "工单.解绝")
    draft = must(one("rulebook.draft", people.hejing, text=wrong))
    assert (draft.text, draft.code, draft.status, draft.owner_id) == (wrong, "test", "draft", people.hejing.person_id)
    assert problems_of(draft)[0].startswith("15:19 没有这个动作（是不是 工单.解决")
    refused = one("rulebook.submit", people.hejing, draft.id)
    assert refused.status == "refused"
    assert "15:19 没有这个动作" in refused.why
    must(one("rulebook.edit", people.hejing, draft.id, text=text(version="2")))
    assert one("rulebook.submit", people.hejing, draft.id).done


@pytest.mark.requirement("R3.8")
@pytest.mark.parametrize("nonsense", ["没有卷首", "---\n制度: 半", "---\n代号: ok\n生效: 2026-13-45\n---\n# 一"])
def test_a_draft_may_be_anything_and_takes_effect_only_once_it_compiles(people, nonsense):
    draft = must(one("rulebook.draft", people.hejing, text=nonsense))
    assert RulebookVersion.objects.get(pk=draft.pk).text == nonsense
    assert one("rulebook.activate", people.hejing, draft.id).status == "refused"


@pytest.mark.requirement("R3.8")
def test_only_drafts_are_edited(people):
    draft = drafted(people.hejing)
    must(one("rulebook.submit", people.hejing, draft.id))
    assert one("rulebook.edit", people.hejing, draft.id, text=text(version="3")).status == "moved_on"
    must(one("rulebook.withdraw", people.hejing, draft.id))
    assert one("rulebook.edit", people.hejing, draft.id, text=text(version="3")).done
    inforce = RulebookVersion.objects.get(status="in_force")
    assert one("rulebook.edit", people.hejing, inforce.id, text=text(version="3")).status == "moved_on"


@pytest.mark.requirement("R3.4")
def test_the_head_of_the_keeping_unit_agrees_and_it_takes_effect(people):
    draft = drafted(people.hejing, keeper="客服组")
    must(one("rulebook.submit", people.hejing, draft.id, on=TODAY + timedelta(days=5)))
    assert status_of(draft) == "submitted"
    approval = Approval.objects.get()
    assert [seat.post for seat in approval.seats.all()] == ["service_lead", "director"]  # and who kept it so far
    assert one("approval.agree", people.zhouke, approval.id).status == "refused"
    assert one("approval.agree", people.hejing, approval.id).status == "refused"
    must(one("approval.agree", people.linxiao, approval.id))
    assert status_of(draft) == "submitted"
    must(one("approval.agree", people.shenlan, approval.id))
    version = RulebookVersion.objects.get(pk=draft.pk)
    assert version.status == "in_force"
    assert version.in_force_from == datetime(2026, 3, 7, tzinfo=HOME)


@pytest.mark.parametrize(
    ("keeper", "post"),
    [("电商部", "director"), ("运营组", "ops_lead"), ("人事专员", "hr"), ("公司", "director"), ("仓储组", "warehouse")],
)
def test_who_keeps_a_rulebook(people, keeper, post):
    draft = drafted(SYSTEM, keeper=keeper)
    one("rulebook.submit", SYSTEM, draft.id)
    so_far = "director"
    assert [seat.post for seat in Approval.objects.get().seats.all()] == list(dict.fromkeys([post, so_far]))


@pytest.mark.requirement("R3.4")
def test_the_keeper_never_agrees_to_their_own(people):
    draft = drafted(people.hejing, keeper="人事专员")
    asked = one("rulebook.activate", people.hejing, draft.id)
    assert asked.status == "awaiting"
    assert one("approval.agree", people.hejing, asked.approval_id).status == "refused"
    must(one("approval.agree", people.shenlan, asked.approval_id))
    assert status_of(draft) == "in_force"


@pytest.mark.requirement("R3.4")
@pytest.mark.requirement("R1.3")
def test_who_has_no_right_neither_drafts_nor_activates(people):
    assert one("rulebook.draft", people.zhouke, text=text(version="2")).status == "refused"
    draft = drafted(people.hejing)
    for verb in ("submit", "activate", "withdraw", "edit", "record"):
        assert (
            one(f"rulebook.{verb}", people.zhouke, draft.id, text="x", step="published", on=TODAY).status == "refused"
        )


@pytest.mark.requirement("R3.4")
def test_a_gate_in_force_and_the_keeper_are_both_asked_but_nobody_twice(people):
    gate = PLAIN.replace("期限:", "审批: {动作: 制度.生效, 审批人: 电商总监}\n期限:")
    put_in_force(text(gate, version="1.1"))
    one("rulebook.activate", people.hejing, drafted(people.hejing, keeper="电商部", body=gate).id)
    must(one("approval.agree", people.shenlan, Approval.objects.get(status="waiting").id))
    assert not Approval.objects.filter(status="waiting").exists()
    two = drafted(people.hejing, keeper="客服组", version="3", body=gate)
    one("rulebook.activate", people.hejing, two.id)
    must(one("approval.agree", people.shenlan, Approval.objects.get(status="waiting").id))
    assert status_of(two) == "draft"
    must(one("approval.agree", people.linxiao, Approval.objects.get(status="waiting").id))
    assert status_of(two) == "in_force"


def test_what_is_edited_while_it_is_decided_upon_is_not_agreed_to(people):
    draft = drafted(people.hejing)
    one("rulebook.activate", people.hejing, draft.id)
    must(one("rulebook.edit", people.hejing, draft.id, text=text(version="2b")))
    one("approval.agree", people.shenlan, Approval.objects.get().id)
    assert status_of(draft) == "draft"
    assert Approval.objects.get().status == "void"


def test_withdrawn_nobody_is_asked_any_longer(people):
    draft = drafted(people.hejing)
    must(one("rulebook.submit", people.hejing, draft.id))
    must(one("rulebook.withdraw", people.hejing, draft.id))
    assert (status_of(draft), Approval.objects.get().status) == ("draft", "void")


@pytest.mark.parametrize("how", ["refused", "taken back"])
def test_what_nobody_decides_upon_any_longer_is_a_draft_again(people, how):
    draft = drafted(people.hejing)
    must(one("rulebook.submit", people.hejing, draft.id))
    approval = Approval.objects.get()
    if how == "refused":
        must(one("approval.refuse", people.shenlan, approval.id, reason="先试行"))
    else:
        must(one("approval.withdraw", people.hejing, approval.id))
    assert status_of(draft) == "draft"
    assert Event.objects.filter(kind="rulebook.send_back", subject_id=draft.id).count() == 1
    assert must(one("rulebook.submit", people.hejing, draft.id)).status == "submitted"


def test_a_draft_is_thrown_away_by_whoever_may_write_and_taken_up_again(people):
    draft = drafted(people.hejing)
    assert one("rulebook.discard", people.zhouke, draft.id).status == "refused"
    must(one("rulebook.submit", people.hejing, draft.id))
    assert one("rulebook.discard", people.hejing, draft.id).status == "moved_on"
    must(one("rulebook.withdraw", people.hejing, draft.id))
    must(one("rulebook.discard", people.hejing, draft.id))
    assert status_of(draft) == "discarded"
    assert one("rulebook.submit", people.hejing, draft.id).status == "moved_on"
    must(one("rulebook.restore", people.hejing, draft.id))
    assert status_of(draft) == "draft"


@pytest.mark.requirement("R3.5")
def test_a_day_that_has_passed_becomes_the_moment_of_the_decision(people):
    draft = drafted(people.hejing, effective="2026-02-01")
    one("rulebook.activate", people.hejing, draft.id, on=date(2026, 2, 10))
    with living_at(NOW + timedelta(hours=3)):
        must(one("approval.agree", people.shenlan, Approval.objects.get().id))
    assert RulebookVersion.objects.get(pk=draft.pk).in_force_from == NOW + timedelta(hours=3)


def test_not_before_the_day_that_the_document_names(people):
    draft = drafted(people.hejing, effective="2026-04-01")
    refused = one("rulebook.activate", people.hejing, draft.id, on=date(2026, 3, 20))
    assert refused.status == "refused"
    assert "2026-04-01" in refused.why


# --- what the law wants on record ----------------------------------------------------------

LACKING = {
    "nothing": ((), ("讨论", "征求意见", "平等协商", "公示")),
    "discussed alone": ((9,), ("征求意见", "平等协商", "公示")),
    "not published": ((9, 8, 7), ("公示",)),
    "out of order": ((7, 8, 6, 5), ("征求意见（2026-02-22）早于讨论（2026-02-23）",)),
}


@pytest.mark.requirement("R3.6")
@pytest.mark.parametrize("case", LACKING)
def test_clauses_on_pay_and_discipline_wait_for_the_records(people, case):
    days, wanted = LACKING[case]
    draft = drafted(people.hejing, body=PLAIN + PAID)
    record(people.hejing, draft, *days)
    for verb in ("submit", "activate"):
        refused = one(f"rulebook.{verb}", people.hejing, draft.id)
        assert refused.status == "refused"
        assert all(word in refused.why for word in wanted), refused.why
        assert "2.1 工资（薪酬）" in refused.why
        assert "2.2 迟到（纪律）" in refused.why
        assert "1.1 工单" not in refused.why
    assert not Approval.objects.exists()


@pytest.mark.requirement("R3.6")
def test_with_all_four_on_record_it_is_asked_for_and_takes_effect(people):
    draft = drafted(people.hejing, body=PLAIN + PAID)
    record(people.hejing, draft, 9, 8, 7, 0)
    must(one("rulebook.submit", people.hejing, draft.id))
    must(one("approval.agree", people.shenlan, Approval.objects.get().id))
    assert status_of(draft) == "in_force"


@pytest.mark.requirement("R3.6")
def test_a_step_is_recorded_once_it_is_done_never_for_the_future(people):
    draft = drafted(people.hejing)
    tomorrow = TODAY + timedelta(days=1)
    assert one("rulebook.record", people.hejing, draft.id, step="discussed", on=tomorrow).status == "refused"
    must(one("rulebook.record", people.hejing, draft.id, step="discussed", on=TODAY, note="张三、李四到场"))
    assert Note.objects.get().text == f"讨论（{TODAY}）：张三、李四到场"
    event = Event.objects.get(kind="rulebook.record")
    assert '"step":"discussed"' in event.data
    assert "张三" not in event.data


@pytest.mark.requirement("R3.6")
def test_a_text_edited_after_its_publication_was_not_published(people):
    draft = drafted(people.hejing, body=PLAIN + PAID)
    record(people.hejing, draft, 9, 8, 7, 6)
    must(one("rulebook.edit", people.hejing, draft.id, text=text(PLAIN + PAID, version="2c")))
    refused = one("rulebook.submit", people.hejing, draft.id)
    assert "还缺：公示" in refused.why


@pytest.mark.requirement("R3.6")
@pytest.mark.parametrize("verb", ["submit", "activate"])
def test_what_is_recorded_stays_while_it_is_decided_upon(people, verb):
    draft = drafted(people.hejing, body=PLAIN + PAID)
    record(people.hejing, draft, 9, 8, 7, 6)
    one(f"rulebook.{verb}", people.hejing, draft.id)
    assert Approval.objects.get().status == "waiting"
    again = one("rulebook.record", people.hejing, draft.id, step="discussed", on=TODAY)
    assert not again.done
    must(one("approval.agree", people.shenlan, Approval.objects.get().id))
    version = RulebookVersion.objects.get(pk=draft.pk)
    assert (version.status, version.discussed_on) == ("in_force", TODAY - timedelta(days=9))


@pytest.mark.requirement("R3.6")
def test_a_department_of_one_needs_neither_records_nor_consent(db):
    found_department()
    owner = actor_of(take_on("owner", "负责人", OWNER_POST), OWNER_POST)
    draft = must(one("rulebook.draft", owner, text=text(PAID)))
    assert one("rulebook.activate", owner, draft.id).done
    take_on("linxiao", "林晓", "service_lead")
    second = must(one("rulebook.draft", owner, text=text(PAID, version="2")))
    assert "还缺" in one("rulebook.activate", owner, second.id).why


# --- the end ---------------------------------------------------------------------------------


@pytest.mark.requirement("R3.7")
def test_repealed_from_a_day_on_with_the_keepers_consent(people):
    version = RulebookVersion.objects.get(status="in_force")
    assert one("rulebook.repeal", people.zhouke, version.id).status == "refused"
    asked = one("rulebook.repeal", people.hejing, version.id, on=date(2026, 3, 10))
    assert asked.status == "awaiting"
    must(one("approval.agree", people.shenlan, asked.approval_id))
    rulebooks.forget()
    last = datetime(2026, 3, 10, tzinfo=HOME)
    assert rulebooks.versions_at(last - timedelta(seconds=1)) == (version.id,)
    assert rulebooks.at(last) is None
    assert rulebooks.ruleset(version.id).rulebook.name == "测试制度"


@pytest.mark.requirement("R3.7")
def test_another_rulebook_takes_its_place_at_one_instant(people):
    old = RulebookVersion.objects.get(status="in_force")
    draft = drafted(people.hejing, code="other", name="另一部")
    assert "矛盾" in one("rulebook.activate", people.hejing, draft.id).why
    assert "nothing-here" in one("rulebook.activate", people.hejing, draft.id, repeals="nothing-here").why
    one("rulebook.activate", people.hejing, draft.id, repeals="test", on=date(2026, 3, 9))
    must(one("approval.agree", people.shenlan, Approval.objects.get().id))
    rulebooks.forget()
    turn = datetime(2026, 3, 9, tzinfo=HOME)
    assert rulebooks.versions_at(turn - timedelta(seconds=1)) == (old.id,)
    assert rulebooks.versions_at(turn) == (draft.id,)
    assert Person.objects.count() == 9


def test_a_draft_cannot_choose_another_keeper_for_what_is_in_force(people):
    draft = drafted(people.hejing, keeper="仓储组")
    must(one("rulebook.submit", people.hejing, draft.id))
    approval = Approval.objects.get()
    must(one("approval.agree", people.chenmo, approval.id))
    assert status_of(draft) == "submitted"
    must(one("approval.refuse", people.shenlan, approval.id, reason="没有商量过"))
    assert status_of(draft) != "in_force"
