"""Comparing two variants: published values, what must hold of every figure, and how often peeking is deceived."""

from __future__ import annotations

import random
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.abtest import Shares, Values, judge, per_arm_means, per_arm_shares, uneven
from dianzhang.kernel.abtest.always import FEWEST, look
from dianzhang.kernel.abtest.interval import means, shares, t_quantile, t_upper

pytestmark = pytest.mark.requirement("M3.1")


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [  # Newcombe 1998, table II, method 10; his θ is the first less the second
        ((48, 80), (56, 70), 0.0524, 0.3339),
        ((3, 10), (9, 10), 0.1705, 0.8090),
        ((0, 20), (10, 10), 0.6791, 1.0),
    ],
)
def test_intervals_of_shares_are_the_published_ones(
    a: tuple[int, int], b: tuple[int, int], low: float, high: float
) -> None:
    found = shares(Shares(a[1], a[0]), Shares(b[1], b[0]))
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@pytest.mark.parametrize(
    ("share", "freedom", "t"), [(0.975, 1, 12.706), (0.975, 10, 2.228), (0.995, 30, 2.750), (0.95, 120, 1.658)]
)
def test_students_t_is_that_of_the_tables(share: float, freedom: int, t: float) -> None:
    assert t_quantile(share, freedom) == pytest.approx(t, abs=6e-4)
    assert t_upper(t_quantile(share, freedom), freedom) == pytest.approx(1 - share, abs=1e-9)


def test_welch_is_that_of_students_sleep_data() -> None:
    """R's own example, t.test(extra ~ group, data = sleep): t = −1.8608, df = 17.776, p = 0.07939."""
    one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    two = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    a, b = (Values(len(v), sum(v), sum(x * x for x in v)) for v in (one, two))
    found = means(a, b)
    assert found.p == pytest.approx(0.07939, abs=1e-5)
    assert (found.low, found.high) == (pytest.approx(-0.2054832, abs=1e-6), pytest.approx(3.3654832, abs=1e-6))


@pytest.mark.parametrize(
    ("base", "effect", "power", "n"),
    [(0.50, 0.25, 0.90, 77), (0.50, 0.10, 0.80, 388), (0.10, 0.02, 0.80, 3841)],  # the first: R, ?power.prop.test, 76.7
)
def test_sample_sizes_are_those_of_power_prop_test(base: float, effect: float, power: float, n: int) -> None:
    assert per_arm_shares(base, effect, power=power) == n


def test_sample_size_of_means() -> None:
    """Two groups, one standard deviation apart: 2 (1.960 + 1.282)² = 21.01 (with Student's t R gives 22.02)."""
    assert per_arm_means(1.0, 1.0, power=0.90) == 22
    assert per_arm_means(2.0, 1.0) == 63


@pytest.mark.parametrize(("a", "b", "p"), [(500, 500, 1.0), (821_588, 815_482, 1.82e-6), (1000, 1000, 1.0)])
def test_an_uneven_split_is_found(a: int, b: int, p: float) -> None:
    """The second is Kohavi's example of a sample-ratio mismatch: chi-square 22.8."""
    assert uneven(a, b) == pytest.approx(p, rel=0.02)


def test_what_cannot_be_is_refused() -> None:
    nobody = Shares(0, 0)
    for wrong in (
        lambda: Shares(3, 4), lambda: Values.of(3, 1.0, -1.0), lambda: per_arm_shares(0.9, 0.2),
        lambda: per_arm_means(0, 1), lambda: uneven(1, 1, 1.0), lambda: look(nobody, Shares(1, 1), 1),
    ):  # fmt: skip
        with pytest.raises(ValueError):  # noqa: PT011 — which value it was stands in the message
            wrong()


counted = st.integers(FEWEST, 50_000).flatmap(lambda n: st.integers(0, n).map(lambda hits: Shares(n, hits)))


@given(counted, counted, st.floats(0.001, 0.2))
def test_the_other_way_round_it_is_the_opposite(a: Shares, b: Shares, tau: float) -> None:
    one, other = look(a, b, tau), look(b, a, tau)
    assert (one.low, one.high) == (pytest.approx(-other.high), pytest.approx(-other.low))
    assert one.p == pytest.approx(other.p)
    assert one.low <= one.difference <= one.high


