"""The rules' maker of claims: frames of the lexicon matched over the dependency parse."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from bywhom.extract.candidate import PLAIN, Candidate
from bywhom.extract.factuality import modality, phase, polarity
from bywhom.extract.goods import is_means, labels_of
from bywhom.extract.light_verbs import bearer, beside, doer
from bywhom.extract.slots import conjuncts, fillers, is_passive, phrase
from bywhom.lexicon.frames import Frame, class_words, frame_index, state_names
from bywhom.model.claim import CASUALTY_ROLES, EVENTS, RELATIONS, required_roles, roles_of
from bywhom.model.parsed import ParsedText
from bywhom.model.text import Span

_PLACE_PREPOSITIONS = ("in", "at", "near", "around", "outside", "on", "inside", "along")
_TYPE_OF_ENT = {
    "PERSON": "PERSON", "NORP": "NATIONALITY", "FAC": "FACILITY", "ORG": "ORGANISATION", "GPE": "LOCATION",
    "LOC": "LOCATION", "CARDINAL": "QUANTITY", "QUANTITY": "QUANTITY", "MONEY": "MONEY", "DATE": "TIME", "TIME": "TIME",
}  # fmt: skip
# Rules alone: the share of a frame's claims that held on the reports for training, rounded; the learned parts and the
# calibration behind them replace it where they speak.
_PRIOR = {"VERB": 0.5, "NOUN": 0.35, "ADJ": 0.3, "ADP": 0.5}

_DEFAULT_NEED = {
    "place": "place", "attacker": "actor", "perpetrator": "actor", "actor": "actor", "supporter": "actor",
    "captor": "actor",    "sender": "actor", "side": "actor", "party": "actor", "speaker": "actor", "provider": "actor",
}  # fmt: skip
_OFFICES = frozenset({"member", "leads"})  # "President X": the office stands before the name
_MAY_STAY_OPEN = frozenset({"organisation", "captor", "actor", "side", "party"})  # understood from the context
_MUTUAL = frozenset({"allied", "opposed", "meeting", "agreement", "clash"})
_HARM = frozenset({"killing", "injury"})
_VIOLENCE = frozenset({"air_strike", "explosion", "shelling", "attack", "clash"})
_BODIES = frozenset({"they", "it", "its"})
_HOSTS = frozenset({"obj", "up", "subj"})  # slots with words of their own behind a dot
_RULING = frozenset({"under", "in", "into"})  # the same where a noun of the frame's complements stands in them
_LIGHT = {"doer": doer, "bearer": bearer}

KindOf = Callable[[int, int], str]  # character range of a head word → entity type of the codebook, "" unknown


class FrameMatcher:
    """Matches the frame lexicon over the parsed paragraphs of one report, in their order.

    ``kind_of`` gives the entity type of the mention around a head word, so that "the town fell" is told from
    "the government fell"; it counts characters of the whole report.
    """

    def __init__(self, kind_of: KindOf) -> None:
        self._kind_of = kind_of
        self._presupposed: set[tuple[str, str, str]] = set()

    def candidates(self, doc: Doc, offset: int, parsed: ParsedText) -> Iterator[Candidate]:
        """Every frame that fits in ``doc``, whose first character stands at ``offset`` of ``parsed``."""
        index = frame_index()
        made: list[tuple[Token, Candidate]] = []
        for token in doc:
            for frame in index.get(token.lemma_.lower(), ()):
                if self._fits(token, frame):
                    candidate = self._make(token, frame, offset, parsed)
                    if candidate is not None:
                        made.append((token, candidate))
                        break  # one happening in one clause is one claim, under the first frame that fits
        yield from _most_specific(made)

    def _fits(self, token: Token, frame: Frame) -> bool:
        """True when the trigger's word class, company and objects are those of the frame."""
        if not _of_class(token, frame):
            return False
        if frame.before and [t.lower_ for t in token.doc[max(0, token.i - len(frame.before)) : token.i]] != list(
            frame.before
        ):
            return False
        near = {t.lemma_.lower() for t in token.lefts} | {t.lower_ for t in token.lefts}
        if (frame.company and not near & frame.company) or (frame.refuse_company and near & frame.refuse_company):
            return False
        if frame.objects and not any(t.lemma_.lower() in frame.objects for t in fillers(token, "obj")):
            return False
        if frame.complements and not any(t.lemma_.lower() in frame.complements for t in token.subtree):
            return False
        if "passive" in frame.options and not is_passive(token):
            return False
        if frame.under and token.head.lemma_.lower() not in frame.under:
            return False
        if "predicate" in frame.options and token.dep_ not in {"attr", "appos", "oprd"}:
            return False
        return not frame.tenses or token.tag_ in frame.tenses

    def _make(self, token: Token, frame: Frame, offset: int, parsed: ParsedText) -> Candidate | None:
        trigger = _trigger_span(token, frame, offset)
        sentence = parsed.sentence_at(trigger.start)
        if sentence is None:
            return None
        heads = self._roles(token, frame, offset)
        for role in required_roles(frame.type):
            if not heads.get(role) and not (
                "alone" in frame.options or (role in _MAY_STAY_OPEN and (heads or frame.under))
            ):
                return None
        if frame.type in _MUTUAL and ("two" in frame.options or (frame.pos != "NOUN" and not frame.objects)):
            parties = heads.get("party", []) + heads.get("side", [])
            if len(parties) < (1 if frame.type in {"meeting", "agreement"} else 2):
                return None
        if (not heads and frame.pos != "NOUN") or frame.must - heads.keys():
            return None
        if token.dep_ == "amod" and frame.type in RELATIONS and self._told_before(token, frame, heads):
            return None
        labels = labels_of(frame, token, heads)
        if labels.get("kind") == "troops" and all(self._is(h, "place", offset) for h in heads["recipient"]):
            return None  # men sent to a place have moved
        if frame.one_of and not frame.one_of & heads.keys():
            return None
        roles = {
            role: tuple(dict.fromkeys(s for t in tokens if (s := _span(t, offset, sentence)) is not None))
            for role, tokens in heads.items()
        }
        roles = {role: spans for role, spans in roles.items() if spans}
        if frame.type in EVENTS:
            roles |= self._casualties(token, frame, offset, sentence)
        mode = modality(token)
        plain = "plain" in frame.options and mode != "conditional"  # what may come to be is worded in many ways
        return Candidate(
            type=frame.type, trigger=trigger, sentence=sentence, roles=roles, labels=labels,
            phase=frame.phase or (phase(token) if frame.type not in EVENTS else ""),
            polarity=polarity(token), modality=mode, confidence=PLAIN if plain else _PRIOR[frame.pos],
            maker=f"frame:{frame.key}",
        )  # fmt: skip

    def _told_before(self, token: Token, frame: Frame, heads: Mapping[str, Sequence[Token]]) -> bool:
        """True for "the X-backed rebels" once the report has spoken of what X backs: a bare repetition is no claim.

        Codebook, "Presupposed relations": they are claims where the phrase is the report's first word of them.
        """
        first = next(iter(frame.roles))
        key = (frame.type, token.lemma_.lower(), " ".join(h.lower_ for h in heads.get(first, ())))
        known = key in self._presupposed
        self._presupposed.add(key)
        return known

    def _roles(self, token: Token, frame: Frame, offset: int) -> dict[str, list[Token]]:
        """role → heads of its fillers, by the frame's slots and what it needs of them."""
        out: dict[str, list[Token]] = {}
        taken: set[int] = set()
        for role, slots in frame.roles.items():
            for slot in slots:
                heads = [
                    h for f in _in_slot(token, slot, out, frame.complements) for h in _several(f, frame.type)
                    if h.i not in taken or role.endswith("+")
                ]  # fmt: skip
                wanted = (
                    frame.need.get(role) or frame.need.get(role.rstrip("+")) or _DEFAULT_NEED.get(role.rstrip("+"), "")
                )
                heads = [h for h in heads if h.i != token.i or slot == "self"]
                heads = [h for h in heads if not wanted or slot == "self" or self._is(h, wanted, offset)]
                heads = [h for h in heads if _may(h, role, slot, wanted)]
                if heads:
                    out.setdefault(role.rstrip("+"), []).extend(h for h in heads if h.i not in taken)
                    taken.update(h.i for h in heads)
                    break
        if "place" in roles_of(frame.type) and not {"place"} & (out.keys() | frame.must):
            spots = [
                h for word in _PLACE_PREPOSITIONS for f in fillers(token, word) for h in conjuncts(f)
                if h.i not in taken and self._is(h, "place", offset)
            ]  # fmt: skip
            if spots:
                out["place"] = spots
        if "onward" in frame.options:
            _pass_on(token, out, lambda h: self._is(h, "actor", offset))
        return {role: heads for role, heads in out.items() if heads}

    def _is(self, head: Token, wanted: str, offset: int) -> bool:
        """True when ``head`` is of class ``wanted``: by its mention, else by the word itself."""
        at = offset + head.idx
        kind = self._kind_of(at, at + len(head)) or _TYPE_OF_ENT.get(head.ent_type_, "")
        lemma = head.lemma_.lower()
        if kind == "TIME":
            return False
        person = (
            kind == "PERSON"
            or lemma in class_words("person")
            or (head.pos_ == "PRON" and head.lower_ not in {"it", "its", "which", "that", "this"})
        )
        org = kind in {"ORGANISATION", "NATIONALITY"} or lemma in class_words("org") or head.lower_ in _BODIES
        place = kind in {"LOCATION", "FACILITY"} or (
            lemma in class_words("place") and kind not in {"PERSON", "ORGANISATION"}
        )
        match wanted:
            case "actor":
                return (
                    _elliptic(head)
                    or person
                    or org
                    or kind == "LOCATION"
                    or (not kind and head.pos_ == "PROPN")
                    or (kind == "QUANTITY" and head.pos_ == "NOUN")
                )
            case "taker":  # what people in need are given is aid
                ground = head.pos_ == "NOUN" and lemma in class_words("place")  # "handed it over to the west of X"
                return not ground and self._is(head, "actor", offset) and lemma not in class_words("civilian")
            case "org":
                return (
                    org
                    or kind == "LOCATION"
                    or (not kind and head.pos_ == "PROPN")
                    or (person and head.tag_ in {"NNS", "NNPS"})
                )
            case "body":
                return (org and not (kind == "NATIONALITY" and head.pos_ == "ADJ")) or (
                    person and (head.tag_ in {"NNS", "NNPS"} or head.lower_ in {"they", "we", "their", "our", "them"})
                )
            case "force":  # who leaves ground as a force: no single person, no inhabitants
                told = self._is(head, "body", offset) or (kind == "LOCATION" and _is_state(head))
                return told and lemma not in class_words("civilian")
            case "person":
                return person or kind == "QUANTITY" or (org and head.tag_ in {"NNS", "NNPS"})
            case "people":
                return person or (org and lemma in class_words("org"))
            case "captive":  # the dead are handed over too
                return person or kind == "QUANTITY" or lemma in {"body", "corpse", "inmate"} or head.lower_ == "remains"
            case "place" | "ground":  # "Orvik surrendered": a garrison or "the positions" may stand for who is there
                return place and (wanted == "place" or not (org or person or head.tag_ in {"NNS", "NNPS"}))
            case "place_or_actor" | "actor_or_place":
                return place or person or org
            case "actor_or_vehicle":
                return person or org or kind == "VEHICLE"
            case "place_or_name":
                return place or (head.pos_ == "PROPN" and not person and head.ent_type_ != "NORP")
        return _is_thing(head, wanted, kind)

    def _casualties(self, token: Token, frame: Frame, offset: int, sentence: Span) -> dict[str, tuple[Span, ...]]:
        """killed, injured and captured: counted victims of the trigger, or of a verb of harm that hangs on it."""
        own = {"killing": "killed", "injury": "injured", "abduction": "captured"}.get(frame.type)
        found: dict[str, list[Span]] = {}
        if own is not None:
            heads = [h for f in fillers(token, "obj") for h in conjuncts(f)]
            heads += (
                [h for f in fillers(token, "subj") for h in conjuncts(f)] if token.lemma_ in {"die", "perish"} else []
            )
            found[own] = [s for h in heads if self._is(h, "number", offset) and (s := _span(h, offset, sentence))]
        for verb in token.subtree if frame.type not in {"killing", "injury", "abduction"} else token.children:
            role = {"kill": "killed", "wound": "injured", "injure": "injured"}.get(verb.lemma_.lower())
            if role and verb is not token and verb.pos_ == "VERB":
                heads = [h for f in fillers(verb, "obj") for h in conjuncts(f)]
                found.setdefault(role, []).extend(
                    s for h in heads if self._is(h, "number", offset) and (s := _span(h, offset, sentence))
                )
        return {r: tuple(dict.fromkeys(spans)) for r, spans in found.items() if spans and r in CASUALTY_ROLES}


