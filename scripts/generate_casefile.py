"""Make a casefile of invented claims, as large as asked: for measuring, never for reading.

python scripts/generate_casefile.py FILE [--claims 1000000] [--seed 1] [--written 40000]

Actors, places and dates follow a skewed distribution, as real wars do: a few actors stand in most claims. The first
``--written`` claims go in as a run would write them; the rest are copies of those rows under new numbers, by SQL (SQLite
only), so that a million claims take minutes. Every copy's entities are joined to the same clusters.
"""

import argparse
import itertools
import random
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, text

from bywhom.model.claim import Claim, ClaimTime, Filler, Voice
from bywhom.model.ids import claim_id, report_id, snapshot_id
from bywhom.model.judgement import Judgement
from bywhom.model.provenance import Producer, Run
from bywhom.model.reading import Reading
from bywhom.model.source import OffsetMap, Report, Snapshot
from bywhom.model.text import Quote, Span
from bywhom.model.where import Place
from bywhom.model.who import Entity, Mention
from bywhom.pipeline.join import same
from bywhom.store import Arrival, Session, Writer
from bywhom.store.cards import settle
from bywhom.store.rows import entity_ids

FIRST_DAY, DAYS = date(2011, 1, 1), 3650
KINDS = (  # type, verb, first role, second role, whether the second is a place, weight
    ("controls", "holds", "actor", "place", True, 8),
    ("capture", "seized", "actor", "place", True, 8),
    ("withdrawal", "left", "actor", "place", True, 4),
    ("present", "moved around", "actor", "place", True, 10),
    ("attack", "attacked", "attacker", "target", False, 18),
    ("air_strike", "bombed", "attacker", "target", False, 12),
    ("supports", "armed", "supporter", "recipient", False, 6),
    ("allied", "fought beside", "party", "party", False, 4),
    ("opposed", "opposed", "party", "party", False, 4),
    ("member", "served in", "member", "organisation", False, 6),
    ("killing", "killed men of", "perpetrator", "victim", False, 14),
    ("siege", "besieged", "actor", "place", True, 3),
)
_SYLLABLES = [
    "ba",
    "da",
    "fa",
    "ga",
    "ha",
    "ka",
    "la",
    "ma",
    "na",
    "qa",
    "ra",
    "sa",
    "ta",
    "wa",
    "ya",
    "za",
    "bel",
    "dor",
    "fen",
    "gal",
    "hir",
    "jan",
    "kel",
    "lor",
    "mun",
    "nir",
]


def _names(count: int, endings: tuple[str, ...], rng: random.Random) -> list[str]:
    out: dict[str, None] = {}
    while len(out) < count:
        stem = "".join(rng.choice(_SYLLABLES) for _ in range(rng.choice((2, 3)))).capitalize()
        out[f"{stem} {rng.choice(endings)}".strip()] = None
    return list(out)


class World:
    """Actors and places of the invented war."""

    def __init__(self, seed: int, actors: int = 2000, places: int = 3000) -> None:
        """Everything follows from ``seed``."""
        self.rng = random.Random(seed)
        self.actors = _names(actors, ("Brigade", "Front", "Army", "Council", "Company", "Guard"), self.rng)
        names = _names(places, ("", "Town", "Village", "Bridge"), self.rng)
        self.places = [
            Place(
                id=str(9_000_000 + i), name=n, lat=self.rng.uniform(10, 38), lon=self.rng.uniform(8, 60),
                country=f"X{chr(65 + i % 12)}", admin1=f"{i % 7:02d}",
            )
            for i, n in enumerate(names)
        ]  # fmt: skip
        self._actor_odds = list(itertools.accumulate(1 / (i + 3) for i in range(actors)))
        self._place_odds = list(itertools.accumulate(1 / (i + 3) for i in range(places)))
        self._kind_odds = list(itertools.accumulate(k[5] for k in KINDS))

    def actor(self) -> str:
        """One actor, the first ones most often."""
        return self.rng.choices(self.actors, cum_weights=self._actor_odds)[0]

    def place(self) -> Place:
        """One place, the first ones most often."""
        return self.rng.choices(self.places, cum_weights=self._place_odds)[0]

    def kind(self) -> tuple[str, str, str, str, bool, int]:
        """A claim type with its words."""
        return self.rng.choices(KINDS, cum_weights=self._kind_odds)[0]

    def when(self) -> str:
        """A day, a month, a stretch, or nothing."""
        day = FIRST_DAY + timedelta(days=self.rng.randrange(DAYS))
        form = self.rng.random()
        if form < 0.55:
            return day.isoformat()
        if form < 0.7:
            return day.isoformat()[:7]
        return (
            f"{day.isoformat()}/{(day + timedelta(days=self.rng.randrange(1, 400))).isoformat()}" if form < 0.75 else ""
        )


