"""Places of a picture: rows by place, no two boxes over each other, arrows within the picture."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dianzhang.insight.process.flow import Arrow, Step
from dianzhang.insight.process.layout import BOX, TALL, WIDE, lay_out

KINDS = [f"order.{letter}" for letter in "abcdefghijkl"]
steps = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(1, 500), st.integers(1, 9)), unique_by=lambda s: s[0], max_size=12
).map(lambda rows: [Step(*row) for row in rows])
arrows = st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(KINDS)), unique=True, max_size=20).map(
    lambda rows: [Arrow(a, b, 1, 1, 60.0, 90.0) for a, b in rows]
)


@given(steps, arrows)
def test_every_step_has_its_place_and_none_lies_over_another(some: list[Step], between: list[Arrow]) -> None:
    placed = lay_out(some, between)
    assert {box.step for box in placed.boxes} == set(some)
    for a in placed.boxes:
        assert 0 <= a.x <= placed.width - BOX
        assert 0 <= a.y <= placed.height - TALL
        for b in placed.boxes:
            assert a is b or abs(a.x - b.x) >= BOX or abs(a.y - b.y) >= TALL
    shown = {step.kind for step in some}
    assert [way.arrow for way in placed.ways] == [a for a in between if {a.from_, a.to} <= shown]


@given(steps)
def test_what_comes_later_stands_lower(some: list[Step]) -> None:
    boxes = lay_out(some, []).boxes
    assert all(a.y <= b.y for a in boxes for b in boxes if a.step.place < b.step.place)
    rows = [sum(one.y == box.y for one in boxes) for box in boxes]
    assert max(rows, default=0) <= WIDE


def test_a_way_back_goes_round() -> None:
    some = [Step("order.a", 2, 1), Step("order.b", 2, 2)]
    onward, back = lay_out(some, [Arrow("order.a", "order.b", 2, 2), Arrow("order.b", "order.a", 1, 1)]).ways
    assert (onward.back, back.back) == (False, True)
