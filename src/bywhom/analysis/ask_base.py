"""An understood question with its names resolved, and the rows that answers are made of."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bywhom.analysis.ask_words import NOBODY
from bywhom.analysis.common import READ, bounded, listed, meets, report_count, speaker_names
from bywhom.analysis.context import Context
from bywhom.analysis.facts import bounds
from bywhom.analysis.findings import findings
from bywhom.analysis.names import kin
from bywhom.analysis.origins import count_origins
from bywhom.analysis.timeline import entries, entry_of
from bywhom.analysis.wording import standing
from bywhom.model.account import ClaimQuery, EntityCard, Party
from bywhom.model.answer import Cited, Entry, Reply
from bywhom.model.finding import CREDIBILITY, Finding
from bywhom.ports import ReadView

SHOWN = 40
NEAREST = "the nearest that is told:"  # closes a first sentence that says what is not told
_MOST = 5  # of the deadliest events
PLACES = ("LOCATION", "FACILITY")
DOER = frozenset(
    {"attacker", "perpetrator", "actor", "captor", "who", "side", "party", "sender", "recruiter", "provider"}
)
_FIRM = ("actual", "general")
_GROUPLESS = frozenset(f"people|persons|person|of|them|dead|victims|were|{NOBODY}".split("|"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An understood question with its names resolved."""

    view: ReadView
    cards: tuple[EntityCard, ...] = ()
    where: EntityCard | None = None  # the place that an event is asked for in, beside the names
    since: date | None = None
    until: date | None = None
    detail: str = ""
    also: Mapping[str, frozenset[str]] = field(default_factory=dict)  # card → other entities that stand for that actor
    pick: str = ""  # first | last | most: one event of those told is asked for
    common: str = ""  # a common noun that stands for the name: "hospitals"
    group: str = ""  # of whom figures are asked for: "Turkish soldiers"
    side: str = ""  # doer | victim: what the first card is in the events asked for; "" for either
    manner: str = ""  # the stem of how people were harmed: "behead"
    denied: bool = False
    known: datetime | None = None

    @property
    def day(self) -> date | None:
        """The one day asked for, else the last day of the range."""
        return self.until or self.since

    def query(self, *, types: Iterable[str] = (), cards: Iterable[EntityCard] = ()) -> ClaimQuery:
        """The claims about the cards (default: the first) in the range asked for."""
        chosen = tuple(cards) or self.cards[:1]
        ids = frozenset(i for c in chosen for i in (c.id, *self.also.get(c.id, ())))
        return ClaimQuery(types=frozenset(types), entities=ids, since=self.since, until=self.until, known=self.known)

    def asked(self, *, types: Iterable[str] = ()) -> ClaimQuery:
        """``query`` about the first card, no more of it than an answer can read."""
        return bounded(self.view, self.query(types=types))

    def found(
        self, types: Iterable[str] = (), *, about: EntityCard | None = None, most: int = READ
    ) -> tuple[Finding, ...]:
        """Findings of ``types`` about a card (default: the first; none: about anything). A place stands for all that
        lies in it; of a large casefile ``most`` claims are read."""
        card = about or (self.cards[0] if self.cards else None)
        query = ClaimQuery(types=frozenset(types), since=self.since, until=self.until, known=self.known)
        if card is None:
            return findings(self.view, bounded(self.view, query, most))
        inside = self.inside(card) - {card.id} if card.type in PLACES else frozenset[str]()
        most = most // 2 if inside else most  # of a large casefile, in both readings together
        named = findings(self.view, bounded(self.view, self.query(types=types, cards=(card,)), most))
        if not inside:
            return named
        lying = findings(self.view, bounded(self.view, replace(query, places=inside), most))
        seen = {c for f in named for c in f.because + f.dissent}
        return (*named, *(f for f in lying if not seen & set(f.because)))

    def inside(self, place: EntityCard) -> frozenset[str]:
        """The place and what lies in it."""
        related = self.view.containing(place.id)
        return frozenset({place.id, *(i for i, how in related.items() if how in ("same", "within"))})


def reply(verb: str, rows: Iterable[Cited], *, none: str, warnings: Iterable[str] = ()) -> Reply:
    """The first rows as an answer; ``none`` is said where there are none."""
    sentences = tuple(rows)
    notes = (*warnings, *(() if sentences or not none else (none,)))
    return Reply(question="", understood="", verb=verb, sentences=sentences[:SHOWN], warnings=notes)


def voiced(q: Question, rows: Sequence[Cited]) -> tuple[Cited, ...]:
    """The rows, each with its speakers, reports and origins; those that tell them already stay as they are."""
    bare = [r for r in rows if r.because and "origin" not in r.note]
    ids = frozenset(c for r in bare for c in r.because)
    told_by = {c.id: c for c in q.view.claims(ClaimQuery(ids=ids, known=q.known))} if ids else {}
    cites = Context(cites=q.view.citations())

    def with_voices(r: Cited) -> Cited:
        claims = [told_by[c] for c in r.because if c in told_by]
        if r not in bare or not claims:
            return r
        said = listed(list(speaker_names(claims)), limit=4)
        note = f"{said}; {standing(report_count(claims), count_origins(claims, cites))}"
        return replace(r, note=f"{r.note}; {note}" if r.note else note)

    return tuple(with_voices(r) for r in rows)


