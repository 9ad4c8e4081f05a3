"""What a run did: read, already known, near copies, refused; for people and as JSON."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from bywhom.model.source import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """One report that the run added."""

    id: str
    locator: str
    title: str = ""
    published: date | None = None
    publisher: str = ""
    claims: int = 0
    words: int = 0
    copies: tuple[str, ...] = ()  # earlier reports that it is a near copy of
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a run stands; handed to the progress callback after every input."""

    done: int
    locator: str
    claims: int
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a run did, in the order of reading."""

    read: tuple[ReadReport, ...] = ()
    known: tuple[str, ...] = ()  # ids of reports that the casefile already held
    refused: tuple[Refusal, ...] = ()
    warnings: tuple[str, ...] = ()
    seconds: float = field(default=0.0, compare=False)

    @property
    def claims(self) -> int:
        """How many claims were added."""
        return sum(r.claims for r in self.read)

    @property
    def near_copies(self) -> int:
        """How many of the reports read are near copies of earlier ones."""
        return sum(1 for r in self.read if r.copies)

    def to_json(self) -> dict[str, Any]:
        """The report as plain data: ``read``, ``known``, ``refused``, ``warnings`` and totals."""
        return {
            "reports": len(self.read), "already_known": len(self.known), "near_copies": self.near_copies,
            "claims": self.claims, "seconds": round(self.seconds, 2),
            "read": [
                {**asdict(r), "published": None if r.published is None else r.published.isoformat(),
                 "copies": list(r.copies), "warnings": list(r.warnings)}
                for r in self.read
            ],
            "known": list(self.known), "refused": [asdict(r) for r in self.refused], "warnings": list(self.warnings),
        }  # fmt: skip
