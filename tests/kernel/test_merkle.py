"""A root stands for its lines and their order, and for nothing else."""

from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dianzhang.kernel import merkle

LINES = st.lists(st.binary(max_size=8), max_size=40)


def by_definition(lines: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if not lines:
        return sha256(b"").digest()
    if len(lines) == 1:
        return sha256(b"\0" + lines[0]).digest()
    split = 1
    while split * 2 < len(lines):
        split *= 2
    return sha256(b"\1" + by_definition(lines[:split]) + by_definition(lines[split:])).digest()


def root(lines: list[bytes]) -> bytes:
    return merkle.root_of(map(merkle.leaf, lines))


@given(LINES)
def test_it_is_the_tree_of_rfc_6962(lines: list[bytes]) -> None:
    assert root(lines) == by_definition(lines)


@given(LINES, LINES)
def test_other_lines_or_another_order_have_another_root(one: list[bytes], other: list[bytes]) -> None:
    assume(one != other)
    assert root(one) != root(other)


@given(LINES.filter(lambda lines: len(lines) > 1))
def test_memory_is_one_branch(lines: list[bytes]) -> None:
    tree = merkle.Tree()
    for line in lines:
        tree.add(merkle.leaf(line))
        assert len(tree._whole) <= len(lines).bit_length()


@pytest.mark.parametrize("count", [2, 3, 5])
def test_a_node_does_not_pass_for_a_line(count: int) -> None:
    lines = [bytes([n]) for n in range(count)]
    left, right = merkle.leaf(lines[0]), merkle.leaf(lines[1])
    assert root([left + right, *lines[2:]]) != root(lines)