def row(entry: Entry) -> Cited:
    """A finding as a sentence with its speakers, reports, origins and credibility."""
    note = f"{listed(list(entry.speakers), limit=4)}; {standing(entry.reports, entry.origins)}"
    return Cited(text=entry.sentence, because=entry.because + entry.dissent,
                 note=f"{note}; {CREDIBILITY[entry.credibility]}")  # fmt: skip


def told(found: Iterable[Finding], q: Question | None = None) -> list[Cited]:
    """Findings as rows: what is told to have happened within the range asked for before what merely may fall into it,
    and both before what is denied, planned or doubtful; each in order of time."""
    since, until = (q.since, q.until) if q is not None else (None, None)

    def rank(entry: Entry) -> tuple[bool, bool]:
        soft = entry.polarity == "denied" or entry.modality not in _FIRM
        when = entry.when
        bounds = (since is None or (when is not None and when.earliest is not None and when.earliest >= since),
                  until is None or (when is not None and when.latest is not None and when.latest <= until))  # fmt: skip
        return soft, not all(bounds)

    found = list(found)
    if q is not None and q.pick and (chosen := _picked(found, q)):
        return [row(e) for e in chosen]
    rows = [e for e in entries(found) if meets(e.when, since, until)]
    head = [Cited(text="None of these is told with a number of dead.")] if q is not None and q.pick == "most" else []
    return [*(head if rows else ()), *(row(e) for e in sorted(rows, key=rank))]


def _picked(found: Iterable[Finding], q: Question) -> list[Entry]:
    """The first or the last of the dated events that are told to have happened, or those that killed most."""
    done = [
        f for f in found
        if f.labels.get("polarity") != "denied" and f.labels.get("modality", "actual") in _FIRM
        and meets(f.when, q.since, q.until)
    ]  # fmt: skip
    if q.pick == "most":
        deadly = sorted((f for f in done if _dead(f)), key=_dead, reverse=True)
        return [entry_of(f) for f in deadly[:_MOST]]
    dated = entries(f for f in done if f.when is not None and f.when.earliest is not None)
    return list(dated[:1] if q.pick == "first" else dated[-1:])


def _dead(finding: Finding) -> float:
    """How many it is told to have killed at least, by the highest figure."""
    return max(((bounds(p) or (0.0, 0.0))[0] for p in finding.roles.get("killed", ())), default=0.0)


def acting(finding: Finding, card: EntityCard) -> bool:
    """True when the entity, or one of the same side by name, does what is told."""
    return any(is_of(p, card) for role, ps in finding.roles.items() if role in DOER for p in ps)


def standing_in(finding: Finding, card: EntityCard) -> bool:
    """True when the entity stands in any role."""
    return any(is_of(p, card) for ps in finding.roles.values() for p in ps)


def is_of(party: Party, card: EntityCard) -> bool:
    """True when the party is the entity, or a force of the same side by its name."""
    return party.entity == card.id or (
        card.type not in PLACES and bool(party.name) and (bool(kin(party.name, card.name)) or _ends_in(party, card))
    )


def _ends_in(party: Party, card: EntityCard) -> bool:
    """True for a name with what it is before it: "the mountain group Red Front"."""
    whole, name = party.name.casefold().split(), card.name.casefold().split()
    return len(name) > 1 and len(whole) > len(name) and whole[-len(name) :] == name


def sentences_of(q: Question, found: Iterable[Finding]) -> dict[str, str]:
    """Finding → the sentences that tell it, folded."""
    of = {c: f.id for f in found for c in f.because}
    out: dict[str, str] = {}
    for claim in q.view.claims(ClaimQuery(ids=frozenset(of), known=q.known)) if of else ():
        out[of[claim.id]] = f"{out.get(of[claim.id], '')} {claim.sentence_text.casefold()}"
    return out


def naming(q: Question, found: Sequence[Finding], words: str) -> list[Finding]:
    """The findings whose parties go by all of the words; where none does, those whose sentences hold them."""
    if named := [f for f in found if mentions(f, words)]:
        return named
    wanted, told_in = stems(words), sentences_of(q, found)
    return [f for f in found if wanted and all(stands_in(w, told_in.get(f.id, "")) for w in wanted)]


def stands_in(stem: str, text: str) -> bool:
    """True when a word of the folded text is the stem, whatever its number: not "governor" in "governorate"."""
    return re.search(rf"\b{re.escape(stem)}(?:s|es|y|ies|ren|men|ed|d)?\b", text) is not None


def mentions(finding: Finding, words: str) -> bool:
    """True when a party to whom it was done goes by all of the words, whatever their number: "hospitals"."""
    wanted = stems(words)
    for role, parties in finding.roles.items():
        if role in DOER and role not in ("who", "party"):
            continue
        for party in parties:
            have = f"{party.name} {party.text}".casefold()
            if wanted and all(stands_in(w, have) for w in wanted):
                return True
    return not wanted


def stems(words: str) -> Sequence[str]:
    """The words without the endings of the plural, and without those that name nobody."""
    out = []
    for word in words.casefold().split():
        if word in _GROUPLESS or len(word) < 3:
            continue
        plural = next((e for e in ("ren", "ies", "s") if word.endswith(e) and len(word) > 4), "")
        out.append(word.removesuffix(plural))
    return out
