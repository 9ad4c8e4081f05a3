"""Answers about what people say of deeds: who claims or denies responsibility, who accuses whom."""

from collections.abc import Sequence

from bywhom.analysis.ask_base import Question, acting, is_of, reply, sentences_of, stems, told
from bywhom.analysis.ask_events import VIOLENCE, nearly
from bywhom.analysis.common import bounded
from bywhom.analysis.findings import findings
from bywhom.model.account import ClaimQuery, EntityCard
from bywhom.model.answer import Reply
from bywhom.model.finding import Finding

_CLAIMED = ("claim_of_responsibility",)
_BLAMING = ("accusation",)
_BARE = frozenset({"the", "and", "for", "that", "this", "these", "those", "was", "were"})


def responsibility(q: Question) -> Reply:
    """Who claims a deed as his own, or denies it, of those deeds whose sentences name what was asked for."""
    acts = ("denial",) if q.detail == "denied" else _CLAIMED
    none = "nobody is told to have " + ("denied a deed" if q.detail == "denied" else "claimed responsibility")
    query = ClaimQuery(types=frozenset({"statement"}), since=q.since, until=q.until, known=q.known)
    found = [f for f in findings(q.view, bounded(q.view, query)) if f.labels.get("act") in acts]
    speakers = [c for c in q.cards if any(_says(f, c) for f in found)]
    found = [f for f in found if all(_says(f, c) for c in speakers)]
    names = [q.common, *(c.name for c in q.cards if c not in speakers)]
    wanted = [w for name in names for w in stems(name) if w not in _BARE]
    if not found or not wanted:
        return reply("statements", told(found, q), none=none)
    told_in = sentences_of(q, found)
    met = {f.id: sum(w in told_in.get(f.id, "") for w in wanted) for f in found}
    of_it = [f for f in found if met[f.id] and met[f.id] == max(met.values())]
    rows = told(of_it, q) if of_it else nearly(f"No such statement names “{' '.join(n for n in names if n)}”", found, q)
    return reply("statements", rows, none=none)


def accusers(q: Question) -> Reply:
    """Who accuses the entity: by a statement that is the news, or by telling a deed as its."""
    return _blame(q, target=q.cards[0])


def accused(q: Question) -> Reply:
    """Whom the entity accuses."""
    return _blame(q, speaker=q.cards[0])


def accuses(q: Question) -> Reply:
    """Whether, and of what, the first accuses the second."""
    return _blame(q, speaker=q.cards[0], target=q.cards[-1])


def _blame(q: Question, *, speaker: EntityCard | None = None, target: EntityCard | None = None) -> Reply:
    about = target or speaker
    assert about is not None
    stated = [
        f for f in q.found(("statement",), about=about)
        if f.labels.get("act") in _BLAMING and (speaker is None or _says(f, speaker))
        and (target is None or any(is_of(p, target) for p in f.roles.get("addressee", ())))
    ]  # fmt: skip
    deeds = [f for f in _spoken_of(q, speaker, target) if target is None or acting(f, target)]
    who, whom = (c.name if c is not None else "" for c in (speaker, target))
    none = f"{who or 'nobody'} is not told to have accused {whom or 'anybody'}".replace("nobody is not", "nobody is")
    return reply("statements", told([*stated, *(f for f in deeds if f not in stated)], q), none=none)


def _spoken_of(q: Question, speaker: EntityCard | None, target: EntityCard | None) -> Sequence[Finding]:
    """Deeds of violence that others tell as the target's, or that the speaker tells of somebody who is not he."""
    if speaker is not None:
        query = ClaimQuery(
            types=VIOLENCE, speakers=frozenset({speaker.id}), since=q.since, until=q.until, known=q.known
        )
        found: Sequence[Finding] = findings(q.view, bounded(q.view, query))
        return [f for f in found if f.roles.get("attacker") or f.roles.get("perpetrator") if not acting(f, speaker)]
    found = q.found(VIOLENCE, about=target)
    ids = frozenset(c for f in found for c in f.because)
    claims = q.view.claims(ClaimQuery(ids=ids, known=q.known)) if ids else ()
    voiced = {c.id for c in claims if any(s.kind != "reporter" and s.name for s in c.speakers)}
    return [f for f in found if voiced.intersection(f.because)]


def _says(f: Finding, card: EntityCard) -> bool:
    return any(is_of(p, card) for p in f.roles.get("speaker", ()))
