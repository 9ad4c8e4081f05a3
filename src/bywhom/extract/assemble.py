"""From candidates to claims: fillers to entities, the date, the speakers, what stays understood, the id."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bywhom.extract.bodies import Bodies
from bywhom.extract.candidate import Candidate
from bywhom.extract.dating import NAMING, date_claim, dates, expressions, narrated, split_by_date, told_as
from bywhom.extract.dating_signs import Case, DatingSigns
from bywhom.extract.factuality import is_broken, is_due, is_given, is_past, is_supposed, modality, phase, polarity
from bywhom.extract.fillers import Entities, make_filler
from bywhom.extract.ground_roles import GROUND
from bywhom.extract.learned import MAKER
from bywhom.extract.listed import listed_places
from bywhom.extract.nouns import lemma
from bywhom.lexicon.frames import state_names
from bywhom.lexicon.load import words
from bywhom.model.attribution import Attribution
from bywhom.model.claim import (
    CASUALTY_ROLES,
    EVENTS,
    PLACE_ROLES,
    RELATIONS,
    Claim,
    ClaimTime,
    Filler,
    Voice,
    required_roles,
)
from bywhom.model.ids import claim_id
from bywhom.model.parsed import ParsedText
from bywhom.model.text import Quote, Span
from bywhom.model.when import TimeMention

_LOOK_BACK = 3  # sentences in which an understood side or holder is looked for
_PARENT_BACK = 8  # and the parent of branches, of which a passage seldom has two
_UNDERSTOOD = {  # role that may be understood → (type of the earlier claim, its role) in order of trust
    "side": (("clash", "side"), ("attack", "attacker"), ("attack", "target")),
    "party": (("agreement", "party"), ("meeting", "party")),
    "parent": (("affiliate", "parent"),),
}
_DOERS = ("actor", "attacker", "who", "side")
_BODIES = frozenset({"ORGANISATION", "PERSON", "NATIONALITY"})
_OVER_GROUND = GROUND | {"movement", "present"}
_IT = frozenset({"it", "its", "they", "their"})
_LEAST = {"side": 2, "party": 2}  # fillers that the earlier claim must have
# asymmetric relations: nobody is his own follower, supporter or member
_APART = {
    "supports": ("recipient", "supporter"), "affiliate": ("parent", "affiliate"), "leads": ("leader", "organisation"),
    "member": ("member", "organisation"),
}  # fmt: skip


_NAMED = frozenset({"compound", "amod", "nmod"})
_STANDING = frozenset({"leads", "member", "origin", "affiliate"})
VoicesFor = Callable[[Span, Span], tuple[tuple[Voice, ...], Attribution | None]]


class Assembler:
    """Assembles the claims of one report. Everything it needs of the report is given once."""

    def __init__(
        self, report: str, parsed: ParsedText, *, entities: Entities, times: Sequence[TimeMention], voices: VoicesFor,
        home: Span | None = None,
    ) -> None:  # fmt: skip
        self._report = report
        self._parsed = parsed
        self._entities = entities
        self._times = dates(times, parsed.text)
        self._voices = voices
        self._home = home
        self._signs = DatingSigns(parsed)
        self._bodies: Bodies | None = None

    def claims(self, candidates: Sequence[Candidate]) -> list[Claim]:
        """The claims of ``candidates``, in their order; a candidate without any words of its own is left out."""
        out: list[Claim] = []
        known = set[str]()
        self._bodies = Bodies(self._parsed, self._entities, candidates, self._home)
        triggers: dict[Span, list[Span]] = {}
        for c in candidates:
            triggers.setdefault(c.sentence, []).append(c.trigger)
        for c in candidates:
            for part, date in split_by_date(c, self._times):
                own = told_as(date) if date is not None else self._date(part, triggers[c.sentence])
                claim = self._claim(part, own, out)
                if claim is not None and claim.id not in known:
                    known.add(claim.id)
                    out.append(claim)
        return out

    def _date(self, c: Candidate, triggers: Sequence[Span]) -> ClaimTime | None:
        case = Case(
            type=c.type, trigger=c.trigger, sentence=c.sentence, times=expressions(self._times, c.sentence),
            rivals=[t for t in triggers if t != c.trigger], marked=c.when, asked=MAKER in c.maker,
        )  # fmt: skip
        return date_claim(case, self._signs)

    def _claim(self, c: Candidate, date: ClaimTime | None, earlier: Sequence[Claim]) -> Claim | None:
        text = self._parsed.text
        roles = {
            role: tuple(make_filler(role, s, c.sentence, self._parsed, self._entities) for s in spans)
            for role, given in c.roles.items()
            if (spans := _spelled(self._parsed, role, given))
        }
        if c.labels.get("degree") == "pledged" and self._are_places(roles.get("parent", ())):
            del roles["parent"]  # nobody pledges allegiance to the place that he does it from
        for role in required_roles(c.type):
            if role not in roles and (found := self._understood(c, role, earlier)):
                roles[role] = found
        kept = _apart(c.type, roles)
        if kept is None:
            return None
        roles = (
            kept
            if c.type not in GROUND
            else {**kept, **self._acting(c, kept, earlier), **self._lying(kept, c, earlier)}
        )
        head = self._parsed.head_of(c.trigger)
        said, attribution = self._said(c)
        raw = [(role, f.span.start, f.span.end) for role, fs in roles.items() for f in fs if f.span is not None]
        return Claim(
            id=claim_id(self._report, c.type, c.sentence, c.trigger, raw), report=self._report, type=c.type,
            sentence=c.sentence, trigger=Quote.cut(text, c.trigger), roles=roles, labels=c.labels,
            when=date or self._narrated(c, roles, earlier),
            phase="" if c.type in EVENTS else c.phase or (phase(head) if head is not None else ""),
            polarity=_polarity(c, head, roles), modality=_modality(c, head),
            source=said, attribution=attribution.id if attribution else "", confidence=c.confidence, maker=c.maker,
        )  # fmt: skip

    def _acting(
        self, c: Candidate, roles: Mapping[str, tuple[Filler, ...]], earlier: Sequence[Claim]
    ) -> dict[str, tuple[Filler, ...]]:
        """The actors of a claim over ground, "it" for the last body that acted where it was taken for a town.

        Of 15 such on coded reports none was right, and 11 meant that body.
        """
        if not any(self._is_ground(f) for f in roles.get("actor", ())):
            return {}
        index = self._parsed.sentence_index(c.sentence.start) or 0
        first = self._parsed.sentences[max(0, index - _LOOK_BACK)].start if self._parsed.sentences else 0
        near = [claim for claim in reversed(earlier) if claim.sentence.start >= first]
        here = [f for claim in near if claim.sentence == c.sentence for f in self._acted(claim, (*_DOERS, "target"))]
        told = [f for f in here if f.span is not None and f.span.end <= c.trigger.start]
        done = (f for claim in near for f in self._acted(claim, _DOERS))
        body = max(told, key=lambda f: f.span.end if f.span else 0, default=None) or next(done, None)
        if body is None:
            return {}
        return {"actor": tuple(replace(f, entity=body.entity) if self._is_ground(f) else f for f in roles["actor"])}

    def _lying(
        self, roles: Mapping[str, tuple[Filler, ...]], c: Candidate, earlier: Sequence[Claim]
    ) -> dict[str, tuple[Filler, ...]]:
        """The places of a claim over ground, "it" for the last ground told where it was taken for a body."""
        places = roles.get("place", ())
        astray = [f for f in places if f.span is not None and f.text.casefold() == "it" and not self._is_ground(f)]
        if not astray:
            return {}
        rest = tuple(f for f in places if f not in astray)
        index = self._parsed.sentence_index(c.sentence.start) or 0
        first = self._parsed.sentences[max(0, index - 1)].start if self._parsed.sentences else 0
        told = (
            f for claim in reversed(earlier) if claim.sentence.start >= first and claim.type in _OVER_GROUND
            for role in PLACE_ROLES for f in claim.roles.get(role, ())
            if f.entity and f.span is not None and f.span.end <= c.trigger.start and self._are_places((f,))
        )  # fmt: skip
        last = max(told, key=lambda f: f.span.end if f.span else 0, default=None)
        if rest or last is None:
            return {"place": rest or places}
        return {"place": tuple(replace(f, entity=last.entity) for f in places)}

    def _acted(self, claim: Claim, roles: Sequence[str]) -> Iterator[Filler]:
        return (f for role in roles for f in claim.roles.get(role, ()) if self._is_body(f))

    def _is_ground(self, f: Filler) -> bool:
        """True for a pronoun that was taken for a place or a thing."""
        if f.span is None or f.text.casefold() not in _IT:
            return False
        entity = self._entities.resolve(f.span)
        return entity is None or (entity.type not in _BODIES and entity.name not in state_names())

    def _is_body(self, f: Filler) -> bool:
        if not f.entity or f.span is None:
            return False
        entity = self._entities.resolve(f.span)
        return entity is not None and (entity.id != f.entity or entity.type == "ORGANISATION")

    def _are_places(self, fillers: Sequence[Filler]) -> bool:
        found = [self._entities.resolve(f.span) for f in fillers if f.span is not None]
        return bool(found) and all(e is not None and e.type in {"LOCATION", "FACILITY"} for e in found)

    def _said(self, c: Candidate) -> tuple[tuple[Voice, ...], Attribution | None]:
        """The chain behind the trigger; what the learned reader took for the speaker where the parse shows none."""
        said, attribution = self._voices(c.trigger, c.sentence)
        told = attribution if attribution is not None and not attribution.narrative else None
        if told is not None and (self._presupposed(c) or self._unheard(c, told)):
            turn = tuple(v for v in said if v.cue is None)  # whose whole stretch of text it is
            return turn or (Voice(),), attribution if turn else None
        if attribution is not None or not c.sources or c.source_kind in {"", "reporter"}:
            return said, attribution
        heard = []
        for span in c.sources[:2]:
            entity = self._entities.entity_for(span, "PERSON")
            if entity is not None and not span.overlap(c.trigger):
                heard.append(Voice(entity=entity.id, name=entity.name, kind=c.source_kind, span=span))
        return tuple(heard) or said, None

    def _presupposed(self, c: Candidate) -> bool:
        """True for a standing relation that names somebody ("[President] X") where a reporter is heard.

        What a speaker says rests on it and does not say it, save in a quotation of his own words: of 37 such outside
        quotations in coded reports 35 were the reporter's.
        """
        if self._parsed.quote_at(c.trigger.start) is not None:
            return False
        head = self._parsed.head_of(c.trigger)
        named = head is not None and c.type in _STANDING and (head.dep_ in _NAMED or self._entitles(c))
        return bool(named and MAKER in c.maker and c.source_kind in {"", "reporter"})

    def _entitles(self, c: Candidate) -> bool:
        """True where the trigger stands right beside the name of its bearer: "Idris Roth, chief of the mission"."""
        for span in (s for role in ("leader", "member", "who") for s in c.roles.get(role, ())):
            between = self._parsed.text[min(span.end, c.trigger.end) : max(span.start, c.trigger.start)]
            head = self._parsed.head_of(span)
            near = span.overlap(c.trigger) > 0 or between.strip() in ("", ",")
            if near and head is not None and head.pos_ == "PROPN":
                return True
        return False

    def _unheard(self, c: Candidate, a: Attribution) -> bool:
        """True for what a rule alone attributes, by no verb of saying, where the learned reader hears the reporter."""
        cue = set() if a.cue is None else {lemma(t) for t in self._parsed.tokens(a.cue)}
        told = bool(cue & (words("speech", "verbs") | words("speech", "counting")))
        return a.weak and a.source is not None and not told and MAKER in c.maker and c.source_kind in {"", "reporter"}

    def _narrated(
        self, c: Candidate, roles: Mapping[str, tuple[Filler, ...]], earlier: Sequence[Claim]
    ) -> ClaimTime | None:
        if c.type not in EVENTS:
            return None
        acting = {f.entity for role, fs in roles.items() if role not in PLACE_ROLES for f in fs if f.entity}
        return narrated(c.sentence, c.trigger, acting, earlier, self._parsed, self._times)

    def _understood(self, c: Candidate, role: str, earlier: Sequence[Claim]) -> tuple[Filler, ...]:
        """Fillers that the sentence leaves to its context: the sides of "the fighting", told a little before."""
        if role == "organisation" and self._bodies is not None:
            return self._bodies.understood(c)
        index = self._parsed.sentence_index(c.sentence.start) or 0
        back = _PARENT_BACK if role == "parent" else _LOOK_BACK
        first = self._parsed.sentences[max(0, index - back)].start if self._parsed.sentences else 0
        for type_, source_role in _UNDERSTOOD.get(role, ()):
            for claim in reversed(earlier):
                if claim.sentence.start < first:
                    break
                if claim.type == type_ and len(claim.roles.get(source_role, ())) >= _LEAST.get(role, 1):
                    return tuple(Filler(entity=f.entity) for f in claim.roles[source_role] if f.entity)
        return ()


def _apart(type_: str, roles: dict[str, tuple[Filler, ...]]) -> dict[str, tuple[Filler, ...]] | None:
    """The roles without whoever stands on both sides of a relation; None when a side that it needs is left empty.

    A branch whose parent nobody tells is no claim either: "affiliate" and "autonomous" say nothing alone.
    """
    if type_ not in _APART:
        return roles
    first, second = _APART[type_]
    ours = {f.entity for f in roles.get(first, ()) if f.entity}
    theirs = tuple(f for f in roles.get(second, ()) if not f.entity or f.entity not in ours)
    if roles.get(second) and not theirs:
        return None if second in required_roles(type_) else {r: fs for r, fs in roles.items() if r != second}
    if type_ == "affiliate" and not (roles.get(first) and theirs):
        return None
    return {**roles, second: theirs} if theirs else roles


def _spelled(parsed: ParsedText, role: str, spans: Sequence[Span]) -> Sequence[Span]:
    """Places that a plural noun lists stand for it, each once."""
    if role not in (*PLACE_ROLES, "target"):
        return spans
    return tuple(dict.fromkeys(place for span in spans for place in listed_places(parsed, span)))


def _polarity(c: Candidate, head: Any, roles: Mapping[str, tuple[Filler, ...]]) -> str:
    """Denied when either maker says so: of nine denials that only the rules saw on coded reports, six were right.

    "No troops were sent" is denied too; a count of none ("no casualties") stays a figure. An attack that was repelled
    is a capture that failed; an agreement that was broken is denied (16 of the 17 that coded reports tell).
    """
    own = "affirmed" if head is None else _named_polarity(head) if _names(c.type, head) else polarity(head)
    if c.type == "capture" and head is not None and head.lemma_.lower() in words("hedges", "failing"):
        return "denied"
    if c.type == "agreement" and head is not None and is_broken(head):
        return "denied"
    nobody = any(f.text.casefold().startswith("no ") for r, fs in roles.items() if r not in CASUALTY_ROLES for f in fs)
    if own == "affirmed" and nobody:
        own = "denied"
    return "denied" if "denied" in (own, c.polarity) else "affirmed"


def _names(type_: str, head: Any) -> bool:
    """True where the words only call somebody by what he is: "the spokesman for the army denied …"."""
    return type_ in _STANDING and head.dep_ in NAMING | _NAMED | {"acl", "relcl", "pobj"}


def _named_polarity(head: Any) -> str:
    """Denied only by a word of the phrase itself: of 29 such that the whole clause denied, 22 held all the same."""
    denying = any(c.dep_ == "neg" or c.lower_ in words("hedges", "negations") for c in head.children)
    return "denied" if denying else "affirmed"


def _is_known(heard: str, own: str, head: Any) -> bool:
    """True for an act taken as known under a verb of planning or doubt that is about something else.

    "Pressed them to end their offensive", "appears to have acted alone in the bombing": of 95 acts with an owner that
    coded reports tell, four were planned; of 31 with "the" that are no more than planned by the rules, 24 were facts.
    """
    if not is_given(head):
        return False
    owned = any(child.dep_ == "poss" for child in head.children)
    return (heard == "planned" and own == "planned" and owned) or (heard == "possible" and own in {"actual", "planned"})


def _modality(c: Candidate, head: Any) -> str:
    """The learned maker's, save where it hears a plain fact and the rules a doubt, a condition or a habit.

    The rules' "planned" is right in one case of six where the learned maker hears a fact, so it does not count there.
    A verb of the past that nothing qualifies is no plan: of 1,084 such on coded reports seven were.
    What was supposed to be is one.
    """
    named = c.type in RELATIONS and head is not None and head.pos_ == "NOUN" and head.dep_ in NAMING
    own = modality(head) if head is not None and not named else "actual"  # "X's leader may have fled": he is its leader
    if named and head is not None and is_supposed(head):
        own = "possible"
    if c.labels.get("degree") == "pledged":
        return own  # what is learned takes every pledge for a plan; a pledge of allegiance is the act itself
    if head is not None and _is_known(c.modality, own, head):
        return "actual"
    heard = c.modality or own
    if heard == "actual" and own in {"possible", "conditional", "general"}:
        return own
    if c.type == "controls" and own == "planned":
        return own  # "was ordered to hold the town" tells of no holding
    if heard in {"actual", "planned"} and head is not None and is_due(head):
        return "planned"
    if heard == "planned" and own == "actual" and head is not None and is_past(head):
        return own
    return heard
