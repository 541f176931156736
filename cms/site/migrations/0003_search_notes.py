"""Notes on terms in the readers' search; SQLite's index as a list of its words.

Taking the column away makes Django rebuild the table on SQLite, which loses the triggers of
migration 0002: they are created again.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

WORDS = "title_words, lead_words, body_words, title_stems, body_stems"
# ruff: noqa: S608 (nothing here was typed by anybody)
NEW = ", ".join(f"new.{name}" for name in WORDS.split(", "))
OLD = ", ".join(f"old.{name}" for name in WORDS.split(", "))
ADD_NEW = f"INSERT INTO cms_site_search_words (rowid, {WORDS}) VALUES (new.id, {NEW});"
TAKE_OLD = (
    f"INSERT INTO cms_site_search_words (cms_site_search_words, rowid, {WORDS})"
    f" VALUES ('delete', old.id, {OLD});"
)
TRIGGERS = (
    "CREATE TRIGGER IF NOT EXISTS cms_site_search_added AFTER INSERT ON cms_site_searchentry"
    f" BEGIN {ADD_NEW} END",
    "CREATE TRIGGER IF NOT EXISTS cms_site_search_deleted AFTER DELETE ON cms_site_searchentry"
    f" BEGIN {TAKE_OLD} END",
    "CREATE TRIGGER IF NOT EXISTS cms_site_search_changed AFTER UPDATE ON cms_site_searchentry"
    f" BEGIN {TAKE_OLD} {ADD_NEW} END",
)
TERMS = "CREATE VIRTUAL TABLE cms_site_search_terms USING fts5vocab('cms_site_search_words', 'row')"


def create_triggers(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    run_on_sqlite(schema_editor, *TRIGGERS)


def create_terms(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    run_on_sqlite(schema_editor, TERMS)


def drop_terms(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    run_on_sqlite(schema_editor, "DROP TABLE cms_site_search_terms")


def run_on_sqlite(schema_editor: BaseDatabaseSchemaEditor, *statements: str) -> None:
    """Past `schema_editor.execute`, which would look for places of parameters."""
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("cms_site", "0002_search_index"),
        ("cms_terminology", "0003_exemptions"),
    ]

    operations = [
        # Backwards, what comes first here is done last.
        migrations.RunPython(migrations.RunPython.noop, create_triggers),
        migrations.AddField(
            model_name="searchentry",
            name="note",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="cms_terminology.terminologynote",
            ),
        ),
        migrations.RunPython(create_terms, drop_terms),
    ]
