"""Answers about events: who did what to whom, how many, what is planned or denied."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bywhom.analysis.amounts import spread
from bywhom.analysis.ask_base import (
    DOER,
    NEAREST,
    PLACES,
    Question,
    acting,
    is_of,
    mentions,
    naming,
    reply,
    row,
    sentences_of,
    standing_in,
    stems,
    told,
)  # fmt: skip
from bywhom.analysis.ask_words import WIDER
from bywhom.analysis.common import MANY, bounded
from bywhom.analysis.facts import bounds
from bywhom.analysis.findings import findings, join
from bywhom.analysis.names import core, kin, one_people
from bywhom.analysis.timeline import entries, entry_of
from bywhom.model.account import ClaimQuery, EntityCard, Party, Told
from bywhom.model.answer import Cited, Reply
from bywhom.model.claim import PLACE_ROLES
from bywhom.model.finding import Finding

VIOLENCE = frozenset({"killing", "attack", "explosion", "air_strike", "shelling", "clash", "injury"})
_EITHER = 350  # claims about one of two actors among which those about both are sought, in a large casefile
_NEAR = 6  # events that stand for one that nobody tells
_MEN = frozenset({  # who may be lost, cut as ``stems`` cuts
    "men", "man", "fighter", "soldier", "troop", "marine", "militant", "civilian", "rebel", "recruit", "police",
    "officer", "commander", "general", "member", "people", "person", "guard", "life", "live",
})  # fmt: skip
_BY_ROLE = {"killed": "killing", "injured": "injury", "captured": "abduction"}  # whose victims are the harmed
_DENYING = ("denial", "refusal")
_BARE = frozenset({"that", "the", "and", "for", "was", "were", "would", "having", "had", "has", "any", "its", "over"})
_DEADLY = VIOLENCE | {"abduction", "capture", "siege", "abuse", "release", "displacement", "looting"}


def doers(q: Question) -> Reply:
    """Who did it to the entity, or in the place."""
    return _events(q, victim=q.cards[0] if q.cards else None)


def when_did(q: Question) -> Reply:
    """When, and whether, the first did it to the second."""
    return _events(q, doer=q.cards[0], victim=q.cards[1] if len(q.cards) > 1 else None)


def victims(q: Question) -> Reply:
    """To whom, and where, the entity did it."""
    return _events(q, doer=q.cards[0])


_CHANGING = frozenset({"controls", "movement", "withdrawal", "siege"})  # what else tells that ground changed hands


def _types(detail: str) -> frozenset[str]:
    wide = VIOLENCE | {detail} if detail in ("attack", "killing", "") else frozenset({detail})
    return frozenset(WIDER.get(detail, wide))


def _events(q: Question, *, doer: EntityCard | None = None, victim: EntityCard | None = None) -> Reply:
    """Events of the type asked for, by whom they were done, to whom, and where."""
    of = q.where or victim or doer
    read = q.found(_types(q.detail), about=of)
    found = [f for f in read if _fits(q, f, doer, victim)]
    if found and stems(q.common):
        named = naming(q, found, q.common)
        return reply(
            "timeline", told(named, q) if named else nearly(f"No such event names “{q.common}”", found, q), none=""
        )
    if not found and doer is not None and (victim is not None or q.where is not None):
        does = _losing if q.detail == "withdrawal" else acting
        about = [f for f in q.found(_types(q.detail), about=doer) if does(f, doer)]
        read = tuple(f for f in read if does is acting or f.type == "withdrawal" or does(f, doer))
        if near := [*about[-_NEAR:], *(read if not q.denied else ())][:_NEAR]:
            return reply("timeline", nearly("Nobody tells of just that", near, q), none="")
    place = victim if doer is None and q.detail == "capture" and victim and victim.type in PLACES else None
    if not found and place is not None and (moves := q.found(_CHANGING, about=place)[:_NEAR]):
        return reply("timeline", nearly(f"Nobody is said to have taken {place.name}", moves, q), none="")
    unnamed = doer is None and bool(found) and not any(f.roles.get(role) for f in found for role in DOER)
    itself = [f for f in found if victim is not None and any(p.entity == victim.id for p in _undergoing(f))]
    others = [f for f in found if f not in itself]  # in what lies in the place asked about
    notes = ("none of these says who did it",) if unnamed else ()
    return reply("timeline", told(itself, q) + told(others, q), none="no such event is told", warnings=notes)


def _undergoing(f: Finding) -> list[Party]:
    return [p for role, parties in f.roles.items() if role not in DOER for p in parties]


def nearly(what: str, found: Sequence[Finding], q: Question) -> list[Cited]:
    """A first sentence that says what is not told, and what is told that comes nearest."""
    return [Cited(text=f"{what}; {NEAREST}"), *told(found, q)]


def _fits(q: Question, f: Finding, doer: EntityCard | None, victim: EntityCard | None) -> bool:
    if q.detail == "killing" and f.type != "killing" and not f.roles.get("killed"):
        return False  # a clash or an attack that killed nobody
    if q.denied and f.labels.get("polarity") != "denied":
        return False
    if doer is not None and not (_losing if q.detail == "withdrawal" and f.type == "capture" else acting)(f, doer):
        return False
    if victim is None:
        return True
    if victim.type in PLACES and q.where is None and doer is None:
        return True  # in the place, or in what lies in it
    if doer is None:
        return standing_in(f, victim) and not _only_acts(f, victim)
    inside = q.inside(victim) if victim.type in PLACES else frozenset({victim.id})
    return any(p.entity in inside or is_of(p, victim) for ps in f.roles.values() for p in ps)


def _losing(f: Finding, card: EntityCard) -> bool:
    """True when the place is taken from the entity: it is what it lost, while what it takes it gains."""
    return any(is_of(p, card) for p in f.roles.get("from", ()))


def _only_acts(f: Finding, card: EntityCard) -> bool:
    """True when the entity does it, and nobody beside it: "who met X" asks for the other party."""
    return acting(f, card) and not any(r in ("party", "side") for r in f.roles)


def between(q: Question) -> Reply:
    """What is told in which both stand: meetings, agreements, fights."""
    first, second = q.cards
    types, words = _noun(q.detail)
    found = _telling(q, [f for f in q.found(types, about=first, most=_EITHER) if standing_in(f, second)], words)
    return reply("timeline", told(found, q), none=f"nothing is told of {first.name} and {second.name} together")


def events(q: Question) -> Reply:
    """Events of a kind, anywhere or about an actor or a place."""
    types, words = _noun(q.detail)
    found = q.found(types)
    if q.cards and q.cards[0].type not in PLACES and q.side:
        if q.side == "doer":
            found = tuple(f for f in found if acting(f, q.cards[0]))
        else:  # who is hit often bears no name: "ten soldiers"
            found = tuple(f for f in _anywhere(q, types) if _done_to(f, q.cards[0]))
    named = _of_group(q, _telling(q, found, words))
    if not found and q.cards and (elsewhere := _telling(q, _anywhere(q, types), words)):
        rows = nearly(f"None is told of {q.cards[0].name}", elsewhere[:_NEAR], q)
    else:
        rows = nearly("None is called so", found, q) if found and not named else told(named, q)
    return reply("timeline", rows, none="no such event is told")


def _done_to(f: Finding, card: EntityCard) -> bool:
    return any(is_of(p, card) for p in _undergoing(f)) or mentions(f, card.name)


def _anywhere(q: Question, types: frozenset[str]) -> list[Finding]:
    return list(replace(q, cards=()).found(types))


def _of_group(q: Question, found: list[Finding]) -> list[Finding]:
    """The events by, of or with what was put before their noun: "Norland's air strikes", "suicide bombings"."""
    words = q.group.replace("'s", "").strip()
    if not found or not words:
        return found
    done = [f for f in found if any(kin(words, p.name) for role in DOER for p in f.roles.get(role, ()))]
    return done or (naming(q, found, words) if stems(words) else [])


def _noun(detail: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Types and word stems behind the noun of a question: "agreement:ceas,truce"."""
    type_, _, words = detail.partition(":")
    types = {"attack": VIOLENCE, "killing": VIOLENCE}.get(type_, frozenset({type_}) if type_ else frozenset())
    return frozenset(types), tuple(w for w in words.split(",") if w)


