"""The open desk: one casefile, its settings, and answers kept until something is written."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import Annotated, TypeVar

from fastapi import Depends, Request

from bywhom.casefile import Casefile
from bywhom.errors import BywhomError
from bywhom.web.security import Sessions
from bywhom.web.settings import DeskSettings

T = TypeVar("T")
_KEPT = 256  # answers; a day of dragging the timeline


class Desk:
    """What a route works with. Answers depend on the casefile's rows alone, so they are kept by its mark."""

    def __init__(self, book: Casefile, settings: DeskSettings, sessions: Sessions, address: str) -> None:
        """A desk over the open casefile ``book``."""
        self.book, self.settings, self.sessions, self.address = book, settings, sessions, address
        self._answers: OrderedDict[Hashable, object] = OrderedDict()
        self._mark: object = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """The casefile's name as people call it."""
        return self.address.rsplit("/", 1)[-1].removesuffix(".casefile")

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each noun the casefile holds."""
        return self.cached("counts", self.book.view.counts)

    def warm(self) -> None:
        """Read the columns of the account in the background, before somebody asks for them."""

        def read() -> None:
            with suppress(BywhomError):  # whoever asks next is told
                self.book.atlas()

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


def desk_of(request: Request) -> Desk:
    """The desk that serves ``request``."""
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(desk_of)]
