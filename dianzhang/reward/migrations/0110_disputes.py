import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("engine", "0001_squashed_0023_file_words"),
        ("reward", "0100_targets_of_any_number"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("last_at", models.DateTimeField(editable=False, null=True)),
                ("period", models.CharField(max_length=7)),
                ("number", models.CharField(max_length=60)),
                ("clause", models.CharField(blank=True, max_length=80)),
                ("rule", models.CharField(blank=True, max_length=120)),
                ("version_id", models.BigIntegerField(null=True)),
                ("shown", models.CharField(blank=True, max_length=40)),
                ("wrong", models.TextField(blank=True)),
                ("answer", models.TextField(blank=True)),
                ("raised_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
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
                    models.Index(fields=["status", "unit", "id"], name="dispute_by_status"),
                    models.Index(fields=["person", "period", "id"], name="dispute_of_person"),
                ],
            },
        ),
    ]
