import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("engine", "0001_squashed_0023_file_words"),
        ("goods", "0001_squashed_0006_warning_line_and_supplier"),
        ("marketing", "0010_experiments"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rival",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("last_at", models.DateTimeField(editable=False, null=True)),
                ("title", models.CharField(max_length=120)),
                ("seller", models.CharField(max_length=80)),
                ("platform", models.CharField(max_length=20)),
                ("link", models.CharField(blank=True, max_length=500)),
                ("price_cents", models.BigIntegerField(null=True)),
                ("our_cents", models.BigIntegerField(null=True)),
                ("cheaper", models.DecimalField(decimal_places=4, max_digits=9, null=True)),
                ("seen_on", models.DateField(null=True)),
                ("answer", models.CharField(blank=True, max_length=8)),
                ("answered_at", models.DateTimeField(null=True)),
                ("status", models.CharField(default="watched", max_length=8)),
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
                    "sku",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goods.sku",
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
        ),
        migrations.CreateModel(
            name="RivalDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("price_cents", models.BigIntegerField()),
                ("our_cents", models.BigIntegerField(null=True)),
                ("sold", models.PositiveBigIntegerField(null=True)),
                ("rank", models.PositiveIntegerField(null=True)),
                ("rating", models.DecimalField(decimal_places=2, max_digits=4, null=True)),
                ("promotion", models.CharField(blank=True, max_length=200)),
                ("news", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(max_length=200)),
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
                    "rival",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days",
                        to="marketing.rival",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MarketFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("last_at", models.DateTimeField(editable=False, null=True)),
                ("sort", models.CharField(max_length=8)),
                ("about", models.CharField(max_length=80)),
                ("day", models.DateField()),
                ("value", models.DecimalField(decimal_places=2, max_digits=20)),
                ("measured", models.CharField(max_length=8)),
                ("source", models.CharField(max_length=200)),
                ("status", models.CharField(default="entered", max_length=10)),
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
                "indexes": [models.Index(fields=["sort", "about", "-day"], name="market_figure_about")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "entered")),
                        fields=("sort", "about", "day"),
                        name="market_figure_once",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="rival",
            index=models.Index(fields=["status", "-id"], name="rival_status"),
        ),
        migrations.AddIndex(
            model_name="rival",
            index=models.Index(fields=["sku", "-id"], name="rival_sku"),
        ),
        migrations.AddIndex(
            model_name="rival",
            index=models.Index(fields=["owner", "-id"], name="rival_owner"),
        ),
        migrations.AddConstraint(
            model_name="rival",
            constraint=models.UniqueConstraint(fields=("platform", "seller", "title"), name="rival_once"),
        ),
        migrations.AddConstraint(
            model_name="rivalday",
            constraint=models.UniqueConstraint(fields=("rival", "day"), name="rival_day_once"),
        ),
    ]
