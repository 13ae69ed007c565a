from django.db import migrations, models

import dianzhang.engine.creating


class Migration(migrations.Migration):
    dependencies = [
        ("engine", "0001_squashed_0023_file_words"),
        ("goods", "0001_squashed_0006_warning_line_and_supplier"),
        ("service", "0001_squashed_0003_reviews"),
    ]

    operations = [
        dianzhang.engine.creating.ChangeIndexes(
            changes=[
                migrations.AddIndex(
                    model_name="platformnotice",
                    index=models.Index(fields=["unit", "id"], name="pnotice_of_unit"),
                ),
                migrations.AddIndex(
                    model_name="platformnotice",
                    index=models.Index(fields=["kind", "id"], name="pnotice_kind"),
                ),
                migrations.AddIndex(
                    model_name="platformnotice",
                    index=models.Index(fields=["outcome", "id"], name="pnotice_outcome"),
                ),
                migrations.AddIndex(
                    model_name="platformnotice",
                    index=models.Index(
                        condition=models.Q(("appealed_at__isnull", False)), fields=["id"], name="pnotice_appealed"
                    ),
                ),
                migrations.AddIndex(
                    model_name="platformnotice",
                    index=models.Index(fields=["shop", "id"], name="pnotice_of_shop"),
                ),
                migrations.AddIndex(
                    model_name="platformnotice",
                    index=models.Index(fields=["unit", "received_day", "id"], name="pnotice_unit_day"),
                ),
                migrations.AddIndex(
                    model_name="review",
                    index=models.Index(fields=["unit", "id"], name="review_of_unit"),
                ),
                migrations.AddIndex(
                    model_name="review",
                    index=models.Index(fields=["outcome", "id"], name="review_outcome"),
                ),
                migrations.AddIndex(
                    model_name="review",
                    index=models.Index(fields=["quality", "id"], name="review_quality"),
                ),
                migrations.AddIndex(
                    model_name="review",
                    index=models.Index(fields=["shop", "id"], name="review_of_shop"),
                ),
                migrations.AddIndex(
                    model_name="review",
                    index=models.Index(fields=["unit", "reviewed_day", "id"], name="review_unit_day"),
                ),
                migrations.AddIndex(
                    model_name="review",
                    index=models.Index(fields=["sku", "id"], name="review_of_sku"),
                ),
            ],
        ),
    ]
