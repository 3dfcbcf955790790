"""The words to match: a full-text table on SQLite, a vector column on PostgreSQL."""

from typing import Any

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE search_fts USING fts5("
    "marke, titel, text, teile, roh, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4')"
)
POSTGRES = (
    "ALTER TABLE search_dokument ADD COLUMN vektor tsvector",
    "CREATE INDEX search_dokument_vektor ON search_dokument USING gin (vektor)",
)


def create(apps: Any, editor: Any) -> None:
    statements = (SQLITE,) if editor.connection.vendor == "sqlite" else POSTGRES
    for statement in statements:
        editor.execute(statement)


def drop(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TABLE search_fts")
    else:
        editor.execute("ALTER TABLE search_dokument DROP COLUMN vektor")


class Migration(migrations.Migration):
    dependencies = (("search", "0001_initial"),)
    operations = (migrations.RunPython(create, drop),)
