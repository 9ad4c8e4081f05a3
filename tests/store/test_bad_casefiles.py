"""A casefile that cannot be used says which way, and loses nothing."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.fakes import Book

from bywhom.errors import (
    CasefileDamaged,
    CasefileError,
    CasefileLocked,
    CasefileTooNew,
    DiskFull,
    NotACasefile,
)
from bywhom.store import Session

TEXT = "Blue Guard seized Arlon on 2015-03-02. Blue Guard holds Bastogne."


@pytest.fixture
def path(tmp_path):
    return tmp_path / "war.casefile"


def make(path, *texts):
    session = Session(str(path), create=True)
    Book(session).read(*(texts or (TEXT,)))
    session.close()


def test_a_missing_file_is_named_with_the_command_that_makes_it(path):
    with pytest.raises(NotACasefile, match=r"bywhom read PATH --into .*war\.casefile"):
        Session(str(path))
    assert not path.exists()


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(CasefileError, match="folder"):
        Session(str(tmp_path / "no" / "war.casefile"), create=True)


@pytest.mark.parametrize("content", [b"Dear editor, ...", b"\x89PNG\r\n\x1a\n" + bytes(200), b"x"])
def test_a_file_of_another_kind_is_refused_and_left_alone(path, content):
    path.write_bytes(content)
    with pytest.raises(NotACasefile, match="is not a casefile"):
        Session(str(path), create=True)
    assert path.read_bytes() == content


def test_somebody_elses_database_is_refused_and_left_alone(path):
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipes(name)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotACasefile):
        Session(str(path), create=True)
    assert path.read_bytes() == before


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(NotACasefile, match="folder"):
        Session(str(tmp_path), create=True)


def test_an_empty_file_becomes_a_casefile_only_when_asked(path):
    path.touch()
    with pytest.raises(NotACasefile):
        Session(str(path))
    make(path)
    assert len(Book(Session(str(path))).told()) == 2


def test_a_later_versions_casefile_is_refused(path):
    make(path)
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO migration(number, name, recorded) VALUES (99, 'later', 0)")
    connection.commit()
    connection.close()
    with pytest.raises(CasefileTooNew, match="99"):
        Session(str(path))


def test_a_damaged_casefile_says_so(path):
    make(path, *(f"Blue Guard seized Arlon on 2015-03-{d:02d}. Blue Guard holds Bastogne." for d in range(1, 29)))
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(CasefileDamaged, match=r"war\.casefile"):
        Book(Session(str(path))).told()


def test_a_casefile_cut_off_says_so(path):
    make(path)
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(CasefileDamaged):
        Session(str(path))


def test_a_locked_casefile_says_so_and_takes_nothing_half(path):
    make(path)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    session = Session(str(path), busy_seconds=0.1)
    with pytest.raises(CasefileLocked, match="another process"):
        Book(session).read("Red Guard left Arlon.")
    holder.execute("ROLLBACK")
    assert len(Book(session).told()) == 2
    Book(session).read("Red Guard left Arlon.")
    assert len(Book(session).told()) == 3


def test_reading_goes_on_while_another_process_writes(path):
    make(path)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert len(Book(Session(str(path), busy_seconds=0.1)).told()) == 2


def test_a_full_disk_says_so_and_keeps_what_was_read(path):
    make(path)
    session = Session(str(path))
    with session.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 1}")
    long = " ".join(f"Red Guard left Arlon on 2015-{m:02d}-{d:02d}." for m in range(1, 13) for d in range(1, 28))
    with pytest.raises(DiskFull, match="nothing was half-written"):
        Book(session).read(long)
    session.close()
    book = Book(Session(str(path)))
    assert len(book.told()) == 2
    assert len(book.view.reports()) == 1


def test_a_read_only_casefile_still_answers(path):
    make(path)
    path.chmod(0o444)
    assert len(Book(Session(str(path))).told()) == 2


_KILLED = """
import os, signal, sys
sys.path.insert(0, {root!r})
from bywhom.store import Session
from bywhom.store.writer import Writer
from tests.fakes import Book
plain, calls = Writer._add_claims, []
def kill_at_third(self, *given):
    calls.append(1)
    plain(self, *given)
    if len(calls) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
Writer._add_claims = kill_at_third
Book(Session({path!r}, create=True)).read(*{texts!r})
"""


def test_a_killed_run_resumes_without_loss_or_double_rows(path, tmp_path):
    texts = [f"Blue Guard seized Arlon on 2015-03-{d:02d}. Red Guard left Bastogne." for d in range(1, 7)]
    code = _KILLED.format(root=str(Path(__file__).parents[2]), path=str(path), texts=texts)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == -9, done.stderr
    book = Book(Session(str(path)))
    assert len(book.view.reports()) == 2
    assert len(book.told()) == 4
    again = book.read(*texts)
    assert (len(again.known), len(again.read)) == (2, 4)
    whole = Book(Session(str(tmp_path / "whole.casefile"), create=True))
    whole.read(*texts)
    assert [t.id for t in book.told()] == [t.id for t in whole.told()]
    assert book.one("Blue Guard") == whole.one("Blue Guard")
