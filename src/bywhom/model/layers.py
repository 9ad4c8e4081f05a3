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
class AttributionReading:
    """A cue with the spans that name its source and hold its content (either may be empty)."""

    cue: TaggedSpan
    sources: tuple[TaggedSpan, ...] = ()
    contents: tuple[TaggedSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What the tagger found in one text. Mention labels are re3d's, trigger labels the codebook's claim types.

    ``triggers`` are candidates only: reading their roles judges them. ``sources``, ``cues`` and ``contents`` are the
    spans of ``attributions``, which links them.
    """

    mentions: tuple[TaggedSpan, ...] = ()
    triggers: tuple[TaggedSpan, ...] = ()
    sources: tuple[TaggedSpan, ...] = ()
    cues: tuple[TaggedSpan, ...] = ()
    contents: tuple[TaggedSpan, ...] = ()
    attributions: tuple[AttributionReading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleReading:
    """What the role reader says of one trigger's sentence.

    ``attributes`` holds polarity, modality, source_kind, and where the type has them phase, degree, kind, act.
    ``confidence`` is calibrated: of the candidates with 0.7, about 70 % are claims of that type.
    """

    roles: Mapping[str, tuple[TaggedSpan, ...]] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    when: TaggedSpan | None = None
    source: tuple[TaggedSpan, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A person's name in a text: where it stands, whose it is (a number), the gender known of him (m, f or "")."""

    start: int
    end: int
    who: int
    gender: str = ""
