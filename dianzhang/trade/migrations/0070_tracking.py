import django.db.models.deletion
from django.db import migrations, models

import dianzhang.engine.creating


class Migration(migrations.Migration):
    dependencies = [
        ("engine", "0001_squashed_0023_file_words"),
        ("goods", "0001_squashed_0006_warning_line_and_supplier"),
        ("trade", "0110_checked_parts"),
    ]

    operations = [
        dianzhang.engine.creating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Followed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("carrier", models.CharField(max_length=20)),
                        ("next_at", models.DateTimeField(null=True)),
                        ("leased_until", models.DateTimeField(null=True)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("told_at", models.DateTimeField(null=True)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("rest_at", models.DateTimeField(null=True)),
                        ("why", models.CharField(blank=True, max_length=300)),
                        (
                            "parcel",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="followed", to="trade.parcel"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="followed_due"
                            ),
                            models.Index(
                                condition=models.Q(("rest_at__isnull", False)), fields=["rest_at"], name="followed_rest"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ParcelScan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("text", models.CharField(max_length=300)),
                        ("state", models.CharField(blank=True, max_length=12)),
                        ("mark", models.CharField(max_length=16)),
                        (
                            "parcel",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scans",
                                to="trade.parcel",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("parcel", "mark"), name="scan_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Tracker",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("customer", models.CharField(max_length=60)),
                        ("box", models.CharField(max_length=400)),
                        ("salt_box", models.CharField(max_length=400)),
                        ("token", models.CharField(max_length=40, unique=True)),
                        ("phone", models.CharField(blank=True, max_length=4)),
                        ("way", models.CharField(default="ask", max_length=8)),
                        ("per_day", models.PositiveIntegerField(default=1000)),
                        ("status", models.CharField(default="active", max_length=10)),
                        ("opened_at", models.DateTimeField()),
                        ("asked_day", models.DateField(null=True)),
                        ("asked", models.PositiveIntegerField(default=0)),
                        ("heard_at", models.DateTimeField(null=True)),
                        ("paused_until", models.DateTimeField(null=True)),
                        ("trouble", models.CharField(blank=True, max_length=300)),
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
                        "indexes": [models.Index(fields=["status"], name="tracker_status")],
                    },
                ),
                migrations.CreateModel(
                    name="RouteTold",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=64)),
                        ("body", models.BinaryField()),
                        ("came_at", models.DateTimeField()),
                        ("state", models.CharField(default="waiting", max_length=10)),
                        ("reason", models.CharField(blank=True, max_length=300)),
                        ("waybill", models.CharField(blank=True, max_length=60)),
                        (
                            "tracker",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="told",
                                to="trade.tracker",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["tracker", "-id"], name="route_told_of"),
                            models.Index(
                                condition=models.Q(("state", "refused")), fields=["came_at"], name="route_told_refused"
                            ),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("tracker", "key"), name="route_told_once")],
                    },
                ),
                migrations.CreateModel(
                    name="TransitTerms",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("platform", models.CharField(max_length=30)),
                        ("collect_hours", models.PositiveSmallIntegerField()),
                        ("deliver_hours", models.PositiveSmallIntegerField(null=True)),
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
                        "indexes": [models.Index(fields=["status", "since"], name="transit_terms_since")],
                    },
                ),
            ],
        ),
        migrations.AddField(
            model_name="parcel",
            name="collect_by",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="parcel",
            name="collected_day",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="parcel",
            name="deliver_by",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="parcel",
            name="delivered_day",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="parcel",
            name="followed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="parcel",
            name="stall",
            field=models.CharField(default="none", max_length=8),
        ),
        migrations.AddField(
            model_name="parcel",
            name="stall_hours",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="parcel",
            name="stalled_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="parcel",
            name="still_hours",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="parcel",
            name="told_state",
            field=models.CharField(blank=True, max_length=12),
        ),
        dianzhang.engine.creating.ChangeIndexes(
            changes=[
                migrations.AddIndex(
                    model_name="parcel",
                    index=models.Index(
                        condition=models.Q(("stall", "none"), _negated=True), fields=["id"], name="parcel_stuck"
                    ),
                ),
                migrations.AddIndex(
                    model_name="parcel",
                    index=models.Index(
                        condition=models.Q(("stall", "none"), _negated=True),
                        fields=["unit", "id"],
                        name="parcel_unit_stuck",
                    ),
                ),
                migrations.AddIndex(
                    model_name="parcel",
                    index=models.Index(
                        condition=models.Q(("followed_at__isnull", True), ("status", "shipped")),
                        fields=["shipped_at"],
                        name="parcel_unfollowed",
                    ),
                ),
                migrations.AddIndex(
                    model_name="parcel",
                    index=models.Index(
                        condition=models.Q(("collected_day__isnull", False)),
                        fields=["shop", "collected_day"],
                        name="parcel_collected",
                    ),
                ),
                migrations.AddIndex(
                    model_name="parcel",
                    index=models.Index(
                        condition=models.Q(("delivered_day__isnull", False)),
                        fields=["shop", "delivered_day"],
                        name="parcel_delivered",
                    ),
                ),
            ],
        ),
    ]
