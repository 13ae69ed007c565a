from django.db import migrations, models

import dianzhang.engine.creating


class Migration(migrations.Migration):
    dependencies = [
        ("engine", "0001_squashed_0023_file_words"),
        ("trade", "0080_comparisons"),
    ]

    operations = [
        dianzhang.engine.creating.ChangeIndexes(
            changes=[
                migrations.AddIndex(
                    model_name="aftersale",
                    index=models.Index(fields=["unit", "kind", "id"], name="aftersale_unit_kind"),
                ),
                migrations.AddIndex(
                    model_name="aftersale",
                    index=models.Index(fields=["unit", "cause", "id"], name="aftersale_unit_cause"),
                ),
                migrations.AddIndex(
                    model_name="aftersale",
                    index=models.Index(fields=["unit", "dispute", "id"], name="aftersale_unit_dispute"),
                ),
                migrations.AddIndex(
                    model_name="aftersale",
                    index=models.Index(fields=["unit", "quality", "id"], name="aftersale_unit_quality"),
                ),
            ],
        ),
    ]
