"""What is sold, and where it lies."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


class Sku(Record):
    """One article as it is sold and counted.  ``floor_cents`` is the least a piece may bring in; cost is secret."""

    code = models.CharField(max_length=100, unique=True)
    title = models.CharField(max_length=200, blank=True)
    spec = models.CharField(max_length=200, blank=True)
    supplier = models.CharField(max_length=120, blank=True)
    cost_cents = models.BigIntegerField(null=True)
    floor_cents = models.BigIntegerField(null=True)
    status = models.CharField(max_length=10, default="active")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(cost_cents=None) | models.Q(cost_cents__gte=0))
                & (models.Q(floor_cents=None) | models.Q(floor_cents__gte=0)),
                name="sku_not_negative",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()


class Warehouse(Record):
    """A place where articles lie and from which they are sent."""

    name = models.CharField(max_length=80, unique=True)
    status = models.CharField(max_length=10, default="open")

    def __str__(self) -> str:
        return self.name


class ShopWarehouse(models.Model):
    """From which warehouse the orders of a shop are sent; a shop without one is sent from the oldest that is open."""

    shop = models.OneToOneField("engine.Shop", models.CASCADE, related_name="+")
    warehouse = models.ForeignKey(Warehouse, models.CASCADE, related_name="+")


class Stock(Record):
    """One article in one warehouse, in pieces.  ``opening`` lay there when keeping stock began, on ``opened_on``.

    ``on_hand`` lies there now; of that ``reserved`` is promised to orders and ``set_aside`` kept for a purpose.
    ``coming`` is on the way here; ``drawn`` was taken along to an event and is to come back.  Each of these is the sum
    of the movements in the journal (``movements.py``), and none is ever less than nothing.

    Below ``line`` pieces it is time to order again; ``line_sold`` pieces in ``line_days`` days, ``lead_days`` until a
    delivery is here and ``spare_days`` are what it was worked out from (``warning.py``), empty where set by hand.
    """

    warehouse = models.ForeignKey(Warehouse, models.PROTECT, related_name="+", db_index=False)
    sku = models.ForeignKey(Sku, models.PROTECT, related_name="+")
    opening = models.PositiveIntegerField(default=0)
    opened_on = models.DateField(null=True)
    on_hand = models.PositiveIntegerField(default=0)
    reserved = models.PositiveIntegerField(default=0)
    set_aside = models.PositiveIntegerField(default=0)
    coming = models.PositiveIntegerField(default=0)
    drawn = models.PositiveIntegerField(default=0)
    line = models.PositiveIntegerField(null=True)
    line_sold = models.PositiveIntegerField(null=True)
    line_days = models.PositiveSmallIntegerField(null=True)
    lead_days = models.PositiveSmallIntegerField(null=True)
    spare_days = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["warehouse", "sku"], name="stock_once"),
            models.CheckConstraint(
                condition=models.Q(on_hand__gte=models.F("reserved") + models.F("set_aside")),
                name="stock_promises_what_is_there",
            ),
            models.CheckConstraint(
                condition=models.Q(reserved__gte=0, set_aside__gte=0, coming__gte=0, drawn__gte=0),
                name="stock_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sku.code} · {self.warehouse.name}"

    @property
    def code(self) -> str:
        return self.sku.code

    @property
    def free(self) -> int:
        """Pieces that nobody has been promised."""
        return self.on_hand - self.reserved - self.set_aside


class Holding(models.Model):
    """Who holds how many pieces of a stock: an order (``kind`` and ``holder`` name the record), or a ``purpose``.

    ``held`` until given back (``freed``) or gone from the house (``sent``, at ``ended_at``).  Of purposes, ``aside``
    is kept here, ``drawn`` is out and due back on ``back_on``.
    """

    stock = models.ForeignKey(Stock, models.CASCADE, related_name="holdings", db_index=False)
    kind = models.CharField(max_length=20)
    holder = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=80, blank=True)
    pieces = models.PositiveIntegerField()
    state = models.CharField(max_length=8, default="held")
    held_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    back_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "holder", "stock"],
                condition=models.Q(state="held", holder__isnull=False),
                name="held_once_by_a_record",
            ),
            models.UniqueConstraint(
                fields=["stock", "kind", "purpose"],
                condition=models.Q(state="held", holder__isnull=True),
                name="held_once_for_a_purpose",
            ),
        ]
        indexes = [
            models.Index(fields=["holder", "kind"], condition=models.Q(holder__isnull=False), name="holding_of"),
            models.Index(fields=["stock", "state", "ended_at"], name="holding_in_stock"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.holder or self.purpose} {self.pieces}"


class Transfer(Record):
    """Pieces of one article on their way from ``source`` to ``target``.  ``arrived`` of them did, once received."""

    sku = models.ForeignKey(Sku, models.PROTECT, related_name="+", db_index=False)
    source = models.ForeignKey(Stock, models.PROTECT, related_name="+", db_index=False)
    target = models.ForeignKey(Stock, models.PROTECT, related_name="+", db_index=False)
    pieces = models.PositiveIntegerField(default=0)
    arrived = models.PositiveIntegerField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    status = models.CharField(max_length=10, default="sent")

    class Meta:
        indexes = [models.Index(fields=["status", "id"], name="transfer_status")]

    def __str__(self) -> str:
        return f"{self.sku.code} {self.source.warehouse.name} → {self.target.warehouse.name}"


class StockCount(Record):
    """One counting of a warehouse: ``lines`` articles, of which ``entered`` have a number and ``differing`` differ."""

    warehouse = models.ForeignKey(Warehouse, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, default="counting")
    lines = models.PositiveIntegerField(default=0)
    entered = models.PositiveIntegerField(default=0)
    differing = models.PositiveIntegerField(null=True)
    begun_on = models.DateField(null=True)
    booked_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["warehouse"],
                condition=models.Q(status__in=("counting", "counted")),
                name="counted_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.warehouse.name} {self.begun_on}"


class CountLine(models.Model):
    """One article of a counting: what was ``counted``, and what the ``book`` said in that moment."""

    count = models.ForeignKey(StockCount, models.CASCADE, related_name="+", db_index=False)
    stock = models.ForeignKey(Stock, models.PROTECT, related_name="+", db_index=False)
    counted = models.PositiveIntegerField(null=True)
    book = models.PositiveIntegerField(null=True)
    person = models.ForeignKey("engine.Person", models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(null=True)
    booked_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["count", "stock"], name="counted_once")]
        indexes = [models.Index(fields=["booked_on"], name="count_booked")]

    @property
    def difference(self) -> int | None:
        return None if self.counted is None or self.book is None else self.counted - self.book
