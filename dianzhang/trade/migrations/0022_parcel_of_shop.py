import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trade", "0021_parcels_of_before")]

    operations = [
        migrations.AlterField(
            model_name="parcel",
            name="shop",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="engine.shop"
            ),
        ),
    ]
