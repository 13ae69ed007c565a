import django.db.models.deletion
from django.db import migrations, models

import dianzhang.engine.creating


class Migration(migrations.Migration):
    replaces = [("customers", "0001_initial"), ("customers", "0002_phone_tail")]

    initial = True

    dependencies = [
        ("engine", "0001_initial"),
    ]

    operations = [
        dianzhang.engine.creating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Buyer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("platform_id", models.CharField(max_length=100)),
                        ("name", models.CharField(blank=True, max_length=100)),
                        (
                            "shop",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.shop",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("shop", "platform_id"), name="buyer_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Receiver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=100)),
                        ("phone", models.CharField(blank=True, max_length=60)),
                        ("province", models.CharField(blank=True, max_length=60)),
                        ("city", models.CharField(blank=True, max_length=60)),
                        ("district", models.CharField(blank=True, max_length=60)),
                        ("address", models.CharField(blank=True, max_length=400)),
                        ("digest", models.CharField(max_length=32)),
                        (
                            "buyer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="receivers",
                                to="customers.buyer",
                            ),
                        ),
                        (
                            "shop",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="engine.shop",
                            ),
                        ),
                        ("phone_tail", models.CharField(blank=True, max_length=4)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("phone_tail", ""), _negated=True),
                                fields=["phone_tail"],
                                name="receiver_phone_tail",
                            )
                        ],
                        "constraints": [models.UniqueConstraint(fields=("shop", "digest"), name="receiver_once")],
                    },
                ),
            ],
        ),
    ]
