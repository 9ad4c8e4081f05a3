"""What each understood question is answered with: sentences, each with the claims that made it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bywhom.analysis.common import MANY, bounded, day_words, listed
from bywhom.analysis.control import control, control_history
from bywhom.analysis.disputes import disputes
from bywhom.analysis.dossier import dossier
from bywhom.analysis.facts import bounds
from bywhom.analysis.findings import findings, join
from bywhom.analysis.loyalties import loyalties, phrase_tie
from bywhom.analysis.names import kin
from bywhom.analysis.sources import sources, sources_of
from bywhom.analysis.statements import statements
from bywhom.analysis.structure import structure
from bywhom.analysis.timeline import entries, entry_of
from bywhom.analysis.trace import TraceOptions, trace
from bywhom.analysis.wording import figures, standing
from bywhom.model.account import ClaimQuery, EntityCard
from bywhom.model.answer import Cited, Entry, Reply
from bywhom.model.claim import PLACE_ROLES
from bywhom.model.finding import CREDIBILITY, Finding, Holder
from bywhom.ports import ReadView

_SHOWN = 40
_VIOLENCE = frozenset({"killing", "attack", "explosion", "air_strike", "shelling", "clash", "injury"})
_DOER = {"attacker", "perpetrator", "actor", "captor", "who", "side", "party", "sender", "recruiter", "provider"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An understood question with its names resolved."""

    view: ReadView
    cards: tuple[EntityCard, ...] = ()
    since: date | None = None
    until: date | None = None
    detail: str = ""
    who_says: bool = False
    known: datetime | None = None

    @property
    def day(self) -> date | None:
        """The one day asked for, else the last day of the range."""
        return self.until or self.since

    def asked(self, *, types: Iterable[str] = ()) -> ClaimQuery:
        """``query`` about the first card, no more of it than an answer can read."""
        return bounded(self.view, self.query(types=types))

    def query(self, *, types: Iterable[str] = (), cards: Iterable[EntityCard] = ()) -> ClaimQuery:
        """The claims about the cards (default: the first) in the range asked for."""
        chosen = tuple(cards) or self.cards[:1]
        ids = frozenset(c.id for c in chosen)
        return ClaimQuery(types=frozenset(types), entities=ids, since=self.since, until=self.until, known=self.known)


def _reply(verb: str, rows: Iterable[Cited], *, none: str, warnings: Iterable[str] = ()) -> Reply:
    sentences = tuple(rows)
    notes = (*warnings, *(() if sentences else (none,)))
    return Reply(question="", understood="", verb=verb, sentences=sentences[:_SHOWN], warnings=notes)


def _row(e: Entry) -> Cited:
    note = f"{listed(list(e.speakers), limit=4)}; {standing(e.reports, e.origins)}"
    return Cited(text=e.sentence, because=e.because + e.dissent,
                 note=f"{note}; {CREDIBILITY[e.credibility]}")  # fmt: skip


def _told(found: Iterable[Finding]) -> list[Cited]:
    return [_row(e) for e in entries(found)]


def _holder_row(h: Holder) -> Cited:
    mark = ", contested" if h.contested else ""
    return Cited(text=f"{h.why[:1].upper()}{h.why[1:]} ({h.status}{mark}).", because=h.because,
                 note=f"{listed(list(h.speakers), limit=4)}; {standing(h.reports, h.origins)}")  # fmt: skip


def _control(q: Question) -> Reply:
    place = q.cards[0]
    if q.since is not None and q.since == q.until:
        answer = control(q.view, place, q.since, known=q.known)
        rows = [_holder_row(h) for h in answer.actors if h.status != "unknown"] or _nearest(q, answer.nearest)
        return _reply("control", rows, none=f"nobody is told to hold {place.name} then", warnings=answer.warnings)
    history = control_history(q.view, place, since=q.since, until=q.until, known=q.known)
    rows = [Cited(text=h.sentence, because=h.because, note=h.status) for h in history.holdings]
    silent = [f"the record is silent for {s}" for s in history.silent]
    if not rows and q.day is not None:
        rows = _nearest(q, control(q.view, place, q.day, known=q.known).nearest)
        silent.append(f"nobody is told to have held {place.name} then; the nearest that is told stands above")
    return _reply("control", rows, none=f"nobody is told to have held {place.name}", warnings=silent)


