"""The few statements that SQLite and PostgreSQL put differently."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, literal_column, text

from bywhom.store.tables import sentence


def bulk(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert ``rows``, which all have the keys of the first; those whose key is there already are left as they are.

    The driver gets them as plain tuples: several times as fast as a statement that binds each row by name.
    """
    if not rows:
        return
    names = list(rows[0])
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    columns, marks = ", ".join(f'"{n}"' for n in names), ", ".join(mark for _ in names)
    pick = itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)
    connection.exec_driver_sql(
        f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks}) ON CONFLICT DO NOTHING',
        [pick(row) for row in rows],
    )


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
