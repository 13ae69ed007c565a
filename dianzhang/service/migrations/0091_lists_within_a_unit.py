from django.db import migrations, models

import dianzhang.engine.creating


class Migration(migrations.Migration):
    dependencies = [
        ("engine", "0001_squashed_0023_file_words"),
        ("goods", "0001_squashed_0006_warning_line_and_supplier"),
        ("service", "0090_lists_of_many"),
    ]

    operations = [
        dianzhang.engine.creating.ChangeIndexes(
            changes=[
                migrations.AddIndex(
                    model_name="platformnotice",
                    index=models.Index(fields=["unit", "kind", "id"], name="pnotice_unit_kind"),
                ),
                migrations.AddIndex(
                    model_name="platformnotice",
                    index=models.Index(fields=["unit", "outcome", "id"], name="pnotice_unit_outcome"),
                ),
                migrations.AddIndex(
                    model_name="review",
                    index=models.Index(condition=models.Q(("rating__lte", 2)), fields=["id"], name="review_bad"),
                ),
                migrations.AddIndex(
                    model_name="review",
                    index=models.Index(
                        condition=models.Q(("rating__lte", 2)), fields=["unit", "id"], name="review_unit_bad"
                    ),
                ),
                migrations.AddIndex(
                    model_name="review",
                    index=models.Index(fields=["unit", "outcome", "id"], name="review_unit_outcome"),
                ),
                migrations.AddIndex(
                    model_name="review",
                    index=models.Index(fields=["unit", "quality", "id"], name="review_unit_quality"),
                ),
            ],
        ),
    ]
