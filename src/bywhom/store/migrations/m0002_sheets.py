"""Step 2: a sheet for every report, made from the claims that are there."""

from sqlalchemy import Connection

from bywhom.store.tables import report, sheet


def apply(connection: Connection) -> None:
    """Make the table and fill it; a casefile made by step 1 of this version has it already, still empty."""
    from bywhom.store.follow import rebuild_sheets

    sheet.create(connection, checkfirst=True)
    for index in report.indexes:
        index.create(connection, checkfirst=True)
    rebuild_sheets(connection)
