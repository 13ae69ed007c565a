"""The end of a telephone number, as platforms write them."""

import pytest

from dianzhang.customers.finding import is_tail
from dianzhang.customers.phones import tail_of


@pytest.mark.parametrize(
    ("phone", "tail"),
    [
        ("13800000031", "0031"),
        ("138 0000 0031", "0031"),
        ("+86 138-0000-0031", "0031"),
        ("18412345678-3017", "5678"),
        ("18412345678转3017", "5678"),
        ("186****0973", "0973"),
        ("0571-88886666", "6666"),
        ("***********", ""),
        ("", ""),
        ("12", ""),
    ],
)
@pytest.mark.requirement("S2.3")
def test_the_last_four_digits(phone, tail):
    assert tail_of(phone) == tail


@pytest.mark.parametrize(
    ("text", "fits"),
    [("0973", True), ("097", False), ("09731", False), ("18612340973", True), ("²²²²", False), ("abcd", False)],
)
def test_what_may_be_one(text, fits):
    assert is_tail(text) is fits