def _nearest(q: Question, ids: Iterable[str]) -> list[Cited]:
    """The claims nearest to a day that no holding covers."""
    claims = list(q.view.claims(ClaimQuery(ids=frozenset(ids), known=q.known))) if ids else []
    return [replace(_row(entry_of(f)), note=f"nearest; {_row(entry_of(f)).note}") for f in join(claims)]


def _held_by(q: Question) -> Reply:
    actor, place = q.cards[0], q.cards[-1]
    day = q.day
    if day is None:
        history = control_history(q.view, place, known=q.known)
        rows = [Cited(text=h.sentence, because=h.because, note=h.status) for h in history.holdings]
        return _reply("control", [r for r, h in zip(rows, history.holdings, strict=True)
                                  if h.entity == actor.id or kin(h.actor, actor.name)],
                      none=f"{actor.name} is not told to have held {place.name}")  # fmt: skip
    answer = control(q.view, place, day, known=q.known)
    mine = [h for h in answer.actors
            if h.entity == actor.id or actor.name in (h.actor, *h.aliases) or kin(h.actor, actor.name)]  # fmt: skip
    yes = [h for h in mine if h.status in ("attested", "bracketed")]
    head = "Yes, by what is told" if yes else "It is possible" if any(h.status == "possible" for h in mine) else "No"
    rows = [Cited(text=f"{head} ({day_words(day)}).", because=tuple(c for h in mine for c in h.because))]
    rows += [_holder_row(h) for h in (mine or answer.actors)]
    return _reply("control", rows, none="", warnings=answer.warnings)


def _holdings(q: Question) -> Reply:
    found = findings(q.view, q.asked(types=("controls", "capture", "withdrawal")))
    mine = [f for f in found if any(p.entity == q.cards[0].id for p in f.roles.get("actor", ()))]
    return _reply("control", _told(mine), none=f"{q.cards[0].name} is not told to hold anything")


def _casualties(q: Question) -> Reply:
    role = q.detail or "killed"
    types = _VIOLENCE | {"abduction", "capture", "clash"}
    query = q.query(types=types) if q.cards else ClaimQuery(
        types=frozenset(types), since=q.since, until=q.until, known=q.known)  # fmt: skip
    if q.cards and q.cards[0].type in ("LOCATION", "FACILITY"):
        related = q.view.containing(q.cards[0].id)
        inside = {i for i, how in related.items() if how in ("same", "within")}
        query = ClaimQuery(types=frozenset(types), places=query.entities | inside, since=q.since, until=q.until,
                           known=q.known)  # fmt: skip
    found = [f for f in findings(q.view, bounded(q.view, query))
             if f.labels.get("polarity") != "denied" and f.roles.get(role)
             and f.labels.get("modality", "actual") == "actual"]  # fmt: skip
    ranges = [r for f in found for p in f.roles[role] if (r := bounds(p)) is not None]
    rows = _told(found)
    if len(ranges) > 1:
        low, high = sum(r[0] for r in ranges), sum(r[1] for r in ranges)
        total = figures(low, high)
        head = Cited(text=f"{total} {role} in {len(found)} findings added up; some may tell parts of others.",
                     because=tuple(c for f in found for c in f.because))  # fmt: skip
        rows = [head, *rows]
    return _reply("timeline", rows, none=f"no figure of people {role} is told")


def _strength(q: Question) -> Reply:
    return _reply("findings", _told(findings(q.view, q.asked(types=("strength",)))), none="no strength is told")


def _paths(q: Question, source: EntityCard | None, target: EntityCard | None, *, depth: int) -> Reply:
    kinds = (q.detail,) if q.detail else ()
    options = TraceOptions(since=q.since, until=q.until, kinds=kinds, depth=depth)
    found = trace(q.view, source, target, options=options, known=q.known)
    rows = [Cited(text=p.sentence, because=tuple(dict.fromkeys(c for h in p.hops for c in h.because)),
                  note=f"strength {p.strength:.2f}{_says(q, p.hops)}") for p in found.paths]  # fmt: skip
    return _reply("trace", rows, none="", warnings=found.warnings)


