"""Make a casefile of invented claims, as large as asked: for measuring, never for reading.

python scripts/generate_casefile.py FILE [--claims 1000000] [--seed 1] [--a-report 25]

What is skewed in the record of a real war is skewed here: a few actors, places and outlets stand in most claims; a
report tells of one theatre around the day it was published; most reports hold some twenty claims and a few hold
thousands; one happening is told by many reports, some of them near copies; many speakers have no name. The kept rows
go in by the thousand and the derived ones follow by ``follow.rebuild``. Mentions are left out: no question reads them.
"""

import argparse
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from bywhom.model.provenance import Producer, Run
from bywhom.store import Session, Writer, clock
from bywhom.store import tables as t
from bywhom.store.cards import settle
from bywhom.store.dialect import bulk
from bywhom.store.follow import rebuild
from generate_world import Event, World

Rows = dict[str, list[dict[str, Any]]]
_TABLES = (t.snapshot, t.report, t.lineage, t.reading, t.sentence, t.entity, t.claim, t.judgement)
_BATCH = 200  # reports
_COPIES = 0.08  # of reports are near copies of another
_MODES = ("actual", "possible", "planned", "general")


class Maker:
    """Invented reports as rows of the kept tables, numbered as a run would number them."""

    def __init__(self, world: World, a_report: int) -> None:
        """Reports of ``world`` with ``a_report`` claims on average."""
        self.world, self.a_report = world, a_report
        self.first: dict[tuple[str, str], str] = {}  # (name, type) → id of its first entity
        self.top = dict.fromkeys((x.name for x in _TABLES), 0)
        self.recent: list[tuple[str, list[Any]]] = []  # reports that may be copied: id and what they told
        self.recorded = clock.now()

    def number(self, table: str) -> int:
        """The next number of a table."""
        self.top[table] += 1
        return self.top[table]

    def size(self) -> int:
        """How many claims a report holds: some twenty as a rule, now and then hundreds or thousands."""
        rng = self.world.rng
        if rng.random() < 0.002:
            return rng.randrange(40, 100) * self.a_report
        return max(1, int(rng.lognormvariate(2.6, 0.8) * self.a_report / 21))

    def report(self, rows: Rows) -> int:
        """Append one report with all that stands in it; gives how many claims it holds."""
        world, rng = self.world, self.world.rng
        copied = rng.choice(self.recent) if self.recent and rng.random() < _COPIES else None
        topic = world.topic()
        told = copied[1] if copied else [world.told(topic) for _ in range(self.size())]
        at = self.number("report")
        id_ = f"rep-{at:020x}"
        text = _Text(self, rows, at, id_)
        text.words(f"{topic.theatre} report {at}. ")
        for event, voice in told:
            text.sentence(event, voice)
        data = text.text.encode()
        self.number("snapshot")
        rows["snapshot"].append({
            "seq": at, "sha256": f"{at:064x}", "size": len(data), "media_type": "text/plain", "locator": f"{at}.txt",
            "taken_at": self.recorded, "data": data, "recorded": self.recorded,
        })  # fmt: skip
        rows["report"].append({
            "seq": at, "id": id_, "snapshot": at, "part": "", "text": text.text, "title": f"{topic.theatre} {at}",
            "published": topic.day.toordinal(), "published_basis": "text", "publisher": world.outlet(), "author": "",
            "language": "en", "url": "", "headings": "[]", "warnings": "[]", "recorded": self.recorded,
        })  # fmt: skip
        self.number("reading")
        rows["reading"].append({"seq": at, "report": at, "maker": "generated", "run": 1, "recorded": self.recorded})
        if copied:
            rows["lineage"].append({
                "seq": self.number("lineage"), "report": at, "other": copied[0], "kind": "near_copy",
                "similarity": 0.95, "note": "", "recorded": self.recorded,
            })  # fmt: skip
        elif len(told) < 80:
            self.recent = [*self.recent[-40:], (id_, told)]
        return len(told)

    def entity(self, rows: Rows, held: dict[Any, int], report: int, thing: Any) -> int:
        """The entity of ``thing`` (name, type, place or None, described) in one reading."""
        name, type_, place, described = thing
        if (name, type_) in held:
            return held[name, type_]
        seq = held[name, type_] = self.number("entity")
        id_ = f"ent-{seq:020x}"
        rows["entity"].append({
            "seq": seq, "id": id_, "reading": report, "report": report, "local": f"e{len(held)}", "name": name,
            "type": type_, "aliases": "[]", "place": place, "line": None, "described": described,
            "recorded": self.recorded,
        })  # fmt: skip
        if not described:
            known = self.first.setdefault((name, type_), id_)
            if known != id_:
                number = self.number("judgement")
                rows["judgement"].append({
                    "seq": number, "id": f"jud-{number:020x}", "kind": "same", "subject": id_, "object": known,
                    "value": "{}", "by": "matcher", "at": self.recorded, "reason": "same name and type", "score": 1.0,
                    "recorded": self.recorded,
                })  # fmt: skip
        return seq