class _Text:
    """One invented report under construction."""

    def __init__(self, world: World, number: int) -> None:
        self.world, self.number = world, number
        self.text, self.entities, self.claims, self.mentions = "", {}, [], []
        self.id = ""

    def entity(self, name: str, type_: str, place: Place | None = None) -> str:
        found = self.entities.get(name)
        if found is None:
            found = Entity(id=f"e{len(self.entities)}", name=name, type=type_, place=place)
            self.entities[name] = found
        return str(found.id)

    def word(self, words: str) -> Span:
        at = len(self.text)
        self.text += words
        return Span(at, at + len(words))

    def sentence(self) -> None:
        rng, start = self.world.rng, len(self.text)
        type_, verb, first, second, at_place, _ = self.world.kind()
        source: tuple[Voice, ...] = (Voice(),)
        if rng.random() < 0.4:
            speaker = self.world.actor()
            span = self.word(speaker)
            source = (Voice(entity=self.entity(speaker, "ORGANISATION"), name=speaker, kind="organisation", span=span),)
            self.word(" said ")
        a = self.world.actor()
        one = Filler(span=self.word(a), text=a, entity=self.entity(a, "ORGANISATION"))
        self.word(" ")
        denied = rng.random() < 0.04
        if denied:
            self.word("never ")
        trigger = self.word(verb)
        self.word(" ")
        if at_place:
            place = self.world.place()
            other = Filler(
                span=self.word(place.name), text=place.name, entity=self.entity(place.name, "LOCATION", place)
            )
        else:
            b = self.world.actor()
            other = Filler(span=self.word(b), text=b, entity=self.entity(b, "ORGANISATION"))
        roles = {first: (one, other)} if first == second else {first: (one,), second: (other,)}
        edtf, when = self.world.when(), None
        if edtf:
            self.word(" on ")
            when = ClaimTime(span=self.word(edtf), edtf=edtf)
        self.word(". ")
        span = Span(start, len(self.text) - 1)
        self.claims.append((type_, span, trigger, roles, when, source, denied))

    def arrival(self, seen: dict[tuple[str, str], str], at: datetime) -> Arrival:
        sha = snapshot_id(self.text.encode())
        rid = report_id(sha, "")
        rng = self.world.rng
        claims = tuple(
            Claim(
                id=claim_id(rid, t, s, g, [(r, f.span.start, f.span.end) for r, fs in roles.items() for f in fs if f.span]),
                report=rid, type=t, sentence=s, trigger=Quote.cut(self.text, g), roles=roles, when=w, source=v,
                polarity="denied" if denied else "affirmed",
                modality=rng.choices(("actual", "possible", "planned", "general"), (88, 6, 4, 2))[0],
                confidence=round(rng.uniform(0.3, 0.99), 3), maker="generated",
            )
            for t, s, g, roles, w, v, denied in self.claims
        )  # fmt: skip
        mentions = tuple(
            Mention(id=f"m{i}", span=f.span, type="Organisation", entity=f.entity)
            for i, f in enumerate(f for c in claims for fs in c.roles.values() for f in fs)
            if f.span is not None
        )
        reading = Reading(
            report=rid, sentences=tuple(c.sentence for c in claims), entities=tuple(self.entities.values()),
            claims=claims, mentions=mentions,
        )  # fmt: skip
        report = Report(
            id=rid, snapshot=sha, text=self.text, original=self.text, offsets=OffsetMap.identity(len(self.text)),
            title=f"Report {self.number}", publisher=f"Paper {self.number % 40}",
            published=FIRST_DAY + timedelta(days=rng.randrange(DAYS)),
        )  # fmt: skip
        snapshot = Snapshot(
            sha256=sha, size=len(self.text), media_type="text/plain", locator=f"{self.number}.txt", taken_at=at
        )
        ids, judgements = entity_ids(reading), list[Judgement]()
        for entity in reading.entities:
            key, id_ = (entity.name, entity.type), ids[entity.id]
            if key in seen:
                judgements.append(same(id_, seen[key], at, score=1.0, reason="same name and type"))
            else:
                seen[key] = id_
        return Arrival(
            snapshot=snapshot, data=self.text.encode(), report=report, reading=reading, maker="generated",
            judgements=judgements,
        )  # fmt: skip


