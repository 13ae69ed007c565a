import django.db.models.deletion
from django.db import migrations, models

import dianzhang.engine.creating


class Migration(migrations.Migration):
    replaces = [("safety", "0001_initial"), ("safety", "0002_logbook")]

    initial = True

    dependencies = [
        ("engine", "0008_exports"),
    ]

    operations = [
        dianzhang.engine.creating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Seal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.BigIntegerField(unique=True)),
                        ("form", models.PositiveSmallIntegerField()),
                        ("first", models.BigIntegerField()),
                        ("last", models.BigIntegerField()),
                        ("root", models.CharField(max_length=64)),
                        ("previous", models.CharField(max_length=64)),
                        ("sealed_at", models.DateTimeField()),
                        ("key", models.CharField(max_length=64)),
                        ("head", models.CharField(max_length=64)),
                        ("signature", models.CharField(max_length=128)),
                        ("leaves", models.BinaryField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Heartbeat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("worker", models.CharField(max_length=80, unique=True)),
                        ("at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Backup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("file", models.CharField(max_length=300)),
                        ("bytes", models.BigIntegerField(default=0)),
                        ("events", models.BigIntegerField(default=0)),
                        ("position", models.BigIntegerField(default=0)),
                        ("seconds", models.FloatField(default=0)),
                        ("scheduled", models.BooleanField(default=False)),
                        ("failed", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-made_at"], name="backup_newest")],
                    },
                ),
                migrations.CreateModel(
                    name="Check",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_at", models.DateTimeField(editable=False, null=True)),
                        ("status", models.CharField(default="asked", max_length=12)),
                        ("asked_at", models.DateTimeField()),
                        ("place", models.BigIntegerField(default=0)),
                        ("of_events", models.BigIntegerField(default=0)),
                        ("stop", models.BooleanField(default=False)),
                        ("done_at", models.DateTimeField(null=True)),
                        ("events", models.BigIntegerField(default=0)),
                        ("sealed", models.BigIntegerField(default=0)),
                        ("broken", models.IntegerField(default=0)),
                        ("seconds", models.FloatField(default=0)),
                        ("result", models.TextField(blank=True)),
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
                        "indexes": [models.Index(fields=["status", "-id"], name="check_newest")],
                    },
                ),
            ],
        ),
    ]
