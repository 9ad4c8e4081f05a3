"""A page about one entity, as a good analyst writes it: who, roles, ground, ties, deeds, words, disputes, speakers.

Every sentence carries the claims that made it and how they stand: speakers, origins, credibility. Nothing is left out
for being weakly told; it is marked instead.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bywhom.analysis.common import (
    JOINED,
    MANY,
    bounded,
    first_speaker,
    is_event,
    listed,
    meets,
    sort_key,
    speaker_name,
    when_words,
)
from bywhom.analysis.context import context_of
from bywhom.analysis.control import control
from bywhom.analysis.disputes import Reading, disputes, disputes_in, in_words
from bywhom.analysis.findings import finding_of, grouped, in_order
from bywhom.analysis.history import control_history
from bywhom.analysis.statements import statements
from bywhom.analysis.ties import in_force
from bywhom.analysis.wording import counted, standing
from bywhom.lexicon.descriptions import is_name
from bywhom.model.account import ClaimQuery, EntityCard, Told
from bywhom.model.answer import Citation, Cited, Dossier, Section
from bywhom.model.finding import CREDIBILITY, Dispute, Finding
from bywhom.model.when import Interval
from bywhom.ports import ReadView

_MAX_CLAIMS = 5_000
_FEW_PLACES = 0  # of a large casefile, whose holders the page about an actor compares: reading one takes as long
_PLACES = ("LOCATION", "FACILITY")
_GROUND = ("capture", "withdrawal", "controls", "siege")


@dataclass(frozen=True, slots=True)
class _Page:
    """What the sections are made of."""

    about: EntityCard
    ids: frozenset[str]
    found: Sequence[Finding]
    by_id: dict[str, Told]


def dossier(view: ReadView, about: EntityCard, *, on: date | None = None, known: datetime | None = None) -> Dossier:
    """The page about ``about``; with ``on``, only what is told to stand, or to have happened, by that day."""
    ids = frozenset({about.id})
    query = ClaimQuery(entities=ids, known=known, limit=_MAX_CLAIMS)
    asked = bounded(view, query, JOINED, near=on)
    read = list(view.claims(asked))
    claims = [c for c in read if _by(c, on)]
    context = context_of(view, claims, known=known)
    decided = view.judgements(kinds=("joined", "apart"), known=known)
    groups = list(grouped(claims, decided))
    found = in_order(finding_of(told, context, why) for told, why in groups)
    page = _Page(about, ids, found, {c.id: c for c in claims})
    sections = [Section(title=title, sentences=tuple(made)) for title, make in _SECTIONS if (made := make(page))]
    if about.type in _PLACES:
        sections.insert(0, _held(view, about, on, known))
    said = statements(view, about, until=on, known=known)
    if said:
        rows = tuple(Cited(text=r.sentence, because=r.because) for r in said)
        sections.append(Section(title="Statements", sentences=rows))
    reading = Reading(
        view=view, claims=claims, groups=groups, about=about, until=on, known=known, few_places=_FEW_PLACES
    )
    if disputed := _disputes(reading, cut=len(read) == asked.limit):
        sections.append(Section(title="What is disputed", sentences=tuple(
            Cited(text=in_words(d),
                  because=tuple(c for s in d.sides for c in s.because), note=d.kind) for d in disputed)))  # fmt: skip
    sections.append(_speakers(page))
    kept = tuple(s for s in sections if s.sentences)
    return Dossier(
        entity=about.id, name=about.name, type=about.type, aliases=other_names(about), on=on.isoformat() if on else "",
        summary=_summary(page), sections=kept, citations=_citations(view, kept, page.by_id, known),
        warnings=_warnings(about, on, len(claims), asked.limit),
    )  # fmt: skip


def _disputes(read: Reading, *, cut: bool) -> tuple[Dispute, ...]:
    """What is disputed: among the claims of the page where these are all that bear on it, for they are joined already.

    ``cut`` says that the page leaves some aside; of a large casefile the search for disputes would leave out as many.
    """
    if (not cut or read.view.size() > MANY) and all(_bears(c, read.until) for c in read.claims):
        return disputes_in(read)
    return disputes(read.view, read.about, until=read.until, known=read.known)


def _bears(told: Told, until: date | None) -> bool:
    """True when disputes until that day are looked for in the claim too."""
    if until is not None and told.when is None:
        return told.report.published is not None
    return meets(told.when, None, until)


def _warnings(about: EntityCard, on: date | None, claims: int, most: int | None) -> tuple[str, ...]:
    if not claims:
        return (f"no claim tells of {about.name}" + (f" by {on.isoformat()}" if on else ""),)
    if most is not None and about.claims > most:
        where = "" if about.type in _PLACES else "; disputes over who held a place stand on the page about that place"
        return (f"{about.claims} claims tell of {about.name}; {claims} of them make this page{where}",)
    return ()


def _by(told: Told, on: date | None) -> bool:
    """True when the claim can speak of the time up to the day asked for."""
    if on is None or told.when is None:
        return True
    if is_event(told.type):
        return told.when.earliest is None or told.when.earliest <= on
    return in_force(told, on) or (told.when.earliest is None or told.when.earliest <= on)


def _cited(f: Finding) -> Cited:
    speakers = listed(list(dict.fromkeys(o.speaker.name for o in f.origins)), limit=3)
    note = f"{speakers}; {standing(f.reports, len(f.origins))}"
    if f.dissent:
        note += f", {len(f.dissent)} dissenting"
    return Cited(text=f.sentence, because=f.because + f.dissent, note=f"{note}; {CREDIBILITY[f.credibility]}")


def _pick(*types: str, roles: Iterable[str] = ()) -> Callable[[_Page], list[Cited]]:
    """Findings of the types in which the entity stands in one of the roles (any role when none is named)."""
    wanted, at = frozenset(types), frozenset(roles)

    def make(page: _Page) -> list[Cited]:
        out = [f for f in page.found if f.type in wanted and _stands(f, page.ids, at)]
        return [_cited(f) for f in sorted(out, key=_order)]

    return make


def _stands(f: Finding, ids: frozenset[str], roles: frozenset[str]) -> bool:
    return any(p.entity in ids for role, filled in f.roles.items() if not roles or role in roles for p in filled)


def _order(f: Finding) -> tuple[object, ...]:
    return (*sort_key(f.when), f.credibility, f.id)


def _others(page: _Page) -> list[Cited]:
    """Events that no section above tells."""
    rest = [f for f in page.found if is_event(f.type) and f.type not in ("statement", *_GROUND)]
    done = [f for f in rest if not _stands(f, page.ids, _DOING) and not _stands(f, page.ids, _SUFFERING)]
    return [_cited(f) for f in sorted(done, key=_order)]


_DOING = frozenset(
    {"attacker", "perpetrator", "actor", "captor", "recruiter", "provider", "who", "sender", "side", "party"}
)
_SUFFERING = frozenset(
    {"target", "victim", "captive", "recipient", "institution", "from", "against", "goods", "recruit"}
)


def _deeds(page: _Page) -> list[Cited]:
    found = [f for f in page.found if is_event(f.type) and f.type not in ("statement", *_GROUND)]
    return [_cited(f) for f in sorted(found, key=_order) if _stands(f, page.ids, _DOING)]


def _suffered(page: _Page) -> list[Cited]:
    found = [f for f in page.found if is_event(f.type) and f.type not in ("statement", *_GROUND)]
    mine = [f for f in found if _stands(f, page.ids, _SUFFERING) and not _stands(f, page.ids, _DOING)]
    return [_cited(f) for f in sorted(mine, key=_order)]


_SECTIONS: tuple[tuple[str, Callable[[_Page], list[Cited]]], ...] = (
    ("Roles", _pick("leads", "member", "affiliate", "origin", roles=("leader", "member", "affiliate", "who"))),
    ("Leaders and members", _pick("leads", "member", "affiliate", roles=("organisation", "parent"))),
    ("Strength and presence", _pick("strength", "present", roles=("actor", "place"))),
    ("Ground", _pick(*_GROUND, roles=("actor", "from", "place"))),
    ("Rule", _pick("rules")),
    ("Support given", _pick("supports", roles=("supporter", "via"))),
    ("Support received", _pick("supports", roles=("recipient",))),
    ("Allies and opponents", _pick("allied", "opposed", roles=("party",))),
    ("Prisoners", _pick("holds")),
    ("Deeds", _deeds),
    ("What it suffered", _suffered),
    ("What happened there", _others),
)


def _held(view: ReadView, about: EntityCard, on: date | None, known: datetime | None) -> Section:
    """Who holds a place: on the day asked for, or through time."""
    if on is not None:
        actors = control(view, about, on, known=known).actors
        rows = [Cited(text=f"{h.why[:1].upper()}{h.why[1:]} ({h.status}{', contested' if h.contested else ''}).",
                      because=h.because, note=standing(h.reports, h.origins)) for h in actors]  # fmt: skip
    else:
        history = control_history(view, about, known=known)
        rows = [Cited(text=h.sentence, because=h.because, note=h.status) for h in history.holdings]
    return Section(title="Who holds it", sentences=tuple(rows))


def _speakers(page: _Page) -> Section:
    """Who says all this, the most quoted first."""
    counts: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for told in page.by_id.values():
        speaker = first_speaker(told)
        name = speaker_name(speaker, told)
        counts.setdefault(name, []).append(told.id)
        kinds.setdefault(name, speaker.kind.replace("_", " "))
    order = sorted(counts, key=lambda n: (-len(counts[n]), n))
    rows = [
        Cited(text=f"{n} ({kinds[n]}): {counted(len(counts[n]), 'claim')}.",
              because=tuple(counts[n])) for n in order
    ]  # fmt: skip
    return Section(title="Who says so", sentences=tuple(rows))


def other_names(about: EntityCard) -> tuple[str, ...]:
    """What else it is called, each name once: an article, the letter case or a description makes no other name."""
    told: dict[str, str] = {_bare(about.name): about.name}
    for name in filter(is_name, about.aliases):
        told.setdefault(_bare(name), name)
    names = tuple(told.values())
    return tuple(n for n in names[1:] if not any(_runs_on(n, known) for known in names))


def _runs_on(name: str, known: str) -> bool:
    """True for a name that is read together with words behind it, none a name's: "Red Front north of Dale"."""
    rest = name[len(known) :].split() if name.casefold().startswith(f"{known.casefold()} ") else []
    return bool(rest) and rest[0].islower()


