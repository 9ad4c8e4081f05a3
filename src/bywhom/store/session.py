"""One casefile, one connection at a time, one unit of work."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.engine import Engine

from bywhom.store.engine import BUSY_SECONDS, is_server, open_engine
from bywhom.store.errors import guarded
from bywhom.store.migrations import NEWEST, level, migrate

_WRITER_LOCK = 0x42795768  # PostgreSQL: the advisory lock that makes writers take turns


class Session:
    """The open database behind a casefile. Reads may run in several threads; writes take turns."""

    def __init__(self, address: str, *, create: bool = False, busy_seconds: float = BUSY_SECONDS) -> None:
        """Open ``address``; with ``create`` make it when it is absent. Raises CasefileError and its kinds."""
        self.address = str(address)
        self.version = 0  # grows with every write of this process; readers drop what they remember
        self._lock = threading.RLock()
        with guarded(self.address):
            self.engine: Engine = open_engine(self.address, create=create, busy_seconds=busy_seconds)
            self._prepare(create=create)

    @property
    def is_sqlite(self) -> bool:
        """True for a file, False for PostgreSQL."""
        return not is_server(self.address)

    def _prepare(self, *, create: bool) -> None:
        with self.engine.connect() as connection:
            reached = level(connection)
        if reached == NEWEST:
            return
        if reached == 0 and not create and not self.is_sqlite:
            from bywhom.errors import NotACasefile

            raise NotACasefile("the database holds no casefile", value=self.address, hint="read something --into it")
        with self.write() as connection:
            migrate(connection, self.address)
        if self.is_sqlite:
            raw = self.engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA journal_mode=WAL")
            finally:
                raw.close()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading; what it sees does not change while it is held (SQLite)."""
        with guarded(self.address), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: everything in it lands, or nothing does."""
        with self._lock, guarded(self.address), self.engine.connect() as plain:
            connection = plain.execution_options(bywhom_write=True)
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(text("SET LOCAL lock_timeout = '10s'"))
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER_LOCK})
                yield connection
            self.version += 1

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()
