"""Who speaks in the whole account, counted from the reports' sheets: for casefiles too large to read claim by claim."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from bywhom.model.account import VoiceRow
from bywhom.store.atlas import cluster_of, distinct
from bywhom.store.people import Memory
from bywhom.store.tables import card, report, sheet
from bywhom.store.telling import Who

MOST = 1000  # speakers that are named
_EACH = 12  # claims that a speaker's row names
_TOGETHER = 500  # reports whose speakers are parsed together
_OWN = {"PERSON": "named_other", "ORGANISATION": "organisation"}  # class of a statement's own speaker, by type


@dataclass(slots=True)
class _Tally:
    entity: str
    name: str
    claims: int = 0
    reports: int = 0
    alone: int = 0
    last: int = 0  # the report that was counted last
    kinds: dict[str, int] = field(default_factory=dict)
    through: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[int, int]] = field(default_factory=list)  # report, row in its sheet

    def enter(self, seq: int, outlet: str, kind: str, rows: list[int]) -> None:
        """Count the claims at ``rows`` of the sheet of report ``seq``, told under ``kind`` by ``outlet``."""
        many = len(rows)
        self.claims += many
        if self.entity:  # the speaker of a statement told of in the report's own voice is no vote for a class
            self.kinds[kind or "organisation"] = self.kinds.get(kind or "organisation", 0) + (many if kind else 0)
        else:
            self.kinds[kind or "reporter"] = self.kinds.get(kind or "reporter", 0) + many
        if outlet and (self.entity or kind not in ("reporter", "")):
            self.through[outlet] = self.through.get(outlet, 0) + many
        if seq != self.last:
            self.last, self.reports = seq, self.reports + 1
        if len(self.rows) < _EACH:
            self.rows += [(seq, r) for r in rows[: _EACH - len(self.rows)]]


def count_voices(connection: Connection, memory: Memory, then: Mapping[int, Mapping[str, Any]]) -> list[_Tally]:
    """The speakers with their counts, the MOST most quoted first; ``then`` gives sheets otherwise at ``known``."""
    people = _People(connection, memory)
    tallies: dict[Any, _Tally] = {}
    for seq, page in _pages(connection, memory.past.known, then):
        outlet = page["p"] or page["t"]
        for first, relays, rows in page["v"]:
            keys = {_key(seq, page, v, people): v for v in first}
            for key, voice in keys.items():
                tally = tallies.get(key)
                if tally is None:
                    who = people.get(voice[0])
                    name = who.name if who is not None else _name(page, voice)
                    tally = tallies[key] = _Tally(who.id if who is not None and key == who.id else "", name)
                tally.enter(seq, outlet, voice[2], rows)
                if len(keys) == 1:
                    tally.alone += len(rows)
                for relay in relays:
                    called = _called(page, relay, people)
                    if called:
                        tally.through[called] = tally.through.get(called, 0) + len(rows)
    counts = sorted(t.claims for t in tallies.values())
    least = counts[-MOST] if len(counts) > MOST else 0
    often = [t for t in tallies.values() if t.claims >= least]
    return sorted(often, key=lambda t: (-t.claims, t.name.casefold(), t.entity))[:MOST]


def _pages(
    connection: Connection, known: int | None, then: Mapping[int, Mapping[str, Any]]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each report with who speaks in it, in order."""
    query = select(sheet.c.report, sheet.c.voices)
    if known is not None:
        query = query.join(report, report.c.seq == sheet.c.report).where(report.c.recorded <= known)
    found = connection.execute(query.order_by(sheet.c.report))
    for some in found.partitions(_TOGETHER):
        texts = (then[r.report]["voices"] if r.report in then else r.voices for r in some)
        yield from zip((r.report for r in some), json.loads(f"[{','.join(texts)}]"), strict=True)


class _People:
    """Entity → who it is held to be, for very many."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        columns = memory.atlas.clusters if memory.atlas is not None else cluster_of(connection, memory.past)
        self._clusters = columns.tolist()
        self._whos: dict[int, Who] = {}
        if memory.past.known is None:
            found: Any = connection.execute(select(card.c.root, card.c.id, card.c.name, card.c.type))
            self._whos = {root: Who(id=id_, name=name, type=type_) for root, id_, name, type_ in found}
        missing = [r for r in distinct(columns[columns >= 0]).tolist() if r not in self._whos]
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


def _name(page: Mapping[str, Any], voice: list[Any]) -> str:
    """A speaker that is no entity, as an answer names it."""
    if voice[2] in ("reporter", ""):
        return str(page["p"] or page["t"] or "the report")
    return voice[1] if voice[1] and voice[1][0] != "(" else str(voice[2]).replace("_", " ")


def _called(page: Mapping[str, Any], voice: list[Any], people: _People) -> str:
    who = people.get(voice[0])
    return who.name if who is not None else _name(page, voice)


def voice_rows(tallies: Iterable[_Tally], ids: Mapping[tuple[int, int], str]) -> list[VoiceRow]:
    """Tallies as rows of an answer; ``ids`` gives the claims of sheets' rows."""
    return [
        VoiceRow(
            entity=t.entity, name=t.name, claims=t.claims, reports=t.reports, alone=t.alone, kinds=t.kinds,
            through=t.through, because=tuple([ids[r] for r in t.rows if r in ids]),
        )
        for t in tallies
    ]  # fmt: skip
