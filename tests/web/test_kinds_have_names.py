"""Every kind of rule has a name on the rulebook's pages."""

from __future__ import annotations

from dianzhang.kernel.rules import KIND_ZH
from dianzhang.web.plain_rules import KINDS


def test_no_kind_of_rule_is_without_a_name() -> None:
    assert set(KINDS) == {kind.value for kind in KIND_ZH}