class _Text:
    """One invented report under construction."""

    def __init__(self, maker: Maker, rows: Rows, report: int, id_: str) -> None:
        self.maker, self.rows, self.report, self.id = maker, rows, report, id_
        self.parts: list[str] = []
        self.at = 0
        self.held: dict[Any, int] = {}

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def words(self, words: str) -> tuple[int, int]:
        start, self.at = self.at, self.at + len(words)
        self.parts.append(words)
        return start, self.at

    def filler(self, thing: Any) -> list[Any]:
        start, end = self.words(thing[0])
        held = thing[1] and self.maker.entity(self.rows, self.held, self.report, thing)
        return [start, end, thing[0], held or 0]

    def sentence(self, event: Event, voice: Any) -> None:
        rng, maker, start, first = self.maker.world.rng, self.maker, self.at, len(self.parts)
        chain = [[0, "(reporter)", "reporter", None, None, None, None]]
        if voice:
            chain = []
            for thing, kind in voice:
                nobody = thing[3]
                s, e = self.words(thing[0])
                seq = 0 if nobody else maker.entity(self.rows, self.held, self.report, thing)
                chain.append([seq, thing[0], kind, s, e, None, None])
                self.words(" said ")
        roles: dict[str, list[Any]] = {}
        for role, thing in event.before:
            roles.setdefault(role, []).append(self.filler(thing))
            self.words(" ")
        denied = rng.random() < 0.04
        if denied:
            self.words("never ")
        trigger = self.words(event.verb)
        for role, thing in event.after:
            self.words(" " if role != "place" or not event.at_end else " in ")
            roles.setdefault(role, []).append(self.filler(thing))
        for role, n in event.figures:
            self.words(", ")
            s, e = self.words(f"{n} {role}")
            roles[role] = [[s, e, f"{n} {role}", 0, n, n, "", 0]]
        when: tuple[int | None, int | None] = (None, None)
        if event.edtf and rng.random() < 0.85:
            self.words(" on ")
            when = self.words(event.edtf)
        edtf = event.edtf if when[0] is not None else ""
        end = self.at + 1
        self.words(". ")
        seq, number = maker.number("sentence"), maker.number("claim")
        self.rows["sentence"].append({
            "seq": seq, "report": self.report, "start": start, "end": end, "text": "".join(self.parts[first:])[:-1],
        })  # fmt: skip
        self.rows["claim"].append({
            "seq": number, "id": f"clm-{number:020x}", "report": self.report, "reading": self.report, "sentence": seq,
            "type": event.type, "trigger_start": trigger[0], "trigger_end": trigger[1], "trigger_text": event.verb,
            "body": json.dumps({"r": roles, "l": event.labels, "s": chain}, separators=(",", ":")),
            "when_start": when[0], "when_end": when[1], "when_text": edtf, "edtf": edtf, "phase": event.phase,
            "polarity": "denied" if denied else "affirmed",
            "modality": rng.choices(_MODES, cum_weights=(88, 94, 98, 100))[0], "attribution": "",
            "confidence": round(rng.uniform(0.3, 0.99), 3), "maker": "generated", "recorded": maker.recorded,
        })  # fmt: skip


def batches(claims: int, maker: Maker) -> Iterator[tuple[Rows, int]]:
    """Rows of invented reports that hold ``claims`` claims between them, some hundred reports at a time."""
    done = 0
    while done < claims:
        rows: Rows = {x.name: [] for x in _TABLES}
        for _ in range(_BATCH):
            done += maker.report(rows)
            if done >= claims:
                break
        yield rows, done


def write(connection: Connection, rows: Rows) -> None:
    """Append kept rows as they are."""
    for table in _TABLES:
        bulk(connection, table, rows[table.name])


def generate(address: str, claims: int, seed: int = 1, *, a_report: int = 25) -> None:
    """Fill the casefile at ``address``."""
    session, started = Session(address, create=True), time.monotonic()
    with session.write() as connection:
        run = Writer(connection).begin_run(
            Run(id=f"run-{seed}", producer=Producer(name="generated", version="2"), started_at=datetime.now(UTC))
        )
    maker = Maker(World(seed, scale=claims), a_report)
    for rows, done in batches(claims, maker):
        with session.write() as connection:
            write(connection, rows)
        print(f"\r{done:,} claims in {time.monotonic() - started:.0f} s", end="", flush=True)
    with session.write() as connection:
        if session.is_sqlite:
            connection.exec_driver_sql("PRAGMA cache_size=-1500000")
            connection.exec_driver_sql("INSERT INTO sentence_words(rowid, text) SELECT seq, text FROM sentence")
        rebuild(connection)
        print(f"\nderived in {time.monotonic() - started:.0f} s", flush=True)
        print(f"{settle(connection):,} cards in {time.monotonic() - started:.0f} s")
        Writer(connection).end_run(run, {"claims": claims})
    if session.is_sqlite:
        with session.write() as connection:
            connection.exec_driver_sql("PRAGMA analysis_limit=1000")
            connection.exec_driver_sql("ANALYZE")
    session.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--a-report", type=int, default=25, help="claims a report, on average")
    asked = parser.parse_args()
    generate(asked.file, asked.claims, asked.seed, a_report=asked.a_report)
