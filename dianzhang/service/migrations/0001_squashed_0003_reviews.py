import django.db.models.deletion
from django.db import migrations, models

import dianzhang.engine.creating


class Migration(migrations.Migration):
    replaces = [("service", "0001_initial"), ("service", "0002_platform_notices"), ("service", "0003_reviews")]

    initial = True

    dependencies = [
        ("engine", "0023_file_words"),
        ("goods", "0006_warning_line_and_supplier"),
    ]

    operations = [
        dianzhang.engine.creating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Complaint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("kind", models.CharField(max_length=20)),
                        ("demand", models.CharField(blank=True, max_length=500)),
                        ("amount_cents", models.BigIntegerField(null=True)),
                        ("order_id", models.BigIntegerField(null=True)),
                        ("accepted_at", models.DateTimeField()),
                        ("status", models.CharField(default="open", max_length=12)),
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
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["status", "id"], name="complaint_by_status"),
                            models.Index(fields=["unit", "status", "id"], name="complaint_of_unit"),
                            models.Index(fields=["owner", "status", "id"], name="complaint_of_person"),
                            models.Index(
                                condition=models.Q(("order_id__isnull", False)),
                                fields=["order_id"],
                                name="complaint_of_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlatformNotice",
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
                        ("kind", models.CharField(max_length=16)),
                        ("title", models.CharField(max_length=120)),
                        ("text", models.CharField(blank=True, max_length=4000)),
                        ("goods", models.CharField(blank=True, max_length=500)),
                        ("points", models.PositiveIntegerField(null=True)),
                        ("fine_cents", models.BigIntegerField(null=True)),
                        ("lost_points", models.PositiveIntegerField(default=0)),
                        ("lost_cents", models.BigIntegerField(default=0)),
                        ("received_at", models.DateTimeField()),
                        ("received_day", models.DateField()),
                        ("due_at", models.DateTimeField(null=True)),
                        ("read_at", models.DateTimeField(null=True)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("appealed_at", models.DateTimeField(null=True)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("lesson", models.CharField(blank=True, max_length=1000)),
                        ("status", models.CharField(default="received", max_length=10)),
                        ("outcome", models.CharField(default="pending", max_length=10)),
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
                            models.Index(fields=["status", "id"], name="pnotice_status"),
                            models.Index(fields=["unit", "status", "id"], name="pnotice_unit"),
                            models.Index(fields=["owner", "status", "id"], name="pnotice_owner"),
                            models.Index(fields=["shop", "received_day", "id"], name="pnotice_shop"),
                            models.Index(fields=["received_day", "id"], name="pnotice_day"),
                            models.Index(
                                condition=models.Q(("status", "closed"), _negated=True),
                                fields=["due_at"],
                                name="pnotice_due",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=("shop", "number"),
                                name="platform_notice_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("number", models.CharField(max_length=160)),
                        ("order_number", models.CharField(blank=True, max_length=64)),
                        ("item_code", models.CharField(blank=True, max_length=200)),
                        ("item_title", models.CharField(blank=True, max_length=200)),
                        ("rating", models.PositiveSmallIntegerField()),
                        ("first_rating", models.PositiveSmallIntegerField()),
                        ("alarming", models.BooleanField(default=False)),
                        ("text", models.CharField(blank=True, max_length=4000)),
                        ("buyer_name", models.CharField(blank=True, max_length=80)),
                        ("reply", models.CharField(blank=True, max_length=1000)),
                        ("reviewed_at", models.DateTimeField()),
                        ("reviewed_day", models.DateField()),
                        ("contacted_at", models.DateTimeField(null=True)),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("outcome", models.CharField(blank=True, max_length=12)),
                        ("ops_heard", models.BooleanField(default=False)),
                        ("status", models.CharField(default="none", max_length=10)),
                        ("quality", models.CharField(default="none", max_length=10)),
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
                                null=True,
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
                            models.Index(fields=["status", "id"], name="review_status"),
                            models.Index(fields=["unit", "status", "id"], name="review_unit"),
                            models.Index(fields=["owner", "status", "id"], name="review_owner"),
                            models.Index(fields=["rating", "id"], name="review_rating"),
                            models.Index(fields=["shop", "reviewed_day", "id"], name="review_shop"),
                            models.Index(fields=["reviewed_day", "id"], name="review_day"),
                            models.Index(
                                condition=models.Q(("order_number", ""), _negated=True),
                                fields=["order_number"],
                                name="review_order",
                            ),
                            models.Index(fields=["sku", "reviewed_day"], name="review_sku"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("shop", "number"), name="review_once")],
                    },
                ),
            ],
        ),
    ]
