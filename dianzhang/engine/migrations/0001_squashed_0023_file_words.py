import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dianzhang.engine.creating

SQLITE = (
    "CREATE VIRTUAL TABLE engine_fulltext_index USING fts5("
    "words, content='engine_fulltext', content_rowid='id', detail=none, tokenize='ascii')",
    "CREATE TRIGGER engine_fulltext_added AFTER INSERT ON engine_fulltext BEGIN"
    " INSERT INTO engine_fulltext_index(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER engine_fulltext_removed AFTER DELETE ON engine_fulltext BEGIN"
    " INSERT INTO engine_fulltext_index(engine_fulltext_index, rowid, words) VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER engine_fulltext_changed AFTER UPDATE ON engine_fulltext BEGIN"
    " INSERT INTO engine_fulltext_index(engine_fulltext_index, rowid, words) VALUES ('delete', old.id, old.words);"
    " INSERT INTO engine_fulltext_index(rowid, words) VALUES (new.id, new.words); END",
)
POSTGRES = (
    "ALTER TABLE engine_fulltext ADD COLUMN lexemes tsvector"
    " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED",
    "CREATE INDEX engine_fulltext_lexemes ON engine_fulltext USING gin (lexemes)",
)


def make(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute("DROP TABLE engine_fulltext_index")


class Migration(migrations.Migration):
    replaces = [
        ("engine", "0001_initial"),
        ("engine", "0002_approval_basis"),
        ("engine", "0003_stand_ins_and_seats"),
        ("engine", "0004_rulebook_life"),
        ("engine", "0005_preview"),
        ("engine", "0006_tokens"),
        ("engine", "0007_recorded_text"),
        ("engine", "0008_exports"),
        ("engine", "0009_log_ins"),
        ("engine", "0010_structure"),
        ("engine", "0011_search_words"),
        ("engine", "0012_saved_views"),
        ("engine", "0013_open_clocks_by_due"),
        ("engine", "0014_weight_of_approvals"),
        ("engine", "0015_rested_clocks"),
        ("engine", "0016_notices_going_out"),
        ("engine", "0017_journal_of_a_person"),
        ("engine", "0018_notes_and_attachments"),
        ("engine", "0019_what_hangs_on_deadlines"),
        ("engine", "0020_feeds"),
        ("engine", "0021_full_text"),
        ("engine", "0023_file_words"),
    ]

    initial = True

    dependencies = [
        ("auth", "__first__"),
    ]

    operations = [
        dianzhang.engine.creating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="ClockRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject_kind", models.CharField(max_length=40)),
                        ("subject_id", models.BigIntegerField()),
                        ("rule", models.CharField(max_length=120)),
                        ("version_id", models.BigIntegerField()),
                        ("started_by", models.BigIntegerField()),
                        ("started_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField(null=True)),
                        ("due_day", models.DateField(null=True)),
                        ("left_us", models.BigIntegerField(null=True)),
                        ("state", models.CharField(max_length=8)),
                        ("step", models.PositiveSmallIntegerField(default=0)),
                        ("next_at", models.DateTimeField(null=True)),
                        ("live", models.BooleanField(default=True)),
                        ("ended_by", models.BigIntegerField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("owner_post", models.CharField(blank=True, max_length=40)),
                        ("owner_id", models.BigIntegerField(null=True)),
                        ("unit_id", models.BigIntegerField(null=True)),
                        ("shop_id", models.BigIntegerField(null=True)),
                        ("quiet", models.BooleanField(default=False)),
                        ("stake_cents", models.BigIntegerField(null=True)),
                        ("rank_at", models.DateTimeField(null=True)),
                        ("taker_id", models.BigIntegerField(null=True)),
                    ],
                    options={
                        "db_table": "engine_clock",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="clock_next"
                            ),
                            models.Index(fields=["subject_kind", "subject_id"], name="clock_of_subject"),
                            models.Index(
                                condition=models.Q(("live", True)),
                                fields=["owner_id", "due_at"],
                                name="clock_of_person",
                            ),
                            models.Index(
                                condition=models.Q(("live", True)), fields=["unit_id", "due_at"], name="clock_of_unit"
                            ),
                            models.Index(fields=["due_day", "owner_id"], name="clock_by_day"),
                            models.Index(
                                condition=models.Q(("live", True)), fields=["due_at", "id"], name="clock_open_due"
                            ),
                            models.Index(
                                condition=models.Q(("due_at__isnull", True)),
                                fields=["ended_at"],
                                name="clock_ended_at_rest",
                            ),
                            models.Index(
                                condition=models.Q(("live", True)), fields=["rank_at", "id"], name="clock_open_rank"
                            ),
                            models.Index(
                                condition=models.Q(("live", True), ("taker_id__isnull", False)),
                                fields=["taker_id"],
                                name="clock_of_taker",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Difference",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject_kind", models.CharField(max_length=40)),
                        ("subject_id", models.BigIntegerField()),
                        ("what", models.CharField(max_length=60)),
                        ("ours", models.CharField(blank=True, max_length=200)),
                        ("theirs", models.CharField(blank=True, max_length=200)),
                        ("event_id", models.BigIntegerField()),
                        ("found_at", models.DateTimeField()),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("settled_by", models.BigIntegerField(null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["subject_kind", "subject_id"], name="difference_of_subject")],
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.BigIntegerField(null=True, unique=True)),
                        ("kind", models.CharField(max_length=60)),
                        ("subject_kind", models.CharField(max_length=40)),
                        ("subject_id", models.BigIntegerField()),
                        ("occurred_at", models.DateTimeField()),
                        ("recorded_at", models.DateTimeField()),
                        ("actor_id", models.BigIntegerField(null=True)),
                        ("post", models.CharField(blank=True, max_length=40)),
                        ("behalf_id", models.BigIntegerField(null=True)),
                        ("rule", models.CharField(blank=True, max_length=120)),
                        ("cause_id", models.BigIntegerField(null=True)),
                        ("version_id", models.BigIntegerField(null=True)),
                        ("unit_id", models.BigIntegerField(null=True)),
                        ("shop_id", models.BigIntegerField(null=True)),
                        ("judged", models.BooleanField(default=True)),
                        ("data", models.TextField(default="{}")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["subject_kind", "subject_id", "occurred_at", "id"], name="event_of_subject"
                            ),
                            models.Index(
                                condition=models.Q(("position__isnull", True)), fields=["id"], name="event_unplaced"
                            ),
                            models.Index(
                                condition=models.Q(("actor_id__isnull", False), ("rule", "")),
                                fields=["actor_id", "occurred_at"],
                                name="event_of_actor",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Flag",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject_kind", models.CharField(max_length=40)),
                        ("subject_id", models.BigIntegerField()),
                        ("rule", models.CharField(max_length=120)),
                        ("version_id", models.BigIntegerField()),
                        ("reason", models.CharField(max_length=120)),
                        ("suggestion", models.CharField(blank=True, max_length=200)),
                        ("act", models.CharField(blank=True, max_length=60)),
                        ("raised_by", models.BigIntegerField()),
                        ("raised_at", models.DateTimeField()),
                        ("standing", models.BooleanField(default=True)),
                        ("closed_by", models.BigIntegerField(null=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("quiet", models.BooleanField(default=False)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["subject_kind", "subject_id"], name="flag_of_subject"),
                            models.Index(fields=["rule", "raised_at"], name="flag_of_rule"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Job",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("data", models.TextField(default="{}")),
                        ("due_at", models.DateTimeField()),
                        ("leased_until", models.DateTimeField(null=True)),
                        ("worker", models.CharField(blank=True, max_length=60)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("done_at", models.DateTimeField(null=True)),
                        ("failed", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_at__isnull", True)), fields=["due_at"], name="job_due"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("code", models.CharField(max_length=40, unique=True)),
                        ("name", models.CharField(max_length=80)),
                        ("status", models.CharField(default="active", max_length=12)),
                        ("joined_on", models.DateField(null=True)),
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
                            "user",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="person",
                                to=settings.AUTH_USER_MODEL,
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
                        ("mobile", models.CharField(blank=True, max_length=20)),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("mobile", ""), _negated=True),
                                fields=("mobile",),
                                name="person_of_mobile",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Unit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, unique=True)),
                        ("name", models.CharField(max_length=80)),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="engine.unit",
                            ),
                        ),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
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
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("status", models.CharField(default="open", max_length=12)),
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
                ),
                migrations.CreateModel(
                    name="Shop",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("code", models.CharField(max_length=40, unique=True)),
                        ("name", models.CharField(max_length=80)),
                        ("platform", models.CharField(blank=True, max_length=30)),
                        ("currency", models.CharField(default="CNY", max_length=3)),
                        ("go_live", models.DateTimeField()),
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Post",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, unique=True)),
                        ("name", models.CharField(max_length=80)),
                        ("headcount", models.PositiveSmallIntegerField(null=True)),
                        (
                            "reports_to",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subordinates",
                                to="engine.post",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="engine.unit"
                            ),
                        ),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
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
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("status", models.CharField(default="open", max_length=12)),
                    ],
                ),
                migrations.CreateModel(
                    name="Approval",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("action", models.CharField(max_length=60)),
                        ("target_kind", models.CharField(max_length=40)),
                        ("target_id", models.BigIntegerField(null=True)),
                        ("target_revision", models.PositiveIntegerField(null=True)),
                        ("title", models.CharField(max_length=200)),
                        ("input", models.TextField(default="{}")),
                        ("post", models.CharField(blank=True, max_length=40)),
                        ("gate", models.CharField(max_length=120)),
                        ("version_id", models.BigIntegerField()),
                        ("manner", models.CharField(default="in_order", max_length=10)),
                        ("share", models.FloatField(null=True)),
                        ("status", models.CharField(default="waiting", max_length=10)),
                        ("asked_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("result", models.CharField(blank=True, max_length=300)),
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
                        ("basis", models.TextField(blank=True)),
                        ("opened", models.TextField(blank=True)),
                        ("decided_day", models.DateField(null=True)),
                        ("voices", models.PositiveSmallIntegerField(null=True)),
                        ("waited", models.BigIntegerField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["target_kind", "target_id"], name="approval_of_target"),
                            models.Index(fields=["owner", "-id"], name="approval_of_applicant"),
                            models.Index(fields=["decided_day"], name="approval_decided"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=30)),
                        ("subject_kind", models.CharField(max_length=40)),
                        ("subject_id", models.BigIntegerField()),
                        ("rule", models.CharField(blank=True, max_length=120)),
                        ("version_id", models.BigIntegerField(null=True)),
                        ("data", models.TextField(default="{}")),
                        ("created_at", models.DateTimeField()),
                        ("read_at", models.DateTimeField(null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="engine.person"
                            ),
                        ),
                        ("passed_on", models.BooleanField(default=False)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["person", "-id"], name="notice_of_person"),
                            models.Index(
                                condition=models.Q(("read_at__isnull", True)), fields=["person"], name="notice_unread"
                            ),
                            models.Index(
                                condition=models.Q(("passed_on", False)), fields=["id"], name="notice_to_pass_on"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Note",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject_kind", models.CharField(max_length=40)),
                        ("subject_id", models.BigIntegerField()),
                        ("written_at", models.DateTimeField()),
                        ("text", models.TextField()),
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
                        ("last_at", models.DateTimeField(editable=False, null=True)),
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
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("status", models.CharField(default="with", max_length=10)),
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
                        "indexes": [models.Index(fields=["subject_kind", "subject_id", "id"], name="note_of_subject")],
                    },
                ),
                migrations.CreateModel(
                    name="Assignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateField()),
                        ("until", models.DateField(null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="engine.person",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="engine.post",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("person", "post", "since"), name="assignment_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("post", models.CharField(max_length=40)),
                        ("turn", models.BooleanField(default=False)),
                        ("answer", models.CharField(blank=True, max_length=10)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("reason", models.CharField(blank=True, max_length=300)),
                        (
                            "approval",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="engine.approval"
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
                            "behalf",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "named",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        ("passed", models.TextField(default="[]")),
                        ("same_as", models.PositiveSmallIntegerField(null=True)),
                        ("way", models.TextField(default="[]")),
                    ],
                    options={
                        "indexes": [
                            models.Index(condition=models.Q(("turn", True)), fields=["post"], name="seat_waiting"),
                            models.Index(
                                condition=models.Q(("turn", True)), fields=["named"], name="seat_waiting_by_name"
                            ),
                            models.Index(fields=["person", "approval"], name="seat_answered"),
                            models.Index(
                                condition=models.Q(("behalf__isnull", False)), fields=["behalf"], name="seat_on_behalf"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RulebookVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("code", models.CharField(max_length=80)),
                        ("name", models.CharField(max_length=120)),
                        ("version", models.CharField(max_length=40)),
                        ("effective", models.DateField(null=True)),
                        ("text", models.TextField()),
                        ("digest", models.CharField(max_length=64)),
                        ("status", models.CharField(default="draft", max_length=10)),
                        ("in_force_from", models.DateTimeField(null=True)),
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
                        ("consulted_on", models.DateField(null=True)),
                        ("discussed_on", models.DateField(null=True)),
                        ("in_force_until", models.DateTimeField(null=True)),
                        ("keeper", models.CharField(blank=True, max_length=120)),
                        ("opinions_on", models.DateField(null=True)),
                        ("published_on", models.DateField(null=True)),
                        ("wanted_on", models.DateField(null=True)),
                        ("recorded_text", models.TextField(blank=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["status", "in_force_from"], name="rulebook_in_force")],
                    },
                ),
                migrations.CreateModel(
                    name="StandIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateField()),
                        ("until", models.DateField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("reason", models.CharField(blank=True, max_length=300)),
                        (
                            "appointed_by",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stand_ins",
                                to="engine.person",
                            ),
                        ),
                        (
                            "stand_in",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stands_in_for",
                                to="engine.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=["until"],
                                name="stand_in_standing",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Preview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("post", models.CharField(max_length=40)),
                        ("language", models.CharField(max_length=10)),
                        ("digest", models.CharField(max_length=64)),
                        ("since", models.DateField()),
                        ("until", models.DateField()),
                        ("asked_at", models.DateTimeField()),
                        ("events", models.BigIntegerField(default=0)),
                        ("of_events", models.BigIntegerField(default=0)),
                        ("stop", models.BooleanField(default=False)),
                        ("done_at", models.DateTimeField(null=True)),
                        ("failed", models.CharField(blank=True, max_length=300)),
                        ("result", models.TextField(blank=True)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="previews",
                                to="engine.rulebookversion",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["version", "asked_by", "-id"], name="preview_of_version")],
                    },
                ),
                migrations.CreateModel(
                    name="TokenRefusal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("token_id", models.BigIntegerField(default=0)),
                        ("reason", models.CharField(max_length=12)),
                        ("day", models.DateField()),
                        ("count", models.PositiveIntegerField(default=1)),
                        ("last_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("token_id", "reason", "day"), name="refusal_once_a_day")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Token",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("kind", models.CharField(default="personal", max_length=12)),
                        ("name", models.CharField(max_length=60)),
                        ("post", models.CharField(max_length=40)),
                        ("prefix", models.CharField(max_length=16, unique=True)),
                        ("digest", models.CharField(max_length=64)),
                        ("scopes", models.CharField(max_length=600)),
                        ("issued_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("last_used_at", models.DateTimeField(null=True)),
                        ("status", models.CharField(default="active", max_length=12)),
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
                        "indexes": [models.Index(fields=["owner", "status"], name="token_of_owner")],
                    },
                ),
                migrations.CreateModel(
                    name="Export",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("source", models.CharField(max_length=12)),
                        ("kind", models.CharField(blank=True, max_length=40)),
                        ("query", models.CharField(blank=True, max_length=2000)),
                        ("format", models.CharField(max_length=4)),
                        ("full", models.BooleanField(default=False)),
                        ("language", models.CharField(default="zh-hans", max_length=10)),
                        ("post", models.CharField(max_length=40)),
                        ("reach", models.CharField(blank=True, max_length=6)),
                        ("reason", models.CharField(max_length=300)),
                        ("status", models.CharField(default="draft", max_length=12)),
                        ("rows", models.PositiveIntegerField(default=0)),
                        ("personal", models.BooleanField(default=False)),
                        ("clear", models.CharField(blank=True, max_length=600)),
                        ("written", models.PositiveIntegerField(null=True)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        ("why", models.CharField(blank=True, max_length=300)),
                        ("asked_at", models.DateTimeField(null=True)),
                        ("ready_at", models.DateTimeField(null=True)),
                        ("expires_at", models.DateTimeField(null=True)),
                        ("fetched_at", models.DateTimeField(null=True)),
                        ("fetched", models.PositiveIntegerField(default=0)),
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
                            models.Index(fields=["owner", "-id"], name="export_of_owner"),
                            models.Index(fields=["unit", "-id"], name="export_of_unit"),
                            models.Index(fields=["status", "-id"], name="export_status"),
                            models.Index(
                                condition=models.Q(("status", "ready")), fields=["expires_at"], name="export_expires"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExportProgress",
                    fields=[
                        (
                            "export",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="progress",
                                serialize=False,
                                to="engine.export",
                            ),
                        ),
                        ("rows", models.PositiveIntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name="LogIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("session_key", models.CharField(max_length=40, unique=True)),
                        ("device", models.CharField(max_length=60)),
                        ("place", models.CharField(blank=True, max_length=45)),
                        ("since", models.DateTimeField()),
                        ("last_seen_at", models.DateTimeField()),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="log_ins",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SearchWord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject_kind", models.CharField(max_length=40)),
                        ("subject_id", models.BigIntegerField()),
                        ("field", models.CharField(max_length=40)),
                        ("word", models.BinaryField(max_length=100)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["subject_kind", "word", "field", "subject_id"], name="search_by_word"),
                            models.Index(fields=["subject_kind", "subject_id"], name="search_of_subject"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("page", models.CharField(max_length=40)),
                        ("name", models.CharField(max_length=60)),
                        ("query", models.CharField(blank=True, max_length=2000)),
                        ("look", models.CharField(blank=True, max_length=600)),
                        ("shared", models.CharField(default="own", max_length=8)),
                        ("status", models.CharField(default="kept", max_length=12)),
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
                            models.Index(fields=["owner", "page"], name="view_of_person"),
                            models.Index(
                                condition=models.Q(("shared", "own"), _negated=True),
                                fields=["page"],
                                name="view_shared",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FirstView",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("page", models.CharField(max_length=40)),
                        (
                            "person",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="engine.person",
                            ),
                        ),
                        (
                            "view",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="engine.savedview",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("person", "page"), name="first_view_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Attachment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("subject_kind", models.CharField(max_length=40)),
                        ("subject_id", models.BigIntegerField()),
                        ("added_at", models.DateTimeField()),
                        ("name", models.CharField(max_length=120)),
                        ("kind", models.CharField(max_length=8)),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("status", models.CharField(default="kept", max_length=10)),
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
                            models.Index(fields=["subject_kind", "subject_id", "id"], name="attachment_of_subject"),
                            models.Index(
                                condition=models.Q(("status", "kept")), fields=["sha256"], name="attachment_of_file"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Feed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField()),
                        ("read_at", models.DateTimeField(null=True)),
                        ("told", models.CharField(blank=True, max_length=64)),
                        ("told_at", models.DateTimeField(null=True)),
                        ("status", models.CharField(default="active", max_length=12)),
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
                        "indexes": [models.Index(fields=["owner", "status"], name="feed_of_owner")],
                    },
                ),
                migrations.CreateModel(
                    name="FullText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject_kind", models.CharField(max_length=40)),
                        ("subject_id", models.BigIntegerField()),
                        ("words", models.TextField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("subject_kind", "subject_id"), name="fulltext_of_subject")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FileText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64, unique=True)),
                        ("kind", models.CharField(max_length=8)),
                        ("state", models.CharField(default="waits", max_length=5)),
                        ("why", models.CharField(blank=True, max_length=8)),
                        ("cut", models.BooleanField(default=False)),
                        ("text", models.TextField(blank=True)),
                        ("asked_at", models.DateTimeField()),
                        ("read_at", models.DateTimeField(null=True)),
                    ],
                ),
            ],
        ),
        migrations.RunPython(make, unmake),
    ]
