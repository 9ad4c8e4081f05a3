"""Signing in, where the desk was given a password."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from bywhom.web.desk import TheDesk
from bywhom.web.pages import render
from bywhom.web.security import password_fits, set_cookie

router = APIRouter(include_in_schema=False)


def _inner(path: str) -> str:
    """``path`` when it lies on this desk, else the overview: no sign-in sends people elsewhere."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


@router.get("/login")
def login_page(request: Request, next: str = "/") -> Response:  # noqa: A002  # the field's name in the address
    """The page that asks for the password."""
    return render(request, "login.html", next=_inner(next), wrong=False)


@router.post("/login")
async def sign_in(
    request: Request, desk: TheDesk, password: Annotated[str, Form()] = "", next: Annotated[str, Form()] = "/"  # noqa: A002  # the field's name in the form
) -> Response:  # fmt: skip
    """Give the browser a session that is inside, or say that the password is wrong."""
    fits = not desk.settings.password or await asyncio.to_thread(password_fits, desk.settings.password, password)
    if not fits:
        await asyncio.sleep(1)  # a brake on guessing
        return render(request, "login.html", status_code=401, next=_inner(next), wrong=True)
    answer = RedirectResponse(_inner(next), 303)
    answer.headers["set-cookie"] = set_cookie(desk.sessions.new(inside=True))
    return answer
