"""Independent origins: how many roots of knowledge stand behind claims, by the rule of the design.

Two reports are one origin when one is a near copy of the other, when both relay the same speaker's words, or when one
cites the other. Different speakers in one report are different origins. An anonymous speaker counts as one origin a
report and class. Speakers of one camp are flagged, never merged.
"""

from collections.abc import Iterable, Mapping, Sequence

from bywhom.analysis.common import first_speaker, first_speakers, ids_of, speaker_name
from bywhom.analysis.context import Context, same_words
from bywhom.analysis.names import core
from bywhom.analysis.union import Groups
from bywhom.model.account import ReportCard, Speaker, Told
from bywhom.model.finding import Origin
from bywhom.model.ids import content_id

Root = tuple[str, ...]


def roots_of(told: Told) -> dict[Root, Speaker]:
    """The raw roots of one claim, one for each speaker who says it beside others."""
    roots: dict[Root, Speaker] = {}
    for speaker in first_speakers(told):
        roots.setdefault(root_of(told, speaker), speaker)
    return roots


def root_of(told: Told, speaker: Speaker) -> Root:
    """The root of ``speaker``: a report's own voice, a named speaker, or an anonymous class in a report."""
    lineage = told.report.origin or told.report.id
    if speaker.kind == "reporter":
        return ("voice", lineage)
    if speaker.kind.startswith("anonymous") or not (speaker.entity or speaker.name):
        return ("anonymous", lineage, speaker.kind)
    return ("speaker", speaker.entity or speaker.name.casefold())


def origins_of(claims: Iterable[Told], context: Context | None = None) -> tuple[Origin, ...]:
    """The independent origins behind the claims, in the order in which they first speak."""
    context = context or Context()
    told = [(c, roots_of(c)) for c in claims]
    groups, reasons = _linked(told, context)
    gathered: dict[Root, list[Told]] = {}
    speakers: dict[Root, Speaker] = {}
    for claim, roots in told:
        for raw, speaker in roots.items():
            root = groups.find(raw)
            of = gathered.setdefault(root, [])
            if claim not in of[-1:]:
                of.append(claim)
            speakers.setdefault(root, speaker)
    return tuple(_origin(r, speakers[r], of, context, reason=reasons.get(r, "")) for r, of in gathered.items())


def count_origins(claims: Iterable[Told], context: Context | None = None) -> int:
    """How many independent origins stand behind the claims."""
    told = [(c, roots_of(c)) for c in claims]
    groups, _ = _linked(told, context or Context())
    return len({groups.find(root) for _, roots in told for root in roots})


def _linked(
    told: Sequence[tuple[Told, Mapping[Root, Speaker]]], context: Context
) -> tuple[Groups[Root], dict[Root, str]]:
    """Roots joined where one outlet cites another: by lineage, or by naming it as its source."""
    groups: Groups[Root] = Groups(dict.fromkeys(root for _, roots in told for root in roots))
    voices: dict[str, ReportCard] = {}
    for c, _ in told:
        if first_speaker(c).kind == "reporter":
            voices.setdefault(c.report.origin or c.report.id, c.report)
    called: dict[tuple[str, ...], list[tuple[str, ReportCard]]] = {}
    for lineage, card in voices.items():
        called.setdefault(core(card.publisher), []).append((lineage, card))
    reasons: dict[Root, str] = {}

    def link(a: Root, b: Root, why: str) -> None:
        if groups.join(a, b):
            reasons[groups.find(a)] = why

    for lineage, card in voices.items():
        cited = context.cites.get(card.id, frozenset())
        for other, other_card in voices.items() if cited else ():
            if other != lineage and (
                other_card.id in cited or other in cited or any(same_words(other_card.publisher, x) for x in cited)
            ):
                link(("voice", other), ("voice", lineage), f"{_named(card)} cites {_named(other_card)}")
    for c, roots in told:
        for root, speaker in roots.items():
            if speaker.kind not in ("media", "organisation", "document") or not core(speaker.name):
                continue
            for lineage, card in called.get(core(speaker.name), ()):
                if card.id != c.report.id:
                    link(("voice", lineage), root, f"{_named(c.report)} relays {_named(card)}")
    return groups, reasons


def _named(card: ReportCard) -> str:
    return card.publisher or card.title or card.id


def _origin(root: Root, speaker: Speaker, claims: Sequence[Told], context: Context, *, reason: str) -> Origin:
    reports = tuple(dict.fromkeys(c.report.id for c in claims))
    shown = Speaker(name=speaker_name(speaker, claims[0]), kind=speaker.kind, entity=speaker.entity, span=speaker.span)
    return Origin(
        id=content_id("org", *root), speaker=shown, reports=reports, claims=ids_of(claims),
        camp=context.camp(speaker.entity), why=reason or _why(root, claims, len(reports)),
    )  # fmt: skip


def _why(root: Root, claims: Sequence[Told], reports: int) -> str:
    """Why the claims are one origin, in words; "" for a single claim."""
    if len(claims) == 1:
        return ""
    if root[0] == "speaker":
        return f"{reports} reports relay the same speaker" if reports > 1 else "the same speaker says it"
    if root[0] == "anonymous":
        return "speakers without a name, of one class, in one report or its copies"
    return f"{reports} near copies of one text" if reports > 1 else "one report says it in its own voice"
