"""Adding reports: dropped files and pasted text, read in the background, with a plain account of what was refused."""

import shutil
import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, UploadFile
from starlette.responses import Response

from bywhom.casefile.dates import day
from bywhom.errors import EmptyInput, TooLarge
from bywhom.web.desk import Desk, TheDesk
from bywhom.web.jobs import Job, Jobs
from bywhom.web.pages import render

router = APIRouter(tags=["adding"])
MOST_FILES = 2_000
_CHUNK = 1 << 20


def jobs_of(request: Request) -> Jobs:
    """The desk's jobs."""
    state = request.app.state
    if not hasattr(state, "jobs"):
        state.jobs = Jobs()
    jobs: Jobs = state.jobs
    return jobs


@router.get("/add", include_in_schema=False)
def add_page(request: Request) -> Response:
    """The page on which files are dropped and text is pasted."""
    return render(request, "add.html")


@router.post("/api/reports", status_code=202)
async def add_reports(
    request: Request, desk: TheDesk, files: list[UploadFile] | None = None, text: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "", publisher: Annotated[str, Form(max_length=300)] = "",
) -> dict[str, Any]:  # fmt: skip
    """Read files or a pasted text; gives the job, whose progress stands under /api/jobs."""
    if published:
        day(published)  # a date that does not exist is said at once
    given = [f for f in files or [] if f.filename]
    if not given and not text.strip():
        raise EmptyInput("nothing was handed over", hint="drop files or paste the text of a report")
    if len(given) > MOST_FILES:
        raise TooLarge(f"more than {MOST_FILES:,} files at once", value=len(given), hint="put them into a zip archive")
    folder = Path(tempfile.mkdtemp(prefix="bywhom-"))
    try:
        paths = [await _keep(folder / str(n), f) for n, f in enumerate(given)]
        if text.strip():
            paths.append(folder / "pasted.txt")
            paths[-1].write_text(text, encoding="utf-8")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    job = jobs_of(request).start(len(paths), lambda job: _read(desk, job, folder, paths, (published, publisher)))
    return job.as_dict()


async def _keep(folder: Path, file: UploadFile) -> Path:
    """Write an upload under its own bare name into ``folder``."""
    folder.mkdir()
    name = Path((file.filename or "").replace("\\", "/")).name.replace("\x00", "")[-150:] or "report"
    path = folder / (name if name not in (".", "..") else "report")
    with path.open("wb") as out:
        while chunk := await file.read(_CHUNK):
            out.write(chunk)
    return path


def _read(desk: Desk, job: Job, folder: Path, paths: list[Path], said: tuple[str, str]) -> dict[str, Any]:
    def tell(step: Any) -> None:
        job.done, job.claims, job.now = step.done, step.claims, Path(step.locator).name

    try:
        report = desk.book.read_handed(paths, published=said[0], publisher=said[1], progress=tell)
        job.done = max(job.done, job.total)
        return report.to_json()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@router.get("/api/jobs/{id_}")
def job_state(request: Request, id_: str) -> dict[str, Any]:
    """How far a reading is, and what came of it."""
    return jobs_of(request).get(id_).as_dict()
