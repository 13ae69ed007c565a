"""What the two shops sell: articles for kitchen and home, with price, cost and floor price in yuan."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import NamedTuple

WAREHOUSE = "云杉仓"  # where all of it lies


class Article(NamedTuple):
    code: str
    title: str
    spec: str
    price: Decimal
    cost: Decimal
    weight: int  # how often it is bought, against the others

    @property
    def floor(self) -> Decimal:
        """The least a piece may bring in: four fifths of its price."""
        return (self.price * 4 / 5).quantize(Decimal("0.01"))


def _article(code: str, title: str, spec: str, price: str, cost: str, weight: int) -> Article:
    return Article(code, title, spec, Decimal(price), Decimal(cost), weight)


ARTICLES = (
    _article("CF-1001", "竹纤维抹布", "十条装", "29.90", "11.20", 14),
    _article("CF-1002", "硅藻泥杯垫", "四片", "19.90", "6.10", 10),
    _article("CF-1003", "玻璃保鲜盒", "三件套", "69.00", "31.50", 12),
    _article("CF-1004", "厨房剪刀", "可拆", "39.90", "15.80", 9),
    _article("CF-1005", "不粘炒锅", "30 厘米", "189.00", "92.00", 6),
    _article("CF-1006", "珐琅铸铁锅", "24 厘米", "369.00", "188.00", 3),
    _article("CF-1007", "电热水壶", "1.5 升", "129.00", "66.00", 5),
    _article("CF-1008", "真空保温杯", "480 毫升", "89.00", "38.00", 9),
    _article("JJ-2001", "全棉浴巾", "70×140", "59.00", "25.40", 10),
    _article("JJ-2002", "四件套", "1.8 米床", "259.00", "128.00", 4),
    _article("JJ-2003", "乳胶枕", "一只", "149.00", "71.00", 5),
    _article("JJ-2004", "收纳箱", "66 升两只", "79.00", "36.00", 8),
    _article("JJ-2005", "遮光窗帘", "2×2.6 米", "168.00", "79.00", 4),
    _article("JJ-2006", "香薰蜡烛", "大豆蜡", "45.00", "16.50", 6),
)
_WEIGHTS = [article.weight for article in ARTICLES]


class Basket(NamedTuple):
    """What one order holds: articles with quantities, and the discount in yuan."""

    lines: tuple[tuple[Article, int], ...]
    discount: Decimal = Decimal(0)

    @property
    def listed(self) -> Decimal:
        return sum((article.price * n for article, n in self.lines), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.listed - self.discount

    def inputs(self) -> list[dict[str, object]]:
        """The lines as ``order.enter`` takes them; the discount is shared out by price, to the cent."""
        left, found = self.discount, []
        for n, (article, quantity) in enumerate(self.lines):
            whole = article.price * quantity
            last = n == len(self.lines) - 1
            share = left if last else (self.discount * whole / self.listed).quantize(Decimal("0.01"))
            left -= share
            found.append({
                "sku": article.code, "title": article.title, "spec": article.spec, "quantity": quantity,
                "unit_price": article.price, "receives": whole - share,
            })  # fmt: skip
        return found


def basket(rng: Random) -> Basket:
    """One to three articles, now and then several pieces, often a coupon of some per cent."""
    kinds = rng.choices((1, 2, 3), (62, 28, 10))[0]
    chosen = dict.fromkeys(rng.choices(ARTICLES, _WEIGHTS, k=kinds))
    lines = tuple((article, rng.choices((1, 2, 3), (84, 12, 4))[0]) for article in chosen)
    full = Basket(lines)
    percent = rng.choices((0, 5, 8, 10), (50, 20, 20, 10))[0]
    return Basket(lines, (full.listed * percent / 100).quantize(Decimal("0.01")))


def mean_total() -> Decimal:
    """What an order brings on average, tried on a thousand: targets are set by it."""
    rng = Random(1)  # noqa: S311 - a shop is played, no secret made
    return sum((basket(rng).total for _n in range(1000)), Decimal(0)) / 1000
