"""Step 1: the tables, the full-text index, and the triggers that keep kept rows as they are."""

from sqlalchemy import Connection, text

from bywhom.store.tables import KEPT, metadata

_SAID = "rows are added, never edited"


def apply(connection: Connection) -> None:
    """Make everything in an empty database."""
    metadata.create_all(connection)
    if connection.dialect.name == "sqlite":
        _sqlite(connection)
    else:
        _postgresql(connection)


def _sqlite(connection: Connection) -> None:
    connection.execute(
        text(
            "CREATE VIRTUAL TABLE sentence_words USING fts5("
            "text, content='sentence', content_rowid='seq', tokenize='porter unicode61 remove_diacritics 2')"
        )
    )
    for table in KEPT:
        for verb in ("UPDATE", "DELETE"):
            connection.execute(
                text(
                    f'CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb} ON "{table.name}" '
                    f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
                )
            )


def _postgresql(connection: Connection) -> None:
    connection.execute(
        text("ALTER TABLE sentence ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('english', text)) STORED")
    )
    connection.execute(text("CREATE INDEX sentence_words ON sentence USING gin (words)"))
    connection.execute(
        text(
            "CREATE FUNCTION bywhom_keep() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$"
        )
    )
    for table in KEPT:
        connection.execute(
            text(
                f'CREATE TRIGGER {table.name}_keep BEFORE UPDATE OR DELETE ON "{table.name}" '
                "FOR EACH ROW EXECUTE FUNCTION bywhom_keep()"
            )
        )