def _telling(q: Question, found: Sequence[Finding], words: Sequence[str]) -> list[Finding]:
    """The findings in whose sentences one of the stems stands."""
    if not words:
        return list(found)
    told_in = sentences_of(q, found)
    return [f for f in found if any(w in told_in.get(f.id, "") for w in words)]


def casualties(q: Question) -> Reply:
    """Figures of people killed, injured or captured, added up, and each finding that tells one."""
    role = q.detail or "killed"
    by_side = bool(q.cards) and q.cards[0].type not in PLACES
    found = [f for f in q.found(_DEADLY, about=q.where) if _harmed(f, role)]
    if by_side:
        unsaid = [f for f in found if q.where is not None and not any(f.roles.get(r) for r in DOER)]
        unsaid = naming(q, unsaid, q.group) if stems(q.group) else unsaid
        found = [f for f in found if acting(f, q.cards[0])] or _in_named(q, q.cards[0], role) or unsaid
    none = f"no figure of people {role} is told in a sentence that names {q.cards[0].name}" if by_side else ""
    if q.manner and (so := _telling(q, found, (q.manner,))):
        found = so
    return _figures(q, found, role, q.group, none=none)


def _in_named(q: Question, card: EntityCard, role: str) -> list[Finding]:
    """Findings whose sentences name what is neither a place nor a doer: "in Operation X"."""
    query = ClaimQuery(types=_DEADLY, text=card.name, since=q.since, until=q.until, known=q.known)
    return [f for f in findings(q.view, bounded(q.view, query)) if _harmed(f, role)]


