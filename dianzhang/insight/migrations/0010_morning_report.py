import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("engine", "0001_squashed_0023_file_words"),
        ("insight", "0001_boards"),
    ]

    operations = [
        migrations.CreateModel(
            name="MorningReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("last_at", models.DateTimeField(editable=False, null=True)),
                ("day", models.DateField()),
                ("status", models.CharField(default="sent", max_length=10)),
                ("made_at", models.DateTimeField()),
                ("remade_at", models.DateTimeField(null=True)),
                ("sent", models.TextField(default="{}")),
                ("now", models.TextField(blank=True)),
                ("rule", models.CharField(blank=True, max_length=120)),
                ("version_id", models.BigIntegerField(null=True)),
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
                "constraints": [models.UniqueConstraint(fields=("day",), name="morning_report_once")],
            },
        ),
    ]
