"""A label covers one sign of the name, six digits of the telephone, unit and room."""

from __future__ import annotations

import pytest

from dianzhang.kernel.covering import covered


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (("欧阳小明", "13800000031", "9 号 501室"), ("欧*小明", "138******31", "9 号 **室")),
        (("王", "13800000031", "3 幢2单元501室"), ("*", "138******31", "3 幢**单元**室")),
        (("李四", "0571-8888123", "十号楼三室"), ("李*", "057*-*****23", "十号楼**室")),
        (("李四", "8881234", ""), ("李*", "******4", "")),
    ],
)  # fmt: skip
def test_covered(given: tuple[str, str, str], shown: tuple[str, str, str]) -> None:
    assert covered(*given) == shown