def losses(q: Question) -> Reply:
    """The dead of one side; of things that it lost, the sentences that speak of them."""
    side = q.cards[0]
    if (things := [w for w in stems(q.group) if w not in _MEN]) and q.view.size() <= MANY:
        told_of = [f for f in q.found(about=side) if standing_in(f, side)]
        words = sentences_of(q, told_of)
        named = [f for f in told_of if all(w in words.get(f.id, "") for w in things)]
        rows = nearly(f"Losses of “{q.group}” are not added up", named, q) if named else []
        return reply("timeline", rows, none=f"no loss of “{q.group}” is told of {side.name}")
    found = [f for f in q.found(_DEADLY, about=q.where or side) if _harmed(f, "killed")]
    mine = [f for f in found
            if any(is_of(p, side) for r in ("victim", "target", "killed") for p in f.roles.get(r, ()))
            or mentions(f, side.name)]  # fmt: skip
    return _figures(q, mine, "killed", "")


def _harmed(f: Finding, role: str) -> bool:
    labels = f.labels
    hit = f.roles.get(role) or (f.type == _BY_ROLE.get(role) and f.roles.get("victim"))
    return bool(hit) and labels.get("polarity") != "denied" and labels.get("modality", "actual") == "actual"


def _figures(q: Question, found: list[Finding], role: str, group: str, *, none: str = "") -> Reply:
    if group and stems(group):
        named = naming(q, found, group)
        if found and not named:
            return reply("timeline", nearly(f"No figure is told of “{group}”", found, q), none="")
        found = named
    told_in = sentences_of(q, found)
    figures = [(f, p) for f in found for p in f.roles.get(role, ())]
    ranges = {(told_in.get(f.id, f.id), r) for f, p in figures if (r := bounds(p)) is not None}
    rows = told(found, q)
    if len(ranges) > 1:  # a figure that one sentence tells of two events ("the attack", "the blast") counts once
        low, high = sum(r[0] for _, r in ranges), sum(r[1] for _, r in ranges)
        known = spread(low, high, (p for _, p in figures if bounds(p) is not None))
        head = Cited(
            text=f"{known} {role} in {len(found)} findings added up; some may tell parts of others.",
            because=tuple(c for f in found for c in f.because),
        )
        rows = [head, *rows]
    return reply("timeline", rows, none=none or f"no figure of people {role} is told")


def displaced(q: Question) -> Reply:
    """Who was displaced from the place, or by the actor."""
    return reply("timeline", told(q.found(("displacement",)), q), none="no displacement is told")


def deeds(q: Question) -> Reply:
    """What the actor did, in a place when one is named."""
    spots = q.inside(q.cards[1]) if len(q.cards) > 1 else frozenset[str]()
    rows = [
        f for f in findings(q.view, q.asked())
        if acting(f, q.cards[0]) and (not spots or any(p.entity in spots for ps in f.roles.values() for p in ps))
    ]  # fmt: skip
    return reply("timeline", told(rows, q), none=f"no deed of {q.cards[0].name} is told there and then")


