"""Open SQLite or PostgreSQL; the differences between the dialects that concern a connection end here."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection

from bywhom.errors import CasefileDamaged, CasefileError, NotACasefile

APPLICATION_ID = 0x42795768  # "ByWh" in SQLite's header marks the file as ours
BUSY_SECONDS = 10.0  # how long a writer waits for another before it gives up
_MAGIC = b"SQLite format 3\x00"


def is_server(address: str) -> bool:
    """True for the address of a PostgreSQL database, False for a file."""
    return address.startswith(("postgresql://", "postgresql+psycopg://", "postgres://"))


def open_engine(address: str, *, create: bool, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine for the casefile at ``address`` (a path or a postgresql:// address).

    Raises NotACasefile when the file is something else, or absent and ``create`` is False.
    """
    if is_server(address):
        return _open_server(address)
    path = Path(address).expanduser()
    _recognise(path, create=create)
    engine = create_engine(
        f"sqlite:///{path}", connect_args={"timeout": busy_seconds, "check_same_thread": False}, pool_size=8
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _open_server(address: str) -> Engine:
    scheme, _, rest = address.partition("://")
    try:
        return create_engine(f"postgresql+psycopg://{rest}", pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise CasefileError(
            "PostgreSQL needs the psycopg package", value=scheme, hint="install bywhom[postgres]"
        ) from error


def _recognise(path: Path, *, create: bool) -> None:
    """Refuse what is no casefile before SQLite touches it."""
    if path.is_dir():
        raise NotACasefile("a folder is no casefile", value=path, hint="name a file, such as war.casefile")
    if not path.exists():
        if not create:
            raise NotACasefile("there is no casefile", value=path, hint=f"make it with: bywhom read PATH --into {path}")
        if not path.parent.is_dir():
            raise CasefileError("the folder of the casefile does not exist", value=path.parent, hint="make it first")
        return
    with path.open("rb") as file:
        head = file.read(100)
    if not head and create:
        return
    mark = int.from_bytes(head[68:72], "big")
    if head[:16] == _MAGIC and len(head) < 100:
        raise CasefileDamaged("the casefile is cut off", value=path, hint="take the last good copy")
    if head[:16] != _MAGIC or mark not in (APPLICATION_ID, 0) or (mark == 0 and not _is_blank(path)):
        raise NotACasefile("the file is not a casefile", value=path, hint="name a file that bywhom read made")


def _is_blank(path: Path) -> bool:
    """True for a database without tables and mark: one whose making was cut short before its first commit."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None
    except sqlite3.Error:
        return False
    finally:
        connection.close()


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin_sqlite
    cursor = connection.cursor()
    for pragma in (
        "foreign_keys=ON",
        "synchronous=NORMAL",  # with WAL: a power cut may lose the last report, never half of one
        "cache_size=-65536",
        "temp_store=MEMORY",
        "mmap_size=1073741824",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the write lock at once, so that it waits here and never fails half-way.
    write = connection.get_execution_options().get("bywhom_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
