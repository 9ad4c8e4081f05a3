"""Who speaks in the whole account, counted from the reports' sheets: for casefiles too large to read claim by claim."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from bywhom.model.account import VoiceRow
from bywhom.store.atlas import cluster_of
from bywhom.store.people import Memory
from bywhom.store.tables import card, report, sheet
from bywhom.store.telling import Who

MOST = 1000  # speakers that are named
_EACH = 12  # claims that a speaker's row names
_OWN = {"PERSON": "named_other", "ORGANISATION": "organisation"}  # class of a statement's own speaker, by type


@dataclass(slots=True)
class _Tally:
    entity: str
    name: str
    claims: int = 0
    reports: int = 0
    alone: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    through: Counter[str] = field(default_factory=Counter)
    rows: list[tuple[int, int]] = field(default_factory=list)  # report, row in its sheet


def count_voices(connection: Connection, memory: Memory, then: Mapping[int, Mapping[str, Any]]) -> list[_Tally]:
    """Every speaker with its counts, the most quoted first; ``then`` gives sheets that were otherwise at ``known``."""
    known = memory.past.known
    query = select(sheet.c.report, sheet.c.voices)
    if known is not None:
        query = query.join(report, report.c.seq == sheet.c.report).where(report.c.recorded <= known)
    people = _People(connection, memory)
    tallies: dict[Any, _Tally] = {}
    for row in connection.execute(query.order_by(sheet.c.report)):
        seq = row.report
        page = json.loads(then[seq]["voices"] if seq in then else row.voices)
        spoke: set[Any] = set()
        for first, relays, rows in page["v"]:
            keys = {_key(seq, page, v, people): v for v in first}
            for key, voice in keys.items():
                tally = tallies.get(key)
                if tally is None:
                    who = people.get(voice[0])
                    name = who.name if who is not None else _name(page, voice)
                    tally = tallies[key] = _Tally(who.id if who is not None and key == who.id else "", name)
                _enter(tally, page, voice, len(rows))
                tally.alone += len(rows) if len(keys) == 1 else 0
                for relay in relays:
                    called = _called(page, relay, people)
                    if called:
                        tally.through[called] += len(rows)
                if len(tally.rows) < _EACH:
                    tally.rows += [(seq, r) for r in rows[: _EACH - len(tally.rows)]]
            spoke |= keys.keys()
        for key in spoke:
            tallies[key].reports += 1
    return sorted(tallies.values(), key=lambda t: (-t.claims, t.name.casefold(), t.entity))


class _People:
    """Entity → who it is held to be, for very many."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._clusters = cluster_of(connection, memory.past).tolist()
        if memory.past.known is None:
            found: Any = connection.execute(select(card.c.root, card.c.id, card.c.name, card.c.type))
            self._whos = {root: Who(id=id_, name=name, type=type_) for root, id_, name, type_ in found}
        else:
            self._whos = {}
        missing = {r for r in self._clusters if r >= 0} - self._whos.keys()
        cards = memory.cards(connection, missing) if missing else {}
        self._whos |= {root: Who(id=m.id, name=m.name, type=m.type) for root, m in cards.items()}

    def get(self, entity: int) -> Who | None:
        return self._whos.get(self._clusters[entity]) if entity else None


def _key(seq: int, page: Mapping[str, Any], voice: list[Any], people: _People) -> Any:
    """What tells one speaker from another; the unnamed are kept apart by report (as in ``analysis.sources``)."""
    who = people.get(voice[0])
    if who is not None and (voice[2] or (who.type in _OWN and who.name[:1].isupper())):
        return who.id
    if voice[2] in ("reporter", ""):
        return "reporter", page["p"] or seq
    return seq, voice[2], voice[1].casefold()


def _enter(tally: _Tally, page: Mapping[str, Any], voice: list[Any], many: int) -> None:
    tally.claims += many
    if tally.entity:  # the speaker of a statement told of in the report's own voice is no vote for a class
        tally.kinds[voice[2] or "organisation"] += many if voice[2] else 0
    else:
        tally.kinds[voice[2] or "reporter"] += many
    if tally.entity or voice[2] not in ("reporter", ""):
        outlet = page["p"] or page["t"]
        if outlet:
            tally.through[outlet] += many


def _name(page: Mapping[str, Any], voice: list[Any]) -> str:
    """A speaker that is no entity, as an answer names it."""
    if voice[2] in ("reporter", ""):
        return str(page["p"] or page["t"] or "the report")
    return voice[1] if voice[1] not in ("", "(reporter)", "(unnamed)") else str(voice[2]).replace("_", " ")


def _called(page: Mapping[str, Any], voice: list[Any], people: _People) -> str:
    who = people.get(voice[0])
    return who.name if who is not None else _name(page, voice)


def voice_rows(tallies: Iterable[_Tally], ids: Mapping[tuple[int, int], str]) -> list[VoiceRow]:
    """Tallies as rows of an answer; ``ids`` gives the claims of sheets' rows."""
    return [
        VoiceRow(
            entity=t.entity, name=t.name, claims=t.claims, reports=t.reports, alone=t.alone, kinds=dict(t.kinds),
            through=dict(t.through), because=tuple([ids[r] for r in t.rows if r in ids]),
        )
        for t in tallies
    ]  # fmt: skip