def plans(q: Question) -> Reply:
    """What the actor is told to plan, to threaten or to promise."""
    found = [f for f in findings(q.view, q.asked()) if acting(f, q.cards[0])
             and (f.labels.get("modality") == "planned" or f.labels.get("act") in ("threat", "promise"))]  # fmt: skip
    return reply("timeline", told(found, q), none=f"no plan of {q.cards[0].name} is told")


def denials(q: Question) -> Reply:
    """What the speaker denies: what stands denied under its name, and denials of its that are the news."""
    speaker = q.cards[0]
    voices = frozenset({speaker.id, *q.also.get(speaker.id, ())})
    query = ClaimQuery(speakers=voices, polarity="denied", since=q.since, until=q.until, known=q.known)
    ids = frozenset(c.id for c in q.view.claims(bounded(q.view, query)))
    said = ClaimQuery(text="denied", since=q.since, until=q.until, known=q.known)
    if q.common or q.cards[1:]:  # a denial of that in a sentence that names it, whoever speaks for it
        ids |= {c.id for c in q.view.claims(bounded(q.view, said)) if _names(c.sentence_text, speaker) and _denies(c)}
    stated = q.found(("statement",), about=speaker)
    ids |= {
        c
        for f in stated
        for c in f.because
        if f.labels.get("act") in _DENYING and any(is_of(p, speaker) for p in f.roles.get("speaker", ()))
    }
    found = list(findings(q.view, ClaimQuery(ids=ids, known=q.known))) if ids else []
    of = [w for name in (q.common, *(c.name for c in q.cards[1:])) for w in stems(name) if w not in _BARE]
    if found and of:
        sentences = sentences_of(q, found)
        met = {f.id: sum(w in sentences.get(f.id, "") for w in of) for f in found}
        most = max(met.values())
        found = [f for f in found if met[f.id] == most] if most else found
    return reply("statements", told(found, q), none=f"{speaker.name} is not told to have denied that" if of
                 else f"{speaker.name} is not told to have denied anything")  # fmt: skip


def happened(q: Question) -> Reply:
    """What is told of the entity, or of everything, in the range asked for."""
    if q.cards:
        return reply("timeline", told(q.found(), q), none="nothing is told of it")
    query = ClaimQuery(since=q.since, until=q.until, known=q.known, limit=5000)
    return reply("timeline", told(findings(q.view, bounded(q.view, query)), q), none="nothing is told of it")


def _names(sentence: str, card: EntityCard) -> bool:
    """True when a word that tells whose it is, of the entity's name, begins a word of the sentence: "Norlandish"."""
    telling = [w for w in core(card.name) if len(w) > 3]
    words = [h.strip(".,;:'’\"“”") for h in sentence.casefold().split()]
    return bool(telling) and all(any(one_people(w, h) or h.startswith(w) for h in words) for w in telling)


def _denies(claim: Told) -> bool:
    return claim.polarity == "denied" or claim.modality == "planned" or claim.labels.get("act") in _DENYING


def present(q: Question) -> Reply:
    """Who is told to be in the place."""
    found = q.found(("present", "movement", "controls"))
    return reply("timeline", told(found, q), none=f"nobody is told to be in {q.cards[0].name}")


def origin(q: Question) -> Reply:
    """Where the entity comes from, or who comes from the place."""
    return reply("timeline", told(q.found(("origin",)), q), none="nothing tells of that origin")


def where(q: Question) -> Reply:
    """Where a place lies, or where an actor is told to be."""
    card = q.cards[0]
    rows = []
    if card.place is not None:
        p = card.place
        rows.append(
            Cited(text=f"{card.name} lies at {p.lat:.3f}, {p.lon:.3f} ({p.country or 'no country'}; {p.name}).")
        )
    if card.type in PLACES:
        return reply("dossier", rows, none=f"nothing tells where {card.name} is")
    found = [f for f in findings(q.view, q.asked()) if any(f.roles.get(r) for r in PLACE_ROLES)]
    ordered = sorted(entries(found), key=lambda e: e.type not in ("present", "movement", "holds"))
    rows += [row(e) for e in ordered]
    return reply("dossier", rows, none=f"nothing tells where {card.name} is")


def nearest(q: Question, ids: Iterable[str]) -> list[Cited]:
    """The claims nearest to a day that no holding covers."""
    claims = list(q.view.claims(ClaimQuery(ids=frozenset(ids), known=q.known))) if ids else []
    return [replace(row(entry_of(f)), note=f"nearest; {row(entry_of(f)).note}") for f in join(claims)]
