"""A question in plain English, understood by a grammar over the verbs, answered with the sentences that answer it.

The reply says what was understood. What cannot be answered is said, with the nearest questions that can be.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock

from bywhom.analysis.ask_answers import ANSWERS
from bywhom.analysis.ask_base import NEAREST, PLACES, Question, stems, voiced
from bywhom.analysis.ask_grammar import Asked, parse
from bywhom.analysis.ask_names import called, exact, is_another, named, other, placed, resembles, same_actor, telling
from bywhom.analysis.ask_text import by_words, telling_words
from bywhom.analysis.ask_tidy import Put, parts, with_name
from bywhom.analysis.ask_time import AskedTime, find_time
from bywhom.analysis.ask_undated import among
from bywhom.analysis.ask_words import PAST
from bywhom.analysis.common import MANY, meets
from bywhom.model.account import ClaimQuery, EntityCard
from bywhom.model.answer import Cited, Reply
from bywhom.ports import ReadView

_TRIED = 3  # further bearers of a name that are asked about when nothing is told of the first
_ACTORS = ("ORGANISATION", "PERSON", "NATIONALITY")
# What kind of entity each name of a question should be; a country may act, so places are tried after actors.
_WANTED = {
    "control": (PLACES,), "held_by": (_ACTORS, PLACES), "casualties": (PLACES,), "happened": ((),),
    "present": (PLACES,), "about": ((),), "deeds": (_ACTORS, PLACES),
    "where": ((),), "disputed": ((),), "sources": ((),), "who_says": ((),),
    "doers": ((),), "when_did": (_ACTORS, ()), "victims": (_ACTORS,), "displaced": ((),), "events": ((),),
    "statements": (_ACTORS, ()), "denials": (_ACTORS, ()), "strength": ((),),
    "origin": ((),), "responsibility": ((),), "accusers": (_ACTORS, PLACES),
}  # fmt: skip
_SOFT = {  # which name may be none of an entity's: a common noun ("hospitals"), a publisher
    "doers": 0, "when_did": 1, "statements": 1, "reliability": 0, "responsibility": 0, "denials": 1,
}  # fmt: skip
_TOLD_IN = frozenset({  # may tell what has no date
    "doers", "when_did", "victims", "deeds", "events", "happened", "casualties", "losses", "displaced",
})  # fmt: skip
_LOCAL = frozenset({"doers", "when_did", "victims", "casualties", "losses", "control", "held_by"})  # ask where
_OF_TIME = "no date is told with it; it stands in reports of that time"
_AMONG = "no date is told with it; it stands among what its report tells of that time"
_NOT_YET = "that question is not one that can be answered yet"
_ANY = ("Who held PLACE on DATE?", "Who supports ACTOR?", "What did ACTOR do in PLACE?", "What is disputed?")
_LONGEST = 6  # words of a name that is sought in a question that is not understood
_NEWS = timedelta(days=31)  # after a time in which reports without dates may tell of it
_KNEW = re.compile(
    r"what (?:(?:did|could) (?:we|you|one|people) (?:already )?know|was (?:known|on record))", re.IGNORECASE
)


def ask(view: ReadView, question: str, *, known: datetime | None = None) -> Reply:
    """Answers ``question``; never raises for what it does not understand. Several questions put at once are answered
    one after the other."""
    first, *more = parts(question)
    reply = _ask(view, first, known)
    names = (parse(find_time(first.text, None).rest) or Asked("")).names if more else ()
    if more and not names and (card := _mentioned(view, first.text, known)) is not None:
        names = (card.name,)
    for put in more:
        text = with_name(put.text, names[-1]) if names else put.text
        if text == put.text and (asked := parse(text)) is not None and names and not asked.names:
            continue  # "… and how many were killed": of the same event, whose sentences tell it
        reply = _both(reply, _ask(view, replace(put, text=text), known), put.text)
    return replace(reply, question=question)


def _both(one: Reply, two: Reply, asked: str) -> Reply:
    """One reply to two questions that were put at once."""
    if not two.understood:
        return replace(one, warnings=(*one.warnings, f"“{asked}” was not understood"))
    if not one.understood:
        return two
    none = (Cited(text=f"({two.understood}: {two.warnings[0] if two.warnings else 'nothing is told'})"),)
    return replace(
        one, understood=f"{one.understood}; {two.understood}", nearest=one.nearest or two.nearest,
        sentences=(*one.sentences, *(two.sentences or none)),
        warnings=tuple(dict.fromkeys(one.warnings + two.warnings)),
    )  # fmt: skip


def _ask(view: ReadView, put: Put, known: datetime | None) -> Reply:
    question = put.text
    time = find_time(question, view.latest(known=known))
    if _KNEW.match(question.strip()) and time.until is not None:  # of the record, not of the world
        known = datetime.combine(time.until, clock.max, UTC)
        time = replace(time, since=None, until=None)
    asked = parse(time.rest) or _bare_name(view, time.rest, known)
    if asked is None:
        return _not_understood(view, question, time, known)
    cards: list[EntityCard] = []
    warnings: list[str] = [time.note] if time.note else []
    common, where = "", None
    for i, name in enumerate(asked.names):
        soft = _SOFT.get(asked.verb) == i
        found = named(view, name, _wanted(asked, i), known, exactly=soft and name[:1].islower())
        if found.card is None and soft:
            common = name
            continue
        if found.card is None:
            return _unknown(view, question, asked, name, time, known)
        cards.append(found.card)
        where = where or found.where
        warnings += [found.note] if found.note else []
    if asked.where:
        found = placed(view, asked.where, known)
        if found.card is None:
            return _unknown(view, question, asked, asked.where, time, known)
        where = found.card
        warnings += [found.note] if found.note else []
    if common and common[:1].isupper() and not cards and where is None and asked.verb != "reliability":
        return _unknown(view, question, asked, common, time, known)
    q = Question(
        view=view, cards=tuple(cards), where=where, since=time.since, until=time.until, detail=asked.detail,
        common=common, group=asked.group, manner=asked.manner, side=asked.side,
        denied=asked.denied, known=known, pick=put.pick,
        also={c.id: same_actor(view, c, n, known) for c, n in zip(cards, asked.names, strict=False)},
    )  # fmt: skip
    reply = _answer(q, asked)
    if not reply.sentences and (told := _otherwise(q, asked)):
        q, reply, note = told
        cards, warnings = list(q.cards), [note]
    if not reply.sentences and asked.verb in _TOLD_IN:
        reply = _undated(q, asked) or reply
    if not reply.sentences and asked.verb == "casualties":
        reply = _elsewhere(q, asked) or reply
    if not reply.sentences or reply.sentences[0].text.endswith(NEAREST):
        reply = _by_words(q, time.rest, reply) or reply
    return replace(
        reply, sentences=voiced(q, reply.sentences), question=question,
        understood=_understood(asked, cards, time, where=where, pick=put.pick),
        arguments=_arguments(cards, time, where), warnings=(*warnings, *reply.warnings),
    )  # fmt: skip


def _not_understood(view: ReadView, question: str, time: AskedTime, known: datetime | None) -> Reply:
    """Sentences that hold the words of a question for which there is no verb; else questions that can be answered."""
    if question.strip().casefold().startswith("why "):
        note = "why something happened is not answered: no claim tells causes"
        return Reply(question=question, understood="", nearest=_nearest(view, question, known), warnings=(note,))
    near = _nearest(view, question, known)
    if found := by_words(Question(view=view, since=time.since, until=time.until, known=known), time.rest):
        words = f"sentences that hold the words of the question {time.words}".strip()
        return replace(found, question=question, understood=words, nearest=() if near == _ANY else near)
    return Reply(question=question, understood="", nearest=near, warnings=(_NOT_YET,))


def _by_words(q: Question, text: str, empty: Reply) -> Reply | None:
    """Where the verb finds nothing, or but what comes nearest: before that, the sentences that hold the words."""
    found = by_words(q, text, all_of_them=bool(empty.sentences))
    if found is None:
        return None
    return replace(empty, sentences=(*found.sentences, *empty.sentences))


def _answer(q: Question, asked: Asked) -> Reply:
    """What the verb answers; where it does not ask for a place, what of it is told of the one named."""
    reply = ANSWERS[asked.verb](q)
    if q.where is None or asked.verb in _LOCAL or not reply.sentences or (q.cards and q.cards[0].type in PLACES):
        return reply
    inside, name = q.inside(q.where), q.where.name.casefold()
    wanted = frozenset(c for row in reply.sentences for c in row.because)
    there = {
        c.id for c in q.view.claims(ClaimQuery(ids=wanted, known=q.known))
        if name in c.sentence_text.casefold() or any(p.entity in inside for ps in c.roles.values() for p in ps)
    }  # fmt: skip
    if rows := tuple(row for row in reply.sentences if there.intersection(row.because)):
        return replace(reply, sentences=rows)
    return replace(reply, warnings=(*reply.warnings, f"none of these names {q.where.name}"))


def _otherwise(put: Question, asked: Asked) -> tuple[Question, Reply, str] | None:
    """The question with one name taken for another that bears it, where of that one something is told."""
    if len(put.cards) != len(asked.names):
        return None
    for i, name in enumerate(asked.names):
        others = [c for c in exact(put.view, name, _wanted(asked, i), put.known) if c.claims]
        also = frozenset[str]() if asked.verb in _TOLD_IN else put.also.get(put.cards[i].id, frozenset())
        same = put.view.cards(also, known=put.known)
        others += [c for c in same.values() if c.claims]
        for card in [c for c in others if c.id in same or is_another(c, put.cards[i], name)][:_TRIED]:
            tried = replace(put, cards=(*put.cards[:i], card, *put.cards[i + 1 :]))
            if (reply := _answer(tried, asked)).sentences:
                return tried, reply, f"“{name}” was taken for {other(card)}, of whom this is told"
    i = _SOFT.get(asked.verb, -1)
    small = 0 <= i < len(put.cards) and asked.names[i][:1].islower()
    if small and not (called(put.cards[i], asked.names[i]) and put.cards[i].name[:1].isupper()):
        # not one of that name: any that go by the words
        rest = (*put.cards[:i], *put.cards[i + 1 :])
        tried = replace(put, cards=rest, common=asked.names[i])
        if (reply := _answer(tried, asked)).sentences:
            return tried, reply, f"“{asked.names[i]}” was taken for whoever goes by these words"
    return None


def _undated(put: Question, asked: Asked) -> Reply | None:
    """What is told without a date among what is dated to the time asked for, or in reports of that time, where nothing
    told is dated to it."""
    if (put.since is None and put.until is None) or put.view.size() > MANY:
        return None
    found = _answer(replace(put, since=None, until=None), asked)
    wanted = frozenset(c for row in found.sentences for c in row.because)
    claims = tuple(put.view.claims(ClaimQuery(ids=wanted, known=put.known))) if wanted else ()
    then = among(put.view, claims, put.since, put.until, known=put.known)
    then |= {c.id for c in claims if c.when is not None and meets(c.when, put.since, put.until)}
    near = {c.id for c in claims if c.when is None and _is_of_time(c.report.published, put)}
    for ids, note in ((then, _AMONG), (near, _OF_TIME)):
        if rows := tuple(row for row in found.sentences if row.because and ids.issuperset(row.because)):
            return replace(found, sentences=rows, warnings=(note,))
    return None


def _elsewhere(put: Question, asked: Asked) -> Reply | None:
    """Figures of the group that was asked for, told of that time without the place; a sentence often leaves it out."""
    dated = put.since is not None and put.until is not None
    if not (dated and stems(put.group) and put.cards and put.cards[0].type in PLACES):
        return None
    wide = replace(put, cards=(), where=None)
    found = next((r for r in (ANSWERS[asked.verb](wide), _undated(wide, asked)) if r is not None and _tells(r)), None)
    if found is None:
        return None
    head = Cited(text=f"No such figure is told of {put.cards[0].name} then; without a place are told:")
    return replace(found, sentences=(head, *found.sentences))


def _tells(reply: Reply) -> bool:
    return bool(reply.sentences) and not reply.sentences[0].text.endswith(NEAREST)


def _is_of_time(published: date | None, put: Question) -> bool:
    if published is None or (put.since is not None and published < put.since):
        return False
    return put.until is None or published <= put.until + _NEWS


def _unknown(
    view: ReadView, question: str, asked: Asked, name: str, time: AskedTime, known: datetime | None
) -> Reply:  # fmt: skip
    """The reply to a question about a name that nothing in the casefile bears, or bore on the day ``known``."""
    if known is not None and (card := named(view, name, (), None).card) is not None:
        day = known.date().isoformat()
        none = f"nothing was on record of {card.name} by {day}: no report read by then tells of it"
        return Reply(question=question, understood=_understood(asked, (), time), verb=asked.verb, warnings=(none,))
    note = f"nobody and nothing is known under the name “{name}”"
    reply = Reply(question=question, understood=_understood(asked, (), time), verb=asked.verb,
                  nearest=_other_names(view, name, asked, known), warnings=(note,))  # fmt: skip
    q = Question(view=view, since=time.since, until=time.until, known=known)
    if found := _by_words(q, time.rest, reply):
        return replace(reply, sentences=found.sentences)
    return reply


def _bare_name(view: ReadView, text: str, known: datetime | None) -> Asked | None:
    """A name alone asks what is known of it."""
    name = text.strip(" ?.!,")
    return Asked("about", (name,)) if name and exact(view, name, (), known) else None


def _wanted(asked: Asked, i: int) -> tuple[str, ...]:
    kinds = _WANTED.get(asked.verb, (_ACTORS,))
    return kinds[min(i, len(kinds) - 1)]


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
    "where": "the whereabouts of {0}", "spokesmen": "who speaks for {0}",
    "about": "who or what {0} is", "accusers": "who accuses {0}",
    "accused": "whom {0} accuses", "accuses": "whether {0} accuses {1}",
    "responsibility": "who {claims} responsibility",
}  # fmt: skip
_ABOUT = ("deeds", "statements", "events", "responsibility", "denials")


def _understood(
    asked: Asked, cards: Sequence[EntityCard], time: AskedTime, *, where: EntityCard | None = None, pick: str = ""
) -> str:  # fmt: skip
    """The question as it was understood, in words."""
    names = [c.name for c in cards] or list(asked.names)
    if len(names) < len(asked.names):
        common = _SOFT.get(asked.verb, len(names))
        names.insert(common, asked.names[common])
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
    text = text.rstrip(",") + {"first": ", the first time", "last": ", the last time", "most": ", the deadliest"}.get(
        pick, ""
    )
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
            if c.claims and (resembles(c, name) or set(telling(c.name)) & set(telling(name)))][:3]  # fmt: skip
    return tuple(f"{_understood(replace(asked, names=(c.name,) * len(asked.names)), (), AskedTime(''))}?" for c in near)


def _nearest(view: ReadView, question: str, known: datetime | None) -> tuple[str, ...]:
    """Questions that can be answered, about the names that stand in the one that cannot."""
    card = _mentioned(view, question, known)
    return _about(card) if card is not None else _ANY


def _mentioned(view: ReadView, question: str, known: datetime | None) -> EntityCard | None:
    """The entity of the longest name in the question; a name may be written small where no word is written large."""
    words, small = question.replace("?", " ").split(), question[1:].islower()
    for size in range(min(_LONGEST, len(words)), 0, -1):
        for i in range(len(words) - size + 1):
            name = " ".join(words[i : i + size]).strip(" ,.'\"")
            large = name[:1].isupper() and name.split()[-1][:1].isupper() and not (i == 0 and size == 1)
            if not (large or (small and telling_words(name))):
                continue
            if (found := exact(view, name, (), known)) and (large or found[0].name[:1].isupper()):
                return found[0]
    return None


def _about(card: EntityCard) -> tuple[str, ...]:
    if card.type in PLACES:
        return (f"Who held {card.name}?", f"What happened in {card.name}?",
                f"How many were killed in {card.name}?")  # fmt: skip
    person = card.type == "PERSON"
    return (f"What did {card.name} do?", f"What did {card.name} say?" if person else f"Who supports {card.name}?",
            f"Who is {card.name}?" if person else f"Who leads {card.name}?",
            f"What is disputed about {card.name}?")  # fmt: skip
