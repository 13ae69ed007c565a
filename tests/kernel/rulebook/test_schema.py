"""The JSON Schema that an editor completes rule blocks with says what the compiler says."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from dianzhang.engine import registry
from dianzhang.kernel.rulebook import read
from dianzhang.kernel.rulebook.kinds import COMPILERS
from dianzhang.kernel.rulebook.nodes import Items, Node, Pairs, Text
from dianzhang.kernel.rulebook.schema import json_schema
from dianzhang.kernel.rules import KIND_ZH
from dianzhang.rulebooks import library

from .words import VOCABULARY


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json_schema(VOCABULARY)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(json.loads(json.dumps(schema)))


def plain(node: Node) -> Any:
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Items):
        return [plain(one) for one in node.nodes]
    assert isinstance(node, Pairs)
    return {key.value: plain(value) for key, value in node.entries}


@pytest.mark.parametrize("book", library(), ids=lambda shipped: shipped.file.stem)
def test_every_block_that_ships_fits(book: Any) -> None:
    validator = Draft202012Validator(json_schema(registry.vocabulary()))
    for section in read(book.file.read_bytes()).sections:
        for block in section.blocks:
            assert block.node is not None
            assert [error.message for error in validator.iter_errors(plain(block.node))] == []


def test_every_key_of_every_kind_is_there_in_both_languages(validator: Draft202012Validator) -> None:
    schema = validator.schema
    assert isinstance(schema, dict)
    for kind, compiler in COMPILERS.items():
        assert {kind.value, KIND_ZH[kind]} <= schema["properties"].keys()
        known = schema["$defs"][kind.value]["properties"]
        assert {face for name, faces in compiler.keys.items() for face in (name, *faces)} == set(known)


@pytest.mark.parametrize(
    ("block", "fits"),
    [
        ("期限: {从: 客诉.受理, 到: 客诉.解决, 时限: 10分钟}", True),
        ("deadline: [{from: complaint.accept, to: complaint.solve, within: 10 minutes}]", True),
        ("期限: {从: 客诉.受理, 到: 客诉.解决, 时线: 10分钟}", False),
        ("期线: {从: 客诉.受理}", False),
        ("期限: {从: 客诉.受理, 到: 客诉.解决, 超时处理: {通知: 客服组长, 自动办: 客诉.上报}}", False),
        ("期限: 十分钟", False),
        ("例: {名: 一, 预期结果: [按时]}", True),
    ],
)
def test_unknown_keys_are_marked(validator: Draft202012Validator, block: str, fits: bool) -> None:
    assert validator.is_valid(yaml.safe_load(block)) is fits


def test_actions_and_posts_are_offered(validator: Draft202012Validator) -> None:
    words = json.dumps(validator.schema, ensure_ascii=False)
    for word in ("订单.发货", "order.ship", "客服组长", "service_lead", "经办人", "直属上级"):
        assert f'"{word}"' in words