def _bare(name: str) -> str:
    first, _, rest = name.casefold().partition(" ")
    return rest if first in {"the", "a", "an"} and rest else name.casefold()


def _summary(page: _Page) -> str:
    """Who it is in one or two sentences: type, aliases, leading roles, and the span of what is told."""
    about = page.about
    reports = len({c.report.id for c in page.by_id.values()})
    text = f"{about.name} is told of in {counted(len(page.by_id), 'claim')} of {counted(reports, 'report')}"
    days = [c.when for c in page.by_id.values() if c.when is not None]
    firsts = [w.earliest for w in days if w.earliest is not None]
    lasts = [w.latest for w in days if w.latest is not None]
    if firsts and lasts:
        span = when_words(Interval(earliest=min(firsts), latest=max(*lasts, min(firsts))))
        text += f", {len(days)} of them dated, {span}" if len(days) < len(page.by_id) else f", {span}"
    if others := other_names(about):
        text += f"; also called {listed(others, limit=8)}"
    return text + "."


def _citations(
    view: ReadView, sections: Sequence[Section], by_id: dict[str, Told], known: datetime | None
) -> tuple[Citation, ...]:
    """A citation for every claim that a sentence rests on, in the order of the page; one number for what one speaker
    says in one sentence."""
    wanted = dict.fromkeys(c for s in sections for row in s.sentences for c in row.because)
    missing = frozenset(c for c in wanted if c not in by_id)
    found = dict(by_id)
    if missing:
        found |= {c.id: c for c in view.claims(ClaimQuery(ids=missing, known=known))}
    out, numbers = list[Citation](), dict[tuple[str, int, str], int]()
    for claim in (c for c in wanted if c in found):
        told = found[claim]
        published = told.report.published
        said = told.report.id, told.sentence.start, speaker_name(first_speaker(told), told)
        number = numbers.setdefault(said, len(numbers) + 1)
        out.append(Citation(
            claim=claim, number=number, quote=told.sentence_text, report=told.report.id, title=told.report.title,
            publisher=told.report.publisher, published=published.isoformat() if published else "",
            speaker=said[-1],
        ))  # fmt: skip
    return tuple(out)
