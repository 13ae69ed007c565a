import django.db.models.deletion
from django.db import migrations, models

import dianzhang.engine.creating


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("engine", "0001_squashed_0023_file_words"),
    ]

    operations = [
        dianzhang.engine.creating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="DataReport",
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
                        ("asked_first", models.DateField(null=True)),
                        ("asked_last", models.DateField(null=True)),
                        ("layout", models.CharField(blank=True, max_length=30)),
                        ("family", models.CharField(blank=True, max_length=10)),
                        ("said", models.CharField(blank=True, max_length=80)),
                        ("status", models.CharField(default="reading", max_length=10)),
                        ("first_day", models.DateField(null=True)),
                        ("last_day", models.DateField(null=True)),
                        ("rows", models.PositiveIntegerField(default=0)),
                        ("dropped", models.PositiveIntegerField(default=0)),
                        ("mended", models.PositiveIntegerField(default=0)),
                        ("days", models.PositiveIntegerField(default=0)),
                        ("given_days", models.PositiveIntegerField(default=0)),
                        ("problems", models.CharField(blank=True, max_length=1000)),
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
                            models.Index(fields=["shop", "id"], name="data_report_shop"),
                            models.Index(fields=["status", "id"], name="data_report_status"),
                            models.Index(fields=["family", "id"], name="data_report_family"),
                            models.Index(fields=["unit", "id"], name="data_report_unit"),
                            models.Index(fields=["digest"], name="data_report_digest"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PromotionFact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("layout", models.CharField(max_length=30)),
                        ("first", models.DateField()),
                        ("day", models.DateField()),
                        ("scene", models.CharField(blank=True, max_length=120)),
                        ("campaign", models.CharField(blank=True, max_length=120)),
                        ("ad", models.CharField(blank=True, max_length=120)),
                        ("item", models.CharField(blank=True, max_length=120)),
                        ("spend_cents", models.BigIntegerField()),
                        ("shown", models.BigIntegerField(null=True)),
                        ("clicks", models.BigIntegerField(null=True)),
                        ("conversions", models.BigIntegerField(null=True)),
                        ("orders", models.BigIntegerField(null=True)),
                        ("sales_cents", models.BigIntegerField(null=True)),
                        ("counts", models.BooleanField(default=True)),
                        (
                            "report",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="marketing.datareport",
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
                            models.Index(fields=["shop", "layout", "day"], name="promotion_fact_shop"),
                            models.Index(
                                condition=models.Q(("counts", True)), fields=["day"], name="promotion_fact_day"
                            ),
                            models.Index(fields=["report"], name="promotion_fact_report"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("layout", models.CharField(max_length=30)),
                        ("family", models.CharField(max_length=10)),
                        ("level", models.CharField(blank=True, max_length=8)),
                        ("day", models.DateField()),
                        ("first", models.DateField()),
                        ("last", models.DateField()),
                        (
                            "report",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="standing",
                                to="marketing.datareport",
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
                            models.Index(fields=["family", "level", "shop", "day"], name="report_day_family"),
                            models.Index(fields=["report"], name="report_day_report"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("shop", "layout", "day"), name="report_day_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("line", models.PositiveIntegerField()),
                        ("column", models.CharField(blank=True, max_length=80)),
                        ("why", models.CharField(max_length=12)),
                        ("said", models.CharField(blank=True, max_length=120)),
                        (
                            "report",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="marketing.datareport",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["report", "column", "line"], name="report_note_report")],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceFact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("layout", models.CharField(max_length=30)),
                        ("first", models.DateField()),
                        ("day", models.DateField()),
                        ("agent", models.CharField(max_length=120)),
                        ("sessions", models.BigIntegerField(null=True)),
                        ("people", models.BigIntegerField(null=True)),
                        ("response_seconds", models.BigIntegerField(null=True)),
                        ("first_response_seconds", models.BigIntegerField(null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="marketing.datareport",
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
                            models.Index(fields=["shop", "layout", "day"], name="service_fact_shop"),
                            models.Index(fields=["person", "day"], name="service_fact_person"),
                            models.Index(fields=["report"], name="service_fact_report"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TrafficFact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("layout", models.CharField(max_length=30)),
                        ("first", models.DateField()),
                        ("day", models.DateField()),
                        ("level", models.CharField(max_length=8)),
                        ("item", models.CharField(blank=True, max_length=120)),
                        ("channel", models.CharField(blank=True, max_length=120)),
                        ("detail", models.CharField(blank=True, max_length=120)),
                        ("visitors", models.BigIntegerField(null=True)),
                        ("views", models.BigIntegerField(null=True)),
                        ("bounced", models.BigIntegerField(null=True)),
                        ("carts", models.BigIntegerField(null=True)),
                        (
                            "report",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="marketing.datareport",
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
                            models.Index(fields=["shop", "layout", "day"], name="traffic_fact_shop"),
                            models.Index(fields=["level", "day"], name="traffic_fact_day"),
                            models.Index(fields=["report"], name="traffic_fact_report"),
                        ],
                    },
                ),
            ],
        ),
    ]
