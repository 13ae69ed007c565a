"""The catalogue of posts."""

import re

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine import registry
from dianzhang.engine.organisation import forget
from dianzhang.people.department import POSTS, found_department
from dianzhang.people.joining import look_at
from dianzhang.people.posts import ALSO, CATALOGUE

# Every post that the rulebooks of the sources name, as they name it.
OF_THE_SOURCES = (
    "董事长", "总监", "部门总监", "运营总监", "电商运营总监", "电子商务总监", "电商总监", "经理", "部门经理",
    "副经理", "运营经理", "电商经理", "电商运营经理", "主管", "部门主管", "运营主管", "电商运营主管", "运营组长",
    "推广组长", "设计组长", "客服组长", "运营专员", "电商运营专员", "运营助理", "电商运营助理", "推广专员", "推广员",
    "建站", "网站建设", "招商加盟", "招商专员", "营销专员", "营销策划", "微信营销", "微信编辑", "微博编辑",
    "商务拓展", "活动策划", "市场策划", "市场专员", "售前客服", "售中客服", "售后客服", "客服专员", "客户服务专员",
    "技术支持", "设计专员", "视觉设计师", "美工", "网店美工", "美工设计师", "设计师", "摄影师", "产品编辑",
    "图文编辑", "文案", "文案编辑", "产品经理", "产品策划", "产品专员", "数据分析师", "订单审核", "订单处理",
    "仓储专员", "仓储协调", "采购专员", "采购主管", "供应链专员", "品控专员", "物流专员", "物流主管", "分销主管",
    "销售专员", "销售主管", "技术专员", "项目经理", "人事专员", "财务专员",
)  # fmt: skip
SHORT = {"总监": "电商总监", "经理": "电商经理", "建站": "建站专员"}  # said where it is clear which one is meant


@pytest.mark.parametrize(
    ("code", "zh"),
    [
        ("director", "电商总监"), ("ops_lead", "运营组长"), ("order_desk", "订单审核"), ("service", "客服专员"),
        ("warehouse", "仓储专员"), ("hr", "人事专员"), ("chairman", "董事长"), ("finance", "财务专员"),
    ],
)  # fmt: skip
def test_a_rulebook_may_name_it_in_both_languages(code: str, zh: str) -> None:
    words = registry.vocabulary()
    assert words.post(code) == words.post(zh) == registry.posts[code]


def test_no_two_posts_share_a_name() -> None:
    assert len(set(CATALOGUE.values())) == len(CATALOGUE)


@pytest.mark.requirement("O1.6")
@pytest.mark.parametrize("name", OF_THE_SOURCES)
def test_the_catalogue_knows_every_post_of_the_sources(name: str) -> None:
    by_name = {zh: code for code, zh in CATALOGUE.items()} | ALSO
    assert by_name[SHORT.get(name, name)] in CATALOGUE


def test_other_names_are_of_posts_and_no_posts_own() -> None:
    assert ALSO.keys().isdisjoint(CATALOGUE.values())
    assert set(ALSO.values()) <= CATALOGUE.keys()


@pytest.mark.requirement("O1.6")
@pytest.mark.parametrize("book", [one.file for one in shipped.library()])
def test_a_department_is_founded_with_every_post_that_a_shipped_rulebook_gives_something_to_do(book: str) -> None:
    text = shipped.read(book)
    blocks = "\n".join(re.findall(r"^```rule$(.*?)^例:", text, re.MULTILINE | re.DOTALL))
    words = {zh: code for code, zh in CATALOGUE.items()}
    # a plan (活动策划方案) and a kind of document ("活动策划") are not who makes them
    longest = re.compile(rf"(?<![\"档])(?:{'|'.join(sorted(words, key=len, reverse=True))})(?!方案)")
    named = {words[name] for name in longest.findall(blocks)}
    assert named <= POSTS.keys()


@pytest.mark.django_db
def test_a_staff_list_may_call_posts_as_the_trade_does() -> None:
    found_department()
    forget()
    rows = [
        (2, {"name": "罗青", "post": "网店 美工"}),
        (3, {"name": "周可", "post": "客服"}),
        (4, {"name": "某", "post": "船长"}),
    ]
    design, service, none = look_at(rows)
    assert (service.data["post"], service.sound) == ("service", True)
    assert design.data.get("post") == "design"
    assert "没有岗位“船长”" in none.wrong["post"]
