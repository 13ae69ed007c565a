import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("engine", "0023_file_words"),
        ("work", "0015_files_of_documents"),
    ]

    operations = [
        migrations.AddField(
            model_name="owed",
            name="instead_of",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="engine.person",
            ),
        ),
    ]
