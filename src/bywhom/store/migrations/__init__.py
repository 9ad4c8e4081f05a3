"""The steps from an empty database to the present schema, each recorded in the transaction that made it."""

from collections.abc import Callable

from sqlalchemy import Connection, func, insert, inspect, select

from bywhom.errors import CasefileTooNew
from bywhom.store import clock
from bywhom.store.engine import APPLICATION_ID
from bywhom.store.migrations import m0001_initial, m0002_sheets
from bywhom.store.tables import migration

STEPS: tuple[tuple[int, str, Callable[[Connection], None]], ...] = (
    (1, "initial", m0001_initial.apply),
    (2, "sheets", m0002_sheets.apply),
)
NEWEST = STEPS[-1][0]


def level(connection: Connection) -> int:
    """The number of the last step that the database took; 0 for an empty one."""
    if not inspect(connection).has_table(migration.name):
        return 0
    return int(connection.execute(select(func.coalesce(func.max(migration.c.number), 0))).scalar_one())


def migrate(connection: Connection, address: str) -> int:
    """Take the steps that are missing; gives how many. Raises CasefileTooNew for a later version's casefile."""
    done = level(connection)
    if done > NEWEST:
        raise CasefileTooNew(
            f"the casefile has schema {done}, this program knows up to {NEWEST}", value=address, hint="update bywhom"
        )
    for number, name, apply in STEPS[done:]:
        apply(connection)
        connection.execute(insert(migration).values(number=number, name=name, recorded=clock.now()))
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={number}")
    return NEWEST - done
