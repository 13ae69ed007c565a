"""The warehouse says of each part of a bundle how it is."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("goods", "0001_squashed_0006_warning_line_and_supplier"),
        ("trade", "0100_pieces_of_waves"),
    ]

    operations = [
        migrations.AddField(
            model_name="checked",
            name="sku",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="goods.sku",
            ),
        ),
    ]