def _may(head: Token, role: str, slot: str, wanted: str) -> bool:
    """False for a town as the doer of "the Orvik attacks", a building as where the blow fell, a day as anything."""
    if slot == "comp" and wanted == "actor":
        return head.ent_type_ != "GPE" or _is_state(head)
    if wanted in {"actor", "taker", "force"} and head.lemma_.lower() in class_words("happening"):
        return False  # "the Second Battle of Orvik began and the rebels took the town"
    if slot == "bearer" and role == "place":
        return head.ent_type_ in {"GPE", "LOC"}
    return head.ent_type_ not in {"DATE", "TIME"}


def _is_state(name: Token) -> bool:
    """True when the name that ends with ``name`` is a country's."""
    words = " ".join(t.text for t in name.subtree if t is name or (t.i < name.i and t.dep_ == "compound"))
    return words in state_names()


def _is_thing(head: Token, wanted: str, kind: str) -> bool:
    """The same for classes that are neither actors nor places."""
    lemma = head.lemma_.lower()
    match wanted:
        case "civilian":
            return lemma in class_words("civilian") or (kind == "PERSON" and head.tag_ == "NNP")
        case "goods":
            return lemma in class_words("goods") or kind in {"MONEY", "WEAPON", "VEHICLE", "FACILITY", "GOODS"}
        case "means":
            return is_means(head, kind)
        case "pay":
            return lemma in class_words("pay")
        case "practice":
            return head.pos_ in {"NOUN", "PROPN"} and lemma not in class_words("weapon")
        case "weapon":
            return lemma in class_words("weapon") or kind == "WEAPON"
        case "number":
            return kind == "QUANTITY" or any(c.like_num for c in head.children) or head.like_num
    return False


