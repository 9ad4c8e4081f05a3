"""A candidate claim: what any maker of claims, rules or learned, hands to the assembly."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bywhom.model.text import Span

PLAIN = 0.75  # confidence of a rule whose wording means nothing else: it stands without the learned maker's consent


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A claim as one maker sees it: spans of the report's text only, nothing resolved yet.

    ``polarity`` and ``modality`` are "" where the maker has no opinion. ``sources`` are spans that the maker
    takes for the speaker, nearest the reporter first. ``confidence`` is the maker's own, 0 to 1.
    """

    type: str
    trigger: Span
    sentence: Span
    roles: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    when: Span | None = None
    phase: str = ""
    polarity: str = ""
    modality: str = ""
    sources: tuple[Span, ...] = ()
    source_kind: str = ""
    confidence: float = 0.5
    maker: str = ""
