"""Giving back: the rows of any view in any format, with citations, and dossiers as pages."""

import tempfile
from collections.abc import Iterator
from typing import IO, Any

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from bywhom.casefile import Casefile
from bywhom.web.desk import TheDesk
from bywhom.web.pages import render

router = APIRouter(tags=["export"])
FILTERS = (
    "type", "actor", "place", "source", "report", "on", "since", "until", "known", "text", "polarity", "modality",
    "order",
)  # fmt: skip
_IN_MEMORY = 8 << 20  # beyond this an export waits on the disk


def _filters(request: Request) -> dict[str, Any]:
    return {k: v for k in FILTERS if (v := request.query_params.get(k, ""))}


@router.get("/export", include_in_schema=False)
def export_page(request: Request, desk: TheDesk) -> Response:
    """The page on which a format is chosen for the rows of a view."""
    filters = _filters(request)
    ids = [i for i in request.query_params.get("id", "").split(",") if i]
    rows = len(ids) or desk.book.count(**filters)
    return render(
        request, "export.html", formats=Casefile.export_formats(), filters=filters, ids=",".join(ids), rows=rows,
        protected=len(desk.book.shield.entities),
    )  # fmt: skip


@router.get("/api/export/{form}")
def export(request: Request, desk: TheDesk, form: str, rows: str = "claims") -> Response:
    """The rows that meet the query's filters (or those with the ids ``id``) as a file."""
    ids = [i for i in request.query_params.get("id", "").split(",") if i]
    out: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # closed when it was sent
    try:
        done = desk.book.export(out, form=form, what=rows, claims=ids, **_filters(request))  # type: ignore[arg-type]  # a spooled file is a binary one; filters are checked by it
    except BaseException:
        out.close()
        raise
    chosen = next(f for f in Casefile.export_formats() if f.name == done.form)
    size = out.tell()
    out.seek(0)
    name = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in desk.name) or "casefile"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}-{rows}{chosen.extension}"', "Content-Length": str(size),
        "X-Bywhom-Rows": str(done.rows), "X-Bywhom-Protected": str(done.protected),
    }  # fmt: skip
    return StreamingResponse(_chunks(out), media_type=chosen.media_type, headers=headers)


def _chunks(out: IO[bytes]) -> Iterator[bytes]:
    with out:
        while chunk := out.read(1 << 16):
            yield chunk
