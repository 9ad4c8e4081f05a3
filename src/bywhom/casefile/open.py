"""Casefile: open a file or a PostgreSQL address; read, ask, review."""

import gc
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

from bywhom.casefile import dates
from bywhom.casefile.adding import Adding
from bywhom.casefile.coding import Coding
from bywhom.casefile.evidence import Evidences
from bywhom.casefile.giving import Giving
from bywhom.casefile.marking import Marking
from bywhom.casefile.network import Networks
from bywhom.casefile.queries import Day, Queries
from bywhom.casefile.review import Review
from bywhom.casefile.texts import Texts
from bywhom.casefile.upkeep import Upkeep
from bywhom.config import Settings, load_settings
from bywhom.pipeline.report import Progress, RunReport
from bywhom.store.session import Session

_PYTHONS_OWN = (700, 2000)  # the first threshold of Python 3.11 and of later versions
_YOUNG = 50_000  # values made between two looks of the garbage collector; Python's own 700 suits small programs


def _collect_seldom() -> None:
    """Let the garbage collector look less often: an answer makes hundreds of thousands of small values, none in a
    cycle, and looking through them costs as long as the answer itself. Set by this process, it is left as it is.
    """
    if gc.get_threshold()[0] in _PYTHONS_OWN:
        gc.set_threshold(_YOUNG, 20, 50)


class Casefile(Adding, Coding, Evidences, Giving, Marking, Networks, Queries, Review, Texts, Upkeep):
    """The account of a conflict, kept in one file.

    >>> with Casefile.open("war.casefile", create=True) as casefile:   # doctest: +SKIP
    ...     casefile.read(["reports/"], publisher="A Paper")
    ...     casefile.control("Some Town", on="2015-10-06").actors
    """

    @classmethod
    def open(
        cls, address: str | Path, *, create: bool = False, settings: Settings | None = None,
        reveal: Collection[str] = (),
    ) -> "Casefile":  # fmt: skip
        """Open the casefile at ``address``: a path, or a postgresql:// address.

        ``create`` makes it when it is absent. ``reveal`` names protected entities that answers may show.
        Raises NotACasefile, CasefileDamaged, CasefileLocked, CasefileTooNew, CasefileError.
        """
        _collect_seldom()
        return cls(Session(str(address), create=create), settings or load_settings(), reveal)

    def read(
        self, sources: Iterable[str | Path] | str | Path, *, published: Day | None = None, publisher: str = "",
        jobs: int = 1, progress: Callable[[Progress], None] | None = None, **more: Any,
    ) -> RunReport:  # fmt: skip
        """Read files, folders, archives, "-" or addresses into the casefile; see ``pipeline.run.read``.

        The same bytes again add nothing; a run that was cut short goes on where it stopped. Bad inputs are refused by
        name in the result and the rest is read.
        """
        from bywhom.pipeline.run import ReadOptions, read

        given = [sources] if isinstance(sources, str | Path) else sources
        day = None if published is None else dates.day(published)
        options = ReadOptions(published=day, publisher=publisher, jobs=jobs, progress=progress, **more)
        return read(self._session, given, settings=self._settings, options=options)

    def close(self) -> None:
        """Let go of the file."""
        self._session.close()

    def __enter__(self) -> "Casefile":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
