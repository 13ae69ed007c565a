from django.db import migrations, models

import dianzhang.engine.creating


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0001_squashed_0002_phone_tail"),
        ("engine", "0001_squashed_0023_file_words"),
        ("goods", "0001_squashed_0006_warning_line_and_supplier"),
        ("trade", "0001_squashed_0061_scans"),
    ]

    operations = [
        dianzhang.engine.creating.ChangeIndexes(
            changes=[
                migrations.RemoveIndex(
                    model_name="aftersale",
                    name="aftersale_disputed",
                ),
                migrations.RemoveIndex(
                    model_name="aftersale",
                    name="aftersale_quality",
                ),
                migrations.RemoveIndex(
                    model_name="order",
                    name="order_marked",
                ),
                migrations.RemoveIndex(
                    model_name="order",
                    name="order_unit_marked",
                ),
                migrations.AddIndex(
                    model_name="aftersale",
                    index=models.Index(fields=["unit", "id"], name="aftersale_unit"),
                ),
                migrations.AddIndex(
                    model_name="aftersale",
                    index=models.Index(fields=["cause", "id"], name="aftersale_by_cause"),
                ),
                migrations.AddIndex(
                    model_name="aftersale",
                    index=models.Index(fields=["dispute", "id"], name="aftersale_by_dispute"),
                ),
                migrations.AddIndex(
                    model_name="aftersale",
                    index=models.Index(fields=["quality", "id"], name="aftersale_by_quality"),
                ),
                migrations.AddIndex(
                    model_name="aftersale",
                    index=models.Index(fields=["unit", "asked_day", "id"], name="aftersale_unit_day"),
                ),
                migrations.AddIndex(
                    model_name="order",
                    index=models.Index(condition=models.Q(("presale", True)), fields=["id"], name="order_presale"),
                ),
                migrations.AddIndex(
                    model_name="order",
                    index=models.Index(
                        condition=models.Q(("presale", True)), fields=["unit", "id"], name="order_unit_presale"
                    ),
                ),
                migrations.AddIndex(
                    model_name="order",
                    index=models.Index(condition=models.Q(("in_parts", True)), fields=["id"], name="order_in_parts"),
                ),
                migrations.AddIndex(
                    model_name="order",
                    index=models.Index(
                        condition=models.Q(("in_parts", True)), fields=["unit", "id"], name="order_unit_in_parts"
                    ),
                ),
                migrations.AddIndex(
                    model_name="order",
                    index=models.Index(condition=models.Q(("oversold", True)), fields=["id"], name="order_oversold"),
                ),
                migrations.AddIndex(
                    model_name="order",
                    index=models.Index(
                        condition=models.Q(("oversold", True)), fields=["unit", "id"], name="order_unit_oversold"
                    ),
                ),
                migrations.AddIndex(
                    model_name="order",
                    index=models.Index(condition=models.Q(("brushing", True)), fields=["id"], name="order_brushing"),
                ),
                migrations.AddIndex(
                    model_name="order",
                    index=models.Index(
                        condition=models.Q(("brushing", True)), fields=["unit", "id"], name="order_unit_brushing"
                    ),
                ),
                migrations.AddIndex(
                    model_name="settlement",
                    index=models.Index(fields=["tally", "id"], name="settlement_of_tally"),
                ),
                migrations.AddIndex(
                    model_name="settlement",
                    index=models.Index(fields=["unit", "tally", "id"], name="settlement_unit_of_tally"),
                ),
                migrations.AddIndex(
                    model_name="settlement",
                    index=models.Index(fields=["unit", "settled_day", "id"], name="settlement_unit_day"),
                ),
                migrations.AddIndex(
                    model_name="wave",
                    index=models.Index(fields=["unit", "id"], name="wave_unit"),
                ),
            ],
        ),
    ]
