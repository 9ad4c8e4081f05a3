"""Who says it, through whom, and how they stand to it."""

from dataclasses import dataclass

from bywhom.model.text import Span

SOURCE_KINDS = (
    "reporter", "named_official", "named_witness", "named_other", "anonymous_official", "anonymous_witness",
    "anonymous_other", "armed_group", "organisation", "media", "document",
)  # codebook, "Attributes of every claim"  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One act of saying: source, cue and content as in PolNeAR; ``parent`` is the attribution it stands in."""

    id: str
    source: Span | None = None
    cue: Span | None = None
    content: tuple[Span, ...] = ()
    entity: str = ""
    kind: str = "anonymous_other"
    parent: str = ""
    narrative: bool = False  # the content runs on over sentences with no cue of their own
    weak: bool = False  # a rule's reading without the tagger's backing: told only where a claim rests on it
