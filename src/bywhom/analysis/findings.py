"""Findings: claims that say the same thing, with reports, origins, credibility, dissent and one plain sentence.

No claim is lost: every claim stands in exactly one finding, among its support or its dissent.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bywhom.analysis.common import ids_of, report_count, sort_key, when_words, width
from bywhom.analysis.context import Context, context_of
from bywhom.analysis.credibility import judge
from bywhom.analysis.denials import denies
from bywhom.analysis.facts import fact_of
from bywhom.analysis.joining import join_facts
from bywhom.analysis.origins import origins_of
from bywhom.analysis.toll import counted
from bywhom.analysis.wording import finish, proposition
from bywhom.model.account import ClaimQuery, Party, Told
from bywhom.model.claim import RELATIONS
from bywhom.model.finding import Finding, Origin
from bywhom.model.ids import finding_id
from bywhom.model.judgement import Judgement
from bywhom.model.when import Interval
from bywhom.ports import ReadView

_COUNTED = ("killed", "injured", "captured", "number")


def findings(view: ReadView, query: ClaimQuery) -> tuple[Finding, ...]:
    """The findings that the claims of ``query`` make up, in order of time."""
    claims = list(view.claims(query))
    decided = view.judgements(kinds=("joined", "apart"), known=query.known)
    return join(claims, context_of(view, claims, known=query.known), decided)


def join(
    claims: Iterable[Told], context: Context | None = None, judgements: Sequence[Judgement] = ()
) -> tuple[Finding, ...]:
    """Joins claims into findings. The order in which claims come changes nothing."""
    given = context or Context()
    return in_order(finding_of(told, given, reasons) for told, reasons in grouped(claims, judgements))


def grouped(claims: Iterable[Told], judgements: Sequence[Judgement] = ()) -> Iterator[tuple[list[Told], Sequence[str]]]:
    """The claims of every finding, by id, with why they were joined."""
    told = {c.id: c for c in claims}
    joined = join_facts((fact_of(c) for c in told.values()), judgements)
    for root, members in joined.groups.groups().items():
        yield [told[m] for m in sorted(members)], joined.reasons.get(root, ())


def in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in order of time."""
    return tuple(sorted(found, key=lambda f: (*sort_key(f.when), f.type, f.id)))


def finding_of(claims: Sequence[Told], context: Context | None, matched: Sequence[str] = ()) -> Finding:
    """One finding from claims held to say the same thing; denied ones dissent where others affirm.

    Without a ``context`` it is not graded, and no origins are told.
    """
    affirmed = [c for c in claims if not denies(c)]
    support = affirmed or list(claims)
    dissent = [c for c in claims if denies(c)] if affirmed else []
    best = max(support, key=_richness)
    roles, labels = _roles(support, best), dict(best.labels)
    if not affirmed:
        labels["polarity"] = "denied"
    if best.modality != "actual":
        labels["modality"] = best.modality
    if best.phase:
        labels["phase"] = best.phase
    when = _when(support)
    origins, grade, rule = _graded(support, dissent, context) if context is not None else ((), 6, "")
    day = when.when if when else None
    return Finding(
        id=finding_id([c.id for c in claims]), type=best.type, roles=roles, labels=labels, when=day,
        edtf=when.edtf if when else "", because=ids_of((best, *support)), dissent=ids_of(dissent),
        reports=report_count(support), origins=origins, credibility=grade, rule=rule,
        matched=tuple(dict.fromkeys(matched)), sentence=_sentence(best, roles, day, bool(affirmed)),
    )  # fmt: skip


def _graded(
    support: Sequence[Told], dissent: Sequence[Told], context: Context
) -> tuple[tuple[Origin, ...], int, str]:  # fmt: skip
    origins = origins_of(support, context)
    return origins, *judge(origins, origins_of(dissent, context), support)


def _richness(told: Told) -> tuple[bool, bool, int, bool, float, str]:
    """Orders claims by how well one stands for all: affirmed, actual, with most roles, dated, most certain."""
    filled = sum(bool(ps) for ps in told.roles.values())
    return (
        told.polarity == "affirmed",
        told.modality == "actual",
        filled,
        told.when is not None,
        told.confidence,
        told.id,
    )


def _roles(support: Sequence[Told], best: Told) -> Mapping[str, tuple[Party, ...]]:
    """The best claim's roles, what only others fill added, and the widest range of every figure."""
    roles = dict(best.roles)
    for told in support:
        if told.type != best.type:
            continue
        for role, filled in told.roles.items():
            if filled and not roles.get(role):
                roles[role] = filled
    for role in _COUNTED:
        told_figures = [p for c in _of_the_whole(support, role) for p in c.fillers(role) if _is_figure(p)]
        if told_figures:
            roles[role] = (_range(told_figures),)
    return roles


def _of_the_whole(support: Sequence[Told], role: str) -> Sequence[Told]:
    """The claims whose figure counts all that were harmed, where any does: "three peacekeepers" are a part of them."""
    told = [c for c in support if any(map(_is_figure, c.fillers(role)))]
    return [c for c in told if not counted(c, role)] or told


def _is_figure(party: Party) -> bool:
    return party.low is not None or party.high is not None


def _range(figures: Sequence[Party]) -> Party:
    """All figures told for one role as one range; a single figure keeps its words."""
    lows = {p.low for p in figures}
    highs = {p.high for p in figures}
    if len(lows) == len(highs) == 1:
        return figures[0]
    low = min((x for x in lows if x is not None), default=None)
    high = None if None in highs else max(x for x in highs if x is not None)
    return Party(type="QUANTITY", low=low, high=high)


def _when(support: Sequence[Told]) -> Told | None:
    """The claim with the narrowest date: the others' ranges meet it."""
    dated = [c for c in support if c.when is not None]
    return min(dated, key=lambda c: (width(c.when), c.id)) if dated else None


def _sentence(best: Told, roles: Mapping[str, tuple[Party, ...]], when: Interval | None, affirmed: bool) -> str:
    text = proposition(best, roles, polarity="affirmed" if affirmed else "denied")
    return finish(f"{text} {when_words(when, lasting=best.type in RELATIONS)}")
