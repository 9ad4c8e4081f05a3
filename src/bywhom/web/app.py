"""create_app(): the desk as an ASGI application: routes, errors, static files, the fence around them."""

import mimetypes
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from bywhom.casefile import Casefile
from bywhom.config import Settings
from bywhom.web import errors, routes
from bywhom.web.desk import Desk
from bywhom.web.pages import HERE
from bywhom.web.security import Fence, Sessions
from bywhom.web.settings import DeskSettings

mimetypes.add_type("text/javascript", ".mjs")  # browsers refuse modules of any other type
mimetypes.add_type("text/javascript", ".js")
_THREADS = 6  # at work at once: a desk serves one person or a few, and every thread keeps memory of its own


def create_app(
    casefile_address: str, settings: DeskSettings | None = None, *, reading: Settings | None = None
) -> FastAPI:
    """The desk over the casefile at ``casefile_address``, which is made when it is absent.

    ``reading`` are the program's settings (models, reviewer). Raises CasefileError and its kinds.
    """
    settings = settings or DeskSettings()
    book = Casefile.open(casefile_address, create=True, settings=reading)
    sessions = Sessions(settings)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = _THREADS
        app.state.desk.warm()
        yield
        book.close()

    app = FastAPI(
        title="Bywhom", summary="The desk's HTTP API: the same answers as its pages.", lifespan=life,
        docs_url=None, redoc_url=None, openapi_url="/api/openapi.json",
        middleware=[Middleware(Fence, settings=settings, sessions=sessions)],
    )  # fmt: skip
    app.state.desk = Desk(book, settings, sessions, casefile_address)
    for module in routes.ROUTES:
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    errors.install(app)
    return app
