"""The checks over a real casefile: sound as made, and not when somebody has tampered with it."""

import sqlite3

import pytest
from tests.fakes import Book

from bywhom.casefile import Casefile
from bywhom.store import Session


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "war.casefile"
    session = Session(str(made), create=True)
    Book(session).read("Red Guard said Blue Guard seized Arlon on 2015-03-02.", "Blue Guard holds Arlon.")
    session.close()
    return made


def problems(path):
    with Casefile.open(path) as book:
        return [(p.check, p.says) for p in book.check()]


def tamper(path, *statements):
    connection = sqlite3.connect(path)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_casefile_as_made_is_sound(path):
    assert problems(path) == []


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("UPDATE report SET text = replace(text, 'Blue', 'Grey')", "quotes"),
        ("UPDATE claim SET type = 'seizure'", "references"),
        ("UPDATE claim SET edtf = '2015-13' WHERE seq = 1", "clocks"),
        ("UPDATE entity SET place = replace(place, 'XA', 'XB') WHERE seq = (SELECT max(seq) FROM entity)", "geography"),
        ("DELETE FROM told", "totals"),
        ("DELETE FROM canon WHERE entity = 1", "totals"),
        ("UPDATE canon SET root = 999 WHERE entity = 1", "references"),
    ],
)  # fmt: skip
def test_tampering_is_found(path, statement, check):
    tamper(path, statement)
    assert check in {c for c, _ in problems(path)}


def test_rebuilding_mends_what_is_derived(path):
    tamper(path, "DELETE FROM told", "DELETE FROM party", "DELETE FROM card", "UPDATE canon SET root = entity")
    with Casefile.open(path) as book:
        book.rebuild()
        assert len(book.claims(actor="Blue Guard")) == 2
    assert problems(path) == []
