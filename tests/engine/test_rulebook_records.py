"""What the law wants on record belongs to a text: with another text it is gone.  What a version lacks, all at once."""

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval, RulebookVersion
from dianzhang.engine.moment import living_at
from dianzhang.engine.numbering import next_number, renumbered
from tests.engine.department import found, put_in_force
from tests.engine.test_rulebook_life import NOW, PAID, PLAIN, TODAY, record, text

EXAMPLE = """例:
  - 名: 十分钟内
    发生: ["9:00 工单.受理", "9:05 工单.解决"]
    预期结果: ["逾期"]
"""
MORE = """
## 2.3 罚 {#conduct.fine}
涉及: 纪律
倡导: 靠人自觉

不罚款。
"""


@pytest.fixture
def people(tickets):
    people = found()
    put_in_force(text())
    with living_at(NOW):
        yield people


@pytest.fixture
def draft(people):
    draft = must(one("rulebook.draft", people.hejing, text=text(PLAIN + PAID, version="2")))
    record(people.hejing, draft, 9, 8, 7, 6)
    return draft


def edited(people, draft, body, version="2"):
    outcome = one("rulebook.edit", people.hejing, draft.id, text=text(body, version=version))
    assert outcome.done, outcome.why
    return outcome


def on_record(draft):
    row = RulebookVersion.objects.get(pk=draft.pk)
    return [step for step in ("discussed", "opinions", "consulted", "published") if getattr(row, f"{step}_on")]


CHANGES = {
    "the pay": (PLAIN + PAID.replace("2000元", "1800元"), "2.1 工资"),
    "the words on discipline": (PLAIN + PAID.replace("按时到岗。", "按时到岗，迟到要说明。"), "2.2 迟到"),
    "a clause more on pay": (PLAIN + PAID + MORE, "2.3 罚"),
    "a clause on discipline less": (PLAIN + PAID.partition("## 2.2")[0], "2.2 迟到"),
}  # fmt: skip


@pytest.mark.requirement("R3.6")
@pytest.mark.parametrize("case", CHANGES)
def test_another_text_on_pay_or_discipline_was_not_discussed(people, draft, case):
    body, named = CHANGES[case]
    outcome = edited(people, draft, body)
    assert on_record(draft) == []
    assert "讨论、征求意见、平等协商、公示记录不再算数" in outcome.why
    assert named in outcome.why


@pytest.mark.requirement("R3.6")
def test_what_stands_elsewhere_may_change_but_was_not_published(people, draft):
    outcome = edited(people, draft, PLAIN.replace("10分钟", "5分钟") + PAID)
    assert on_record(draft) == ["discussed", "opinions", "consulted"]
    assert "公示不再算数" in outcome.why
    assert edited(people, draft, PLAIN + PAID).why == ""  # nothing more to drop


def test_spelling_and_space_are_no_change(people, draft):
    edited(people, draft, PLAIN + PAID.replace("薪酬: {岗位", "薪酬:  { 岗位"))
    assert on_record(draft) == ["discussed", "opinions", "consulted"]


@pytest.mark.requirement("R3.6")
def test_a_detour_over_a_broken_text_hides_nothing(people, draft):
    edited(people, draft, PLAIN.replace("10分钟", "一会儿") + PAID)
    assert on_record(draft) == ["discussed", "opinions", "consulted"]  # nothing can be said yet
    assert "正文还有错" in one("rulebook.record", people.hejing, draft.id, step="published", on=TODAY).why
    edited(people, draft, PLAIN + PAID.replace("2000元", "1800元"))
    assert on_record(draft) == []


def test_a_detour_back_to_the_same_text_costs_only_the_publication(people, draft):
    edited(people, draft, PLAIN.replace("10分钟", "一会儿") + PAID)
    edited(people, draft, PLAIN + PAID)
    assert on_record(draft) == ["discussed", "opinions", "consulted"]


# --- sent for approval -----------------------------------------------------------------------


@pytest.mark.requirement("R3.8")
def test_everything_that_is_missing_is_said_at_once(people):
    body = PLAIN.replace("责任: 经办人}\n```", "责任: 经办人}\n" + EXAMPLE + "```") + PAID
    draft = must(one("rulebook.draft", people.hejing, text=text(body, version="1")))
    refused = one("rulebook.submit", people.hejing, draft.id)
    assert refused.status == "refused"
    for said in (
        "还差 3 样",
        "有 1 个例子不成立",
        "十分钟内",
        "版本号 1 已经用过",
        "还缺：讨论、征求意见、平等协商、公示",
    ):
        assert said in refused.why, refused.why
    assert not Approval.objects.exists()


@pytest.mark.requirement("R3.8")
def test_two_texts_never_have_the_same_number(people):
    first, second = (
        must(one("rulebook.draft", people.hejing, text=text(PLAIN.replace("10分钟", span), version="2")))
        for span in ("5分钟", "6分钟")
    )
    must(one("rulebook.submit", people.hejing, first.id))
    assert "版本号 2 已经用过" in one("rulebook.submit", people.hejing, second.id).why
    assert "版本号 2 已经用过" in one("rulebook.activate", people.hejing, second.id).why
    must(one("rulebook.withdraw", people.hejing, first.id))
    assert one("rulebook.submit", people.hejing, second.id).done


@pytest.mark.parametrize(
    ("number", "taken", "following"),
    [
        ("1", {"1"}, "2"), ("1.9", {"1.9"}, "1.10"), ("2026-09", {"2026-09"}, "2026-10"), ("3", {"1", "2"}, "3"),
        ("v1 试行", {"v1 试行"}, "v2 试行"), ("试行", {"试行"}, "试行-2"), ("试行-2", {"试行", "试行-2"}, "试行-3"),
        ("2026.1", {"2026.1", "2026.2"}, "2026.3"), ("009", {"009"}, "010"),
    ],
)  # fmt: skip
def test_the_next_number(number, taken, following):
    assert next_number(number, taken) == following


@pytest.mark.parametrize("line", ['版本: "1"', "版本: '1'", "版本: 1", "版本: 1  # 首版", "version: 1"])
def test_the_number_is_put_where_the_old_one_stands(people, line):
    old = text(version="1").replace('版本: "1"', line)
    new = renumbered(old)
    assert new == old.replace(line, line.replace("1", "2", 1))


def test_a_text_without_a_number_stays_as_it_is(people):
    for broken in ("# 没有卷首", "---\n制度: 半", "---\n代号: test\n---\n版本: 1\n"):
        assert renumbered(broken) == broken
