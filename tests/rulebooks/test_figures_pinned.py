"""No figure of a shipped rulebook can change by a small step without an example of its clause failing."""

from __future__ import annotations

import pytest

from dianzhang import rulebooks
from dianzhang.kernel import rulebook as language
from dianzhang.kernel.rulebook.pinning import pins
from dianzhang.kernel.vocabulary import Vocabulary

SHIPPED = {shipped.name: shipped for shipped in rulebooks.library()}


@pytest.mark.requirement("R5.2")
@pytest.mark.parametrize("name", SHIPPED)
def test_the_examples_pin_every_figure_on_both_sides(name: str, vocabulary: Vocabulary) -> None:
    book = language.compile(SHIPPED[name].file.read_bytes(), vocabulary).rulebook
    assert book is not None
    tried = [*pins(book, vocabulary)]
    assert tried
    assert [str(pin) for pin in tried if not pin.holds] == []
