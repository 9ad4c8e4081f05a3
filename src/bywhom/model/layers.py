"""Annotation layers: what nlp lays over a text and extract reads, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedSpan:
    """A labelled range of characters with the tagger's score (0 to 1)."""

    start: int
    end: int
    label: str
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What the tagger found in one text. Mention labels are re3d's, trigger labels the codebook's claim types."""

    mentions: tuple[TaggedSpan, ...] = ()
    triggers: tuple[TaggedSpan, ...] = ()
    sources: tuple[TaggedSpan, ...] = ()
    cues: tuple[TaggedSpan, ...] = ()
    contents: tuple[TaggedSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleReading:
    """What the role reader says of one trigger: role fillers, attributes, and how likely it is a claim at all."""

    roles: Mapping[str, tuple[TaggedSpan, ...]] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)  # polarity modality phase degree kind act source_kind
    when: TaggedSpan | None = None
    source: tuple[TaggedSpan, ...] = ()
    confidence: float = 0.0
