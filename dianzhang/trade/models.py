"""Orders, what is in them, and what was given back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dianzhang.engine.models import Record

from .aftersales.models import Aftersale, AftersaleLine, Checked, Returned, SentAgain
from .codes.models import ItemCode, ItemPiece, OrderPiece
from .comparing.models import Comparison, OrderDifference
from .during.models import AddressChange
from .gifts.models import GiftRule
from .invoices.models import Invoice
from .numbers import NumberEnd
from .parcels.models import Parcel, ParcelOrder, ParcelPiece
from .settlement.models import PayoutColumns, PayoutFile, PayoutLine, PayoutTerms, Settlement
from .sources.models import OrderSource, Pushed, PushedOrder
from .tracking.models import Followed, ParcelScan, RouteTold, Tracker, TransitTerms
from .waves.models import Wave, WaveOrder

__all__ = [
    "AddressChange", "Aftersale", "AftersaleLine", "Checked", "ColumnMap", "Comparison", "Followed", "GiftRule",
    "Invoice", "ItemCode", "ItemPiece", "Order", "OrderDifference", "OrderLine", "OrderPiece", "OrderSource",
    "OrderUpload", "Parcel", "ParcelOrder", "ParcelPiece", "ParcelScan", "PayoutColumns", "PayoutFile", "PayoutLine",
    "PayoutTerms", "Pushed", "PushedOrder", "Refund", "Returned", "RouteTold", "SentAgain", "Settlement", "Tracker",
    "TransitTerms", "Wave", "WaveOrder",
]  # fmt: skip


class Order(Record):
    """One order of one shop, as the platform tells it and as we work on it.

    ``payment`` and ``aftersale`` are the platform's, ``fulfilment`` and ``hold`` ours.  ``paid_cents`` is what a buyer
    paid, refunds not subtracted; None where the source does not carry payment.  ``told_fulfilment`` is what the
    platform last said of the shipment, ``carried_at``, ``arrived_at`` and ``deliver_by`` when it says that the parcel
    was handed to the carrier and came to the buyer, and by when it promised that; ``missing`` names what an order
    needs and the source left empty.  ``known_at``: since when it is known here, where it was told later than it
    happened (None: as it happened).
    ``digest`` is that of the file row it was last read from.  ``goods`` says whether it waits for somebody to tell
    which articles its lines are, and ``unmapped`` how many lines those are (None: none, and no index has the order).
    ``packing`` says whether it goes out by itself in one parcel.
    """

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=64)
    payment = models.CharField(max_length=14, default="unpaid")
    fulfilment = models.CharField(max_length=10, default="waiting")
    aftersale = models.CharField(max_length=10, default="none")
    hold = models.CharField(max_length=8, default="clear")
    goods = models.CharField(max_length=10, default="clear")
    packing = models.CharField(max_length=10, default="whole")
    unmapped = models.PositiveSmallIntegerField(null=True)
    gifts = models.CharField(max_length=200, blank=True)
    presale = models.BooleanField(default=False)
    in_parts = models.BooleanField(default=False)
    oversold = models.BooleanField(default=False)
    brushing = models.BooleanField(default=False)
    marked = models.PositiveSmallIntegerField(null=True)  # how many of these four, None where none
    currency = models.CharField(max_length=3, default="CNY")
    total_cents = models.BigIntegerField(default=0)
    paid_cents = models.BigIntegerField(null=True)
    refunded_cents = models.BigIntegerField(default=0)
    quantity = models.PositiveIntegerField(null=True)
    placed_at = models.DateTimeField()
    placed_day = models.DateField()
    paid_at = models.DateTimeField(null=True)
    paid_day = models.DateField(null=True)
    promised_at = models.DateTimeField(null=True)
    known_at = models.DateTimeField(null=True)
    carried_at = models.DateTimeField(null=True)
    carried_day = models.DateField(null=True)
    arrived_at = models.DateTimeField(null=True)
    arrived_day = models.DateField(null=True)
    deliver_by = models.DateTimeField(null=True)
    told_fulfilment = models.CharField(max_length=10, blank=True)
    province = models.CharField(max_length=60, blank=True)
    address_complete = models.BooleanField(null=True)
    missing = models.CharField(max_length=120, blank=True)
    below_floor = models.BooleanField(null=True)
    contacted = models.BooleanField(default=False)
    contact_outcome = models.CharField(max_length=20, blank=True)
    buyer = models.ForeignKey("customers.Buyer", models.SET_NULL, null=True, related_name="+", db_index=False)
    receiver = models.ForeignKey("customers.Receiver", models.SET_NULL, null=True, related_name="+", db_index=False)
    message = models.CharField(max_length=500, blank=True)  # what the buyer wrote: personal, kept out of the journal
    readdressed = models.BooleanField(default=False)  # by us: then ``told_receiver`` is where the platform sends it
    told_receiver = models.ForeignKey(
        "customers.Receiver", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    urged_shipping = models.PositiveSmallIntegerField(default=0)
    urged_delivery = models.PositiveSmallIntegerField(default=0)
    urged_at = models.DateTimeField(null=True)
    flag = models.PositiveSmallIntegerField(null=True)  # one of ``states.FLAGS``
    remark = models.CharField(max_length=500, blank=True)  # the shop's, for colleagues: kept out of the journal
    digest = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "shop"], name="order_once")]
        # Each filter of the list, alone and together with the reach, ends in the list's own order.
        indexes = [
            models.Index(fields=["unit", "id"], name="order_unit"),
            models.Index(fields=["owner", "id"], condition=Q(owner__isnull=False), name="order_owner"),
            models.Index(fields=["shop", "id"], name="order_shop"),
            models.Index(fields=["fulfilment", "id"], name="order_fulfilment"),
            models.Index(fields=["unit", "fulfilment", "id"], name="order_unit_fulfilment"),
            models.Index(fields=["payment", "id"], name="order_payment"),
            models.Index(fields=["unit", "payment", "id"], name="order_unit_payment"),
            models.Index(fields=["hold", "id"], name="order_hold"),
            models.Index(fields=["unit", "hold", "id"], name="order_unit_hold"),
            models.Index(fields=["placed_day", "id"], name="order_placed"),
            models.Index(fields=["unit", "placed_day", "id"], name="order_unit_placed"),
            models.Index(fields=["paid_day", "id"], condition=Q(paid_day__isnull=False), name="order_paid_day"),
            models.Index(
                fields=["unit", "paid_day", "id"], condition=Q(paid_day__isnull=False), name="order_unit_paid"
            ),
            models.Index(fields=["shop", "paid_day"], condition=Q(paid_day__isnull=False), name="order_paid"),
            models.Index(fields=["shop", "carried_day"], condition=Q(carried_day__isnull=False), name="order_carried"),
            models.Index(fields=["shop", "arrived_day"], condition=Q(arrived_day__isnull=False), name="order_arrived"),
            models.Index(fields=["buyer", "placed_at"], condition=Q(buyer__isnull=False), name="order_of_buyer"),
            models.Index(fields=["id"], condition=Q(unmapped__isnull=False), name="order_unmapped"),
            models.Index(fields=["unit", "id"], condition=Q(unmapped__isnull=False), name="order_unit_unmapped"),
            # One for each mark: among many on presale the few that are oversold would be looked for one by one.
            models.Index(fields=["id"], condition=Q(presale=True), name="order_presale"),
            models.Index(fields=["unit", "id"], condition=Q(presale=True), name="order_unit_presale"),
            models.Index(fields=["id"], condition=Q(in_parts=True), name="order_in_parts"),
            models.Index(fields=["unit", "id"], condition=Q(in_parts=True), name="order_unit_in_parts"),
            models.Index(fields=["id"], condition=Q(oversold=True), name="order_oversold"),
            models.Index(fields=["unit", "id"], condition=Q(oversold=True), name="order_unit_oversold"),
            models.Index(fields=["id"], condition=Q(brushing=True), name="order_brushing"),
            models.Index(fields=["unit", "id"], condition=Q(brushing=True), name="order_unit_brushing"),
            models.Index(fields=["flag", "id"], condition=Q(flag__isnull=False), name="order_flag"),
            models.Index(fields=["unit", "flag", "id"], condition=Q(flag__isnull=False), name="order_unit_flag"),
            models.Index(fields=["id"], condition=Q(urged_at__isnull=False), name="order_urged"),
            models.Index(fields=["unit", "id"], condition=Q(urged_at__isnull=False), name="order_unit_urged"),
            models.Index(NumberEnd("number"), name="order_number_end"),
            models.Index(fields=["receiver", "id"], condition=Q(receiver__isnull=False), name="order_of_receiver"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def cost_of_lines(self) -> int | None:
        """What the articles cost us, in cents; None unless every line's cost is known."""
        costs = [None if line.cost_cents is None else line.cost_cents * line.quantity for line in self.lines.all()]
        return sum(c for c in costs if c is not None) if costs and None not in costs else None

    @property
    def buyer_name(self) -> str:
        return self.buyer.name if self.buyer else ""

    @property
    def receiver_name(self) -> str:
        return self.receiver.name if self.receiver else ""

    @property
    def phone(self) -> str:
        return self.receiver.phone if self.receiver else ""

    @property
    def address(self) -> str:
        return self.receiver.whole_address if self.receiver else ""


