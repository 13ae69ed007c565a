import django.db.models.deletion
from django.db import migrations, models

import dianzhang.engine.creating


class Migration(migrations.Migration):
    replaces = [
        ("work", "0001_initial"),
        ("work", "0002_duties"),
        ("work", "0003_inspections"),
        ("work", "0004_task_of_record"),
        ("work", "0005_meetings"),
        ("work", "0006_reports"),
        ("work", "0007_suggestions"),
        ("work", "0008_tasks_whole"),
        ("work", "0009_activities"),
        ("work", "0010_documents"),
        ("work", "0011_rounds"),
        ("work", "0012_workplans"),
        ("work", "0015_files_of_documents"),
        ("work", "0013_standing_in"),
        ("work", "0015_projects"),
    ]

    initial = True

    dependencies = [
        ("engine", "0023_file_words"),
    ]

    operations = [
        dianzhang.engine.creating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Task",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("title", models.CharField(max_length=120)),
                        ("description", models.TextField(blank=True)),
                        ("due_at", models.DateTimeField(null=True)),
                        ("important", models.BooleanField(default=False)),
                        ("of_kind", models.CharField(blank=True, max_length=40)),
                        ("of_id", models.BigIntegerField(null=True)),
                        ("rule", models.CharField(blank=True, max_length=120)),
                        ("version_id", models.BigIntegerField(null=True)),
                        ("planned", models.BooleanField(default=False)),
                        ("accountable_count", models.PositiveSmallIntegerField(default=0)),
                        ("responsible_count", models.PositiveSmallIntegerField(default=0)),
                        ("consulted_count", models.PositiveSmallIntegerField(default=0)),
                        ("informed_count", models.PositiveSmallIntegerField(default=0)),
                        ("percent", models.PositiveSmallIntegerField(default=0)),
                        ("waiting", models.PositiveSmallIntegerField(default=0)),
                        ("waiting_first", models.PositiveSmallIntegerField(default=0)),
                        ("finished_at", models.DateTimeField(null=True)),
                        ("status", models.CharField(default="todo", max_length=12)),
                        (
                            "author",
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
                        ("estimate", models.PositiveIntegerField(null=True)),
                        (
                            "giver",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        ("in_writing", models.BooleanField(default=False)),
                        ("items_all", models.PositiveSmallIntegerField(default=0)),
                        ("items_open", models.PositiveSmallIntegerField(default=0)),
                        ("obstacles", models.PositiveSmallIntegerField(default=0)),
                        ("spoken", models.BooleanField(default=False)),
                        ("kicked_off", models.BooleanField(default=False)),
                        ("looked_back", models.BooleanField(default=False)),
                        ("project", models.BooleanField(default=False)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["status", "due_at", "id"], name="task_by_due"),
                            models.Index(fields=["owner", "status", "id"], name="task_of_person"),
                            models.Index(fields=["unit", "status", "id"], name="task_of_unit"),
                            models.Index(fields=["author", "id"], name="task_of_author"),
                            models.Index(fields=["of_kind", "of_id"], name="task_of_record"),
                            models.Index(
                                condition=models.Q(("giver__isnull", False)),
                                fields=["giver", "id"],
                                name="task_of_giver",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Owed",
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
                        ("post", models.CharField(max_length=40)),
                        ("opens_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                        ("proved", models.BooleanField(default=False)),
                        ("done_at", models.DateTimeField(null=True)),
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
                            "instead_of",
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
                            models.Index(fields=["rule", "owner", "due_at"], name="owed_of_rule"),
                            models.Index(fields=["status", "due_at", "id"], name="owed_by_due"),
                            models.Index(fields=["owner", "status", "id"], name="owed_of_person"),
                            models.Index(fields=["unit", "status", "id"], name="owed_of_unit"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("owner__isnull", False), models.Q(("status", "withdrawn"), _negated=True)
                                ),
                                fields=("rule", "day", "owner"),
                                name="owed_once_by_person",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("owner__isnull", True), models.Q(("status", "withdrawn"), _negated=True)
                                ),
                                fields=("rule", "day", "post"),
                                name="owed_once_by_post",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Inspection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("kind", models.CharField(default="own", max_length=12)),
                        ("authority", models.CharField(blank=True, max_length=80)),
                        ("first_day", models.DateField()),
                        ("last_day", models.DateField()),
                        ("clauses", models.TextField(blank=True)),
                        ("begun_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("status", models.CharField(default="begun", max_length=12)),
                        (
                            "group",
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
                            "whom",
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
                            models.Index(fields=["status", "id"], name="inspection_by_status"),
                            models.Index(fields=["unit", "status", "id"], name="inspection_of_unit"),
                            models.Index(fields=["owner", "status", "id"], name="inspection_of_person"),
                            models.Index(
                                condition=models.Q(("whom__isnull", False)),
                                fields=["whom", "id"],
                                name="inspection_at_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("kind", models.CharField(default="other", max_length=12)),
                        ("title", models.CharField(max_length=120)),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("post", models.CharField(blank=True, max_length=40)),
                        ("everyone", models.BooleanField(default=False)),
                        ("starts_at", models.DateTimeField()),
                        ("not_before", models.DateTimeField(null=True)),
                        ("minutes", models.PositiveSmallIntegerField(null=True)),
                        ("began_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("over", models.PositiveIntegerField(null=True)),
                        ("decided", models.PositiveSmallIntegerField(default=0)),
                        ("text", models.TextField(blank=True)),
                        ("fell", models.CharField(blank=True, max_length=12)),
                        ("rule", models.CharField(blank=True, max_length=120)),
                        ("version_id", models.BigIntegerField(null=True)),
                        ("duty_id", models.BigIntegerField(null=True)),
                        ("of_kind", models.CharField(blank=True, max_length=40)),
                        ("of_id", models.BigIntegerField(null=True)),
                        ("status", models.CharField(default="called", max_length=12)),
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
                            models.Index(fields=["status", "starts_at", "id"], name="meeting_by_start"),
                            models.Index(fields=["starts_at", "id"], name="meeting_at"),
                            models.Index(fields=["owner", "status", "id"], name="meeting_of_person"),
                            models.Index(fields=["unit", "status", "starts_at"], name="meeting_of_unit"),
                            models.Index(
                                condition=models.Q(("duty_id__isnull", False)),
                                fields=["duty_id"],
                                name="meeting_of_duty",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Report",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("kind", models.CharField(default="daily", max_length=12)),
                        ("way", models.CharField(default="written", max_length=12)),
                        ("first_day", models.DateField()),
                        ("last_day", models.DateField()),
                        ("post", models.CharField(blank=True, max_length=40)),
                        ("reader_post", models.CharField(blank=True, max_length=40)),
                        ("done", models.TextField(blank=True)),
                        ("figures", models.TextField(blank=True)),
                        ("problems", models.TextField(blank=True)),
                        ("plan", models.TextField(blank=True)),
                        ("suggestions", models.TextField(blank=True)),
                        ("parts", models.PositiveSmallIntegerField(default=0)),
                        ("backfilled", models.BooleanField(default=False)),
                        ("sent_at", models.DateTimeField()),
                        ("read_at", models.DateTimeField(null=True)),
                        ("status", models.CharField(default="sent", max_length=12)),
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
                            "reader",
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
                            models.Index(fields=["first_day", "id"], name="report_by_day"),
                            models.Index(fields=["owner", "first_day", "id"], name="report_of_person"),
                            models.Index(fields=["unit", "first_day", "id"], name="report_of_unit"),
                            models.Index(fields=["reader_post", "status", "id"], name="report_for_post"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("owner", "kind", "first_day"), name="report_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Suggestion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("title", models.CharField(max_length=80)),
                        ("what", models.TextField()),
                        ("why", models.TextField()),
                        ("expected", models.CharField(blank=True, max_length=300)),
                        ("measure", models.CharField(blank=True, max_length=120)),
                        ("post", models.CharField(blank=True, max_length=40)),
                        ("first_day", models.DateField(null=True)),
                        ("last_day", models.DateField(null=True)),
                        ("before", models.CharField(blank=True, max_length=40)),
                        ("after", models.CharField(blank=True, max_length=40)),
                        ("proposed_at", models.DateTimeField()),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("measured_at", models.DateTimeField(null=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("adopted_day", models.DateField(null=True)),
                        ("status", models.CharField(default="proposed", max_length=12)),
                        (
                            "author",
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
                            "trier",
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
                            models.Index(fields=["status", "id"], name="suggestion_by_status"),
                            models.Index(fields=["status", "last_day"], name="suggestion_tried_until"),
                            models.Index(fields=["author", "id"], name="suggestion_of_author"),
                            models.Index(fields=["owner", "status", "id"], name="suggestion_of_person"),
                            models.Index(fields=["unit", "status", "id"], name="suggestion_of_unit"),
                            models.Index(fields=["post", "status", "id"], name="suggestion_of_post"),
                            models.Index(
                                condition=models.Q(("adopted_day__isnull", False)),
                                fields=["adopted_day", "author"],
                                name="suggestion_adopted",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Activity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("kind", models.CharField(default="team", max_length=12)),
                        ("title", models.CharField(max_length=80)),
                        ("place", models.CharField(blank=True, max_length=120)),
                        ("starts_at", models.DateTimeField()),
                        ("budget_cents", models.BigIntegerField(default=0)),
                        ("cost_cents", models.BigIntegerField(null=True)),
                        ("payer", models.CharField(default="company", max_length=12)),
                        ("seats", models.PositiveSmallIntegerField(null=True)),
                        ("came", models.PositiveSmallIntegerField(default=0)),
                        ("signed", models.PositiveSmallIntegerField(default=0)),
                        ("report", models.TextField(blank=True)),
                        ("held_at", models.DateTimeField(null=True)),
                        ("reported_at", models.DateTimeField(null=True)),
                        ("status", models.CharField(default="planned", max_length=12)),
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
                            models.Index(fields=["status", "starts_at", "id"], name="activity_by_start"),
                            models.Index(fields=["unit", "status", "id"], name="activity_of_unit"),
                            models.Index(fields=["owner", "status", "id"], name="activity_of_person"),
                            models.Index(fields=["starts_at", "id"], name="activity_at"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Folder",
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
                        ("readers", models.CharField(default="all", max_length=6)),
                        ("posts", models.CharField(blank=True, max_length=600)),
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
                            models.Index(fields=["status", "name", "id"], name="folder_by_name"),
                            models.Index(fields=["owner", "id"], name="folder_of_owner"),
                            models.Index(fields=["unit", "id"], name="folder_of_unit"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Checklist",
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
                        ("place", models.CharField(default="shop", max_length=12)),
                        ("text", models.TextField()),
                        ("status", models.CharField(default="in_use", max_length=12)),
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
                        "indexes": [models.Index(fields=["status", "id"], name="checklist_in_use")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "in_use")), fields=("name",), name="checklist_name_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Workplan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("span", models.CharField(default="week", max_length=8)),
                        ("scope", models.CharField(default="own", max_length=8)),
                        ("first_day", models.DateField()),
                        ("last_day", models.DateField()),
                        ("post", models.CharField(blank=True, max_length=40)),
                        ("superior_post", models.CharField(blank=True, max_length=40)),
                        ("summary", models.TextField(blank=True)),
                        ("result", models.TextField(blank=True)),
                        ("version", models.PositiveSmallIntegerField(default=0)),
                        ("drafted", models.PositiveSmallIntegerField(default=1)),
                        ("early", models.BooleanField(default=False)),
                        ("lines_all", models.PositiveSmallIntegerField(default=0)),
                        ("lines_done", models.PositiveSmallIntegerField(default=0)),
                        ("submitted_at", models.DateTimeField(null=True)),
                        ("agreed_at", models.DateTimeField(null=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("status", models.CharField(default="draft", max_length=12)),
                        ("change", models.CharField(default="none", max_length=12)),
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
                            models.Index(fields=["first_day", "id"], name="workplan_by_day"),
                            models.Index(fields=["owner", "first_day", "id"], name="workplan_of_person"),
                            models.Index(fields=["unit", "first_day", "id"], name="workplan_of_unit"),
                            models.Index(fields=["superior_post", "status", "id"], name="workplan_for_post"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("scope", "own"), models.Q(("status", "dropped"), _negated=True)),
                                fields=("owner", "span", "first_day"),
                                name="workplan_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("scope", "team"), models.Q(("status", "dropped"), _negated=True)),
                                fields=("unit", "span", "first_day"),
                                name="workplan_of_team_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Role",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("letter", models.CharField(max_length=1)),
                        ("post", models.CharField(blank=True, max_length=40)),
                        ("since", models.DateTimeField()),
                        ("until", models.DateTimeField(null=True)),
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
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="roles", to="work.task"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("until", None)),
                                fields=["person", "letter", "task"],
                                name="role_of_person",
                            ),
                            models.Index(
                                condition=models.Q(("until", None)),
                                fields=["post", "letter", "task"],
                                name="role_of_post",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("letter", "A"), ("until", None)),
                                fields=("task",),
                                name="role_one_accountable",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consultation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("text", models.TextField()),
                        ("first", models.BooleanField(default=False)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consultations",
                                to="work.task",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Obstacle",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("text", models.TextField()),
                        ("post", models.CharField(blank=True, max_length=40)),
                        ("climbs", models.PositiveSmallIntegerField(default=0)),
                        ("raised_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("status", models.CharField(default="open", max_length=12)),
                        (
                            "author",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "first",
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
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="work.task"
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
                            models.Index(fields=["owner", "status", "id"], name="obstacle_of_person"),
                            models.Index(fields=["unit", "status", "id"], name="obstacle_of_unit"),
                            models.Index(fields=["author", "id"], name="obstacle_of_author"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField()),
                        ("text", models.CharField(max_length=200)),
                        ("done_at", models.DateTimeField(null=True)),
                        ("dropped", models.BooleanField(default=False)),
                        (
                            "added_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="work.task"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="TaskLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("of_id", models.BigIntegerField()),
                        ("added_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="links", to="work.task"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["kind", "of_id"], name="task_link_of_record")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("task", "kind", "of_id"),
                                name="task_link_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("clause", models.CharField(max_length=120)),
                        ("version_id", models.BigIntegerField()),
                        ("anonymous", models.BooleanField(default=True)),
                        ("post", models.CharField(blank=True, max_length=40)),
                        ("seen", models.TextField()),
                        ("of_kind", models.CharField(blank=True, max_length=40)),
                        ("of_id", models.BigIntegerField(null=True)),
                        ("reported_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField(null=True)),
                        ("corrected_at", models.DateTimeField(null=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("status", models.CharField(default="reported", max_length=12)),
                        (
                            "about",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "inspector",
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
                        (
                            "inspection",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="work.inspection",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["status", "due_at", "id"], name="finding_by_due"),
                            models.Index(fields=["clause", "status", "id"], name="finding_of_clause"),
                            models.Index(fields=["owner", "status", "id"], name="finding_of_person"),
                            models.Index(fields=["unit", "status", "id"], name="finding_of_unit"),
                            models.Index(fields=["author", "id"], name="finding_of_author"),
                            models.Index(fields=["post", "status", "id"], name="finding_of_post"),
                            models.Index(
                                condition=models.Q(("inspector__isnull", False)),
                                fields=["inspector", "id"],
                                name="finding_seen_by",
                            ),
                            models.Index(
                                condition=models.Q(("inspection__isnull", False)),
                                fields=["inspection", "status"],
                                name="finding_inspected",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField()),
                        ("due_at", models.DateTimeField(null=True)),
                        ("task_id", models.BigIntegerField(null=True)),
                        ("decided_at", models.DateTimeField()),
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="work.meeting"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("state", models.CharField(default="invited", max_length=10)),
                        ("done", models.TextField(blank=True)),
                        ("today", models.TextField(blank=True)),
                        ("blocked", models.TextField(blank=True)),
                        ("answered_at", models.DateTimeField(null=True)),
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
                            "meeting",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="work.meeting",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["person", "meeting"], name="attendance_of_person")],
                        "constraints": [models.UniqueConstraint(fields=("meeting", "person"), name="attendance_once")],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.CharField(max_length=20)),
                        ("of_kind", models.CharField(blank=True, max_length=40)),
                        ("of_id", models.BigIntegerField(null=True)),
                        ("text", models.CharField(blank=True, max_length=500)),
                        ("added_at", models.DateTimeField()),
                        ("done_at", models.DateTimeField(null=True)),
                        (
                            "author",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="work.meeting"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Participant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("state", models.CharField(default="signed", max_length=10)),
                        (
                            "activity",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="participants",
                                to="work.activity",
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
                        "indexes": [models.Index(fields=["person", "activity"], name="participant_of_person")],
                        "constraints": [
                            models.UniqueConstraint(fields=("activity", "person"), name="participant_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("title", models.CharField(max_length=120)),
                        ("kind", models.CharField(default="process", max_length=14)),
                        ("version", models.PositiveIntegerField(default=0)),
                        ("letters", models.PositiveIntegerField(default=0)),
                        ("filed", models.BooleanField(default=False)),
                        ("written_at", models.DateTimeField(null=True)),
                        ("review_at", models.DateTimeField(null=True)),
                        ("reviewed_at", models.DateTimeField(null=True)),
                        ("status", models.CharField(default="kept", max_length=10)),
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
                            "folder",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="work.folder",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["folder", "status", "-id"], name="document_in_folder"),
                            models.Index(fields=["kind", "-id"], name="document_of_kind"),
                            models.Index(fields=["status", "-id"], name="document_by_status"),
                            models.Index(fields=["owner", "-id"], name="document_of_owner"),
                            models.Index(fields=["unit", "-id"], name="document_of_unit"),
                            models.Index(fields=["review_at", "id"], name="document_review"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Round",
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
                        ("place", models.CharField(max_length=12)),
                        ("lines_all", models.PositiveSmallIntegerField(default=0)),
                        ("lines_open", models.PositiveSmallIntegerField(default=0)),
                        ("lines_bad", models.PositiveSmallIntegerField(default=0)),
                        ("began_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("status", models.CharField(default="begun", max_length=12)),
                        (
                            "checklist",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="work.checklist"
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
                            models.Index(fields=["owner", "status", "id"], name="round_of_person"),
                            models.Index(fields=["unit", "status", "id"], name="round_of_unit"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("drafted_at", models.DateTimeField()),
                        ("agreed_at", models.DateTimeField(null=True)),
                        (
                            "author",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="work.workplan"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="plan_version_once")],
                    },
                ),
                migrations.CreateModel(
                    name="PlanLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField()),
                        ("aim", models.CharField(max_length=200)),
                        ("measure", models.CharField(blank=True, max_length=80)),
                        ("target", models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                        ("due_on", models.DateField(null=True)),
                        ("live", models.BooleanField(default=False)),
                        ("state", models.CharField(default="open", max_length=8)),
                        ("percent", models.PositiveSmallIntegerField(null=True)),
                        ("reached", models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("done_at", models.DateTimeField(null=True)),
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
                            "serves",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="served_by",
                                to="work.planline",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="work.workplan"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["person", "plan"], name="plan_line_of_person")],
                    },
                ),
                migrations.CreateModel(
                    name="Opinion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("post", models.CharField(blank=True, max_length=40)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("text", models.TextField(blank=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opinions",
                                to="work.consultation",
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
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answered_at", None)),
                                fields=["person"],
                                name="opinion_asked_of_person",
                            ),
                            models.Index(
                                condition=models.Q(("answered_at", None)), fields=["post"], name="opinion_asked_of_post"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject_kind", models.CharField(blank=True, max_length=40)),
                        ("subject_id", models.BigIntegerField(null=True)),
                        ("clause", models.CharField(blank=True, max_length=120)),
                        (
                            "document",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="work.document",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["document", "id"], name="link_of_document"),
                            models.Index(fields=["subject_kind", "subject_id", "id"], name="link_to_record"),
                            models.Index(fields=["clause", "id"], name="link_to_clause"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("text", models.TextField(blank=True)),
                        ("said", models.CharField(blank=True, max_length=200)),
                        ("name", models.CharField(blank=True, max_length=120)),
                        ("kind", models.CharField(blank=True, max_length=8)),
                        ("size", models.PositiveIntegerField(default=0)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("written_at", models.DateTimeField()),
                        (
                            "author",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="work.document",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("document", "number"), name="document_version_once")
                        ],
                        "indexes": [models.Index(fields=["sha256"], name="document_version_of_file")],
                    },
                ),
                migrations.CreateModel(
                    name="RoundLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField()),
                        ("text", models.CharField(max_length=200)),
                        ("state", models.CharField(blank=True, max_length=4)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("at", models.DateTimeField(null=True)),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="work.round"
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="work.task",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PlanTask",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="work.planline"
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="plan_lines", to="work.task"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)), fields=("line", "task"), name="plan_task_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanWording",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField()),
                        ("aim", models.CharField(max_length=200)),
                        ("measure", models.CharField(blank=True, max_length=80)),
                        ("target", models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                        ("due_on", models.DateField(null=True)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("gone", models.BooleanField(default=False)),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="wordings", to="work.planline"
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
                            "serves",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="work.planline",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("line", "number"), name="plan_wording_once")],
                    },
                ),
            ],
        ),
    ]
