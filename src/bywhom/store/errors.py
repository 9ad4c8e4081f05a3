"""What the database says, in Bywhom's own errors: the one place that reads driver messages."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bywhom.errors import CasefileDamaged, CasefileError, CasefileLocked, DiskFull, NotACasefile

# driver message (lower case) → error, what happened, what to do; the first that stands in the message holds
_SAYINGS: tuple[tuple[tuple[str, ...], type[CasefileError], str, str], ...] = (
    (("is locked", "is busy", "lock timeout", "lock_not_available", "could not obtain lock"), CasefileLocked,
     "another process is writing to the casefile", "wait until it has ended, then run the same command again"),
    (("disk is full", "no space left", "diskfull", "could not extend file"), DiskFull,
     "no space is left on the disk", "nothing was half-written: free some space and run the same command again"),
    (("not a database",), NotACasefile, "the file is not a casefile", "name a file that bywhom read made"),
    (("malformed", "corrupt", "disk i/o error", "file is encrypted"), CasefileDamaged, "the casefile is damaged",
     "take the last good copy, or save what can be read with: sqlite3 FILE .recover"),
    (("readonly", "read-only", "permission denied"), CasefileError, "the casefile may not be written",
     "check the rights of the file and its folder"),
    (("unable to open",), CasefileError, "the casefile cannot be opened",
     "check that the folder exists and its rights"),
    (("no such table", "no such column", "does not exist"), CasefileDamaged,
     "the casefile lacks a table that it must have", "take the last good copy, or run bywhom check"),
    (("connection", "could not translate host", "password"), CasefileError, "the database server does not answer",
     "check the address, the server and the password"),
)  # fmt: skip


def translate(error: BaseException, address: str) -> CasefileError:
    """The CasefileError that ``error`` of the driver amounts to; ``address`` names the casefile for the person."""
    inner = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    said = f"{type(inner).__name__} {inner}".lower()
    for needles, kind, what, hint in _SAYINGS:
        if any(n in said for n in needles):
            return kind(what, value=address, hint=hint)
    return CasefileError(f"the casefile {address} could not be used", value=inner, hint="run bywhom check on it")


@contextmanager
def guarded(address: str) -> Iterator[None]:
    """Run the body; what the driver raises in it leaves as a CasefileError."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise translate(error, address) from error
    except OSError as error:
        raise translate(error, address) from error
