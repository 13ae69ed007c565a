import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("engine", "0001_squashed_0023_file_words"),
        ("insight", "0010_morning_report"),
    ]

    operations = [
        migrations.CreateModel(
            name="NumberAlarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("last_at", models.DateTimeField(editable=False, null=True)),
                ("rule", models.CharField(max_length=120)),
                ("version_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("metric", models.CharField(max_length=60)),
                ("measured_in", models.CharField(max_length=10)),
                ("shop_key", models.BigIntegerField(default=0)),
                ("span", models.CharField(max_length=13)),
                ("last_span", models.CharField(max_length=13)),
                ("times", models.PositiveIntegerField(default=1)),
                ("sense", models.CharField(max_length=8)),
                ("value", models.DecimalField(decimal_places=4, max_digits=20)),
                ("middle", models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ("low", models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ("high", models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ("days", models.PositiveSmallIntegerField(default=0)),
                ("raised_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("task_id", models.BigIntegerField(null=True)),
                ("silent_until", models.DateField(null=True)),
                ("status", models.CharField(default="open", max_length=8)),
                ("verdict", models.CharField(default="unsaid", max_length=8)),
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
                    models.Index(fields=["status", "-id"], name="alarm_status"),
                    models.Index(fields=["unit", "-id"], name="alarm_unit"),
                    models.Index(
                        condition=models.Q(("silent_until", None), _negated=True),
                        fields=["rule", "shop_key"],
                        name="alarm_silent",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "shop_key", "span"), name="alarm_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "open")), fields=("rule", "shop_key"), name="alarm_one_open"
                    ),
                ],
            },
        ),
    ]
