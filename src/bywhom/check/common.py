"""A check: fed the casefile's rows as plain values in one traversal, then asked for its verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: which row, and what about it."""

    check: str
    row: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """One report with everything that was read in it, as plain values. Ids are the casefile's."""

    id: str
    text: str
    sha256: str
    data: bytes
    original: str
    published: date | None
    recorded: int  # microseconds since 1970
    taken_at: int
    sentences: Sequence[tuple[int, int, str]]
    mentions: Sequence[tuple[int, int]]
    entities: Sequence[Mapping[str, Any]]  # id, name, type, place
    claims: Sequence[Mapping[str, Any]]  # id, type, sentence, trigger, trigger_text, roles, when, edtf, source, …


class Check(Protocol):
    """Fed every report, then finished."""

    name: str

    def feed(self, report: Bundle) -> list[Problem]:
        """What is wrong in this report."""
        ...

    def finish(self, facts: Mapping[str, Any]) -> list[Problem]:
        """What is wrong with the whole; ``facts`` holds counts and dangling references of the casefile."""
        ...


class Silent:
    """What a check says when it has nothing to say."""

    def feed(self, _report: Bundle) -> list[Problem]:
        """Nothing."""
        return []

    def finish(self, _facts: Mapping[str, Any]) -> list[Problem]:
        """Nothing."""
        return []
