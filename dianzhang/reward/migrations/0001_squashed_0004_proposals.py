import django.db.models.deletion
from django.db import migrations, models

import dianzhang.engine.creating


class Migration(migrations.Migration):
    replaces = [
        ("reward", "0001_initial"),
        ("reward", "0002_entered_figures"),
        ("reward", "0003_points_of_pay_figures"),
        ("reward", "0004_proposals"),
    ]

    initial = True

    dependencies = [
        ("engine", "0003_stand_ins_and_seats"),
    ]

    operations = [
        dianzhang.engine.creating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Month",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("period", models.CharField(max_length=7, unique=True)),
                        ("status", models.CharField(default="open", max_length=10)),
                        ("closed_at", models.DateTimeField()),
                        ("last_event", models.BigIntegerField(default=0)),
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
                            "version",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.rulebookversion",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BasePay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("since", models.DateField()),
                        ("amount_cents", models.BigIntegerField()),
                        ("for_post", models.CharField(blank=True, max_length=40)),
                        (
                            "for_person",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
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
                            models.Index(fields=["for_person", "-since"], name="basepay_of_person"),
                            models.Index(fields=["for_post", "-since"], name="basepay_of_post"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Target",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("period", models.CharField(max_length=7)),
                        ("first_day", models.DateField()),
                        ("metric", models.CharField(max_length=60)),
                        ("value_cents", models.BigIntegerField()),
                        ("status", models.CharField(default="set", max_length=10)),
                        (
                            "for_person",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "for_unit",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.unit",
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
                        ("ahead", models.BooleanField(default=False)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["period", "metric"], name="target_of_period"),
                            models.Index(fields=["status", "id"], name="target_by_status"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PayFigure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("item", models.CharField(max_length=40)),
                        ("period", models.CharField(max_length=7)),
                        ("amount_cents", models.BigIntegerField(null=True)),
                        ("rate", models.CharField(max_length=20, null=True)),
                        ("for_post", models.CharField(blank=True, max_length=40)),
                        ("status", models.CharField(default="set", max_length=10)),
                        (
                            "for_person",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
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
                        ("points", models.DecimalField(decimal_places=2, max_digits=8, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["status", "item", "period"], name="payfigure_of_item"),
                            models.Index(fields=["status", "id"], name="payfigure_by_status"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Volume",
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
                        ("day", models.DateField()),
                        ("count", models.PositiveIntegerField()),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("status", models.CharField(default="recorded", max_length=10)),
                        (
                            "for_person",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
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
                            models.Index(fields=["kind", "day"], name="volume_of_kind"),
                            models.Index(fields=["status", "id"], name="volume_by_status"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("period", models.CharField(max_length=7)),
                        ("what", models.CharField(max_length=200)),
                        ("rule", models.CharField(max_length=120)),
                        ("version_id", models.BigIntegerField()),
                        ("figures", models.TextField(default="[]")),
                        ("status", models.CharField(default="proposed", max_length=10)),
                        ("decided_at", models.DateTimeField(null=True)),
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
                            "person",
                            models.ForeignKey(
                                db_index=False,
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
                            models.Index(fields=["status", "unit", "id"], name="proposal_by_status"),
                            models.Index(fields=["person", "id"], name="proposal_of_person"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PayLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("post", models.CharField(max_length=40)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("clause", models.CharField(blank=True, max_length=80)),
                        ("rule", models.CharField(blank=True, max_length=120)),
                        ("version_id", models.BigIntegerField(null=True)),
                        ("formula", models.TextField(blank=True)),
                        ("inputs", models.TextField(default="[]")),
                        ("steps", models.TextField(default="[]")),
                        ("events", models.TextField(default="[]")),
                        ("reason", models.TextField(blank=True)),
                        ("item", models.CharField(max_length=60)),
                        ("amount_cents", models.BigIntegerField(null=True)),
                        ("currency", models.CharField(default="CNY", max_length=3)),
                        ("corrects", models.CharField(blank=True, max_length=7)),
                        (
                            "month",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="reward.month",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["person", "month"], name="pay_of_person")],
                        "constraints": [
                            models.UniqueConstraint(fields=("month", "person", "number"), name="pay_line_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScoreLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("post", models.CharField(max_length=40)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("clause", models.CharField(blank=True, max_length=80)),
                        ("rule", models.CharField(blank=True, max_length=120)),
                        ("version_id", models.BigIntegerField(null=True)),
                        ("formula", models.TextField(blank=True)),
                        ("inputs", models.TextField(default="[]")),
                        ("steps", models.TextField(default="[]")),
                        ("events", models.TextField(default="[]")),
                        ("reason", models.TextField(blank=True)),
                        ("metric", models.CharField(max_length=60)),
                        ("whole", models.BooleanField(default=False)),
                        ("weight", models.CharField(blank=True, max_length=40)),
                        ("value", models.CharField(blank=True, max_length=40)),
                        ("counted", models.CharField(blank=True, max_length=40)),
                        ("points", models.CharField(blank=True, max_length=40)),
                        (
                            "month",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="reward.month",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("month", "person", "number"), name="score_line_once")
                        ],
                    },
                ),
            ],
        ),
    ]
