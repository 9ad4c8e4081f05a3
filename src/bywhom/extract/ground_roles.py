"""The roles of a claim over ground, set right by its own words: all places of a list, nobody on two sides."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bywhom.extract.candidate import Candidate
from bywhom.extract.doers import own_places
from bywhom.extract.frames import KindOf
from bywhom.extract.listed import named_after_of
from bywhom.extract.phrases import noun_phrase, takes_of
from bywhom.extract.slots import agent, is_passive, prepositional
from bywhom.lexicon.frames import class_words
from bywhom.lexicon.load import bag
from bywhom.model.parsed import ParsedText, end_of, start_of
from bywhom.model.text import Span

GROUND = frozenset({"capture", "controls", "siege", "withdrawal"})
_TAKEN = GROUND - {"withdrawal"}
_INNER = frozenset({"det", "amod", "compound", "nmod", "nummod", "poss", "case", "predet"})
_PLACES = frozenset({"LOCATION", "FACILITY"})
_BODIES = frozenset({"ORGANISATION", "NATIONALITY", "PERSON"})
_JOINS = bag(", and & or : including namely")
_QUOTES = frozenset({'"', "“", "”", "''", "``"})  # "several villages," including X
_MORE = (("as", "well", "as"), ("along", "with"), ("together", "with"), ("in", "addition", "to"), ("such", "as"),
         ("among", "them"))  # fmt: skip
_WHERE = bag("in near on at outside around inside")
_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_MARKS = bag("- – ' ’ 's ’s")
_NO_PLACE = frozenset({"NORP", "DATE", "TIME", "MONEY", "CARDINAL"})

Roles = Mapping[str, tuple[Span, ...]]


def ground_roles(roles: Roles, c: Candidate, parsed: ParsedText, kind_of: KindOf) -> dict[str, tuple[Span, ...]]:
    """``roles`` of a claim over ground with every place that is listed, and without who stands in two roles at once.

    A town is no actor of its own capture; who is driven out does not take; a battle or a share of something takes
    nothing. What another role needs stays there: the place of a place, ``from`` of who lost it.
    """
    out = _from(_yielded(_fallen(dict(roles), c, parsed), c, parsed, kind_of), c, parsed, kind_of)
    if c.type == "capture" and "from" not in out and (beaten := _beaten(c, parsed, kind_of)):
        out["from"] = beaten
    told = own_places(out.get("place", ()), c, parsed)
    places = _with_objects(c, told, parsed, kind_of) if c.type in _TAKEN else told
    if places := _with_listed(c, places, parsed, kind_of):
        out["place"] = places
    bodies = {s for s in out.get("actor", ()) if _kind(s, parsed, kind_of) not in _PLACES}
    if len(places) > 1 and (kept := tuple(p for p in places if p not in bodies)):
        out["place"] = kept  # "fell into the hands of the X": they are none of the ground
    if "actor" in out:
        actors = tuple(
            s for s in out["actor"]
            if not (_is_elsewhere(s, out, parsed) or _is_happening(s, parsed) or _in_another_clause(s, c, parsed)
                    or _leaves(s, c, parsed))
        )  # fmt: skip
        if actors:
            out["actor"] = actors
        else:
            del out["actor"]
    if "from" in out and not (losers := tuple(s for s in out["from"] if not any(s.overlap(p) for p in places))):
        del out["from"]
    elif "from" in out:
        out["from"] = losers
    return out


def _fallen(roles: dict[str, tuple[Span, ...]], c: Candidate, parsed: ParsedText) -> dict[str, tuple[Span, ...]]:
    """``roles`` with the subject of an intransitive "fell" as the ground: "Orvik fell" does not say who took it."""
    head = parsed.head_of(c.trigger)
    if c.type != "capture" or head is None or head.pos_ != "VERB" or head.lemma_.lower() != "fall":
        return roles
    subjects = [s for s in roles.get("actor", ()) if (w := parsed.head_of(s)) is not None and w.dep_ == "nsubj"
                and w.head == head]  # fmt: skip
    return {**roles, "place": tuple(subjects)} if subjects and "place" not in roles else roles


_YIELDING = bag("surrender capitulate yield")


def _yielded(
    roles: dict[str, tuple[Span, ...]], c: Candidate, parsed: ParsedText, kind_of: KindOf
) -> dict[str, tuple[Span, ...]]:
    """``roles`` of "the town surrendered to the North": the town is the ground, the one behind "to" takes it."""
    head = parsed.head_of(c.trigger)
    if head is None or head.lemma_.lower() not in _YIELDING or c.type not in {"capture", "withdrawal"}:
        return roles
    own = next((s for s in roles.get("actor", ()) if s.end <= c.trigger.start), None)
    taker = next(prepositional(head, "to"), None)
    if own is None or taker is None or _kind(own, parsed, kind_of) not in _PLACES:
        return roles
    rest = {r: s for r, s in roles.items() if r not in {"actor", "place", "from"}}
    taken = {"place": (own,)}
    return {**rest, **taken, "actor": (noun_phrase(taker),)} if c.type == "capture" else {**rest, **taken}


def _from(
    roles: dict[str, tuple[Span, ...]], c: Candidate, parsed: ParsedText, kind_of: KindOf
) -> dict[str, tuple[Span, ...]]:
    """``roles`` with a body behind "from" as whom the ground is taken from: "was liberated from the Front".

    Also where a place was read together with it: "the mill [away from the army]".
    """
    if c.type != "capture" or "place" not in roles:
        return roles
    rest, bodies = list[Span](), list[Span]()
    for place in roles["place"]:
        whole = _AWAY.match(place.of(parsed.text))
        if whole is not None:
            rest.append(Span(place.start, place.start + whole.end("ground")))
            bodies.append(Span(place.start + whole.start("body"), place.end))
        elif _is_behind_from(place, parsed) and _kind(place, parsed, kind_of) in _BODIES:
            bodies.append(place)
        else:
            rest.append(place)
    if not bodies:
        return roles
    kept = {r: s for r, s in roles.items() if r != "place"} | ({"place": tuple(rest)} if rest else {})
    return kept if "from" in kept else {**kept, "from": tuple(bodies)}


_AWAY = re.compile(r"(?P<ground>.*\S) away from (?P<body>.+)", re.DOTALL)


def _is_behind_from(span: Span, parsed: ParsedText) -> bool:
    head = parsed.head_of(span)
    return head is not None and head.dep_ == "pobj" and head.head.lower_ == "from"


def _is_elsewhere(actor: Span, roles: Roles, parsed: ParsedText) -> bool:
    """True for an actor that is also the ground itself or the one it is taken from."""
    head = parsed.head_of(actor)
    ground = head is not None and any(parsed.head_of(p) == head for p in roles.get("place", ()))
    return ground or any(actor.overlap(s) for s in roles.get("from", ()))


def _is_happening(actor: Span, parsed: ParsedText) -> bool:
    """True for "the Second Battle of X" and "70 percent"."""
    head = parsed.head_of(actor)
    return head is not None and head.lemma_.lower() in class_words("happening")


_LEAVING = bag("retreat withdraw flee leave abandon evacuate lose surrender retire escape vacate")
_UNDONE = bag("force drive push compel oblige expel trap displace rout defeat kill oust dislodge encircle")


def _leaves(actor: Span, c: Candidate, parsed: ParsedText) -> bool:
    """True for who retreats or is undone, in the sentence of a passive without "by".

    "X was captured, and the Y retreated"; "X was captured, forcing the Y into exile".
    """
    head, who = parsed.head_of(c.trigger), parsed.head_of(actor)
    if c.type != "capture" or head is None or who is None or not is_passive(head) or agent(head) is not None:
        return False
    verb, part = who.head, who.dep_
    if verb == head or part not in {"nsubj", "dobj", "nsubjpass"}:
        return False
    return verb.lemma_.lower() in _LEAVING or (part != "nsubj" and verb.lemma_.lower() in _UNDONE)


_BEATING = bag("defeat rout overrun expel oust dislodge evict eject overpower overwhelm vanquish")


def _beaten(c: Candidate, parsed: ParsedText, kind_of: KindOf) -> tuple[Span, ...]:
    """Whom the taker is told to beat in the same breath: "they overran the X fighters and reclaimed the town"."""
    head = parsed.head_of(c.trigger)
    if head is None or head.pos_ != "VERB" or is_passive(head) or head.lemma_.lower() in _BEATING:
        return ()
    first = head.head if head.dep_ == "conj" else head
    found = [
        o for v in (first, *first.conjuncts) if v != head and v.lemma_.lower() in _BEATING and not is_passive(v)
        for o in v.children if o.dep_ == "dobj" and kind_of(start_of(o), end_of(o)) in _BODIES
    ]  # fmt: skip
    return tuple(noun_phrase(o, of=takes_of(o)) for o in found)


_WITH = re.compile(r"\b(?:after|following|with|upon|since) (?:the )?$", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:“”\"]")


def _in_another_clause(actor: Span, c: Candidate, parsed: ParsedText) -> bool:
    """True for who stands behind "the fall of X", in another clause: "After the fall of X, Y …" lets it be Y."""
    head = parsed.head_of(c.trigger)
    if c.type != "capture" or head is None or head.pos_ != "NOUN" or actor.start < c.trigger.end:
        return False
    led = _WITH.search(parsed.text, c.sentence.start, c.trigger.start)
    return not led and bool(_CLAUSE.search(parsed.text, c.trigger.end, actor.start))


def _kind(span: Span, parsed: ParsedText, kind_of: KindOf) -> str:
    head = parsed.head_of(span)
    return "" if head is None else kind_of(start_of(head), end_of(head))


def _with_objects(c: Candidate, places: Sequence[Span], parsed: ParsedText, kind_of: KindOf) -> tuple[Span, ...]:
    """The places of a taking with the ground that stands right behind its trigger, and what is listed with that.

    "Took control of A, the largest town of the county, and B" takes A and B, wherever else the maker saw a place.
    """
    words = list(parsed.tokens(c.trigger))
    if not words or words[-1].i + 1 >= len(words[-1].doc):
        return tuple(places)
    noun = words[-1].nbor(1)
    while noun.dep_ in _INNER and noun.head.i > noun.i:
        noun = noun.head
    out, taken = list(places), [s for role, spans in c.roles.items() if role != "place" for s in spans]
    for found in (noun, *(c for c in noun.conjuncts if c.i > noun.i and c.pos_ == "PROPN")):
        span = noun_phrase(found, of=takes_of(found))
        ground = found.pos_ in {"NOUN", "PROPN"} and kind_of(start_of(found), end_of(found)) in _PLACES
        inside = c.trigger.end <= span.start < c.sentence.end
        if ground and inside and not any(span.overlap(s) for s in (*taken, *out)):
            out.append(span)
    return tuple(out)


def _with_listed(c: Candidate, places: Sequence[Span], parsed: ParsedText, kind_of: KindOf) -> tuple[Span, ...]:
    """``places`` with what goes on after the first of them behind the trigger: ", the towns of B and C"."""
    behind = [p for p in places if p.start >= c.trigger.end]
    if not behind:
        return tuple(places)
    taken = [s for spans in c.roles.values() for s in spans]
    words = list(parsed.tokens(min(behind)))
    out = list(places)
    for run in _list_after(words[-1], kind_of) if words else ():
        span = Span(start_of(run[0]), end_of(run[-1]))
        if span.end > c.sentence.end:
            break
        if not any(span.overlap(s) for s in (*taken, *out)):
            out.append(span)
    return tuple(out)


def _list_after(last: Any, kind_of: KindOf) -> Iterator[list[Any]]:
    """The further places of a list, each as its words; read off the surface, for parses of long lists go astray."""
    doc, at = last.doc, _past_where(last.doc, last.i + 1)
    while at < len(doc):
        start = _past_join(doc, at)
        if start == at:
            return
        run = _phrase_at(doc, start)
        if not run or _is_subject(run) or not _is_ground(run, kind_of):
            return
        if doc[at:start].text != "," or not _describes(run):
            yield run
        at = _past_where(doc, run[-1].i + 1)


def _describes(run: Sequence[Any]) -> bool:
    """True for "the largest town of the county" behind a comma: it says what the place before it is."""
    head = _head_of(run)
    named = any(t.pos_ == "PROPN" for t in run if t.i <= head.i) or bool(named_after_of(head))
    return not named and head.tag_ != "NNS"


def _head_of(run: Sequence[Any]) -> Any:
    of = next((n for n, t in enumerate(run) if t.lower_ == "of"), len(run))
    return run[max(0, of - 1)]


def _past_join(doc: Any, at: int) -> int:
    """The index behind commas, "and", "as well as" and the like; ``at`` when none stands there."""
    start, joined = at, False
    while at < len(doc):
        more = next((m for m in _MORE if tuple(t.lower_ for t in doc[at : at + len(m)]) == m), ())
        joins = bool(more) or doc[at].lower_ in _JOINS
        if not joins and doc[at].text not in _QUOTES:
            break
        joined = joined or joins
        at += len(more) or 1
    return at if joined else start


def _past_where(doc: Any, at: int) -> int:
    """The index behind "in the north of the county", which says where the place before it lies."""
    run = _phrase_at(doc, at + 1) if at < len(doc) and doc[at].lower_ in _WHERE else []
    return at + 1 + len(run) if run else at


def _phrase_at(doc: Any, at: int) -> list[Any]:
    """The words of a noun phrase from index ``at``, with its "of"."""
    run: list[Any] = []
    for token in doc[at:]:
        inside = token.pos_ in _PHRASE or token.lower_ in _MARKS or (token.dep_ == "amod" and token.tag_ == "VBG")
        if not (inside or (run and token.lower_ == "of") or (not run and token.tag_ == "PRP$")):
            break
        run.append(token)
    while run and (run[-1].lower_ in _MARKS or run[-1].lower_ == "of" or run[-1].pos_ in {"DET", "ADJ"}):
        run.pop()
    return run


def _is_subject(run: Sequence[Any]) -> bool:
    """True for the beginning of another clause: "… and the rebels fled"."""
    doc, after = run[0].doc, run[-1].i + 1
    verb = after < len(doc) and doc[after].pos_ in {"VERB", "AUX"} and doc[after].tag_ not in {"VBG", "VBN"}
    return verb or any(t.dep_ in {"nsubj", "nsubjpass"} and t.head.i > t.i and t.head not in run for t in run)


def _is_ground(run: Sequence[Any], kind_of: KindOf) -> bool:
    head = _head_of(run)
    kind = kind_of(start_of(head), end_of(head))
    if kind:
        return kind in _PLACES
    name = head.pos_ == "PROPN" or (head.pos_ == "NOUN" and head.text[:1].isupper())
    return head.lemma_.lower() in class_words("place") or (name and head.ent_type_ not in _NO_PLACE)
