import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import dianzhang.engine.creating


class Migration(migrations.Migration):
    replaces = [
        ("goods", "0001_initial"),
        ("goods", "0002_stock"),
        ("goods", "0004_movements"),
        ("goods", "0005_transfers_and_counts"),
        ("goods", "0006_warning_line_and_supplier"),
    ]

    initial = True

    dependencies = [
        ("engine", "0021_full_text"),
    ]

    operations = [
        dianzhang.engine.creating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Sku",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("code", models.CharField(max_length=100, unique=True)),
                        ("title", models.CharField(blank=True, max_length=200)),
                        ("spec", models.CharField(blank=True, max_length=200)),
                        ("cost_cents", models.BigIntegerField(null=True)),
                        ("floor_cents", models.BigIntegerField(null=True)),
                        ("status", models.CharField(default="active", max_length=10)),
                        (
                            "owner",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.unit",
                            ),
                        ),
                        ("supplier", models.CharField(blank=True, max_length=120)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cost_cents", None), ("cost_cents__gte", 0), _connector="OR"),
                                    models.Q(("floor_cents", None), ("floor_cents__gte", 0), _connector="OR"),
                                ),
                                name="sku_not_negative",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Warehouse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("name", models.CharField(max_length=80, unique=True)),
                        ("status", models.CharField(default="open", max_length=10)),
                        (
                            "owner",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.unit",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Stock",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("opening", models.PositiveIntegerField(default=0)),
                        ("opened_on", models.DateField(null=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "sku",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goods.sku"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.unit",
                            ),
                        ),
                        (
                            "warehouse",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goods.warehouse",
                            ),
                        ),
                        ("coming", models.PositiveIntegerField(default=0)),
                        ("drawn", models.PositiveIntegerField(default=0)),
                        ("on_hand", models.PositiveIntegerField(default=0)),
                        ("reserved", models.PositiveIntegerField(default=0)),
                        ("set_aside", models.PositiveIntegerField(default=0)),
                        ("lead_days", models.PositiveSmallIntegerField(null=True)),
                        ("line", models.PositiveIntegerField(null=True)),
                        ("line_days", models.PositiveSmallIntegerField(null=True)),
                        ("line_sold", models.PositiveIntegerField(null=True)),
                        ("spare_days", models.PositiveSmallIntegerField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("warehouse", "sku"), name="stock_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "on_hand__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("reserved"), "+", models.F("set_aside")
                                        ),
                                    )
                                ),
                                name="stock_promises_what_is_there",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("coming__gte", 0), ("drawn__gte", 0), ("reserved__gte", 0), ("set_aside__gte", 0)
                                ),
                                name="stock_not_negative",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ShopWarehouse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "shop",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="engine.shop"
                            ),
                        ),
                        (
                            "warehouse",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="goods.warehouse"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="StockCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("status", models.CharField(default="counting", max_length=10)),
                        ("lines", models.PositiveIntegerField(default=0)),
                        ("entered", models.PositiveIntegerField(default=0)),
                        ("differing", models.PositiveIntegerField(null=True)),
                        ("begun_on", models.DateField(null=True)),
                        ("booked_on", models.DateField(null=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.unit",
                            ),
                        ),
                        (
                            "warehouse",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goods.warehouse"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status__in", ("counting", "counted"))),
                                fields=("warehouse",),
                                name="counted_once_at_a_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Holding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=20)),
                        ("holder", models.BigIntegerField(null=True)),
                        ("purpose", models.CharField(blank=True, max_length=80)),
                        ("pieces", models.PositiveIntegerField()),
                        ("state", models.CharField(default="held", max_length=8)),
                        ("held_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("back_on", models.DateField(null=True)),
                        (
                            "stock",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="holdings",
                                to="goods.stock",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("holder__isnull", False)),
                                fields=["holder", "kind"],
                                name="holding_of",
                            ),
                            models.Index(fields=["stock", "state", "ended_at"], name="holding_in_stock"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("holder__isnull", False), ("state", "held")),
                                fields=("kind", "holder", "stock"),
                                name="held_once_by_a_record",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("holder__isnull", True), ("state", "held")),
                                fields=("stock", "kind", "purpose"),
                                name="held_once_for_a_purpose",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Transfer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("pieces", models.PositiveIntegerField(default=0)),
                        ("arrived", models.PositiveIntegerField(null=True)),
                        ("outcome", models.CharField(blank=True, max_length=12)),
                        ("status", models.CharField(default="sent", max_length=10)),
                        (
                            "owner",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "sku",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goods.sku",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goods.stock",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goods.stock",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.unit",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["status", "id"], name="transfer_status")],
                    },
                ),
                migrations.CreateModel(
                    name="CountLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("counted", models.PositiveIntegerField(null=True)),
                        ("book", models.PositiveIntegerField(null=True)),
                        ("at", models.DateTimeField(null=True)),
                        ("booked_on", models.DateField(null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "stock",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goods.stock",
                            ),
                        ),
                        (
                            "count",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="goods.stockcount",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["booked_on"], name="count_booked")],
                        "constraints": [models.UniqueConstraint(fields=("count", "stock"), name="counted_once")],
                    },
                ),
            ],
        ),
    ]
