"""Deciding at the desk: corrections that are checked first, what is never to be joined, and what to look at next."""

import itertools
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bywhom.casefile.checking import checked
from bywhom.casefile.naming import resolve
from bywhom.casefile.review import Review
from bywhom.casefile.texts import Texts
from bywhom.errors import UnknownName, UnknownValue
from bywhom.model.account import ClaimQuery, EntityCard, Told
from bywhom.model.claim import required_roles, roles_of
from bywhom.model.judgement import PUBLISHER, Judgement
from bywhom.store.reviewing import members_of, reviewed

_CENTRAL = ("controls", "capture", "withdrawal", "supports", "leads", "affiliate", "allied", "opposed", "killing")
_SMALL = 2_000  # claims up to which all disputes are worked out for the queue (a second or two)
_POOL = 2_000  # claims that are weighed for the queue, the least sure first
_KEPT_FOR = 300.0  # seconds for which the order of a full pool is kept, decisions or not: weighing it takes a second
_ASKED = 100  # claims of the queue looked up at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A claim that wants a look, how much it matters (0 to 1), and why, in words."""

    told: Told
    weight: float
    why: str


class Deciding(Review, Texts):
    """Judgements as the desk makes them."""

    def correct_checked(
        self, claim: str, changes: Mapping[str, Any], *, by: str = "", reason: str = ""
    ) -> Judgement:  # fmt: skip
        """Correct a claim; every field is checked first. Raises UnknownName, UnknownValue, BadDate."""
        found = self._standing(claim)
        if not changes:
            raise UnknownValue("a correction changes something", value="(nothing)")
        fields = checked(changes, self.report(found.report.id).text, found.type)
        if "type" in fields and fields["type"] != found.type:
            fields["roles"] = _for_type(str(fields["type"]), found, fields.get("roles", {}))
        filled = {**found.roles, **found.labels, **fields.get("roles", {})}
        _has_required(str(fields.get("type", found.type)), {r for r, v in filled.items() if v})
        return self.correct(claim, fields, by=by, reason=reason)

    def add_checked(self, report: str, claim: Mapping[str, Any], *, by: str = "", reason: str = "") -> Judgement:
        """Add a claim that the reading missed; every field is checked first."""
        type_ = str(claim.get("type"))
        fields = checked(claim, self.report(report).text, type_)
        start, end = fields["sentence"]
        if not (start <= fields["trigger"][0] and fields["trigger"][1] <= end):
            raise UnknownValue("the trigger must lie in its sentence", value=fields["trigger"])
        _has_required(str(fields["type"]), {r for r, v in fields.get("roles", {}).items() if v})
        return self.add(report, fields, by=by, reason=reason)

    def _standing(self, claim: str) -> Told:
        found = next(iter(self.view.claims(ClaimQuery(ids=frozenset({claim})))), None)
        if found is None:
            raise UnknownName("no claim that stands has that id", value=claim, hint="it may have been rejected")
        return found

    def never_merge(self, name: str, other: str, *, by: str = "", reason: str = "") -> Judgement:
        """``name`` and ``other`` are not the same, and are never to be joined."""
        first, second = resolve(self.view, name), resolve(self.view, other)
        if first.id == second.id:
            raise UnknownValue(
                "the two are one entity now", value=first.name, hint="split it first; a split keeps them apart"
            )
        return self.judge("different", first.id, second.id, by=by, reason=reason)

    def due(self, *, limit: int = 50, offset: int = 0) -> list[Due]:
        """Claims that nobody judged, those that matter most first: unsure, disputed, and central to answers.

        In a large casefile the order is kept for a few minutes while decisions are made: each takes its claim out.
        """
        start = max(0, offset)
        shield = self.shield
        waiting = list(itertools.islice(self._waiting(self._ranked()), start, start + limit))
        return [Due(told=shield(d.told), weight=d.weight, why=d.why) for d in waiting]

    def _ranked(self) -> list[Due]:
        """Every claim of the pool in the order of what it matters."""
        mark, now = self.view.mark(), time.monotonic()
        kept: tuple[object, float, list[Due]] | None = getattr(self, "_queue_kept", None)
        if kept is not None and (kept[0] == mark or (len(kept[2]) == _POOL and now - kept[1] < _KEPT_FOR)):
            return kept[2]
        pool = self.view.unreviewed(limit=_POOL, at_most=1.0)
        disputed = self._disputed(pool)
        found = sorted((_weigh(t, t.id in disputed) for t in pool), key=lambda d: (-d.weight, d.told.id))
        self._queue_kept = (mark, now, found)
        return found

    def _waiting(self, ranked: Sequence[Due]) -> Iterator[Due]:
        """``ranked`` without the claims that were judged since, as they stand now."""
        for first in range(0, len(ranked), _ASKED):
            some = ranked[first : first + _ASKED]
            ids = frozenset(d.told.id for d in some)
            now = {t.id: t for t in self.view.claims(ClaimQuery(ids=ids)) if t.review == "machine"}
            yield from (replace(d, told=now[d.told.id]) for d in some if d.told.id in now)

    def review_counts(self) -> dict[str, int]:
        """How many claims stand, and how many of them a person has judged."""
        with self._session.read() as connection:
            return reviewed(connection)

    def members(self, card: EntityCard) -> list[dict[str, str]]:
        """The readings' entities that ``card`` joins: id, name, type, and the report that names each."""
        with self._session.read() as connection:
            found: list[dict[str, str]] = self.shield(members_of(connection, card.members))
        return found

    def judgements_about(self, card: EntityCard) -> list[Judgement]:
        """What people decided about an entity or any of its members, the latest first."""
        ids = {card.id, *card.members}
        return [j for j in self.judgements() if ids & {j.subject, j.object}][::-1]

    def in_words(self, judgement: Judgement) -> str:
        """What a judgement says, in a sentence, without protected names."""
        return self.shield.words(_sentence(judgement, self._called(judgement.subject), self._called(judgement.object)))

    def _called(self, id_: str) -> str:
        if id_.startswith("ent-"):
            card = self.view.entity(id_)
            return self.shield(card).name if card is not None else id_
        if id_.startswith("clm-"):
            told = next(iter(self.view.claims(ClaimQuery(ids=frozenset({id_})))), None)
            if told is not None:
                return f"the claim “{self.shield(told).sentence_text}”"
            words = self.view.sentence_of(id_)  # a rejected claim is told no more, but its sentence stands
            return f"the claim “{self.shield.words(words)}”" if words else f"the claim {id_}"
        if id_.startswith(PUBLISHER):
            return id_.removeprefix(PUBLISHER)
        card_of = self.view.report(id_) if id_.startswith("rep-") else None
        return f"“{card_of.title or card_of.id}”" if card_of is not None else id_

    def _disputed(self, pool: Sequence[Told]) -> frozenset[str]:
        """Claims of ``pool`` that stand on a side of a dispute; remembered until something is written.

        Every kind of dispute counts in a casefile of ordinary size. In a large one, where working them all out takes
        minutes, only denials are looked at: who denies what somebody affirms of the same parties.
        """
        from bywhom.analysis.disputes import disputes  # the rules of answers are loaded when one is asked for

        mark = self.view.mark()
        kept: tuple[object, frozenset[str]] | None = getattr(self, "_disputes_kept", None)
        if kept is None or kept[0] != mark:
            small = self.view.count(ClaimQuery()) <= _SMALL
            found = (
                frozenset(c for d in disputes(self.view) for s in d.sides for c in s.because)
                if small else _denials(pool, list(self.view.claims(ClaimQuery(polarity="denied", limit=_POOL))))
            )  # fmt: skip
            kept = self._disputes_kept = (mark, found)
        return kept[1]


