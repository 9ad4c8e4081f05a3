"""The open desk: one casefile, its settings, and answers kept until something is written."""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from starlette.responses import Response

from bywhom.casefile import Casefile
from bywhom.errors import BywhomError
from bywhom.web.security import Sessions
from bywhom.web.settings import DeskSettings

T = TypeVar("T")
_KEPT = 256  # answers; a day of dragging the timeline
LARGE = 30_000  # claims of a casefile in which some answers take longer than a page may
_SOON, _LATE = 0.6, 60.0  # seconds that a page waits for an answer, in a large casefile and in another


class Desk:
    """What a route works with. Answers depend on the casefile's rows alone, so they are kept by its mark."""

    def __init__(self, book: Casefile, settings: DeskSettings, sessions: Sessions, address: str) -> None:
        """A desk over the open casefile ``book``."""
        self.book, self.settings, self.sessions, self.address = book, settings, sessions, address
        self._answers: OrderedDict[Hashable, object] = OrderedDict()
        self._mark: object = None
        self._lock = threading.Lock()
        self._working: dict[Hashable, Future[Any]] = {}
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="bywhom-answer")

    @property
    def name(self) -> str:
        """The casefile's name as people call it."""
        return self.address.rsplit("/", 1)[-1].removesuffix(".casefile")

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each noun the casefile holds."""
        return self.cached("counts", self.book.view.counts)

    @property
    def is_large(self) -> bool:
        """True for a casefile in which some answers take longer than a page may wait."""
        return self.counts["claims"] > LARGE

    def warm(self) -> None:
        """Read the columns of the account in the background, before somebody asks for them."""

        def read() -> None:
            with suppress(BywhomError):  # whoever asks next is told
                self.book.atlas()
                self.book.view.roots()

        threading.Thread(target=read, name="warm", daemon=True).start()

    def cached(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer under ``key``, made anew when the casefile was written since."""
        mark = self.book.view.mark()
        with self._lock:
            if mark != self._mark:
                self._answers.clear()
                self._mark = mark
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]  # type: ignore[return-value]  # a key is always used with one maker
        made = make()
        with self._lock:
            if mark == self._mark:
                self._answers[key] = made
                while len(self._answers) > _KEPT:
                    self._answers.popitem(last=False)
        return made

    def packed(self, key: Hashable, make: Callable[[], object]) -> Response:
        """The answer under ``key`` as JSON, kept in bytes: dragging a timeline asks for the same large ones."""

        def pack() -> bytes:
            return json.dumps(make(), ensure_ascii=False, separators=(",", ":")).encode()

        return Response(self.cached((key, "packed"), pack), media_type="application/json")

    def worked(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer under ``key``. Raises Working while it takes longer than a moment: it goes on meanwhile."""
        found = self.soon(key, make)
        if found is None:
            raise Working("the answer is being worked out")
        return found

    def soon(self, key: Hashable, make: Callable[[], T], patience: float | None = None) -> T | None:
        """The answer under ``key``; None while it takes longer than a moment (``patience``, in seconds)."""
        mark = self.book.view.mark()
        with self._lock:
            if mark == self._mark and key in self._answers:
                return self._answers[key]  # type: ignore[return-value]  # a key is always used with one maker
            work = self._working.get(key)
            if work is None:
                work = self._working[key] = self._pool.submit(self._work, key, make)
        try:
            found: T = work.result(timeout=patience if patience is not None else _SOON if self.is_large else _LATE)
        except TimeoutError:
            return None
        return found

    def kept(self, key: Hashable) -> Any:
        """The answer under ``key`` if it is there, else None; nothing is worked out."""
        mark = self.book.view.mark()
        with self._lock:
            return self._answers.get(key) if mark == self._mark else None

    def _work(self, key: Hashable, make: Callable[[], T]) -> T:
        try:
            return self.cached(key, make)
        finally:
            with self._lock:
                self._working.pop(key, None)


class Working(Exception):  # nothing is wrong: the page says so and asks again
    """An answer that takes longer than a page may wait is being worked out."""


def desk_of(request: Request) -> Desk:
    """The desk that serves ``request``."""
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(desk_of)]
