"""The chain of command of an organisation on a date: who leads it, who belongs to it as what, and its arms below it."""

from collections.abc import Sequence
from datetime import date, datetime

from bywhom.analysis.common import GROUND, MANY, bounded, day_words, holds, ids_of, label_of, listed, sort_key
from bywhom.analysis.context import context_of
from bywhom.analysis.findings import join
from bywhom.model.account import ClaimQuery, EntityCard, Party, Told
from bywhom.model.answer import Post, Structure
from bywhom.model.finding import Finding
from bywhom.ports import ReadView

_ROLES = {
    "leads": ("leader", "organisation"), "member": ("member", "organisation"), "affiliate": ("affiliate", "parent"),
}  # fmt: skip
_DEPTH = 4
_ARMS = 3  # arms a level of a large casefile; GROUND claims of each are read
_ORDER = ("leads", "member", "affiliate")


def structure(
    view: ReadView, organisation: EntityCard, *, on: date | None = None, known: datetime | None = None
) -> Structure:
    """Posts of the organisation and of its arms on the day ``on`` (None: ever told), leaders first."""
    posts: list[Post] = []
    seen = {organisation.id}
    level = [(organisation.id, organisation.name, tuple(seen))]
    for depth in range(_DEPTH):
        below: list[tuple[str, str, tuple[str, ...]]] = []
        for _, _, ids in level:
            found = _posts(view, frozenset(ids), on=on, known=known, depth=depth)
            posts += found
            for p in found:
                if p.relation == "affiliate" and p.person_id and p.person_id not in seen and p.status != "ended":
                    seen.add(p.person_id)
                    below.append((p.person_id, p.person, (p.person_id,)))
        level = below if view.size() <= MANY else below[:_ARMS]
        if not level:
            break
    warnings = () if posts else (f"nobody is told to lead or belong to {organisation.name}",)
    heads = [
        p.person for p in posts if p.relation == "leads" and p.depth == 0 and p.status in ("attested", "bracketed")
    ]
    if on is not None and len(set(heads)) > 1:
        warnings = (*warnings, f"several are told to lead it on {day_words(on)}: {listed(list(dict.fromkeys(heads)))}")
    return Structure(
        organisation=organisation.name, on=on.isoformat() if on else "", posts=tuple(posts), warnings=warnings
    )


def _posts(view: ReadView, ids: frozenset[str], *, on: date | None, known: datetime | None, depth: int) -> list[Post]:
    query = ClaimQuery(types=frozenset(_ROLES), entities=ids, known=known)
    claims = [c for c in view.claims(bounded(view, query, GROUND, near=on)) if _below(c, ids)]
    by_id = {c.id: c for c in claims}
    out = []
    for f in join(claims, context_of(view, claims, known=known)):
        told = [by_id[i] for i in f.because]
        status = standing(told, on)
        if f.labels.get("polarity") != "denied" and status:
            out += [_post(f, told, p, status, depth) for p in f.roles.get(_ROLES[f.type][0], ())]
    rank = {"attested": 0, "bracketed": 1, "possible": 2, "ended": 3}
    return sorted(out, key=lambda p: (_ORDER.index(p.relation), rank[p.status], -len(p.because), p.person))


def _below(told: Told, ids: frozenset[str]) -> bool:
    """True when the organisation is the upper end of the relation."""
    return any(p.entity in ids for p in told.fillers(_ROLES[told.type][1]))


def standing(claims: Sequence[Told], on: date | None) -> str:
    """Whether a relation stands on the day: attested, bracketed, possible, ended, or "" when it had not begun."""
    ends = [c for c in claims if c.phase == "ends" and holds(c)]
    facts = [c for c in claims if holds(c) and c.phase != "ends"]
    if on is None:
        return "ended" if ends and not facts else "attested" if facts or ends else "possible"
    for c in ends:
        if c.when is not None and c.when.latest is not None and c.when.latest <= on:
            later = [f for f in facts if f.when is not None and sort_key(f.when) > sort_key(c.when)]
            if not later:
                return "ended"
    if any(_covers(c, on) for c in facts):
        return "attested"
    begun = [c for c in facts if c.when is None or c.when.earliest is None or c.when.earliest <= on]
    if begun or ends:
        return "bracketed"
    if facts:
        return ""
    return "possible"


def _covers(told: Told, on: date) -> bool:
    """True when the claim's own range covers the day: an undated one speaks of the year up to its publication."""
    if told.when is not None:
        return told.when.covers(on) and (told.when.precise or told.when.earliest == told.when.latest)
    published = told.report.published
    return published is not None and 0 <= (published - on).days <= 31


def _post(f: Finding, told: Sequence[Told], person: Party, status: str, depth: int) -> Post:
    whole = f.roles.get(_ROLES[f.type][1], (Party(),))[0]
    titles = dict.fromkeys(p.text or p.name for c in told for p in c.fillers("title"))
    return Post(
        person=label_of(person), person_id=person.entity, organisation=label_of(whole), organisation_id=whole.entity,
        relation=f.type, title="; ".join(titles) or f.labels.get("degree", "").replace("_", " "), status=status,
        edtf=f.edtf, because=ids_of(told), depth=depth,
    )  # fmt: skip