def _most_specific(made: Sequence[tuple[Token, Candidate]]) -> Iterator[Candidate]:
    """Leave out deaths and wounds whose clause names the strike or clash that caused them; it carries their number.

    Codebook, "Judgement": one happening in one clause is one claim; `killing` is for deaths whose clause names no
    air strike, explosion, shelling or clash.
    """
    violence = {t.i: n for n, (t, c) in enumerate(made) if c.type in _VIOLENCE}
    carried: dict[int, dict[str, tuple[Span, ...]]] = {}
    dropped: set[int] = set()
    for n, (token, candidate) in enumerate(made):
        if candidate.type not in _HARM:
            continue
        cause = next((violence[t.i] for t in [*token.ancestors, *token.subtree] if t.i in violence), None)
        if cause is not None:
            dropped.add(n)
            counts = {r: candidate.roles[r] for r in CASUALTY_ROLES if r in candidate.roles}
            hit = candidate.roles.get("victim", ())
            if hit and not counts:  # "he was killed in an air strike": who is not counted is whom it struck
                counts[{"killing": "killed", "injury": "injured"}[candidate.type]] = hit
                if "target" in roles_of(made[cause][1].type):
                    counts["target"] = hit
            carried.setdefault(cause, {}).update(counts)
    for n, (_, candidate) in enumerate(made):
        if n not in dropped:
            extra = carried.get(n)
            yield replace(candidate, roles={**extra, **candidate.roles}) if extra else candidate


