"""The learned maker of claims: triggers and role readings of the learned parts as candidates."""

from collections.abc import Iterator, Sequence

from bywhom.extract.candidate import Candidate
from bywhom.model.claim import ACTS, CLAIM_TYPES, DEGREES, SUPPORT_KINDS, required_roles, roles_of
from bywhom.model.layers import RoleReading, TaggedSpan
from bywhom.model.text import Span

MAKER = "learned"
FIRST, MORE, OTHER = 0.25, 0.35, 0.45  # bars: a required role's best filler, its further ones, other roles
_LABELS = {
    "affiliate": ("degree", frozenset(DEGREES)),
    "supports": ("kind", frozenset(SUPPORT_KINDS)),
    "statement": ("act", frozenset(ACTS)),
}


def _kept(type_: str, role: str, spans: Sequence[TaggedSpan]) -> tuple[Span, ...]:
    """The fillers worth keeping: the best of a required role always, what else the reader is sure enough of.

    The bars were chosen on the reports that training kept aside (training/prepare.py, split "hold").
    """
    mutual = role in {"party", "side"}
    required = role in required_roles(type_)
    best = max((s.score for s in spans), default=0.0)
    bar = FIRST if required and mutual else MORE if required else OTHER
    return tuple(Span(s.start, s.end) for s in spans if s.score >= bar or (required and s.score == best >= FIRST))


def learned_candidates(
    sentences: Sequence[Span], triggers: Sequence[tuple[int, TaggedSpan]], readings: Sequence[RoleReading]
) -> Iterator[Candidate]:
    """One candidate a (trigger, reading) pair; a trigger is (index of its sentence, tagged span).

    Roles that the codebook does not give the type are left out, as is a label outside its closed list.
    """
    for (index, trigger), reading in zip(triggers, readings, strict=True):
        if trigger.label not in CLAIM_TYPES:
            continue
        allowed = roles_of(trigger.label)
        roles = {
            role: kept
            for role, spans in reading.roles.items()
            if role in allowed and (kept := _kept(trigger.label, role, spans))
        }
        labels = {}
        if trigger.label in _LABELS:
            name, values = _LABELS[trigger.label]
            value = reading.attributes.get(name, "")
            if value in values:
                labels[name] = value
        yield Candidate(
            type=trigger.label, trigger=Span(trigger.start, trigger.end), sentence=sentences[index], roles=roles,
            labels=labels, when=None if reading.when is None else Span(reading.when.start, reading.when.end),
            phase=reading.attributes.get("phase", ""), polarity=reading.attributes.get("polarity", ""),
            modality=reading.attributes.get("modality", ""),
            sources=tuple(Span(s.start, s.end) for s in reading.source),
            source_kind=reading.attributes.get("source_kind", ""), confidence=reading.confidence, maker=MAKER,
        )  # fmt: skip
