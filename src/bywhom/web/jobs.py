"""Work that takes longer than a request: readings in the background, one after the other, with their progress."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from bywhom.errors import BywhomError, UnknownName

_KEPT = 50  # finished jobs whose outcome can still be asked for


@dataclass(slots=True)
class Job:
    """One piece of work: waiting, running, done or failed."""

    id: str
    total: int
    state: str = "waiting"
    done: int = 0
    claims: int = 0
    now: str = ""
    outcome: dict[str, Any] = field(default_factory=dict)
    problem: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The job as JSON."""
        return {
            "id": self.id, "state": self.state, "done": self.done, "total": self.total, "claims": self.claims,
            "now": self.now, "outcome": self.outcome, "problem": self.problem,
        }  # fmt: skip


class Jobs:
    """The jobs of one desk. They run one at a time: a casefile has one writer."""

    def __init__(self) -> None:
        """No job yet."""
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="bywhom-reading")
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()

    def start(self, total: int, work: Callable[[Job], dict[str, Any]]) -> Job:
        """Queue ``work``, which is handed the job to note its progress on and gives the outcome."""
        job = Job(id=secrets.token_hex(8), total=total)
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > _KEPT:
                self._jobs.popitem(last=False)
        self._pool.submit(self._run, job, work)
        return job

    def _run(self, job: Job, work: Callable[[Job], dict[str, Any]]) -> None:
        job.state = "running"
        try:
            job.outcome = work(job)
            job.state = "done"
        except BywhomError as error:
            job.problem, job.state = error.message, "failed"
        except Exception as error:
            job.problem, job.state = f"The work broke off: {type(error).__name__}. What was read is kept.", "failed"
            raise

    def get(self, id_: str) -> Job:
        """The job ``id_``. Raises UnknownName."""
        with self._lock:
            if id_ not in self._jobs:
                raise UnknownName("no such work is known here", value=id_, hint="it may be from before a restart")
            return self._jobs[id_]
