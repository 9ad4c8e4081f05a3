"""Annotate reports in stable order: in this process, or in several beside it."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from typing import Any, Protocol

from bywhom.config import Settings
from bywhom.errors import BywhomError
from bywhom.model.reading import Reading
from bywhom.model.source import Report
from bywhom.model.text import Span


class Annotates(Protocol):
    """What reads a text; ``bywhom.pipeline.annotate.Annotator`` is the one that ships."""

    def annotate(
        self, text: str, *, report: str, published: date | None, publisher: str, title: str, headings: Sequence[Span]
    ) -> Reading:
        """The reading of ``text``, whose ids are unique inside it."""
        ...


Load = Callable[[Settings], Annotates]
Outcome = Reading | BaseException


def load_annotator(settings: Settings) -> Annotates:
    """The annotator that ships."""
    from bywhom.pipeline.annotate import Annotator

    return Annotator.load(settings)


def annotate(annotator: Annotates, report: Report) -> Reading:
    """The reading of one report."""
    return annotator.annotate(
        report.text, report=report.id, published=report.published, publisher=report.publisher, title=report.title,
        headings=report.headings,
    )  # fmt: skip


_worker: Any = None  # each process's own annotator


def _start(load: Load, settings: Settings) -> None:
    global _worker  # noqa: PLW0603  # a pool's processes have no other place for what they load once
    _worker = load(settings)


def _work(report: Report) -> Reading:
    return annotate(_worker, report)


class Annotating:
    """Reads reports one after the other, with ``jobs`` processes; loads its annotator at the first report."""

    def __init__(self, load: Load, settings: Settings, jobs: int = 1) -> None:
        """Nothing is loaded yet: a run over known reports never needs to."""
        self._load, self._settings, self._jobs = load, settings, max(1, jobs)
        self._annotator: Annotates | None = None

    def each(self, items: Iterable[tuple[Any, Report | None]]) -> Iterator[tuple[Any, Report | None, Outcome | None]]:
        """For each ``(tag, report)`` the same with its reading, in order. A report of None passes through unread.

        What the annotator raises comes back as the outcome, so that one report does not stop the others.
        """
        if self._jobs == 1:
            for tag, report in items:
                yield tag, report, None if report is None else self._here(report)
            return
        yield from self._beside(items)

    def _here(self, report: Report) -> Outcome:
        if self._annotator is None:
            self._annotator = self._load(self._settings)
        try:
            return annotate(self._annotator, report)
        except Exception as error:  # one report that breaks the reader is refused, the others go on
            return error

    def _beside(
        self, items: Iterable[tuple[Any, Report | None]]
    ) -> Iterator[tuple[Any, Report | None, Outcome | None]]:
        import multiprocessing

        waiting: deque[tuple[Any, Report | None, Future[Reading] | None]] = deque()
        context = multiprocessing.get_context("spawn")  # forking a process that has loaded threads can hang
        with ProcessPoolExecutor(
            self._jobs, mp_context=context, initializer=_start, initargs=(self._load, self._settings)
        ) as pool:
            for tag, report in items:
                waiting.append((tag, report, None if report is None else pool.submit(_work, report)))
                while len(waiting) > 4 * self._jobs:
                    yield _done(*waiting.popleft())
            while waiting:
                yield _done(*waiting.popleft())


def _done(tag: Any, report: Report | None, future: Future[Reading] | None) -> tuple[Any, Report | None, Outcome | None]:
    if future is None:
        return tag, report, None
    try:
        return tag, report, future.result()
    except Exception as error:  # see Annotating.each
        return tag, report, error


def refusal_of(error: BaseException) -> tuple[str, str]:
    """Class name and message under which a failed reading is refused."""
    if isinstance(error, BywhomError):
        return type(error).__name__, error.message
    return type(error).__name__, f"the reader failed on this report: {error!r}. The other reports were read."
