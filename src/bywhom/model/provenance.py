"""Who made a row: producer, run."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Producer:
    """A maker of rows: name, version, hash of its configuration. Two makers' rows live side by side."""

    name: str
    version: str
    config: str = ""

    @property
    def key(self) -> str:
        """``name/version/config``."""
        return "/".join(x for x in (self.name, self.version, self.config) if x)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the pipeline over some inputs."""

    id: str
    producer: Producer
    started_at: datetime
    ended_at: datetime | None = None