def _of_class(token: Token, frame: Frame) -> bool:
    """True when the word is used as the frame has it: as a verb, a noun, an adjective, a preposition."""
    match frame.pos:
        case "VERB":
            cut = ("clause" if token.dep_ == "amod" else "modifier") in frame.options
            full = token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in {"aux", "auxpass"})
            return full and not cut and _has_particle(token, frame.particle)
        case "NOUN":
            return token.pos_ in {"NOUN", "PROPN"} and (token.dep_ != "compound" or frame.type in _OFFICES)
        case "ADP":
            return token.dep_ == "prep"
    return token.pos_ in {"ADJ", "VERB"}


def _has_particle(verb: Token, particle: str) -> bool:
    if not particle:
        return not any(c.dep_ == "prt" for c in verb.children) or verb.lemma_ in {"round", "blow"}
    words = particle.split()
    here = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 1 + len(words)]]
    return here == words or any(c.dep_ in {"prt", "prep", "advmod"} and c.lower_ == words[0] for c in verb.children)


def _trigger_span(token: Token, frame: Frame, offset: int) -> Span:
    start = token.doc[token.i - len(frame.before)].idx
    return Span(offset + start, offset + token.idx + len(token))


def _span(head: Token, offset: int, sentence: Span) -> Span | None:
    first, last = phrase(head)
    start, end = offset + first.idx, offset + last.idx + len(last)
    return Span(start, end) if sentence.start <= start and end <= sentence.end else None


