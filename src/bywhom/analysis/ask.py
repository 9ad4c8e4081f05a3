"""A question in plain English, understood by a grammar over the verbs, answered with the sentences that answer it.

The reply says what was understood. What cannot be answered is said, with the nearest questions that can be.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bywhom.analysis.ask_answers import ANSWERS, Question
from bywhom.analysis.ask_grammar import Asked, parse
from bywhom.analysis.ask_time import AskedTime, find_time
from bywhom.analysis.names import words
from bywhom.model.account import EntityCard
from bywhom.model.answer import Reply
from bywhom.ports import ReadView

_PLACES = ("LOCATION", "FACILITY")
_ACTORS = ("ORGANISATION", "PERSON", "NATIONALITY")
# What kind of entity each name of a question should be; a country may act, so places are tried after actors.
_WANTED = {
    "control": (_PLACES,), "held_by": (_ACTORS, _PLACES), "casualties": (_PLACES,), "happened": ((),),
    "deeds": (_ACTORS, _PLACES), "about": ((),), "where": ((),), "disputed": ((),), "sources": ((),), "who_says": ((),),
    "doers": ((),), "when_did": (_ACTORS, ()), "victims": (_ACTORS,),
}  # fmt: skip


def ask(view: ReadView, question: str, *, known: datetime | None = None) -> Reply:
    """Answers ``question``; never raises for what it does not understand."""
    latest = view.latest(known=known)
    time = find_time(question, latest)
    asked = parse(time.rest)
    if asked is None:
        return Reply(question=question, understood="", nearest=_nearest(view, question, known),
                     warnings=("that question is not one that can be answered yet",))  # fmt: skip
    cards: list[EntityCard] = []
    warnings: list[str] = [time.note] if time.note else []
    for i, name in enumerate(asked.names):
        card, note = _resolve(view, name, _wanted(asked, i), known)
        if card is None:
            return Reply(question=question, understood=_understood(asked, (), time), verb=asked.verb,
                         nearest=_other_names(view, name, asked, known),
                         warnings=(f"nobody and nothing is known under the name “{name}”",))  # fmt: skip
        cards.append(card)
        warnings += [note] if note else []
    put = Question(
        view=view, cards=tuple(cards), since=time.since, until=time.until, detail=asked.detail,
        who_says=asked.who_says, known=known,
    )  # fmt: skip
    reply = ANSWERS[asked.verb](put)
    return replace(
        reply, question=question, understood=_understood(asked, cards, time), arguments=_arguments(cards, time),
        warnings=(*warnings, *reply.warnings),
    )  # fmt: skip


def _wanted(asked: Asked, i: int) -> tuple[str, ...]:
    kinds = _WANTED.get(asked.verb, (_ACTORS,))
    return kinds[min(i, len(kinds) - 1)]


def _resolve(
    view: ReadView, name: str, types: tuple[str, ...], known: datetime | None
) -> tuple[EntityCard | None, str]:
    """The entity that a name of the question means, and a note when it was not its exact name."""
    for kinds in dict.fromkeys((types, ())):
        found = view.find_entities(name, types=kinds, limit=5, known=known)
        exact = [c for c in found if _called(c, name)]
        if exact:
            most = max(c.claims for c in exact)  # of those told of about as much, the one of just that name
            best = max(exact, key=lambda c: (c.claims * 4 >= most and _bare(c.name) == _bare(name), c.claims))
            others = list(dict.fromkeys(_other(c) for c in exact if c.id != best.id and _is_another(c, best, name)))
            return best, f"“{name}” may also be {', '.join(others)}" if others else ""
    found = view.find_entities(name, types=types, limit=1, known=known)
    if found and _resembles(found[0], name):
        return found[0], f"“{name}” was taken for {found[0].name}"
    return None, ""


def _other(card: EntityCard) -> str:
    """How an entity that a name may also mean is offered: places with where they lie, all with an id to ask by."""
    spot = card.place if card.type in _PLACES else None
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
    return tuple(w for w in words(name) if w != "the")


def _resembles(card: EntityCard, name: str) -> bool:
    """True when the names share a whole word, or begin alike."""
    wanted = set(_bare(name))
    for n in (card.name, *card.aliases):
        have = set(_bare(n))
        if wanted & have or any(
            a[:4] == b[:4] and abs(len(a) - len(b)) <= 2 for a in wanted for b in have if len(a) > 3
        ):
            return True
    return False


_SAID = {
    "control": "who holds {0}", "held_by": "whether {0} holds {1}", "holdings": "what {0} holds",
    "casualties": "how many were {detail} in {0}", "strength": "how strong {0} is",
    "support_path": "how support from {0} reaches {1}", "supporters": "who supports {0}",
    "supported": "whom {0} supports", "leaders": "who leads {0}", "structure": "who belongs to {0}",
    "allies": "who stands with {0}", "enemies": "who stands against {0}", "statements": "what {0} said",
    "disputed": "what is disputed about {0}", "loyalties": "which loyalties contradict each other",
    "sources": "who speaks about {0}", "who_says": "who says what is told of {0}", "doers": "who did it to {0}",
    "when_did": "when {0} did it to {1}", "victims": "to whom {0} did it", "deeds": "what {0} did",
    "happened": "what happened in {0}", "where": "where {0} is", "about": "who or what {0} is",
}  # fmt: skip


def _understood(asked: Asked, cards: Sequence[EntityCard], time: AskedTime) -> str:
    names = [c.name for c in cards] or list(asked.names)
    text = _SAID[asked.verb].format(*names, *["everything"] * 2, detail=asked.detail or "harmed")
    if asked.verb == "deeds" and len(names) > 1:
        text += f" in {names[1]}"
    if asked.detail and asked.verb not in ("casualties",):
        text += f" ({asked.detail})"
    return f"{text} {time.words}".strip()


def _arguments(cards: Sequence[EntityCard], time: AskedTime) -> dict[str, str]:
    out = {f"name{i or ''}": c.name for i, c in enumerate(cards)}
    for key, day in (("since", time.since), ("until", time.until)):
        if day is not None:
            out[key] = day.isoformat()
    return out


def _other_names(view: ReadView, name: str, asked: Asked, known: datetime | None) -> tuple[str, ...]:
    """The same question about the nearest known names."""
    near = view.find_entities(name, types=_wanted(asked, 0), limit=3, known=known)
    return tuple(f"{_SAID[asked.verb].format(c.name, c.name, detail=asked.detail or 'harmed')}?" for c in near)


def _nearest(view: ReadView, question: str, known: datetime | None) -> tuple[str, ...]:
    """Questions that can be answered, about the names that stand in the one that cannot."""
    for size in (3, 2, 1):
        parts = question.replace("?", " ").split()
        for i in range(len(parts) - size + 1):
            name = " ".join(parts[i : i + size]).strip(" ,.'\"")
            if not name[:1].isupper() or (i == 0 and size == 1):
                continue
            found = view.find_entities(name, limit=1, known=known)
            if found and _called(found[0], name):
                return _about(found[0])
    return ("Who held PLACE on DATE?", "Who supports ACTOR?", "What did ACTOR do in PLACE?", "What is disputed?")


def _about(card: EntityCard) -> tuple[str, ...]:
    if card.type in _PLACES:
        return (f"Who held {card.name} on DATE?", f"What happened in {card.name}?",
                f"How many were killed in {card.name}?")  # fmt: skip
    return (f"What did {card.name} do?", f"Who supports {card.name}?", f"Who leads {card.name}?",
            f"What is disputed about {card.name}?")  # fmt: skip
