"""The few statements that SQLite and PostgreSQL put differently."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, literal_column, text
from sqlalchemy.dialects import postgresql, sqlite

from bywhom.store.tables import sentence


def add(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert ``rows``; those whose key is there already are left as they are."""
    if not rows:
        return
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(make(table).on_conflict_do_nothing(), rows)


def index_words(connection: Connection, first: int, last: int) -> None:
    """Enter the sentences numbered ``first`` to ``last`` into the full-text index (PostgreSQL does it by itself)."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO sentence_words(rowid, text) SELECT seq, text FROM sentence WHERE seq BETWEEN :a AND :b"),
            {"a": first, "b": last},
        )


def _phrases(query: str) -> list[str]:
    """Quoted phrases and single words of a query, without what an index would take for syntax."""
    out = []
    for i, part in enumerate(query.split('"')):
        out += [part] if i % 2 else part.split()
    return [p for p in (" ".join("".join(c if c.isalnum() else " " for c in p).split()) for p in out) if p]


def holds_words(sentence_column: ColumnElement[int], query: str, dialect: str) -> ColumnElement[bool]:
    """A condition: the sentence holds every word and quoted phrase of ``query``, in any inflection."""
    phrases = _phrases(query)
    if not phrases:
        return literal_column("1=0")
    if dialect == "sqlite":
        match = " AND ".join(f'"{p}"' for p in phrases)
        found = text("SELECT rowid FROM sentence_words WHERE sentence_words MATCH :words").bindparams(words=match)
        return sentence_column.in_(found)
    words: Any = literal_column("sentence.words")
    asked = [func.phraseto_tsquery("english", p) for p in phrases]
    from sqlalchemy import and_, select

    return sentence_column.in_(select(sentence.c.seq).where(and_(*(words.op("@@")(q) for q in asked))))