class OrderLine(models.Model):
    """One line of an order.  ``cost_cents`` is the cost of one of it when the order came in.

    ``sku`` is the article, where it is one piece of one; else its pieces stand in ``OrderPiece``.
    """

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    sku = models.ForeignKey("goods.Sku", models.PROTECT, null=True, related_name="+", db_index=False)
    sku_code = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=200, blank=True)
    spec = models.CharField(max_length=200, blank=True)
    quantity = models.PositiveIntegerField()
    unit_price_cents = models.BigIntegerField(null=True)
    receives_cents = models.BigIntegerField(null=True)
    cost_cents = models.BigIntegerField(null=True)


class Refund(models.Model):
    """Money given back.  ``basis`` says which day ``day`` is: the refund's own, or that of the payment where the
    source does not carry it.  A negative amount takes back what an earlier file had too much."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="refunds")
    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    amount_cents = models.BigIntegerField()
    at = models.DateTimeField()
    day = models.DateField()
    basis = models.CharField(max_length=12, choices=[("refund_day", "退款日"), ("payment_day", "付款日")])

    class Meta:
        indexes = [
            models.Index(fields=["shop", "day"], name="refund_day"),
            models.Index(fields=["day", "order"], name="refund_of_day"),
        ]


class ColumnMap(Record):
    """What a person said of a table that no platform writes.  ``columns``: role -> header, as JSON."""

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    currency = models.CharField(max_length=3, default="CNY")
    columns = models.TextField(default="{}")
    status = models.CharField(max_length=8, default="kept")

    class Meta:
        indexes = [models.Index(fields=["shop", "status"], name="column_map_of_shop")]

    def __str__(self) -> str:
        return self.name


class OrderUpload(models.Model):
    """An order file sent from a page, on its way in: how far it is and what came of it.  Sizes in bytes."""

    person = models.ForeignKey("engine.Person", models.CASCADE, related_name="+", db_index=False)
    post = models.CharField(max_length=40)
    shop = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    path = models.CharField(max_length=60)
    size = models.BigIntegerField()
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    exported_at = models.DateTimeField(null=True)  # where the platform writes it into the name
    bytes_read = models.BigIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    accounted = models.JSONField(default=dict)  # what became of each line, for files whose lines are not orders
    stop = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)
    failed = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="upload_of_person")]
