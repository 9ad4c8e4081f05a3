"""Giving back: the rows of any view in any format, with citations, and dossiers as pages."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from bywhom.casefile import Casefile
from bywhom.web.desk import TheDesk
from bywhom.web.filters import TheFilters
from bywhom.web.pages import render

router = APIRouter(tags=["export"])
Ids = Annotated[str, Query(max_length=200_000)]
_IN_MEMORY = 8 << 20  # beyond this an export waits on the disk


def _listed(ids: str) -> list[str]:
    return [i for i in ids.split(",") if i]


@router.get("/export", include_in_schema=False)
def export_page(request: Request, desk: TheDesk, chosen: TheFilters, id: Ids = "") -> Response:
    """The page on which a format is chosen for the rows of a view."""
    filters, ids = chosen.given(), _listed(id)
    rows = len(ids) or desk.book.count(**filters)
    return render(
        request, "export.html", formats=Casefile.export_formats(), filters=filters, ids=",".join(ids), rows=rows,
        protected=len(desk.book.shield.entities),
    )  # fmt: skip


@router.get("/api/export/{form}")
def export(desk: TheDesk, chosen: TheFilters, form: str, rows: str = "claims", id: Ids = "") -> Response:
    """The rows that meet the query's filters (or those with the ids ``id``) as a file."""
    out: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # closed when it was sent
    try:
        done = desk.book.export(out, form=form, what=rows, claims=_listed(id), **chosen.given())  # type: ignore[arg-type]  # a spooled file is a binary one; filters are checked by it
    except BaseException:
        out.close()
        raise
    made = next(f for f in Casefile.export_formats() if f.name == done.form)
    size = out.tell()
    out.seek(0)
    name = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in desk.name) or "casefile"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}-{rows}{made.extension}"', "Content-Length": str(size),
        "X-Bywhom-Rows": str(done.rows), "X-Bywhom-Protected": str(done.protected),
    }  # fmt: skip
    return StreamingResponse(_chunks(out), media_type=made.media_type, headers=headers)


def _chunks(out: IO[bytes]) -> Iterator[bytes]:
    with out:
        while chunk := out.read(1 << 16):
            yield chunk


@router.get("/export/dossier/{id_}", include_in_schema=False)
def dossier_page(request: Request, desk: TheDesk, id_: str, on: str = "") -> Response:
    """The dossier laid out for the printer, which also makes the PDF."""
    made = desk.cached(("dossier", id_, on), lambda: desk.book.dossier(id_, on=on or None))
    return render(request, "dossier.html", d=made, on=on, today=datetime.now(UTC).date())


@router.get("/api/export/dossier/{id_}")
def dossier(desk: TheDesk, id_: str, on: str = "") -> Response:
    """The dossier as one HTML file that needs nothing but itself."""
    page = desk.book.dossier_page(id_, form="html", on=on or None)
    headers = {"Content-Disposition": 'attachment; filename="dossier.html"'}
    return Response(page, media_type="text/html; charset=utf-8", headers=headers)