def _says(q: Question, hops: Iterable[object]) -> str:
    """The speakers behind the hops, when the question asks for them."""
    if not q.who_says:
        return ""
    from bywhom.analysis.common import speaker_names

    ids = frozenset(c for h in hops for c in getattr(h, "because", ()))
    return "; told by " + listed(list(speaker_names(q.view.claims(ClaimQuery(ids=ids, known=q.known)))), limit=6)


def _supporters(q: Question) -> Reply:
    return _paths(q, None, q.cards[0], depth=2)


def _supported(q: Question) -> Reply:
    return _paths(q, q.cards[0], None, depth=2)


def _support_path(q: Question) -> Reply:
    return _paths(q, q.cards[0], q.cards[1], depth=6)


def _structure(q: Question) -> Reply:
    return _posts(q, ("leads", "member", "affiliate"))


def _leaders(q: Question) -> Reply:
    return _posts(q, ("leads",))


def _posts(q: Question, relations: tuple[str, ...]) -> Reply:
    answer = structure(q.view, q.cards[0], on=q.day, known=q.known)
    rows = [
        Cited(text=f"{p.person} {_RELATION[p.relation]} {p.organisation}{' as ' + p.title if p.title else ''}.",
              because=p.because, note=f"{p.status}{', ' + p.edtf if p.edtf else ''}")
        for p in answer.posts if p.relation in relations
    ]  # fmt: skip
    return _reply("structure", rows, none=f"nobody is told to lead {q.cards[0].name}", warnings=answer.warnings)


_RELATION = {"leads": "leads", "member": "belongs to", "affiliate": "is an arm of or pledged to"}


def _ties(q: Question, sign: int) -> Reply:
    answer = loyalties(q.view, on=q.day, about=q.cards[0], known=q.known)
    rows = [Cited(text=phrase_tie(t), because=t.because, note=f"{t.origins} origins") for t in answer.ties
            if t.sign == sign]  # fmt: skip
    return _reply("loyalties", rows, none="no such relation is told")


def _loyalties(q: Question) -> Reply:
    answer = loyalties(q.view, on=q.day, known=q.known)
    rows = [Cited(text=c.sentence, because=c.because, note=c.kind.replace("_", " ")) for c in answer.contradictions]
    return _reply("loyalties", rows, none="no contradiction is told")


def _statements(q: Question) -> Reply:
    rows = statements(q.view, q.cards[0], since=q.since, until=q.until, known=q.known)
    if len(q.cards) > 1:
        names = [n.casefold() for n in (q.cards[1].name, *q.cards[1].aliases) if len(n) > 2]
        rows = tuple(r for r in rows if any(n in f"{r.sentence} {r.quote}".casefold() for n in names))
    return _reply("statements", [Cited(text=f"{r.sentence} “{r.quote}”", because=r.because, note=r.edtf) for r in rows],
                  none=f"{q.cards[0].name} is not told to have said anything")  # fmt: skip


def _disputed(q: Question) -> Reply:
    found = disputes(q.view, q.cards[0] if q.cards else None, since=q.since, until=q.until, known=q.known)
    rows = [
        Cited(text=f"{d.about}: " + "; but ".join(f"{s.says.rstrip('.')} ({listed(list(s.speakers), limit=3)})"
                                                  for s in d.sides) + ".",
              because=tuple(c for s in d.sides for c in s.because), note=d.kind) for d in found
    ]  # fmt: skip
    return _reply("disputes", rows, none="nothing told contradicts anything else told")


