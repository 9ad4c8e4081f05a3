"""A question in plain English, understood by a grammar over the verbs, answered with the sentences that answer it.

The reply says what was understood. What cannot be answered is said, with the nearest questions that can be.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock

from rapidfuzz import fuzz

from bywhom.analysis.ask_answers import ANSWERS
from bywhom.analysis.ask_base import PLACES, Question, stems
from bywhom.analysis.ask_grammar import Asked, parse
from bywhom.analysis.ask_time import AskedTime, find_time
from bywhom.analysis.ask_words import PAST
from bywhom.analysis.common import MANY
from bywhom.analysis.names import core
from bywhom.model.account import ClaimQuery, EntityCard
from bywhom.model.answer import Reply
from bywhom.model.romanize import romanize
from bywhom.ports import ReadView

_TRIED = 3  # further bearers of a name that are asked about when nothing is told of the first
_NEAR = 12  # names spelled much like one, among which those of its telling words are sought
_ALIKE = 80  # how alike two words are spelled, of 100
_ACTORS = ("ORGANISATION", "PERSON", "NATIONALITY")
# What kind of entity each name of a question should be; a country may act, so places are tried after actors.
_WANTED = {
    "control": (PLACES,), "held_by": (_ACTORS, PLACES), "casualties": (PLACES,), "happened": ((),),
    "present": (PLACES,), "about": ((),), "deeds": (_ACTORS, PLACES),
    "where": ((),), "disputed": ((),), "sources": ((),), "who_says": ((),),
    "doers": ((),), "when_did": (_ACTORS, ()), "victims": (_ACTORS,), "displaced": ((),), "events": ((),),
    "statements": (_ACTORS, ()), "origin": ((),), "responsibility": ((),), "accusers": (_ACTORS, PLACES),
}  # fmt: skip
_SOFT = {  # which name may be none of an entity's: a common noun ("hospitals"), a publisher
    "doers": 0, "when_did": 1, "statements": 1, "reliability": 0, "responsibility": 0,
}  # fmt: skip
_TOLD_IN = frozenset({"doers", "when_did", "victims", "deeds", "events", "happened"})  # may tell what has no date
_NOT_YET = "that question is not one that can be answered yet"
_LONGEST = 6  # words of a name that is sought in a question that is not understood
_NEWS = timedelta(days=31)  # after a time in which reports without dates may tell of it
_KNEW = re.compile(r"what (?:did|could) (?:we|you|one|people) (?:already )?know", re.IGNORECASE)


def ask(view: ReadView, question: str, *, known: datetime | None = None) -> Reply:
    """Answers ``question``; never raises for what it does not understand."""
    time = find_time(question, view.latest(known=known))
    if _KNEW.match(question.strip()) and time.until is not None:  # of the record, not of the world
        known = datetime.combine(time.until, clock.max, UTC)
        time = replace(time, since=None, until=None)
    asked = parse(time.rest) or _bare_name(view, time.rest, known)
    if asked is None:
        why = question.strip().casefold().startswith("why ")
        note = "why something happened is not answered: no claim tells causes" if why else _NOT_YET
        return Reply(question=question, understood="", nearest=_nearest(view, question, known), warnings=(note,))
    cards: list[EntityCard] = []
    warnings: list[str] = [time.note] if time.note else []
    common = ""
    for i, name in enumerate(asked.names):
        soft = _SOFT.get(asked.verb) == i
        card, note = _resolve(view, name, _wanted(asked, i), known, exactly=soft and name[:1].islower())
        if card is None and soft:
            common = name
            continue
        if card is None:
            return _unknown(view, question, asked, name, time, known)
        cards.append(card)
        warnings += [note] if note else []
    where = None
    if asked.where:
        where, note = _resolve(view, asked.where, PLACES, known)
        if where is None:
            return _unknown(view, question, asked, asked.where, time, known)
        warnings += [note] if note else []
    if common and common[:1].isupper() and not cards and where is None and asked.verb != "reliability":
        return _unknown(view, question, asked, common, time, known)
    put = Question(
        view=view, cards=tuple(cards), where=where, since=time.since, until=time.until, detail=asked.detail,
        common=common, group=asked.group, who_says=asked.who_says, denied=asked.denied, known=known,
    )  # fmt: skip
    reply = ANSWERS[asked.verb](put)
    if not reply.sentences and (told := _otherwise(put, asked)):
        put, reply, note = told
        cards, warnings = list(put.cards), [note]
    if not reply.sentences and asked.verb in _TOLD_IN:
        reply = _undated(put, asked) or reply
    return replace(
        reply, question=question, understood=_understood(asked, cards, time, where=where),
        arguments=_arguments(cards, time, where), warnings=(*warnings, *reply.warnings),
    )  # fmt: skip


def _otherwise(put: Question, asked: Asked) -> tuple[Question, Reply, str] | None:
    """The question with one name taken for another that bears it, where of that one something is told."""
    if len(put.cards) != len(asked.names):
        return None
    for i, name in enumerate(asked.names):
        others = [c for c in _exact(put.view, name, _wanted(asked, i), put.known) if c.claims]
        for card in [c for c in others if _is_another(c, put.cards[i], name)][:_TRIED]:
            tried = replace(put, cards=(*put.cards[:i], card, *put.cards[i + 1 :]))
            if (reply := ANSWERS[asked.verb](tried)).sentences:
                return tried, reply, f"“{name}” was taken for {_other(card)}, of whom this is told"
    return None


def _undated(put: Question, asked: Asked) -> Reply | None:
    """What reports of the time asked for tell without a date, where they date nothing to that time."""
    if (put.since is None and put.until is None) or put.view.size() > MANY:
        return None
    found = ANSWERS[asked.verb](replace(put, since=None, until=None))
    wanted = frozenset(c for row in found.sentences for c in row.because)
    claims = put.view.claims(ClaimQuery(ids=wanted, known=put.known)) if wanted else ()
    near = {c.id for c in claims if c.when is None and _is_of_time(c.report.published, put)}
    rows = tuple(row for row in found.sentences if row.because and near.issuperset(row.because))
    note = "no date is told with it; it stands in reports of that time"
    return replace(found, sentences=rows, warnings=(note,)) if rows else None


def _is_of_time(published: date | None, put: Question) -> bool:
    if published is None or (put.since is not None and published < put.since):
        return False
    return put.until is None or published <= put.until + _NEWS


def _unknown(
    view: ReadView, question: str, asked: Asked, name: str, time: AskedTime, known: datetime | None
) -> Reply:  # fmt: skip
    """The reply to a question about a name that nothing in the casefile bears, or bore on the day ``known``."""
    if known is not None and (card := _resolve(view, name, (), None)[0]) is not None:
        day = known.date().isoformat()
        none = f"nothing was on record of {card.name} by {day}: no report read by then tells of it"
        return Reply(question=question, understood=_understood(asked, (), time), verb=asked.verb, warnings=(none,))
    return Reply(question=question, understood=_understood(asked, (), time), verb=asked.verb,
                 nearest=_other_names(view, name, asked, known),
                 warnings=(f"nobody and nothing is known under the name “{name}”",))  # fmt: skip


def _bare_name(view: ReadView, text: str, known: datetime | None) -> Asked | None:
    """A name alone asks what is known of it."""
    name = text.strip(" ?.!,")
    return Asked("about", (name,)) if name and _exact(view, name, (), known) else None


def _wanted(asked: Asked, i: int) -> tuple[str, ...]:
    kinds = _WANTED.get(asked.verb, (_ACTORS,))
    return kinds[min(i, len(kinds) - 1)]


def _exact(view: ReadView, name: str, kinds: tuple[str, ...], known: datetime | None) -> list[EntityCard]:
    return [c for c in view.find_entities(name, types=kinds, limit=5, known=known) if _called(c, name)]


def _resolve(
    view: ReadView, name: str, types: tuple[str, ...], known: datetime | None, *, exactly: bool = False
) -> tuple[EntityCard | None, str]:
    """The entity that a name of the question means, and a note when it was not its exact name."""
    for kinds in dict.fromkeys((types, ())):
        if exact := _exact(view, name, kinds, known):
            most = max(c.claims for c in exact)  # of those told of about as much, the one of just that name
            best = max(exact, key=lambda c: (c.claims * 4 >= most and _bare(c.name) == _bare(name), c.claims))
            others = list(dict.fromkeys(_other(c) for c in exact if c.id != best.id and _is_another(c, best, name)))
            return best, f"“{name}” may also be {', '.join(others)}" if others else ""
    if exactly:
        return None, ""
    for kinds in dict.fromkeys((types, ())):
        near = [c for c in view.find_entities(name, types=kinds, limit=_NEAR, known=known) if _resembles(c, name)]
        if near:
            best = max(near, key=lambda c: c.claims > 0)
            return best, f"“{name}” was taken for {best.name}"
    return None, ""


def _other(card: EntityCard) -> str:
    """How an entity that a name may also mean is offered: places with where they lie, all with an id to ask by."""
    spot = card.place if card.type in PLACES else None
    where = ", ".join(x for x in (spot.name, spot.country, card.id) if x) if spot is not None else card.id
    return f"{card.name} ({where})"


def _is_another(card: EntityCard, best: EntityCard, name: str) -> bool:
    """True for another place of that name, or one known otherwise; a stray reading of the same name is not offered."""
    if card.place is not None and best.place is not None:
        return card.place.id != best.place.id
    return card.claims > 0 and _bare(card.name) not in (_bare(best.name), _bare(name))


def _called(card: EntityCard, name: str) -> bool:
    wanted = _bare(name)
    return any(_bare(n) == wanted for n in (card.name, *card.aliases))


def _bare(name: str) -> tuple[str, ...]:
    """The words of a name as a search compares them: without articles, accents and apostrophes, romanized."""
    return tuple(w for w in romanize(name).replace("-", " ").split() if w not in ("the", "al"))


def _resembles(card: EntityCard, name: str) -> bool:
    """True when the words that tell whose the names are stand in both, or are spelled alike: most of them, and both
    ways where words are but alike or the name asked for is written small."""
    wanted = _telling(name)
    for n in (card.name, *card.aliases):
        have = _telling(n)
        same = [w for w in wanted if w in have]
        alike = [w for w in wanted if any(_spelled_alike(w, h) for h in have)]
        loosely = len(same) < len(alike) or name[:1].islower()
        if len(alike) * 2 > len(wanted) and (not loosely or len(alike) >= len(have)):
            return True
        if card.type == "PERSON" and len(wanted) > 1 and have == wanted[-1:] and name[:1].isupper():
            return True  # somebody whom the reports give by his last name alone
    return False


def _telling(name: str) -> list[str]:
    return [w for w in _bare(name) if core(w)] or list(_bare(name))


def _spelled_alike(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) > 3 and a[0] == b[0] and fuzz.ratio(a, b) >= _ALIKE)


_SAID = {
    "control": "who holds {0}", "held_by": "whether and when {0} holds {1}", "holdings": "what {0} holds",
    "casualties": "how many were {detail} in {0}", "losses": "how many {0} lost", "strength": "how strong {0} is",
    "displaced": "who was displaced from {0}", "support_path": "how support from {0} reaches {1}",
    "supporters": "who supports {0}", "supported": "whom {0} supports", "leaders": "who leads {0}",
    "structure": "who belongs to {0}", "part": "whether {0} belongs to {1}", "allies": "who stands with {0}",
    "enemies": "who stands against {0}", "relation": "how {0} and {1} stand to each other",
    "between": "what is told of {0} and {1} together", "statements": "what {0} said", "plans": "what {0} plans",
    "denials": "what {0} denies", "disputed": "what is disputed about {0}",
    "loyalties": "which loyalties contradict each other", "sources": "who speaks about {0}",
    "who_says": "who says what is told of {0}", "reliability": "how reliable {0} is as a source",
    "doers": "who {past} {0}, and when,", "when_did": "whether and when {0} {past} {1}",
    "victims": "whom or what {0} {past}, where and when", "deeds": "what {0} did", "events": "what is told of {detail}",
    "happened": "what happened: {0}", "present": "who is in {0}", "origin": "the origin of {0}",
    "where": "the whereabouts of {0}", "about": "who or what {0} is", "accusers": "who accuses {0}",
    "accused": "whom {0} accuses", "accuses": "whether {0} accuses {1}",
    "responsibility": "who {claims} responsibility",
}  # fmt: skip
_ABOUT = ("deeds", "statements", "events", "responsibility")


def _understood(
    asked: Asked, cards: Sequence[EntityCard], time: AskedTime, *, where: EntityCard | None = None
) -> str:  # fmt: skip
    """The question as it was understood, in words."""
    names = [c.name for c in cards]
    for i, name in enumerate(asked.names):
        if len(names) < len(asked.names) and not any(_called(c, name) for c in cards):
            names.insert(i, name)
    detail = asked.detail.partition(":")[0].replace("_", " ")
    by_side = asked.verb == "casualties" and bool(cards) and cards[0].type not in PLACES
    said = "how many {0} harmed ({detail})" if by_side else _SAID[asked.verb]
    if asked.verb == "doers" and not asked.names:
        said = "who was {past}, and by whom,"
    if not names:
        said = said.removesuffix(" in {0}").removesuffix(" about {0}")
    text = said.format(
        *names, *["everything"] * 2, past=PAST.get(asked.detail, "harmed"), detail=detail or "harmed",
        claims="denies" if asked.detail == "denied" else "claims",
    )  # fmt: skip
    if asked.verb in _ABOUT and len(names) > (asked.verb not in ("events", "responsibility")):
        text += f" ({'in' if asked.verb == 'deeds' else 'about'} {names[-1]})"
    if asked.verb.startswith("support") and asked.detail:
        text += f" ({asked.detail})"
    if stems(asked.group):
        text += f" (of {asked.group})"
    where_ = f"in {where.name}" if where is not None else ""
    return " ".join(f"{text} {where_} {time.words}".split()).rstrip(",")


def _arguments(cards: Sequence[EntityCard], time: AskedTime, where: EntityCard | None) -> dict[str, str]:
    out = {f"name{i or ''}": c.name for i, c in enumerate(cards)}
    if where is not None:
        out["where"] = where.name
    for key, day in (("since", time.since), ("until", time.until)):
        if day is not None:
            out[key] = day.isoformat()
    return out


def _other_names(view: ReadView, name: str, asked: Asked, known: datetime | None) -> tuple[str, ...]:
    """The same question about the nearest known names."""
    near = [c for c in view.find_entities(name, limit=8, known=known)
            if c.claims and (_resembles(c, name) or set(_telling(c.name)) & set(_telling(name)))][:3]  # fmt: skip
    return tuple(f"{_understood(replace(asked, names=(c.name,) * len(asked.names)), (), AskedTime(''))}?" for c in near)


def _nearest(view: ReadView, question: str, known: datetime | None) -> tuple[str, ...]:
    """Questions that can be answered, about the names that stand in the one that cannot."""
    parts = question.replace("?", " ").split()
    for size in range(min(_LONGEST, len(parts)), 0, -1):
        for i in range(len(parts) - size + 1):
            name = " ".join(parts[i : i + size]).strip(" ,.'\"")
            if not name[:1].isupper() or not name.split()[-1][:1].isupper() or (i == 0 and size == 1):
                continue
            found = view.find_entities(name, limit=1, known=known)
            if found and _called(found[0], name):
                return _about(found[0])
    return ("Who held PLACE on DATE?", "Who supports ACTOR?", "What did ACTOR do in PLACE?", "What is disputed?")


def _about(card: EntityCard) -> tuple[str, ...]:
    if card.type in PLACES:
        return (f"Who held {card.name}?", f"What happened in {card.name}?",
                f"How many were killed in {card.name}?")  # fmt: skip
    person = card.type == "PERSON"
    return (f"What did {card.name} do?", f"What did {card.name} say?" if person else f"Who supports {card.name}?",
            f"Who is {card.name}?" if person else f"Who leads {card.name}?",
            f"What is disputed about {card.name}?")  # fmt: skip
