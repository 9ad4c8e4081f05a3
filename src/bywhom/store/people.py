"""Who stands in the claims of one state of the record, remembered while that state lasts."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bywhom.model.account import ReportCard, TieQuery, TieRow, Told, VoiceRow
from bywhom.store import clock
from bywhom.store.asking import Past
from bywhom.store.atlas import Atlas
from bywhom.store.cards import Made, make, of_row, place_of
from bywhom.store.derive import chunks, roots_of
from bywhom.store.geo import Spots
from bywhom.store.roots import Roots
from bywhom.store.tables import card, entity, lineage, report
from bywhom.store.telling import Who
from bywhom.store.ties import Ties

REMEMBERED = 15_000  # claims kept ready at most: with their people and reports some 300 MB
_HALF = REMEMBERED // 2


class Memory:
    """Cards, people and reports of one state of the record (now, or what was known on a day)."""

    def __init__(self, past: Past) -> None:
        """Remember nothing yet about the state ``past``."""
        self.past = past
        self._told: tuple[dict[int, Told], dict[int, Told]] = ({}, {})  # asked for lately, and before that
        self.atlas: Atlas | None = None
        self.sorted_ties: Ties | None = None
        self.roots: Roots | None = None
        self.ties: dict[TieQuery, list[TieRow]] = {}
        self.voices: list[VoiceRow] | None = None
        self.cites: dict[str, frozenset[str]] | None = None
        self.spots: Spots | None = None
        self._cards: dict[int, Made] = {}
        self._whos: dict[int, Who] = {}
        self._people: dict[int, Who] = {}
        self._reports: dict[int, ReportCard] = {}
        self._origins: dict[str, str] | None = None

    def remembered(self, number: int) -> Told | None:
        """The claim of that number, if it was asked for lately."""
        new, old = self._told
        return new.get(number) or old.get(number)

    def remember(self, made: Mapping[int, Told]) -> None:
        """Keep claims ready for the next question; those not asked for the longest make room."""
        new, old = self._told
        if len(new) + len(made) > _HALF:
            new, old = {}, new
            self._told = new, old
        new.update(made)

    def cards(self, connection: Connection, roots: Iterable[int]) -> dict[int, Made]:
        """The cards of clusters; clusters that did not exist yet have none."""
        wanted = set(roots)
        missing = {r for r in wanted if r not in self._cards}  # "- keys()" would go through all that is remembered
        if missing and self.past.known is None:
            for some in chunks(sorted(missing)):
                for row in connection.execute(select(card).where(card.c.root.in_(some))):
                    self._cards[row.root] = of_row(row)
            missing = {r for r in missing if r not in self._cards}
        if missing:
            self._cards |= make(connection, missing, known=self.past.known, moved=self.past.moved)
        return {r: self._cards[r] for r in wanted if r in self._cards}

    def people(self, connection: Connection, entities: Iterable[int]) -> dict[int, Who]:
        """Entity → who it is held to be."""
        missing = {e for e in entities if e not in self._people}
        if missing:
            roots = self.clusters(connection, missing)
            fresh = {r for r in roots.values() if r not in self._whos}
            for root, made in self.cards(connection, fresh).items() if fresh else ():
                self._whos[root] = Who(id=made.id, name=made.name, type=made.type, place=place_of(made))
            self._people.update((e, self._whos[r]) for e, r in roots.items() if r in self._whos)
        return self._people

    def clusters(self, connection: Connection, entities: Collection[int]) -> dict[int, int]:
        """Entity → cluster; from the columns where they are in memory, which takes no asking."""
        if self.atlas is None:
            moved = {e: r for e, r in self.past.moved.items() if e in entities}
            return {**roots_of(connection, entities), **moved}
        clusters = self.atlas.clusters
        known = [e for e in entities if e < len(clusters)]
        return {e: r for e, r in zip(known, clusters[known].tolist(), strict=True) if r >= 0}

    def reports(self, connection: Connection, seqs: Iterable[int]) -> dict[int, ReportCard]:
        """The cards of reports."""
        missing = {s for s in seqs if s not in self._reports}
        if missing:
            roots = self.origins(connection)
            for some in chunks(sorted(missing)):
                for row in connection.execute(select(*REPORT_COLUMNS).where(report.c.seq.in_(some))):
                    self._reports[row.seq] = report_card(row, roots.get(row.id, row.id))
        return self._reports

    def origins(self, connection: Connection) -> dict[str, str]:
        """Report → root of its lineage, for reports that share one: the earliest published, then the first by id."""
        if self._origins is None:
            self._origins = _origins(connection, self.past.known)
        return self._origins


REPORT_COLUMNS = (
    report.c.seq, report.c.id, report.c.title, report.c.publisher, report.c.published, report.c.url, report.c.recorded,
)  # fmt: skip


def report_card(row: Any, origin: str) -> ReportCard:
    """The card of a row of ``report``."""
    recorded: datetime = clock.moment(row.recorded)
    return ReportCard(
        id=row.id, title=row.title, publisher=row.publisher, published=clock.undo_day(row.published),
        recorded=recorded, origin=origin, url=row.url,
    )  # fmt: skip


def _origins(connection: Connection, known: int | None) -> dict[str, str]:
    query = select(report.c.id, lineage.c.other).join(report, report.c.seq == lineage.c.report)
    query = query.where(lineage.c.kind == "near_copy")
    if known is not None:
        query = query.where(lineage.c.recorded <= known)
    parent: dict[str, str] = {}

    def top(x: str) -> str:
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    for a, b in connection.execute(query):
        parent[top(a)] = top(b)
    groups: dict[str, list[str]] = {}
    for x in parent:
        groups.setdefault(top(x), []).append(x)
    published: dict[str, int] = {}
    for some in chunks(parent):
        rows = connection.execute(select(report.c.id, report.c.published).where(report.c.id.in_(some)))
        published |= {r.id: r.published or clock.LATEST_DAY for r in rows}
    out: dict[str, str] = {}
    for members in groups.values():
        first = min(members, key=lambda m: (published.get(m, clock.LATEST_DAY), m))
        out |= dict.fromkeys(members, first)
    return out


def member_ids(connection: Connection, roots: Iterable[int], past: Past) -> dict[int, list[str]]:
    """Cluster → ids of the entities that it joins, in order."""
    from bywhom.store.tables import canon

    wanted = set(roots)
    special = sorted(e for e, r in past.moved.items() if r in wanted)
    out: dict[int, list[str]] = {}
    for some in chunks(sorted(wanted)):
        query = select(canon.c.root, entity.c.seq, entity.c.id).join(entity, entity.c.seq == canon.c.entity)
        query = query.where(canon.c.root.in_(some))
        if past.known is not None:
            query = query.where(entity.c.recorded <= past.known)
        for row in connection.execute(query):
            if row.seq not in past.moved:
                out.setdefault(row.root, []).append(row.id)
    for some in chunks(special):
        found = select(entity.c.seq, entity.c.id).where(entity.c.seq.in_(some))
        if past.known is not None:
            found = found.where(entity.c.recorded <= past.known)
        for then in connection.execute(found):
            out.setdefault(past.moved[then.seq], []).append(then.id)
    return {r: sorted(ids) for r, ids in out.items()}