def _sources(q: Question) -> Reply:
    if q.cards and q.view.size() > MANY:
        rows = sources_of(q.view, list(q.view.claims(q.asked())), known=q.known)
    else:
        rows = sources(q.view, known=q.known)
    if q.cards and q.view.size() <= MANY:
        ids = {c.id for c in q.view.claims(q.query())}
        rows = tuple(r for r in rows if ids & set(r.because))
    return _reply("sources", [
        Cited(text=f"{r.name} ({r.kind.replace('_', ' ')}): {r.claims} claims, {r.alone} of them alone.",
              because=r.because, note=f"through {listed(list(r.through), limit=3)}" if r.through else "") for r in rows
    ], none="nobody speaks of it")  # fmt: skip


def _events(q: Question, *, mine: bool) -> Reply:
    """Events of the type asked for, in which the entity did it (``mine``) or had it done to it."""
    types = {q.detail} if q.detail else set(_VIOLENCE)
    if q.detail in ("attack", "killing"):
        types |= _VIOLENCE
    found = []
    for f in findings(q.view, q.asked(types=types)):
        doing = any(p.entity == q.cards[0].id for r, ps in f.roles.items() if r in _DOER for p in ps)
        with_other = len(q.cards) < 2 or any(p.entity == q.cards[1].id for ps in f.roles.values() for p in ps)
        if doing == mine and with_other:
            found.append(f)
    return _reply("timeline", _told(found), none="no such event is told")


def _doers(q: Question) -> Reply:
    return _events(q, mine=False)


def _when_did(q: Question) -> Reply:
    return _events(q, mine=True)


def _deeds(q: Question) -> Reply:
    """What the actor did, in a place when one is named."""
    found = findings(q.view, q.asked())
    spots: set[str] = set()
    if len(q.cards) > 1:
        where = q.cards[1]
        inside = {i for i, how in q.view.containing(where.id).items() if how in ("same", "within")}
        spots = {where.id, *inside}
    rows = []
    for f in found:
        doing = any(p.entity == q.cards[0].id for r, ps in f.roles.items() if r in _DOER for p in ps)
        there = not spots or any(p.entity in spots for ps in f.roles.values() for p in ps)
        if doing and there:
            rows.append(f)
    return _reply("timeline", _told(rows), none=f"no deed of {q.cards[0].name} is told there and then")


def _happened(q: Question) -> Reply:
    query = q.query() if q.cards else ClaimQuery(since=q.since, until=q.until, known=q.known, limit=5000)
    return _reply("timeline", _told(findings(q.view, bounded(q.view, query))), none="nothing is told of it")


def _where(q: Question) -> Reply:
    card = q.cards[0]
    rows = []
    if card.place is not None:
        p = card.place
        rows.append(
            Cited(text=f"{card.name} lies at {p.lat:.3f}, {p.lon:.3f} ({p.country or 'no country'}; {p.name}).")
        )
    if card.type in ("LOCATION", "FACILITY"):
        return _reply("dossier", rows, none=f"nothing tells where {card.name} is")
    found = [f for f in findings(q.view, q.asked()) if any(f.roles.get(r) for r in PLACE_ROLES)]
    found.sort(key=lambda f: f.type not in ("present", "movement", "holds"))
    rows += [_row(entry_of(f)) for f in found]
    return _reply("dossier", rows, none=f"nothing tells where {card.name} is")


def _about(q: Question) -> Reply:
    page = dossier(q.view, q.cards[0], on=q.day, known=q.known)
    rows = [Cited(text=page.summary)] + [s for section in page.sections[:5] for s in section.sentences]
    return _reply("dossier", rows, none="nothing is told of it")


ANSWERS: Mapping[str, Callable[[Question], Reply]] = {
    "control": _control, "held_by": _held_by, "holdings": _holdings, "casualties": _casualties, "strength": _strength,
    "support_path": _support_path, "supporters": _supporters, "supported": _supported, "leaders": _leaders,
    "structure": _structure, "allies": lambda q: _ties(q, 1), "enemies": lambda q: _ties(q, -1),
    "statements": _statements, "disputed": _disputed, "loyalties": _loyalties, "sources": _sources,
    "who_says": _sources, "doers": _doers, "when_did": _when_did, "victims": _when_did, "deeds": _deeds,
    "happened": _happened, "where": _where, "about": _about,
}  # fmt: skip
