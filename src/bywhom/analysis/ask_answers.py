"""What each understood question is answered with: sentences, each with the claims that made it."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from bywhom.analysis.ask_base import NEAREST, PLACES, Question, is_of, reply, standing_in, stems, told
from bywhom.analysis.ask_events import (
    between,
    casualties,
    deeds,
    denials,
    displaced,
    doers,
    events,
    happened,
    losses,
    nearest,
    origin,
    plans,
    present,
    victims,
    when_did,
    where,
)  # fmt: skip
from bywhom.analysis.ask_voices import accused, accusers, accuses, responsibility
from bywhom.analysis.common import MANY, bounded, day_words, listed
from bywhom.analysis.control import control
from bywhom.analysis.disputes import disputes, in_words
from bywhom.analysis.dossier import dossier
from bywhom.analysis.findings import findings
from bywhom.analysis.history import control_history
from bywhom.analysis.loyalties import loyalties, phrase_tie
from bywhom.analysis.names import is_count, kin
from bywhom.analysis.sources import sources, sources_of
from bywhom.analysis.statements import statements
from bywhom.analysis.structure import structure
from bywhom.analysis.trace import TraceOptions, trace
from bywhom.analysis.wording import counted, standing
from bywhom.model.account import ClaimQuery, EntityCard, Party
from bywhom.model.answer import Cited, Reply
from bywhom.model.finding import Finding, Holder

_PLACES_READ = 20  # places of an actor whose holders one answer reads


def _holder_row(h: Holder) -> Cited:
    mark = ", contested" if h.contested else ""
    return Cited(text=f"{h.why[:1].upper()}{h.why[1:]} ({h.status}{mark}).", because=h.because,
                 note=f"{listed(list(h.speakers), limit=4)}; {standing(h.reports, h.origins)}")  # fmt: skip


def _control(q: Question) -> Reply:
    place = q.cards[0]
    if q.since is not None and q.since == q.until:
        answer = control(q.view, place, q.since, known=q.known)
        rows = [_holder_row(h) for h in answer.actors if h.status != "unknown"] or nearest(q, answer.nearest)
        return reply("control", rows, none=f"nobody is told to hold {place.name} then", warnings=answer.warnings)
    history = control_history(q.view, place, since=q.since, until=q.until, known=q.known)
    rows = [Cited(text=h.sentence, because=h.because, note=h.status) for h in history.holdings]
    silent = [f"the record is silent for {s}" for s in history.silent]
    if not rows and q.day is not None:
        rows = nearest(q, control(q.view, place, q.day, known=q.known).nearest)
        if rows:
            silent.append(f"nobody is told to have held {place.name} then; the nearest that is told stands above")
    return reply("control", rows, none=f"nobody is told to have held {place.name}", warnings=silent)


def _held_by(q: Question) -> Reply:
    """Whether the actor held the place on the day, or from when to when in a longer time."""
    actor, place = q.cards[0], q.cards[-1]
    day = q.day
    if day is None or q.since != q.until:
        history = control_history(q.view, place, since=q.since, until=q.until, known=q.known)
        held = [h for h in history.holdings if h.entity == actor.id or kin(h.actor, actor.name)]
        rows = [Cited(text=h.sentence, because=h.because, note=h.status) for h in held]
        if rows and day is not None:
            sure = any(h.status != "possible" for h in held)
            head = "Yes, by what is told, at least for a time." if sure else "It is possible."
            rows.insert(0, Cited(text=head, because=tuple(c for h in held for c in h.because)))
        if rows or day is None:
            return reply("control", rows, none=f"{actor.name} is not told to have held {place.name}")
    answer = control(q.view, place, day, known=q.known)
    mine = [h for h in answer.actors
            if h.entity == actor.id or actor.name in (h.actor, *h.aliases) or kin(h.actor, actor.name)]  # fmt: skip
    yes = [h for h in mine if h.status in ("attested", "bracketed")]
    others = any(h.status in ("attested", "bracketed") for h in answer.actors)
    head = (
        "Yes, by what is told" if yes else "It is possible" if any(h.status == "possible" for h in mine)
        else "No, by what is told" if others or any(h.status == "lost" for h in mine) else "Nobody tells of that"
    )  # fmt: skip
    rows = [Cited(text=f"{head} ({day_words(day)}).", because=tuple(c for h in mine for c in h.because))]
    rows += [_holder_row(h) for h in (mine or answer.actors)]
    return reply("control", rows, none="", warnings=answer.warnings)


def _holdings(q: Question) -> Reply:
    """What the actor held: place by place, on the day asked for or through time."""
    card = q.cards[0]
    found = findings(q.view, q.asked(types=("controls", "capture", "withdrawal")))
    mine = [f for f in found if any(is_of(p, card) for p in f.roles.get("actor", ()))]
    spots = Counter(p.entity for f in mine for p in f.roles.get("place", ()) if p.entity)
    rows: list[Cited] = []
    if q.view.size() <= MANY:
        cards = q.view.cards(frozenset(spots), known=q.known)
        named = [c for c in cards.values() if c.place is not None or c.name[:1].isupper()]  # "the crossing" is no town
        for place in sorted(named, key=lambda c: (-spots[c.id], c.name))[:_PLACES_READ]:
            history = control_history(q.view, place, since=q.since, until=q.until, known=q.known)
            rows += [Cited(text=h.sentence, because=h.because, note=h.status) for h in history.holdings
                     if h.entity == card.id or kin(h.actor, card.name)]  # fmt: skip
    return reply("control", rows or told(mine, q), none=f"{card.name} is not told to hold anything")


def _strength(q: Question) -> Reply:
    """How many men an actor has, or how many are in a place."""
    found = q.found(("strength",))
    place = q.where or (q.cards[0] if q.cards and q.cards[0].type in PLACES else None)
    if place is not None and not found:
        found = q.found(("strength", "present", "movement"), about=place)
        found = tuple(f for f in found if f.type == "strength" or any(_counts(p) for p in f.roles.get("actor", ())))
    return reply("findings", told(found, q), none="no strength is told")


def _counts(party: Party) -> bool:
    return bool(re.search(r"\d", party.text)) or is_count(party.name)


def _paths(q: Question, source: EntityCard | None, target: EntityCard | None, *, depth: int) -> Reply:
    kinds = (q.detail,) if q.detail else ()
    options = TraceOptions(since=q.since, until=q.until, kinds=kinds, depth=depth)
    found = trace(q.view, source, target, options=options, known=q.known)
    head: list[Cited] = []
    if kinds and not found.paths:
        wider = trace(q.view, source, target, options=replace(options, kinds=()), known=q.known)
        if wider.paths:
            found, head = wider, [Cited(text=f"No path of {q.detail} is told; {NEAREST}")]
    rows = [Cited(text=p.sentence, because=tuple(dict.fromkeys(c for h in p.hops for c in h.because)),
                  note=f"strength {p.strength:.2f}") for p in found.paths]  # fmt: skip
    return reply("trace", [*head, *rows], none="", warnings=found.warnings)


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
    return reply("structure", rows, none=f"nobody is told to lead {q.cards[0].name}", warnings=answer.warnings)


def _spokesmen(q: Question) -> Reply:
    """Who speaks for the organisation by title."""
    found = [f for f in q.found(("member", "leads")) if "spokes" in _title(f)]
    return reply("structure", told(found, q), none=f"nobody is told to speak for {q.cards[0].name} by title")


def _title(f: Finding) -> str:
    return " ".join(p.text or p.name for p in f.roles.get("title", ())).casefold()


def _present(q: Question) -> Reply:
    """Who is told to be in a place; of an organisation, who belongs to it."""
    return _structure(q) if q.cards[0].type == "ORGANISATION" else present(q)


_RELATION = {"leads": "leads", "member": "belongs to", "affiliate": "is an arm of or pledged to"}


def _ties(q: Question, sign: int) -> Reply:
    answer = loyalties(q.view, on=q.day, about=q.cards[0], known=q.known)
    rows = [Cited(text=phrase_tie(t), because=t.because) for t in answer.ties
            if t.sign == sign]  # fmt: skip
    return reply("loyalties", rows, none="no such relation is told")


def _relation(q: Question) -> Reply:
    """The ties between two actors, with and against."""
    first, second = q.cards
    answer = loyalties(q.view, on=q.day, about=first, known=q.known)
    rows = [Cited(text=phrase_tie(t), because=t.because) for t in answer.ties
            if second.id in (t.a_id, t.b_id) or kin(t.a, second.name) or kin(t.b, second.name)]  # fmt: skip
    if not rows:
        found = [f for f in q.found(about=first) if standing_in(f, second)]
        rows = told(found, q)
    return reply("loyalties", rows, none=f"no relation of {first.name} to {second.name} is told")


def _part(q: Question) -> Reply:
    """Whether the first belongs to the second, or leads it."""
    person, body = q.cards
    found = [f for f in q.found(("leads", "member", "affiliate"), about=person) if standing_in(f, body)]
    found = found or [f for f in q.found(("leads", "member", "affiliate"), about=body) if standing_in(f, person)]
    return reply("structure", told(found, q), none=f"{person.name} is not told to belong to {body.name}")


def _reliability(q: Question) -> Reply:
    """How often a source speaks, how often alone, and its grade: a speaker, or a publisher in its own voice."""
    if q.cards:
        card, name = q.cards[0], q.cards[0].name
        spoken = ClaimQuery(speakers=frozenset({card.id}), known=q.known)
        read = sources_of(q.view, list(q.view.claims(bounded(q.view, spoken))), known=q.known)
        rows = [r for r in read if r.entity == card.id]
    else:
        name, found = q.common, sources(q.view, known=q.known)
        rows = [r for r in found if r.kind == "reporter" and r.name.casefold() == name.casefold()]
    said = [
        Cited(text=f"{r.name} ({r.kind.replace('_', ' ')}) speaks in {counted(r.claims, 'claim')} of "
                   f"{counted(r.reports, 'report')}, in {r.alone} of them alone. {_grade(r.grade)}",
              because=r.because) for r in rows
    ]  # fmt: skip
    return reply("sources", said, none=f"{name} is not told to have said anything")


def _grade(grade: str) -> str:
    return f"You graded it {grade}." if grade else "Nobody has graded it yet (bywhom grade)."


def _loyalties(q: Question) -> Reply:
    answer = loyalties(q.view, on=q.day, known=q.known)
    rows = [Cited(text=c.sentence, because=c.because, note=c.kind.replace("_", " ")) for c in answer.contradictions]
    return reply("loyalties", rows, none="no contradiction is told")


def _statements(q: Question) -> Reply:
    rows = statements(q.view, q.cards[0], since=q.since, until=q.until, known=q.known)
    names = [n.casefold() for c in q.cards[1:] for n in (c.name, *c.aliases) if len(n) > 2] or list(stems(q.common))
    if names:
        rows = tuple(r for r in rows if any(n in f"{r.sentence} {r.quote}".casefold() for n in names))
    return reply("statements", [Cited(text=r.sentence, because=r.because) for r in rows],
                  none=f"{q.cards[0].name} is not told to have said anything")  # fmt: skip


def _disputed(q: Question) -> Reply:
    found = disputes(q.view, q.cards[0] if q.cards else None, since=q.since, until=q.until, known=q.known)
    rows = [Cited(text=in_words(d), because=tuple(c for s in d.sides for c in s.because), note=d.kind) for d in found]
    return reply("disputes", rows, none="nothing told contradicts anything else told")


def _sources(q: Question) -> Reply:
    """Who speaks in the casefile, or in what is told of the entity."""
    if q.cards:
        rows = sources_of(q.view, list(q.view.claims(q.asked())), known=q.known)
    else:
        rows = sources(q.view, known=q.known)
    if q.detail:
        unnamed = q.detail in ("anonymous", "unnamed")
        rows = tuple(r for r in rows if r.kind.startswith("anonymous") == unnamed and (
            q.detail != "official" or r.kind.endswith("official")) and r.kind != "reporter")  # fmt: skip
    head = [Cited(text=f"{counted(len(rows), 'source')} {'is' if len(rows) == 1 else 'are'} {q.detail}.")]
    return reply("sources", [*(head if q.detail and rows else ()), *[
        Cited(text=f"{r.name} ({r.kind.replace('_', ' ')}): {counted(r.claims, 'claim')}, {r.alone} of them alone.",
              because=r.because, note=f"through {listed(list(r.through), limit=3)}" if r.through else "") for r in rows
    ]], none="nobody speaks of it")  # fmt: skip


def _about(q: Question) -> Reply:
    page = dossier(q.view, q.cards[0], on=q.day, known=q.known)
    rows = [Cited(text=page.summary)] + [s for section in page.sections[:5] for s in section.sentences]
    return reply("dossier", rows, none="nothing is told of it")


ANSWERS: Mapping[str, Callable[[Question], Reply]] = {
    "control": _control, "held_by": _held_by, "holdings": _holdings, "casualties": casualties, "losses": losses,
    "displaced": displaced, "strength": _strength, "support_path": _support_path, "supporters": _supporters,
    "supported": _supported, "leaders": _leaders, "structure": _structure, "part": _part,
    "allies": lambda q: _ties(q, 1), "enemies": lambda q: _ties(q, -1), "relation": _relation, "between": between,
    "statements": _statements, "disputed": _disputed, "loyalties": _loyalties, "sources": _sources,
    "who_says": _sources, "reliability": _reliability, "doers": doers, "when_did": when_did, "victims": victims,
    "deeds": deeds, "plans": plans, "denials": denials, "events": events, "happened": happened, "present": _present,
    "origin": origin, "where": where, "about": _about, "responsibility": responsibility, "accusers": accusers,
    "accused": accused, "accuses": accuses, "spokesmen": _spokesmen,
}  # fmt: skip
