import django.db.models.deletion
from django.db import migrations, models

import dianzhang.engine.creating
import dianzhang.trade.numbers


class Migration(migrations.Migration):
    replaces = [
        ("trade", "0001_initial"),
        ("trade", "0002_missing"),
        ("trade", "0003_order_upload"),
        ("trade", "0004_orders_of_days"),
        ("trade", "0005_refunds_of_days"),
        ("trade", "0006_number_end"),
        ("trade", "0007_order_upload_exported"),
        ("trade", "0010_aftersales"),
        ("trade", "0011_item_codes"),
        ("trade", "0011_gifts_and_marks"),
        ("trade", "0020_parcels"),
        ("trade", "0021_parcels_of_before"),
        ("trade", "0022_parcel_of_shop"),
        ("trade", "0050_parcel_as_told"),
        ("trade", "0060_waves"),
        ("trade", "0030_settlement"),
        ("trade", "0023_order_packing"),
        ("trade", "0051_order_sources"),
        ("trade", "0031_invoices"),
        ("trade", "0061_scans"),
        ("trade", "0040_during_the_sale"),
    ]

    initial = True

    dependencies = [
        ("customers", "0002_phone_tail"),
        ("engine", "0023_file_words"),
        ("goods", "0006_warning_line_and_supplier"),
    ]

    operations = [
        dianzhang.engine.creating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Order",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("number", models.CharField(max_length=64)),
                        ("payment", models.CharField(default="unpaid", max_length=14)),
                        ("fulfilment", models.CharField(default="waiting", max_length=10)),
                        ("aftersale", models.CharField(default="none", max_length=10)),
                        ("hold", models.CharField(default="clear", max_length=8)),
                        ("currency", models.CharField(default="CNY", max_length=3)),
                        ("total_cents", models.BigIntegerField(default=0)),
                        ("paid_cents", models.BigIntegerField(null=True)),
                        ("refunded_cents", models.BigIntegerField(default=0)),
                        ("quantity", models.PositiveIntegerField(null=True)),
                        ("placed_at", models.DateTimeField()),
                        ("placed_day", models.DateField()),
                        ("paid_at", models.DateTimeField(null=True)),
                        ("paid_day", models.DateField(null=True)),
                        ("promised_at", models.DateTimeField(null=True)),
                        ("told_fulfilment", models.CharField(blank=True, max_length=10)),
                        ("province", models.CharField(blank=True, max_length=60)),
                        ("address_complete", models.BooleanField(null=True)),
                        ("below_floor", models.BooleanField(null=True)),
                        ("contacted", models.BooleanField(default=False)),
                        ("contact_outcome", models.CharField(blank=True, max_length=20)),
                        ("message", models.CharField(blank=True, max_length=500)),
                        ("digest", models.CharField(blank=True, max_length=32)),
                        (
                            "buyer",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="customers.buyer",
                            ),
                        ),
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
                            "receiver",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="customers.receiver",
                            ),
                        ),
                        (
                            "shop",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.shop",
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
                        ("missing", models.CharField(blank=True, max_length=120)),
                        ("goods", models.CharField(default="clear", max_length=10)),
                        ("unmapped", models.PositiveSmallIntegerField(null=True)),
                        ("brushing", models.BooleanField(default=False)),
                        ("gifts", models.CharField(blank=True, max_length=200)),
                        ("in_parts", models.BooleanField(default=False)),
                        ("marked", models.PositiveSmallIntegerField(null=True)),
                        ("oversold", models.BooleanField(default=False)),
                        ("presale", models.BooleanField(default=False)),
                        ("arrived_at", models.DateTimeField(null=True)),
                        ("arrived_day", models.DateField(null=True)),
                        ("carried_at", models.DateTimeField(null=True)),
                        ("carried_day", models.DateField(null=True)),
                        ("deliver_by", models.DateTimeField(null=True)),
                        ("packing", models.CharField(default="whole", max_length=10)),
                        ("flag", models.PositiveSmallIntegerField(null=True)),
                        ("readdressed", models.BooleanField(default=False)),
                        ("remark", models.CharField(blank=True, max_length=500)),
                        (
                            "told_receiver",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="customers.receiver",
                            ),
                        ),
                        ("urged_at", models.DateTimeField(null=True)),
                        ("urged_delivery", models.PositiveSmallIntegerField(default=0)),
                        ("urged_shipping", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["unit", "id"], name="order_unit"),
                            models.Index(
                                condition=models.Q(("owner__isnull", False)), fields=["owner", "id"], name="order_owner"
                            ),
                            models.Index(fields=["shop", "id"], name="order_shop"),
                            models.Index(fields=["fulfilment", "id"], name="order_fulfilment"),
                            models.Index(fields=["unit", "fulfilment", "id"], name="order_unit_fulfilment"),
                            models.Index(fields=["payment", "id"], name="order_payment"),
                            models.Index(fields=["unit", "payment", "id"], name="order_unit_payment"),
                            models.Index(fields=["hold", "id"], name="order_hold"),
                            models.Index(fields=["unit", "hold", "id"], name="order_unit_hold"),
                            models.Index(fields=["placed_day", "id"], name="order_placed"),
                            models.Index(
                                condition=models.Q(("paid_day__isnull", False)),
                                fields=["shop", "paid_day"],
                                name="order_paid",
                            ),
                            models.Index(
                                condition=models.Q(("buyer__isnull", False)),
                                fields=["buyer", "placed_at"],
                                name="order_of_buyer",
                            ),
                            models.Index(
                                condition=models.Q(("receiver__isnull", False)),
                                fields=["receiver"],
                                name="order_of_receiver",
                            ),
                            models.Index(fields=["unit", "placed_day", "id"], name="order_unit_placed"),
                            models.Index(
                                condition=models.Q(("paid_day__isnull", False)),
                                fields=["paid_day", "id"],
                                name="order_paid_day",
                            ),
                            models.Index(
                                condition=models.Q(("paid_day__isnull", False)),
                                fields=["unit", "paid_day", "id"],
                                name="order_unit_paid",
                            ),
                            models.Index(dianzhang.trade.numbers.NumberEnd("number"), name="order_number_end"),
                            models.Index(
                                condition=models.Q(("unmapped__isnull", False)), fields=["id"], name="order_unmapped"
                            ),
                            models.Index(
                                condition=models.Q(("unmapped__isnull", False)),
                                fields=["unit", "id"],
                                name="order_unit_unmapped",
                            ),
                            models.Index(
                                condition=models.Q(("marked__isnull", False)), fields=["id"], name="order_marked"
                            ),
                            models.Index(
                                condition=models.Q(("marked__isnull", False)),
                                fields=["unit", "id"],
                                name="order_unit_marked",
                            ),
                            models.Index(
                                condition=models.Q(("carried_day__isnull", False)),
                                fields=["shop", "carried_day"],
                                name="order_carried",
                            ),
                            models.Index(
                                condition=models.Q(("arrived_day__isnull", False)),
                                fields=["shop", "arrived_day"],
                                name="order_arrived",
                            ),
                            models.Index(
                                condition=models.Q(("flag__isnull", False)), fields=["flag", "id"], name="order_flag"
                            ),
                            models.Index(
                                condition=models.Q(("flag__isnull", False)),
                                fields=["unit", "flag", "id"],
                                name="order_unit_flag",
                            ),
                            models.Index(
                                condition=models.Q(("urged_at__isnull", False)), fields=["id"], name="order_urged"
                            ),
                            models.Index(
                                condition=models.Q(("urged_at__isnull", False)),
                                fields=["unit", "id"],
                                name="order_unit_urged",
                            ),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("number", "shop"), name="order_once")],
                    },
                ),
                migrations.CreateModel(
                    name="OrderUpload",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("post", models.CharField(max_length=40)),
                        ("shop", models.CharField(max_length=40)),
                        ("name", models.CharField(max_length=120)),
                        ("path", models.CharField(max_length=60)),
                        ("size", models.BigIntegerField()),
                        ("language", models.CharField(max_length=10)),
                        ("asked_at", models.DateTimeField()),
                        ("bytes_read", models.BigIntegerField(default=0)),
                        ("taken", models.PositiveIntegerField(default=0)),
                        ("updated", models.PositiveIntegerField(default=0)),
                        ("unchanged", models.PositiveIntegerField(default=0)),
                        ("rejected", models.PositiveIntegerField(default=0)),
                        ("stop", models.BooleanField(default=False)),
                        ("done_at", models.DateTimeField(null=True)),
                        ("failed", models.CharField(blank=True, max_length=300)),
                        (
                            "person",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        ("exported_at", models.DateTimeField(null=True)),
                        ("accounted", models.JSONField(default=dict)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["person", "-id"], name="upload_of_person")],
                    },
                ),
                migrations.CreateModel(
                    name="ColumnMap",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("name", models.CharField(max_length=60)),
                        ("currency", models.CharField(default="CNY", max_length=3)),
                        ("columns", models.TextField(default="{}")),
                        ("status", models.CharField(default="kept", max_length=8)),
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
                            "shop",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.shop",
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
                        "indexes": [models.Index(fields=["shop", "status"], name="column_map_of_shop")],
                    },
                ),
                migrations.CreateModel(
                    name="ItemCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("code", models.CharField(max_length=200)),
                        ("title", models.CharField(blank=True, max_length=200)),
                        ("spec", models.CharField(blank=True, max_length=200)),
                        ("contents", models.CharField(blank=True, max_length=500)),
                        ("origin", models.CharField(blank=True, max_length=10)),
                        ("seen_at", models.DateTimeField(null=True)),
                        ("status", models.CharField(default="unmapped", max_length=10)),
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
                            "shop",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.shop",
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
                        "indexes": [
                            models.Index(fields=["status", "id"], name="item_code_status"),
                            models.Index(fields=["unit", "status", "id"], name="item_code_unit"),
                            models.Index(fields=["shop", "status", "id"], name="item_code_shop"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("code", "shop"), name="item_code_once")],
                    },
                ),
                migrations.CreateModel(
                    name="GiftRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("pieces", models.PositiveIntegerField(default=1)),
                        ("at_least_cents", models.BigIntegerField(null=True)),
                        ("at_least_pieces", models.PositiveIntegerField(null=True)),
                        ("first_day", models.DateField(null=True)),
                        ("last_day", models.DateField(null=True)),
                        ("gift", models.CharField(blank=True, max_length=110)),
                        ("status", models.CharField(default="on", max_length=8)),
                        (
                            "article",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goods.sku",
                            ),
                        ),
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
                            "shop",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.shop",
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
                        "indexes": [
                            models.Index(fields=["shop", "status", "id"], name="gift_rule_of_shop"),
                            models.Index(fields=["status", "id"], name="gift_rule_status"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("at_least_cents__isnull", False),
                                    ("at_least_pieces__isnull", False),
                                    _connector="OR",
                                ),
                                name="gift_rule_asks_for_something",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Wave",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("carrier", models.CharField(blank=True, max_length=40)),
                        ("kind", models.CharField(default="any", max_length=8)),
                        ("status", models.CharField(default="planned", max_length=10)),
                        ("orders", models.PositiveIntegerField(default=0)),
                        ("pieces", models.PositiveIntegerField(default=0)),
                        ("fresh", models.PositiveIntegerField(default=0)),
                        ("left", models.PositiveIntegerField(default=0)),
                        ("planned_at", models.DateTimeField(null=True)),
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
                            "shop",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.shop",
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
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["status", "id"], name="wave_status"),
                            models.Index(fields=["unit", "status", "id"], name="wave_unit_status"),
                            models.Index(fields=["warehouse", "id"], name="wave_of_warehouse"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PayoutFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("name", models.CharField(max_length=120)),
                        ("digest", models.CharField(max_length=64)),
                        ("kept", models.CharField(blank=True, max_length=60)),
                        ("layout", models.CharField(blank=True, max_length=60)),
                        ("status", models.CharField(default="reading", max_length=10)),
                        ("lines", models.PositiveIntegerField(default=0)),
                        ("repeated", models.PositiveIntegerField(default=0)),
                        ("rejected", models.PositiveIntegerField(default=0)),
                        ("waiting", models.PositiveIntegerField(default=0)),
                        ("unknown", models.PositiveIntegerField(default=0)),
                        ("net_cents", models.BigIntegerField(default=0)),
                        ("loose_cents", models.BigIntegerField(default=0)),
                        ("problems", models.TextField(blank=True)),
                        ("sent_at", models.DateTimeField()),
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
                            "shop",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.shop",
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
                        "indexes": [
                            models.Index(fields=["shop", "id"], name="payout_file_shop"),
                            models.Index(fields=["status", "id"], name="payout_file_status"),
                            models.Index(fields=["unit", "id"], name="payout_file_unit"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "failed"), _negated=True),
                                fields=("digest", "shop"),
                                name="payout_file_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PayoutTerms",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("commission_bp", models.PositiveIntegerField()),
                        ("insurance_cents", models.BigIntegerField(default=0)),
                        ("days", models.PositiveSmallIntegerField(null=True)),
                        ("since", models.DateField()),
                        ("status", models.CharField(default="on", max_length=8)),
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
                            "shop",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.shop",
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
                        "indexes": [models.Index(fields=["shop", "status", "since"], name="payout_terms_shop")],
                    },
                ),
                migrations.CreateModel(
                    name="PayoutColumns",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("name", models.CharField(max_length=60)),
                        ("columns", models.TextField(default="{}")),
                        ("status", models.CharField(default="kept", max_length=8)),
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
                            "shop",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.shop",
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
                        "indexes": [models.Index(fields=["shop", "status"], name="payout_columns_shop")],
                    },
                ),
                migrations.CreateModel(
                    name="OrderSource",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("platform", models.CharField(max_length=20)),
                        ("token", models.CharField(max_length=40, unique=True)),
                        ("box", models.CharField(max_length=400)),
                        ("status", models.CharField(default="active", max_length=10)),
                        ("heard_at", models.DateTimeField(null=True)),
                        ("taken_at", models.DateTimeField(null=True)),
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
                            "shop",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.shop",
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
                        "indexes": [models.Index(fields=["shop", "status"], name="order_source_of_shop")],
                    },
                ),
                migrations.CreateModel(
                    name="OrderLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("sku_code", models.CharField(blank=True, max_length=100)),
                        ("title", models.CharField(blank=True, max_length=200)),
                        ("spec", models.CharField(blank=True, max_length=200)),
                        ("quantity", models.PositiveIntegerField()),
                        ("unit_price_cents", models.BigIntegerField(null=True)),
                        ("receives_cents", models.BigIntegerField(null=True)),
                        ("cost_cents", models.BigIntegerField(null=True)),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="trade.order"
                            ),
                        ),
                        (
                            "sku",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goods.sku",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Parcel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("carrier", models.CharField(blank=True, max_length=40)),
                        ("waybill", models.CharField(max_length=60, null=True)),
                        ("shipped_at", models.DateTimeField(null=True)),
                        ("delivered_at", models.DateTimeField(null=True)),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="parcels", to="trade.order"
                            ),
                        ),
                        ("first_scan_at", models.DateTimeField(null=True)),
                        ("freight_cents", models.BigIntegerField(null=True)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("last_scan_at", models.DateTimeField(null=True)),
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
                        ("packed_at", models.DateTimeField(null=True)),
                        ("planned_at", models.DateTimeField(null=True)),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "shop",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.shop",
                            ),
                        ),
                        ("status", models.CharField(default="planned", max_length=10)),
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goods.warehouse",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["status", "id"], name="parcel_by_status"),
                            models.Index(fields=["unit", "status", "id"], name="parcel_of_unit"),
                            models.Index(fields=["unit", "id"], name="parcel_unit"),
                            models.Index(fields=["shop", "id"], name="parcel_of_shop"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("waybill", "carrier"), name="waybill_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Refund",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("amount_cents", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                        ("day", models.DateField()),
                        (
                            "basis",
                            models.CharField(
                                choices=[("refund_day", "退款日"), ("payment_day", "付款日")], max_length=12
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="refunds", to="trade.order"
                            ),
                        ),
                        (
                            "shop",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.shop",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["shop", "day"], name="refund_day"),
                            models.Index(fields=["day", "order"], name="refund_of_day"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Aftersale",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("number", models.CharField(blank=True, max_length=64)),
                        ("kind", models.CharField(max_length=12)),
                        ("cause", models.CharField(max_length=12)),
                        ("demand", models.CharField(blank=True, max_length=500)),
                        ("amount_cents", models.BigIntegerField(default=0)),
                        ("refunded_cents", models.BigIntegerField(default=0)),
                        ("status", models.CharField(default="asked", max_length=10)),
                        ("dispute", models.CharField(default="none", max_length=10)),
                        ("quality", models.CharField(default="none", max_length=10)),
                        ("asked_at", models.DateTimeField()),
                        ("asked_day", models.DateField()),
                        ("times_out_at", models.DateTimeField(null=True)),
                        ("consulted", models.BooleanField(default=False)),
                        ("stock_verified", models.BooleanField(default=False)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("received_at", models.DateTimeField(null=True)),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("told_at", models.DateTimeField(null=True)),
                        ("evidence_until", models.DateTimeField(null=True)),
                        ("ruling", models.CharField(blank=True, max_length=10)),
                        ("ops_heard", models.BooleanField(default=False)),
                        ("control_heard", models.BooleanField(default=False)),
                        ("back_carrier", models.CharField(blank=True, max_length=40)),
                        ("back_waybill", models.CharField(blank=True, max_length=60)),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="aftersales", to="trade.order"
                            ),
                        ),
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
                            "shop",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.shop",
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
                        "indexes": [
                            models.Index(fields=["status", "id"], name="aftersale_by_status"),
                            models.Index(fields=["unit", "status", "id"], name="aftersale_of_unit"),
                            models.Index(fields=["owner", "status", "id"], name="aftersale_of_person"),
                            models.Index(fields=["kind", "id"], name="aftersale_by_kind"),
                            models.Index(fields=["shop", "id"], name="aftersale_by_shop"),
                            models.Index(
                                condition=models.Q(("dispute", "none"), _negated=True),
                                fields=["dispute", "id"],
                                name="aftersale_disputed",
                            ),
                            models.Index(
                                condition=models.Q(("quality", "none"), _negated=True),
                                fields=["quality", "id"],
                                name="aftersale_quality",
                            ),
                            models.Index(fields=["asked_day", "id"], name="aftersale_of_day"),
                            models.Index(
                                condition=models.Q(("back_waybill", ""), _negated=True),
                                fields=["back_waybill"],
                                name="aftersale_waybill",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=("number", "shop"),
                                name="aftersale_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Settlement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("number", models.CharField(max_length=64)),
                        ("goods_cents", models.BigIntegerField(default=0)),
                        ("commission_cents", models.BigIntegerField(default=0)),
                        ("freight_cents", models.BigIntegerField(default=0)),
                        ("subsidy_cents", models.BigIntegerField(default=0)),
                        ("refund_cents", models.BigIntegerField(default=0)),
                        ("insurance_cents", models.BigIntegerField(default=0)),
                        ("fee_cents", models.BigIntegerField(default=0)),
                        ("other_cents", models.BigIntegerField(default=0)),
                        ("net_cents", models.BigIntegerField(default=0)),
                        ("expected_cents", models.BigIntegerField(null=True)),
                        ("gap_cents", models.BigIntegerField(null=True)),
                        ("cost_cents", models.BigIntegerField(null=True)),
                        ("margin_cents", models.BigIntegerField(null=True)),
                        ("settled_day", models.DateField(null=True)),
                        ("tally", models.CharField(default="part", max_length=10)),
                        ("answer", models.CharField(default="open", max_length=10)),
                        ("by_hand", models.BooleanField(default=False)),
                        (
                            "order",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="settlements",
                                to="trade.order",
                            ),
                        ),
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
                            "shop",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.shop",
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
                        "indexes": [
                            models.Index(
                                condition=models.Q(("order__isnull", False)),
                                fields=["order"],
                                name="settlement_of_order",
                            ),
                            models.Index(fields=["tally", "answer", "id"], name="settlement_tally"),
                            models.Index(fields=["unit", "tally", "answer", "id"], name="settlement_unit_tally"),
                            models.Index(fields=["answer", "id"], name="settlement_answer"),
                            models.Index(fields=["unit", "id"], name="settlement_unit"),
                            models.Index(fields=["shop", "id"], name="settlement_shop"),
                            models.Index(fields=["settled_day", "id"], name="settlement_day"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("number", "shop"), name="settlement_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Invoice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("kind", models.CharField(default="normal", max_length=10)),
                        ("title", models.CharField(max_length=100)),
                        ("tax_number", models.CharField(blank=True, max_length=20)),
                        ("email", models.CharField(blank=True, max_length=120)),
                        ("amount_cents", models.BigIntegerField()),
                        ("number", models.CharField(blank=True, max_length=20)),
                        ("issued_on", models.DateField(null=True)),
                        ("red_number", models.CharField(blank=True, max_length=20)),
                        ("red_on", models.DateField(null=True)),
                        ("asked_at", models.DateTimeField()),
                        ("status", models.CharField(default="asked", max_length=10)),
                        ("red", models.CharField(default="none", max_length=8)),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="invoices", to="trade.order"
                            ),
                        ),
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
                            "shop",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.shop",
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
                        "indexes": [
                            models.Index(fields=["status", "id"], name="invoice_status"),
                            models.Index(fields=["unit", "status", "id"], name="invoice_unit"),
                            models.Index(fields=["owner", "status", "id"], name="invoice_owner"),
                            models.Index(fields=["shop", "id"], name="invoice_shop"),
                            models.Index(fields=["kind", "id"], name="invoice_kind"),
                            models.Index(
                                condition=models.Q(("red", "none"), _negated=True),
                                fields=["red", "id"],
                                name="invoice_red",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=("number",),
                                name="invoice_number_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("red_number", ""), _negated=True),
                                fields=("red_number",),
                                name="invoice_red_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Scan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=100)),
                        ("pieces", models.PositiveIntegerField(default=0)),
                        (
                            "order",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="trade.order",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("order", "code"), name="scanned_once")],
                    },
                ),
                migrations.CreateModel(
                    name="AddressChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("asked_by", models.CharField(max_length=10)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "new",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="customers.receiver",
                            ),
                        ),
                        (
                            "old",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="customers.receiver",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="address_changes",
                                to="trade.order",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ItemPiece",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateTimeField(null=True)),
                        ("pieces", models.PositiveIntegerField(default=0)),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="pieces", to="trade.itemcode"
                            ),
                        ),
                        (
                            "sku",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goods.sku"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="OrderPiece",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("line", models.PositiveSmallIntegerField()),
                        ("pieces", models.PositiveIntegerField()),
                        ("receives_cents", models.BigIntegerField(null=True)),
                        ("cost_cents", models.BigIntegerField(null=True)),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="pieces", to="trade.order"
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
                            "gift",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="trade.giftrule",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("gift__isnull", False)), fields=("order", "gift"), name="gift_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WaveOrder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slot", models.PositiveIntegerField(null=True)),
                        ("state", models.CharField(default="in", max_length=8)),
                        ("reserved", models.BooleanField(default=False)),
                        ("why", models.CharField(blank=True, max_length=300)),
                        ("checked_at", models.DateTimeField(null=True)),
                        (
                            "checked_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="trade.order",
                            ),
                        ),
                        (
                            "wave",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="trade.wave",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["wave", "state", "slot"], name="wave_order_of_wave"),
                            models.Index(fields=["order", "id"], name="wave_order_of_order"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("in", "checked"))),
                                fields=("order",),
                                name="in_one_wave",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pushed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=100)),
                        ("topic", models.CharField(blank=True, max_length=80)),
                        ("body", models.BinaryField()),
                        ("came_at", models.DateTimeField()),
                        ("state", models.CharField(default="waiting", max_length=10)),
                        ("reason", models.CharField(blank=True, max_length=300)),
                        ("number", models.CharField(blank=True, max_length=64)),
                        ("done_at", models.DateTimeField(null=True)),
                        (
                            "source",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pushed",
                                to="trade.ordersource",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["source", "-id"], name="pushed_of_source"),
                            models.Index(
                                condition=models.Q(("state", "refused")), fields=["came_at"], name="pushed_refused"
                            ),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("source", "key"), name="pushed_once")],
                    },
                ),
                migrations.CreateModel(
                    name="PushedOrder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=40)),
                        ("number", models.CharField(blank=True, max_length=64)),
                        ("updated_at", models.DateTimeField(null=True)),
                        ("refunds", models.JSONField(default=dict)),
                        (
                            "source",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="trade.ordersource",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("source", "key"), name="pushed_order_once")],
                    },
                ),
                migrations.CreateModel(
                    name="ParcelOrder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "order",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="goes_with", to="trade.order"
                            ),
                        ),
                        (
                            "parcel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="others", to="trade.parcel"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ParcelPiece",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("line", models.PositiveSmallIntegerField()),
                        ("pieces", models.PositiveIntegerField()),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="trade.order"
                            ),
                        ),
                        (
                            "parcel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="pieces", to="trade.parcel"
                            ),
                        ),
                        (
                            "sku",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goods.sku",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="AftersaleLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("sku_code", models.CharField(blank=True, max_length=100)),
                        ("title", models.CharField(blank=True, max_length=200)),
                        ("spec", models.CharField(blank=True, max_length=200)),
                        ("quantity", models.PositiveIntegerField()),
                        (
                            "aftersale",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="trade.aftersale"
                            ),
                        ),
                        (
                            "sku",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goods.sku"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("aftersale", "number"), name="aftersale_line_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Returned",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("carrier", models.CharField(max_length=40)),
                        ("waybill", models.CharField(max_length=60)),
                        ("contents", models.CharField(max_length=500)),
                        ("status", models.CharField(default="loose", max_length=10)),
                        ("came_at", models.DateTimeField()),
                        (
                            "aftersale",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="returned",
                                to="trade.aftersale",
                            ),
                        ),
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
                        "indexes": [
                            models.Index(fields=["status", "id"], name="returned_by_status"),
                            models.Index(fields=["unit", "status", "id"], name="returned_of_unit"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("waybill", "carrier"), name="returned_once")],
                    },
                ),
                migrations.CreateModel(
                    name="SentAgain",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("carrier", models.CharField(max_length=40)),
                        ("waybill", models.CharField(max_length=60)),
                        ("shipped_at", models.DateTimeField()),
                        (
                            "aftersale",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sent_again",
                                to="trade.aftersale",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("waybill", "carrier"), name="sent_again_once")],
                    },
                ),
                migrations.CreateModel(
                    name="PayoutLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=90)),
                        ("number", models.CharField(blank=True, max_length=64)),
                        ("kind", models.CharField(max_length=12)),
                        ("amount_cents", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                        ("day", models.DateField()),
                        ("words", models.CharField(blank=True, max_length=120)),
                        ("line", models.PositiveIntegerField()),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payouts",
                                to="trade.payoutfile",
                            ),
                        ),
                        (
                            "shop",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.shop",
                            ),
                        ),
                        (
                            "settlement",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="trade.settlement",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["shop", "kind", "day"], name="payout_line_day")],
                        "constraints": [models.UniqueConstraint(fields=("key", "shop"), name="payout_line_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Checked",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("quantity", models.PositiveIntegerField()),
                        ("outcome", models.CharField(max_length=12)),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="checked",
                                to="trade.aftersaleline",
                            ),
                        ),
                    ],
                ),
            ],
        ),
    ]