@given(counted, counted, st.floats(0.001, 0.2))
def test_the_interval_leaves_nothing_out_just_where_p_is_small(a: Shares, b: Shares, tau: float) -> None:
    found = look(a, b, tau)
    if abs(found.p - 0.05) > 1e-9:
        assert (found.low > 0 or found.high < 0) == (found.p < 0.05)


@given(counted, counted, st.floats(0.001, 0.2))
def test_who_may_look_every_day_has_a_wider_interval_than_who_looks_once(a: Shares, b: Shares, tau: float) -> None:
    error = (a.variance / a.n + b.variance / b.n) ** 0.5
    found = look(a, b, tau)
    assert found.high - found.low > 2 * 1.96 * error


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=30), st.integers(1, 29))
def test_days_add_up(values: list[float], cut: int) -> None:
    whole = Values(len(values), sum(values), sum(v * v for v in values))
    parts = [values[:cut], values[cut:]]
    one, two = (Values(len(v), sum(v), sum(x * x for x in v)) for v in parts)
    assert (one + two).mean == pytest.approx(whole.mean, abs=1e-9)
    again = Values.of(whole.n, whole.mean, whole.variance**0.5)
    assert again.variance == pytest.approx(whole.variance, abs=1e-6)


def days(rng: random.Random, p: float, q: float, per_day: int, many: int) -> list[tuple[Shares, Shares]]:
    a, b, found = Shares(0, 0), Shares(0, 0), []
    for _day in range(many):
        a += Shares(per_day, _hits(rng, per_day, p))
        b += Shares(per_day, _hits(rng, per_day, q))
        found.append((a, b))
    return found


def _hits(rng: random.Random, n: int, p: float) -> int:
    """A binomial by its normal approximation: n p is large here."""
    return min(n, max(0, round(rng.gauss(n * p, (n * p * (1 - p)) ** 0.5))))


def test_peeking_every_day_is_deceived_no_oftener_than_promised() -> None:
    """Of four hundred without a difference, looked at thirty times each, at most one in twenty finds one; by the
    interval of a single look many more do."""
    rng, always, once = random.Random(20261123), 0, 0
    for _n in range(400):
        looks = days(rng, 0.10, 0.10, 400, 30)
        always += any(judge(a, b, least=0.02, planned=9000).says in ("better", "worse") for a, b in looks)
        once += any(shares(a, b).p < 0.05 for a, b in looks)
    assert always <= 0.05 * 400
    assert once > 0.15 * 400


def test_a_difference_that_matters_is_found_and_the_interval_holds_it() -> None:
    rng, found, held = random.Random(7), 0, 0
    for _n in range(200):
        looks = days(rng, 0.10, 0.12, 400, 40)
        found += any(judge(a, b, least=0.02, planned=3841).says == "better" for a, b in looks)
        held += all(look(a, b, 0.02).low <= 0.02 <= look(a, b, 0.02).high for a, b in looks)
    assert found > 0.85 * 200
    assert held >= 0.95 * 200


def test_verdicts_in_words() -> None:
    def said(a: Shares, b: Shares, **more: bool) -> tuple[str, str]:
        verdict = judge(a, b, least=0.02, planned=3841, **more)  # type: ignore[arg-type]
        message = verdict.words(lambda x: f"{100 * x:.1f}")
        return message.zh, message.en

    assert said(Shares(0, 0), Shares(0, 0)) == ("还看不出，每版还要约 3,841 个", "Not yet: about 3,841 more of each")
    assert said(Shares(5000, 500), Shares(5000, 700))[0].startswith("B 比 A 好：")
    assert said(Shares(5000, 500), Shares(5000, 700), higher=False)[1].startswith("B is worse than A by ")
    assert said(Shares(90000, 9000), Shares(90000, 9010)) == ("没有值得在意的差别", "No difference that matters")
    assert said(Shares(5000, 500), Shares(4000, 700))[1].startswith("Stop: ")
    assert said(Shares(3900, 390), Shares(3900, 420))[0] == "计划的人数够了，仍看不出差别"


def test_before_there_are_enough_nothing_is_said() -> None:
    found = look(Shares(FEWEST - 1, 0), Shares(FEWEST - 1, FEWEST - 1), 0.02)
    assert (found.low, found.high, found.p) == (-inf, inf, 1.0)