def _denials(pool: Sequence[Told], denied: Sequence[Told]) -> frozenset[str]:
    """Claims of one type and the same parties of which some are affirmed and some denied."""

    def key(told: Told) -> tuple[str, frozenset[str]]:
        return told.type, frozenset(p.entity for ps in told.roles.values() for p in ps if p.entity)

    sides: dict[tuple[str, frozenset[str]], dict[str, set[str]]] = {}
    for told in {t.id: t for t in (*pool, *denied)}.values():
        sides.setdefault(key(told), {}).setdefault(told.polarity, set()).add(told.id)
    both = (found for (_, parties), found in sides.items() if len(found) > 1 and parties)
    return frozenset(i for found in both for ids in found.values() for i in ids)


def _sentence(j: Judgement, subject: str, other: str) -> str:
    value = {k: str(v) for k, v in j.value.items()}
    fields = j.value.get("claim")
    changed = ", ".join(sorted(map(str, fields))) if isinstance(fields, Mapping) else ""
    said = {
        "same": f"{subject} and {other} are the same", "different": f"{subject} and {other} are never to be joined",
        "name": f"{subject} is called {value.get('name', '')}", "alias": f"{value.get('alias', '')} names {subject}",
        "accept": f"{subject} is right", "reject": f"{subject} is wrong",
        "correct": f"{subject} is corrected in: {changed}", "add": f"a claim is added to {subject}",
        "grade": f"{subject} has grade {value.get('grade') or 'none'}",
        "protect": f"somebody is protected as a {value.get('why', '')}",
    }  # fmt: skip
    return said.get(j.kind, f"{j.kind} {subject} {other}".strip())


def _weigh(told: Told, disputed: bool) -> Due:
    doubt = 1.0 - told.confidence
    central = told.type in _CENTRAL
    reasons = [f"the reading is {told.confidence:.0%} sure"] if told.confidence < 0.75 else []
    reasons += ["it is disputed"] if disputed else []
    reasons += [f"answers rest on claims of type {told.type.replace('_', ' ')}"] if central else []
    weight = 0.5 * doubt + 0.3 * disputed + 0.2 * central
    return Due(told=told, weight=round(weight, 4), why="; ".join(reasons) or "nobody has looked at it")


def _for_type(type_: str, told: Told, roles: Mapping[str, Any]) -> dict[str, Any]:
    """``roles`` with those emptied that the claim fills and its new type does not have."""
    possible = roles_of(type_)
    gone: dict[str, Any] = {r: [] for r in told.roles if r not in possible}
    return {**gone, **{r: "" for r in told.labels if r not in possible}, **roles}


def _has_required(type_: str, roles: set[str]) -> None:
    missing = [r for r in required_roles(type_) if r not in roles]
    if missing:
        raise UnknownValue(f"a claim of type {type_} needs more roles", value=", ".join(missing))
