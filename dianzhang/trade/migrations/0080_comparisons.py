import django.db.models.deletion
from django.db import migrations, models

import dianzhang.engine.creating


class Migration(migrations.Migration):
    dependencies = [
        ("engine", "0001_squashed_0023_file_words"),
        ("trade", "0090_lists_of_many"),
    ]

    operations = [
        dianzhang.engine.creating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Comparison",
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
                        ("theirs", models.PositiveIntegerField(default=0)),
                        ("same", models.PositiveIntegerField(default=0)),
                        ("found", models.PositiveIntegerField(default=0)),
                        ("opened", models.PositiveIntegerField(default=0)),
                        ("gone", models.PositiveIntegerField(default=0)),
                        ("beyond", models.PositiveIntegerField(default=0)),
                        ("unread", models.PositiveIntegerField(default=0)),
                        ("times", models.PositiveSmallIntegerField(default=1)),
                        ("first_day", models.DateField(null=True)),
                        ("last_day", models.DateField(null=True)),
                        ("compared_at", models.DateTimeField()),
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
                            models.Index(fields=["shop", "id"], name="comparison_shop"),
                            models.Index(fields=["unit", "id"], name="comparison_unit"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("digest", "shop"), name="comparison_once")],
                    },
                ),
                migrations.CreateModel(
                    name="OrderDifference",
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
                        ("kind", models.CharField(max_length=14)),
                        ("day", models.DateField(null=True)),
                        ("theirs_cents", models.BigIntegerField(null=True)),
                        ("ours_cents", models.BigIntegerField(null=True)),
                        ("theirs_word", models.CharField(blank=True, max_length=40)),
                        ("ours_word", models.CharField(blank=True, max_length=40)),
                        ("told_at", models.DateTimeField(null=True)),
                        ("status", models.CharField(default="open", max_length=8)),
                        ("ended", models.CharField(blank=True, max_length=8)),
                        (
                            "comparison",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="differences",
                                to="trade.comparison",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="differences",
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
                            models.Index(fields=["number", "shop"], name="difference_number"),
                            models.Index(
                                condition=models.Q(("order__isnull", False)),
                                fields=["order"],
                                name="difference_of_order",
                            ),
                            models.Index(fields=["status", "id"], name="difference_status"),
                            models.Index(fields=["unit", "status", "id"], name="difference_unit_status"),
                            models.Index(fields=["shop", "status", "id"], name="difference_shop_status"),
                            models.Index(fields=["kind", "status", "id"], name="difference_kind"),
                            models.Index(fields=["unit", "id"], name="difference_unit"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "open")),
                                fields=("number", "shop", "kind"),
                                name="difference_open_once",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
