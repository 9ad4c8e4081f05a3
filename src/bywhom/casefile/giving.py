"""Giving the account back: rows as files in other programs' formats, with citations, without protected people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Unpack

from bywhom.casefile import shapes
from bywhom.casefile.queries import Day, Filters, Known, Queries
from bywhom.errors import BywhomError, DiskFull
from bywhom.export.common import Batch, Format, Note
from bywhom.export.registry import FORMATS, format_named, format_of_file
from bywhom.model.account import ClaimQuery, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export did: rows (features, edges, entities) written, and how many entities are protected in it."""

    file: str
    form: str
    what: str
    rows: int
    protected: int
    filters: dict[str, str]


class Giving(Queries):
    """Exports. Protected people are taken out of every one, unless the casefile was opened with ``reveal``."""

    @staticmethod
    def export_formats() -> tuple[Format, ...]:
        """The formats, in the order in which they are offered."""
        return FORMATS

    def export(
        self, to: str | Path | BinaryIO, *, form: str = "", what: str = "claims", claims: Sequence[str] = (),
        **filters: Unpack[Filters],
    ) -> Exported:  # fmt: skip
        """Write the claims (or findings) that meet ``filters`` to a file or an open binary one.

        ``form`` is a format's name; "" goes by the ending of the file's name. ``claims`` narrows to those ids.
        Raises UnknownValue for a format that cannot hold them, BadQuery for filters, DiskFull and BywhomError when
        the file cannot be written; a file that could not be written whole is not left behind.
        """
        name = str(to) if isinstance(to, str | Path) else ""
        chosen = format_named(form, what=what) if form or not name else format_of_file(name, what=what)
        batch, note = self._batch(what, claims, filters), self._note(what, filters)
        rows = _to_file(Path(to), chosen, batch, note) if isinstance(to, str | Path) else chosen.write(batch, to, note)
        return Exported(
            file=name, form=chosen.name, what=what, rows=rows, protected=note.protected, filters=dict(note.filters)
        )

    def export_bytes(
        self, form: str, *, what: str = "claims", claims: Sequence[str] = (), **filters: Unpack[Filters]
    ) -> tuple[bytes, Format]:
        """The same in memory, with the format that it is in."""
        out = BytesIO()
        self.export(out, form=form, what=what, claims=claims, **filters)
        return out.getvalue(), format_named(form, what=what)

    def export_dossier(self, to: str | Path, name: str, *, on: Day | None = None, known: Known = None) -> Exported:
        """Write the dossier of ``name`` as one HTML page that needs nothing but itself and prints well."""
        page = self.dossier_page(name, form="html", on=on, known=known)
        _whole(Path(to), lambda out: out.write(page.encode()))
        return Exported(
            file=str(to), form="html", what="dossier", rows=1, protected=len(self.shield.entities),
            filters={k: str(v) for k, v in {"on": on, "known": known}.items() if v is not None},
        )  # fmt: skip

    def _batch(self, what: str, ids: Sequence[str], filters: Filters) -> Batch:
        if what == "claims":
            return Batch(what=what, claims=self._asked(ids, filters), shape=shapes.claim)
        found = self.findings(**filters)
        if ids:
            wanted = set(ids)
            found[:] = [f for f in found if wanted & {*f.because, *f.dissent}]
        because = frozenset(c for f in found for c in (*f.because, *f.dissent))
        cited = {t.id: t for t in self._by_ids(because)}
        return Batch(what=what, findings=found, cited=cited, shape=shapes.anything)

    def _asked(self, ids: Sequence[str], filters: Filters) -> Iterator[Told]:
        if not ids:
            return self.each_claim(**filters)
        return self._by_ids(frozenset(ids))

    def _by_ids(self, ids: frozenset[str]) -> Iterator[Told]:
        shield = self.shield
        return (shield(t) for t in self.view.claims(ClaimQuery(ids=ids))) if ids else iter(())

    def _note(self, what: str, filters: Filters) -> Note:
        told: dict[str, Any] = {k: v for k, v in filters.items() if v not in (None, "")}
        return Note(
            title=Path(self._session.address).name if self._session.is_sqlite else "casefile",
            made_at=datetime.now(UTC), producer=f"Bywhom {version('bywhom')}",
            filters={"rows": what, **{k: self.shield.words(str(v)) for k, v in told.items()}},
            protected=len(self.shield.entities),
        )  # fmt: skip


def _to_file(path: Path, form: Format, batch: Batch, note: Note) -> int:
    rows = 0

    def write(out: BinaryIO) -> None:
        nonlocal rows
        rows = form.write(batch, out, note)

    _whole(path, write)
    return rows


def _whole(path: Path, write: Any) -> None:
    """Write beside the file first, then put it in its place: what stood there is kept until the new one is whole."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as out:
            write(out)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        full = error.errno == 28  # ENOSPC
        kind = DiskFull if full else BywhomError
        hint = "make room and try again" if full else "check the folder's name, and that you may write in it"
        raise kind(f"the export could not be written ({error.strerror})", value=path, hint=hint) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