def _elliptic(head: Token) -> bool:
    """True for a subject whose noun was told before: "most", "all", "the largest", "the most important"."""
    return head.dep_ in {"nsubj", "nsubjpass"} and (
        head.lower_ in {"most", "all"}
        or (head.pos_ == "ADJ" and (head.tag_ == "JJS" or any(c.tag_ == "RBS" for c in head.children)))
    )


def _in_slot(
    token: Token, slot: str, filled: Mapping[str, Sequence[Token]], ruling: frozenset[str] = frozenset()
) -> list[Token]:
    """Heads in ``slot`` of the trigger, or, for "goods.from", of what already fills the role "goods"."""
    if slot in _LIGHT:
        return list(_LIGHT[slot](token))
    host, _, inner = slot.partition(".")
    if inner and host in filled:
        return [t for h in filled[host] for t in fillers(h, inner)]
    if inner and host in _RULING:  # "under rebel control": whose rule it is
        return [t for h in fillers(token, host) if h.lemma_.lower() in ruling for t in fillers(h, inner)]
    return [] if inner and host not in _HOSTS else fillers(token, slot) or list(beside(token, slot))


def _several(head: Token, type_: str) -> list[Token]:
    """``head`` and what is joined to it; in a relation also what it includes ("all factions, including X")."""
    found = conjuncts(head)
    if type_ in RELATIONS and head.pos_ in {"NOUN", "PROPN", "PRON", "DET"}:
        hosts = [head, *fillers(head, "of")]  # "all of the factions, including X"
        named = [c for h in hosts for c in h.children if c.dep_ == "prep" and c.lower_ == "including"]
        found += [h for c in named for o in c.children if o.dep_ == "pobj" for h in conjuncts(o)]
    return found


def _pass_on(token: Token, out: dict[str, list[Token]], is_actor: Callable[[Token], bool]) -> None:
    """Who takes money from one and buys weapons with it for another is the intermediary of the two."""
    verbs = [token, *(c for c in token.children if c.dep_ == "conj" and c.pos_ == "VERB")]
    takers = [h for v in verbs for t in fillers(v, "for") for h in _several(t, "supports") if is_actor(h)]
    if takers and out.get("supporter") and "via" not in out and out.get("recipient"):
        out["via"], out["recipient"] = out["recipient"], takers
