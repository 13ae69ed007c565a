"""What the tests of `dianzhang rulebook` share: calling it, and a small rulebook that holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dianzhang.cli.rulebook import rulebook

SMALL = """---
制度: 试
代号: t
版本: 1
生效: 2026-01-01
---
# 一 客诉 {#c}
来源: B2-47
```rule
期限: {从: 客诉.受理, 到: 客诉.上报, 时限: 10分钟}
例: [{名: 周可十分钟没动静, 发生: ["10:00 客诉.受理 by 周可"], 现在: "10:11", 预期结果: [逾期]}]
```
"""


def call(*words: str) -> Result:
    return CliRunner().invoke(rulebook, list(words))


def document(*words: str, code: int = 0) -> dict[str, Any]:
    result = call(*words, "--json")
    assert result.exit_code == code, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.fixture
def small(tmp_path: Path) -> Path:
    file = tmp_path / "小.md"
    file.write_text(SMALL, encoding="utf-8")
    return file
