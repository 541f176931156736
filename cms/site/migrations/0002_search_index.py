"""The index of the searched words, which each database keeps by triggers of its own.

A later migration that makes Django rebuild the table on SQLite loses the triggers there and has
to create them again. Nothing here is in Django's models, since each database has its own.
"""

from django.core.management.base import CommandError
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.utils import ProgrammingError

WORDS = "title_words, lead_words, body_words, title_stems, body_stems"
# ruff: noqa: S608 (nothing here was typed by anybody)
NEW = ", ".join(f"new.{name}" for name in WORDS.split(", "))
OLD = ", ".join(f"old.{name}" for name in WORDS.split(", "))
ADD_NEW = f"INSERT INTO cms_site_search_words (rowid, {WORDS}) VALUES (new.id, {NEW});"
TAKE_OLD = (
    f"INSERT INTO cms_site_search_words (cms_site_search_words, rowid, {WORDS})"
    f" VALUES ('delete', old.id, {OLD});"
)

SQLITE = (
    f"CREATE VIRTUAL TABLE cms_site_search_words USING fts5({WORDS},"
    " content='cms_site_searchentry', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 0', prefix='4 5')",
    "CREATE TRIGGER cms_site_search_added AFTER INSERT ON cms_site_searchentry"
    f" BEGIN {ADD_NEW} END",
    "CREATE TRIGGER cms_site_search_deleted AFTER DELETE ON cms_site_searchentry"
    f" BEGIN {TAKE_OLD} END",
    "CREATE TRIGGER cms_site_search_changed AFTER UPDATE ON cms_site_searchentry"
    f" BEGIN {TAKE_OLD} {ADD_NEW} END",
    "INSERT INTO cms_site_search_words (cms_site_search_words) VALUES ('rebuild')",
)
SQLITE_BACK = (
    "DROP TRIGGER cms_site_search_changed",
    "DROP TRIGGER cms_site_search_deleted",
    "DROP TRIGGER cms_site_search_added",
    "DROP TABLE cms_site_search_words",
)

# Every word as it stands, for beginnings of words, and its stem in the language of the row:
# PostgreSQL's own, or those that the row brings where PostgreSQL has none.
FUNCTION = """
CREATE FUNCTION cms_site_search_vector() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  own regconfig := new.config::regconfig;
BEGIN
  new.vector :=
    setweight(to_tsvector('simple', new.title_words), 'A')
    || setweight(to_tsvector('simple', new.lead_words), 'B')
    || setweight(to_tsvector('simple', new.body_words), 'D');
  IF new.config = 'simple' THEN
    new.vector := new.vector
      || setweight(to_tsvector('simple', new.title_stems), 'A')
      || setweight(to_tsvector('simple', new.body_stems), 'D');
  ELSE
    new.vector := new.vector
      || setweight(to_tsvector(own, new.title_words), 'A')
      || setweight(to_tsvector(own, new.lead_words), 'B')
      || setweight(to_tsvector(own, new.body_words), 'D');
  END IF;
  RETURN new;
END $$
"""
POSTGRESQL = (
    "ALTER TABLE cms_site_searchentry ADD COLUMN vector tsvector",
    FUNCTION,
    "CREATE TRIGGER cms_site_search_vector BEFORE INSERT OR UPDATE ON cms_site_searchentry"
    " FOR EACH ROW EXECUTE FUNCTION cms_site_search_vector()",
    "UPDATE cms_site_searchentry SET key = key",
    # Without a list of pending rows, which every search would have to read through.
    "CREATE INDEX cms_site_search_vector ON cms_site_searchentry USING gin (vector)"
    " WITH (fastupdate = off)",
    "CREATE INDEX cms_site_search_titles ON cms_site_searchentry"
    " USING gin (title_words gin_trgm_ops)",
    "CREATE INDEX cms_site_search_names ON network_authority"
    " USING gin (search_names gin_trgm_ops)",
)
POSTGRESQL_BACK = (
    "DROP INDEX cms_site_search_names",
    "DROP INDEX cms_site_search_titles",
    "DROP INDEX cms_site_search_vector",
    "DROP TRIGGER cms_site_search_vector ON cms_site_searchentry",
    "DROP FUNCTION cms_site_search_vector()",
    "ALTER TABLE cms_site_searchentry DROP COLUMN vector",
)

NO_RIGHT = (
    "The search needs PostgreSQL's extension pg_trgm, and this role may not create it. Let an"
    " administrator run “CREATE EXTENSION pg_trgm” in the database %(name)s, or “GRANT CREATE ON"
    " DATABASE %(name)s TO %(user)s”, and migrate again."
)


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        create_extension(schema_editor)
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}.get(vendor, ()):
        run(schema_editor, statement)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}.get(vendor, ()):
        run(schema_editor, statement)


def create_extension(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Raise a CommandError that says what to do where the role has no right to it."""
    try:
        run(schema_editor, "CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except ProgrammingError as error:
        settings = schema_editor.connection.settings_dict
        raise CommandError(NO_RIGHT % {"name": settings["NAME"], "user": settings["USER"]}) from error


def run(schema_editor: BaseDatabaseSchemaEditor, statement: str) -> None:
    """Past `schema_editor.execute`, which would look for places of parameters."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("cms_site", "0001_search"),
        ("network", "0004_fill_search_names"),
    ]

    operations = [migrations.RunPython(create, drop)]
