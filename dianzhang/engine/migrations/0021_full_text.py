"""The index over long texts, in each database's own kind."""

from django.db import migrations, models

SQLITE = (
    "CREATE VIRTUAL TABLE engine_fulltext_index USING fts5("
    "words, content='engine_fulltext', content_rowid='id', detail=none, tokenize='ascii')",
    "CREATE TRIGGER engine_fulltext_added AFTER INSERT ON engine_fulltext BEGIN"
    " INSERT INTO engine_fulltext_index(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER engine_fulltext_removed AFTER DELETE ON engine_fulltext BEGIN"
    " INSERT INTO engine_fulltext_index(engine_fulltext_index, rowid, words) VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER engine_fulltext_changed AFTER UPDATE ON engine_fulltext BEGIN"
    " INSERT INTO engine_fulltext_index(engine_fulltext_index, rowid, words) VALUES ('delete', old.id, old.words);"
    " INSERT INTO engine_fulltext_index(rowid, words) VALUES (new.id, new.words); END",
)
POSTGRES = (
    "ALTER TABLE engine_fulltext ADD COLUMN lexemes tsvector"
    " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED",
    "CREATE INDEX engine_fulltext_lexemes ON engine_fulltext USING gin (lexemes)",
)


def make(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute("DROP TABLE engine_fulltext_index")


class Migration(migrations.Migration):
    dependencies = [
        ("engine", "0020_feeds"),
    ]

    operations = [
        migrations.CreateModel(
            name="FullText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                ("words", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("subject_kind", "subject_id"), name="fulltext_of_subject")
                ],
            },
        ),
        migrations.RunPython(make, unmake),
    ]
