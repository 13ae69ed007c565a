"""The catalogue of posts."""

import pytest

from dianzhang.engine import registry
from dianzhang.people.posts import CATALOGUE


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