def arrivals(claims: int, seed: int, a_report: int = 100) -> Iterator[Arrival]:
    """Invented reports that hold ``claims`` claims between them."""
    world, seen, at = World(seed), dict[tuple[str, str], str](), datetime.now(UTC)
    for number in range(claims // a_report):
        text = _Text(world, number)
        text.word(f"Report number {number}. ")
        for _ in range(a_report):
            text.sentence()
        yield text.arrival(seen, at)


def generate(address: str, claims: int, seed: int = 1, written: int = 40_000) -> None:
    """Fill the casefile at ``address``; many reports a transaction, for nobody waits for the first."""
    session = Session(address, create=True)
    with session.write() as connection:
        producer = Producer(name="generate_casefile", version="1")
        run = Writer(connection).begin_run(
            Run(id=f"run-{seed}-{claims}", producer=producer, started_at=datetime.now(UTC))
        )
    started, done = time.monotonic(), 0
    source = arrivals(min(claims, written), seed)
    while batch := list(itertools.islice(source, 50)):
        with session.write() as connection:
            writer = Writer(connection)
            for arrival in batch:
                writer.add(arrival, run)
                done += len(arrival.reading.claims)
        print(f"\r{done:,} claims in {time.monotonic() - started:.0f} s", end="", flush=True)
    with session.write() as connection:
        copies = claims // written - 1
        multiply(connection, copies)
        print(f"\n{claims if copies > 0 else done:,} claims in {time.monotonic() - started:.0f} s", flush=True)
    with session.write() as connection:
        print(f"{settle(connection):,} cards in {time.monotonic() - started:.0f} s")
        Writer(connection).end_run(run, {"claims": claims})
    if session.is_sqlite:
        with session.write() as connection:
            connection.exec_driver_sql("ANALYZE")
    session.close()


_COPIES = (  # table, columns, what stands in them in copy :k; {table} is how far that table's numbers are shifted
    ("snapshot", "seq,sha256,size,media_type,locator,taken_at,data,recorded",
     "seq+{snapshot},sha256||:k,size,media_type,locator,taken_at,data,recorded"),
    ("report", "seq,id,snapshot,part,text,title,published,published_basis,publisher,author,language,url,headings,"
     "warnings,recorded",
     "seq+{report},id||:k,snapshot+{snapshot},part,text,title,published,published_basis,publisher,author,language,url,"
     "headings,warnings,recorded"),
    ("reading", "seq,report,maker,run,recorded", "seq+{reading},report+{report},maker,run,recorded"),
    ("sentence", "seq,report,start,end,text", "seq+{sentence},report+{report},start,end,text"),
    ("entity", "seq,id,reading,report,local,name,type,aliases,place,line,described,recorded",
     "seq+{entity},id||:k,reading+{reading},report+{report},local,name,type,aliases,place,line,described,recorded"),
    ("claim", "seq,id,report,reading,sentence,type,trigger_start,trigger_end,trigger_text,body,when_start,when_end,"
     "when_text,edtf,phase,polarity,modality,attribution,confidence,maker,recorded",
     "seq+{claim},id||:k,report+{report},reading+{reading},sentence+{sentence},type,trigger_start,trigger_end,"
     "trigger_text,body,when_start,when_end,when_text,edtf,phase,polarity,modality,attribution,confidence,maker,recorded"),
    ("told", "claim,id,report,sentence,type,span,earliest,latest,polarity,modality,confidence,review,published,recorded",
     "claim+{claim},id||:k,report+{report},sentence+{sentence},type,span,earliest,latest,polarity,modality,confidence,"
     "review,published,recorded"),
    ("party", "entity,kind,type,claim", "entity+{entity},kind,type,claim+{claim}"),
    ("canon", "entity,root", "entity+{entity},root"),
    ("name", "key,entity", "key,entity+{entity}"),
)  # fmt: skip
_SAME = (
    "INSERT INTO judgement(seq,id,kind,subject,object,value,by,at,reason,score,recorded) "
    "SELECT e.seq+{judgement}+{entity}*0, e.id||:k||'-j', 'same', e.id||:k, r.id, '{{}}', 'matcher', e.recorded, "
    "'same name and type', 1.0, e.recorded FROM entity e JOIN canon c ON c.entity=e.seq JOIN entity r ON r.seq=c.root "
    "WHERE e.seq <= {entities}"
)


def multiply(connection: Connection, copies: int) -> None:
    """Copy every row so many times under new numbers (see the module)."""
    if copies < 1:
        return
    connection.exec_driver_sql("PRAGMA cache_size=-1500000")  # the indices grow at random places
    numbered = ("snapshot", "report", "reading", "sentence", "entity", "claim", "judgement")
    top = {t: connection.exec_driver_sql(f"SELECT max(seq) FROM {t}").scalar_one() for t in numbered}
    keys = {"told": ("claim", "claim"), "party": ("claim", "claim"), "canon": ("entity", "entity")}
    keys |= {"name": ("entity", "entity")}
    for k in range(1, copies + 1):
        shift = {t: n * k for t, n in top.items()} | {"judgement": top["judgement"] + top["entity"] * (k - 1)}
        for table, columns, values in _COPIES:
            column, of = keys.get(table, ("seq", table))
            connection.execute(
                text(f"INSERT INTO {table}({columns}) SELECT {values.format(**shift)} FROM {table} WHERE {column} <= {top[of]}"),
                {"k": f"-{k}"},
            )  # fmt: skip
        connection.execute(text(_SAME.format(**shift, entities=top["entity"])), {"k": f"-{k}"})
        print(f"\rcopy {k} of {copies}", end="", flush=True)
    connection.execute(
        text("INSERT INTO sentence_words(rowid, text) SELECT seq, text FROM sentence WHERE seq > :n"),
        {"n": top["sentence"]},
    )
    connection.execute(text("DELETE FROM card"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--written", type=int, default=40_000)
    asked = parser.parse_args()
    generate(asked.file, asked.claims, asked.seed, asked.written)
