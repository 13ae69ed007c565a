import datetime

import django.db.models.deletion
from django.db import migrations, models

import dianzhang.engine.creating


class Migration(migrations.Migration):
    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_leave_stand_in"),
        ("people", "0003_custody_and_leaving"),
        ("people", "0004_notices_going_out"),
        ("people", "0005_when_posts_would_have_ended"),
        ("people", "0006_roster"),
        ("people", "0007_overtime"),
    ]

    initial = True

    dependencies = [
        ("engine", "0021_full_text"),
    ]

    operations = [
        dianzhang.engine.creating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="LeaveRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("kind", models.CharField(max_length=12)),
                        ("first_day", models.DateField()),
                        ("last_day", models.DateField()),
                        ("days", models.PositiveSmallIntegerField()),
                        ("status", models.CharField(default="draft", max_length=12)),
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
                            "stand_in",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["status", "unit", "id"], name="leave_of_unit"),
                            models.Index(fields=["owner", "status", "id"], name="leave_of_person"),
                            models.Index(fields=["first_day", "id"], name="leave_by_day"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Account",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("name", models.CharField(max_length=80)),
                        ("kind", models.CharField(max_length=12)),
                        ("platform", models.CharField(max_length=30)),
                        ("rights", models.CharField(max_length=300)),
                        ("bound", models.CharField(blank=True, max_length=40)),
                        ("shared", models.CharField(blank=True, max_length=300)),
                        ("box", models.TextField(blank=True)),
                        ("rotated_at", models.DateTimeField(null=True)),
                        ("custody", models.CharField(default="free", max_length=12)),
                        ("rotation", models.CharField(default="current", max_length=12)),
                        (
                            "main",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subs",
                                to="people.account",
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
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["custody", "unit", "id"], name="account_of_unit"),
                            models.Index(fields=["owner", "custody", "id"], name="account_of_person"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("custody", "closed"), _negated=True),
                                fields=("platform", "name"),
                                name="account_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Leaving",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("kind", models.CharField(max_length=8)),
                        ("day", models.DateField(null=True)),
                        ("status", models.CharField(default="switched", max_length=12)),
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="engine.person"
                            ),
                        ),
                        (
                            "successor",
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
                            models.Index(fields=["status", "unit", "id"], name="leaving_of_unit"),
                            models.Index(fields=["owner", "status", "id"], name="leaving_of_person"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoticeChoice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("chosen", models.TextField(default="{}")),
                        ("quiet_from", models.TimeField(default=datetime.time(21, 0), null=True)),
                        ("quiet_to", models.TimeField(default=datetime.time(8, 0), null=True)),
                        ("digest_at", models.TimeField(null=True)),
                        ("urgent_passes", models.BooleanField(default=False)),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notice_choice",
                                to="engine.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Robot",
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
                        ("platform", models.CharField(max_length=10)),
                        ("box", models.TextField(blank=True)),
                        ("host", models.CharField(blank=True, max_length=120)),
                        ("sorts", models.CharField(blank=True, max_length=200)),
                        ("quiet_from", models.TimeField(default=datetime.time(21, 0), null=True)),
                        ("quiet_to", models.TimeField(default=datetime.time(8, 0), null=True)),
                        ("urgent_passes", models.BooleanField(default=False)),
                        ("status", models.CharField(default="active", max_length=10)),
                        ("reason", models.CharField(blank=True, max_length=300)),
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
                        "indexes": [models.Index(fields=["status", "unit", "id"], name="robot_of_unit")],
                    },
                ),
                migrations.CreateModel(
                    name="Roster",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("first_day", models.DateField()),
                        ("cells", models.TextField(default="{}")),
                        ("since", models.DateField(null=True)),
                        ("published_at", models.DateTimeField(null=True)),
                        ("pending", models.BooleanField(default=False)),
                        ("status", models.CharField(default="draft", max_length=10)),
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
                            models.Index(fields=["first_day", "id"], name="roster_by_week"),
                            models.Index(fields=["owner", "first_day", "id"], name="roster_of_person"),
                            models.Index(fields=["unit", "first_day", "id"], name="roster_of_unit"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("unit", "first_day"), name="roster_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Shift",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("name", models.CharField(max_length=20)),
                        ("begins", models.CharField(max_length=5)),
                        ("ends", models.CharField(max_length=5)),
                        ("status", models.CharField(default="used", max_length=8)),
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
                        "indexes": [models.Index(fields=["unit", "status", "id"], name="shift_of_unit")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "used")), fields=("unit", "name"), name="shift_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Gap",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("rule", models.CharField(max_length=120)),
                        ("version_id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=120)),
                        ("day", models.DateField()),
                        ("starts_at", models.DateTimeField()),
                        ("minutes", models.PositiveIntegerField()),
                        ("short", models.PositiveSmallIntegerField()),
                        ("times", models.CharField(max_length=200)),
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
                        "indexes": [
                            models.Index(fields=["status", "starts_at", "id"], name="gap_by_start"),
                            models.Index(fields=["owner", "status", "id"], name="gap_of_person"),
                            models.Index(fields=["unit", "status", "id"], name="gap_of_unit"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "open")), fields=("rule", "day"), name="gap_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Overtime",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("day", models.DateField()),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("minutes", models.PositiveIntegerField()),
                        ("sort", models.CharField(default="workday", max_length=10)),
                        ("source", models.CharField(default="journal", max_length=10)),
                        ("acts", models.PositiveIntegerField(default=0)),
                        ("ground", models.CharField(blank=True, max_length=12)),
                        ("important", models.BooleanField(default=False)),
                        ("post", models.CharField(blank=True, max_length=40)),
                        ("counted_seconds", models.PositiveIntegerField(null=True)),
                        ("over", models.BooleanField(default=False)),
                        ("asked_at", models.DateTimeField(null=True)),
                        ("stated_at", models.DateTimeField(null=True)),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("status", models.CharField(default="draft", max_length=12)),
                        (
                            "by",
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
                            models.Index(fields=["person", "day", "id"], name="overtime_of_person"),
                            models.Index(fields=["owner", "status", "id"], name="overtime_with"),
                            models.Index(fields=["unit", "status", "id"], name="overtime_of_unit"),
                            models.Index(fields=["status", "ends_at", "id"], name="overtime_by_end"),
                            models.Index(fields=["post", "status", "id"], name="overtime_of_post"),
                            models.Index(fields=["day", "id"], name="overtime_by_day"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("source", "journal")),
                                fields=("person", "day"),
                                name="overtime_asked_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CheckOut",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("until", models.DateTimeField()),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="check_outs",
                                to="people.account",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="engine.person"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["account", "at"], name="check_out_of_account")],
                    },
                ),
                migrations.CreateModel(
                    name="LeavingLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("what", models.CharField(max_length=12)),
                        ("text", models.CharField(max_length=200)),
                        ("of_kind", models.CharField(blank=True, max_length=40)),
                        ("of_id", models.BigIntegerField(null=True)),
                        ("open", models.BooleanField(default=False)),
                        ("why", models.CharField(blank=True, max_length=300)),
                        (
                            "leaving",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="people.leaving"
                            ),
                        ),
                        (
                            "to",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        ("until", models.DateField(null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="Dispatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("channel", models.CharField(max_length=10)),
                        ("key", models.CharField(max_length=40)),
                        ("test", models.BooleanField(default=False)),
                        ("gathering", models.BooleanField(default=True)),
                        ("state", models.CharField(default="waiting", max_length=10)),
                        ("made_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                        ("next_at", models.DateTimeField()),
                        ("first_try_at", models.DateTimeField(null=True)),
                        ("leased_until", models.DateTimeField(null=True)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("code", models.CharField(blank=True, max_length=20)),
                        ("why", models.CharField(blank=True, max_length=200)),
                        ("done_at", models.DateTimeField(null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="dispatches",
                                to="engine.person",
                            ),
                        ),
                        (
                            "robot",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="dispatches",
                                to="people.robot",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")), fields=["next_at", "id"], name="dispatch_due"
                            ),
                            models.Index(fields=["person", "-id"], name="dispatch_of_person"),
                            models.Index(fields=["robot", "-id"], name="dispatch_of_robot"),
                            models.Index(fields=["made_at"], name="dispatch_made"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("gathering", True)),
                                fields=("key", "due_at"),
                                name="dispatch_gathers_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Turn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("name", models.CharField(max_length=20)),
                        ("post", models.CharField(max_length=40)),
                        ("day", models.DateField()),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("status", models.CharField(default="set", max_length=10)),
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
                            "roster",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="turns",
                                to="people.roster",
                            ),
                        ),
                        (
                            "shift",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.shift",
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
                            models.Index(fields=["owner", "status", "starts_at"], name="turn_of_person"),
                            models.Index(fields=["unit", "status", "starts_at"], name="turn_of_unit"),
                            models.Index(fields=["post", "status", "starts_at"], name="turn_of_post"),
                            models.Index(fields=["status", "starts_at", "id"], name="turn_by_start"),
                            models.Index(fields=["roster", "status"], name="turn_of_roster"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attempt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("came", models.CharField(blank=True, max_length=10)),
                        ("code", models.CharField(blank=True, max_length=20)),
                        ("seconds", models.FloatField(null=True)),
                        ("until", models.DateTimeField(null=True)),
                        (
                            "dispatch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="tries", to="people.dispatch"
                            ),
                        ),
                        (
                            "robot",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.robot",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["robot", "-at"], name="attempt_of_robot")],
                    },
                ),
                migrations.CreateModel(
                    name="DispatchLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "dispatch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="people.dispatch"
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="sent_by", to="engine.notice"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("dispatch", "notice"), name="dispatch_line_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Swap",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("status", models.CharField(default="asked", max_length=10)),
                        (
                            "other",
                            models.ForeignKey(
                                db_index=False,
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
                        (
                            "back",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.turn",
                            ),
                        ),
                        (
                            "turn",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.turn",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["owner", "status", "id"], name="swap_of_person"),
                            models.Index(fields=["other", "status", "id"], name="swap_for_person"),
                            models.Index(fields=["unit", "status", "id"], name="swap_of_unit"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Handover",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("post", models.CharField(max_length=40)),
                        ("text", models.TextField()),
                        ("written_at", models.DateTimeField()),
                        ("taken_at", models.DateTimeField(null=True)),
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
                            "taken_by",
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
                            "turn",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.turn",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["owner", "status", "id"], name="handover_of_person"),
                            models.Index(fields=["unit", "status", "id"], name="handover_of_unit"),
                            models.Index(fields=["post", "status", "id"], name="handover_for_post"),
                        ],
                    },
                ),
            ],
        ),
    ]
