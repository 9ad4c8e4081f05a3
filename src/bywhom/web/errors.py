"""Error type → status, and the one shape of an error: a page for people, JSON for programs."""

from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from bywhom import errors
from bywhom.web.desk import Working
from bywhom.web.pages import render

STATUS: Mapping[type[errors.BywhomError], int] = {
    errors.TooLarge: 413,
    errors.InputRefused: 422,
    errors.UnknownName: 404,
    errors.AmbiguousName: 409,
    errors.BadQuery: 400,
    errors.CasefileLocked: 503,
    errors.DiskFull: 507,
    errors.CasefileError: 500,
    errors.ModelMissing: 501,
    errors.Forbidden: 403,
    errors.BywhomError: 500,
}  # the first that the error is an instance of, so kinds stand before their parents


def status_of(error: errors.BywhomError) -> int:
    """The status with which ``error`` is answered."""
    return next(status for kind, status in STATUS.items() if isinstance(error, kind))


def body_of(error: errors.BywhomError) -> dict[str, object]:
    """``error`` as JSON, the same shape as the commands' ``--json``."""
    return {
        "error": type(error).__name__, "message": error.message,
        "value": None if error.value is None else str(error.value), "choices": list(error.choices),
    }  # fmt: skip


def wants_page(request: Request) -> bool:
    """True when a person's browser asked, for a page."""
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


def _answer(request: Request, status: int, body: dict[str, object]) -> Response:
    if wants_page(request):
        return render(request, "error.html", status_code=status, status=status, problem=body)
    return JSONResponse(body, status)


def install(app: FastAPI) -> None:
    """Answer every error of the tree, every bad parameter and every missing page in that shape."""

    async def known(request: Request, error: Exception) -> Response:
        assert isinstance(error, errors.BywhomError)
        return _answer(request, status_of(error), body_of(error))

    async def missing(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        said = "there is no such page" if error.status_code == 404 else str(error.detail)
        value = request.url.path if error.status_code == 404 else None
        message = f"{said}: {value}." if value else f"{said}."
        body: dict[str, object] = {"error": "NotFound" if value else "Refused", "message": message, "value": value}
        return _answer(request, error.status_code, {**body, "choices": []})

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        where = ".".join(str(p) for p in first["loc"][1:])
        message = f"the field {where} cannot be read: {first['msg']}."
        body: dict[str, object] = {
            "error": "BadQuery",
            "message": message,
            "value": str(first.get("input")),
            "choices": [],
        }
        return _answer(request, 422, body)

    async def working(request: Request, error: Exception) -> Response:
        if not wants_page(request):
            body: dict[str, object] = {
                "error": "Working",
                "message": f"{error}: ask again.",
                "value": None,
                "choices": [],
            }
            return JSONResponse(body, 202, headers={"Retry-After": "2"})
        return render(request, "working.html", status_code=202, claims=request.app.state.desk.counts["claims"])

    app.add_exception_handler(errors.BywhomError, known)
    app.add_exception_handler(Working, working)
    app.add_exception_handler(HTTPException, missing)
    app.add_exception_handler(RequestValidationError, invalid)
