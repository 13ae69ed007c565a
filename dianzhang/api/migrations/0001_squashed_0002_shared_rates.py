import django.db.models.deletion
from django.db import migrations, models

import dianzhang.engine.creating


class Migration(migrations.Migration):
    replaces = [("api", "0001_initial"), ("api", "0002_shared_rates")]

    initial = True

    dependencies = [
        ("engine", "0007_recorded_text"),
    ]

    operations = [
        dianzhang.engine.creating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Answered",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("caller", models.CharField(max_length=40)),
                        ("key", models.CharField(max_length=255)),
                        ("digest", models.CharField(max_length=64)),
                        ("answer", models.TextField(blank=True)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["at"], name="answered_at")],
                        "constraints": [models.UniqueConstraint(fields=("caller", "key"), name="answered_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Webhook",
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
                        ("url", models.CharField(max_length=500)),
                        ("kinds", models.CharField(default="*", max_length=600)),
                        ("post", models.CharField(max_length=40)),
                        ("salt", models.CharField(max_length=64)),
                        ("status", models.CharField(default="active", max_length=12)),
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
                        "indexes": [models.Index(fields=["owner", "status"], name="webhook_of_owner")],
                    },
                ),
                migrations.CreateModel(
                    name="Bucket",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("caller", models.CharField(max_length=40, unique=True)),
                        ("full_at", models.BigIntegerField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["full_at"], name="bucket_full_at")],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("after", models.BigIntegerField()),
                        ("until", models.BigIntegerField()),
                        ("count", models.PositiveIntegerField()),
                        ("state", models.CharField(default="waiting", max_length=10)),
                        ("made_at", models.DateTimeField()),
                        ("first_try_at", models.DateTimeField(null=True)),
                        ("next_at", models.DateTimeField(null=True)),
                        ("leased_until", models.DateTimeField(null=True)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("status", models.PositiveSmallIntegerField(null=True)),
                        ("why", models.CharField(blank=True, max_length=200)),
                        ("seconds", models.FloatField(null=True)),
                        ("done_at", models.DateTimeField(null=True)),
                        (
                            "webhook",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="api.webhook"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")), fields=["next_at"], name="delivery_due"
                            ),
                            models.Index(fields=["webhook", "-id"], name="delivery_of_webhook"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Bookmark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.BigIntegerField()),
                        (
                            "webhook",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="bookmark", to="api.webhook"
                            ),
                        ),
                    ],
                ),
            ],
        ),
    ]
