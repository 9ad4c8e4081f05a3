"""Time the questions on a large casefile: python scripts/bench_casefile.py FILE [--rounds 5] [--json].

FILE is what scripts/generate_casefile.py makes. Prints the median and the 95th percentile of each question in
milliseconds over different actors, places and days, and the peak memory. Time is the processor's, for the machine
may be busy with other work; nothing waits for a network or a lock.
"""

import argparse
import json
import random
import resource
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bywhom.casefile import Casefile
from bywhom.model.account import ClaimQuery

DAY = date(2011, 1, 1)


def _queries(book: Casefile, rng: random.Random) -> dict[str, Callable[[], Any]]:
    """Questions about an actor, a place and days drawn at random; each call asks one."""
    actors = [c for c in book.entities(types=("ORGANISATION",), limit=400) if c.claims > 20]
    places = [c for c in book.entities(types=("LOCATION",), limit=400) if c.claims > 20]
    then = datetime.now(UTC) - timedelta(minutes=1)

    def day() -> date:
        return DAY + timedelta(days=rng.randrange(3500))

    def page(**query: Any) -> int:
        return sum(1 for _ in book.view.claims(ClaimQuery(limit=50, **query)))

    def one(cards: list[Any]) -> frozenset[str]:
        return frozenset({rng.choice(cards).id})

    return {
        "claims: first page": page,
        "claims: type and day": lambda: page(types=frozenset({"capture"}), since=(d := day()), until=d),
        "claims: one day": lambda: page(since=(d := day()), until=d),
        "claims: one day, in order of time": lambda: page(since=(d := day()), until=d, order="when"),
        "claims: actor": lambda: page(entities=one(actors)),
        "claims: actor and type and year": lambda: page(
            entities=one(actors), types=frozenset({"attack"}), since=(d := day()), until=d + timedelta(days=365)
        ),
        "claims: most told actor, by time": lambda: page(entities=frozenset({actors[0].id}), order="when"),
        "claims: place": lambda: page(places=one(places)),
        "claims: speaker": lambda: page(speakers=one(actors)),
        "claims: words": lambda: page(text=f"{rng.choice(actors).name} seized"),
        "claims: denied": lambda: page(polarity="denied"),
        "claims: surest": lambda: page(order="confidence"),
        "claims: as known": lambda: page(known=then, entities=one(actors)),
        "count: actor": lambda: book.view.count(ClaimQuery(entities=one(actors))),
        "count: one year": lambda: book.view.count(ClaimQuery(since=(d := day()), until=d + timedelta(days=365))),
        "find: by name": lambda: book.find(rng.choice(actors).name),
        "find: misspelled": lambda: book.find(rng.choice(actors).name.replace("a", "e")),
        "control": lambda: book.control(rng.choice(places).id, on=day()),
        "trace": lambda: book.trace(rng.choice(actors).id, rng.choice(actors).id, on=day()),
        "timeline of a place, a year": lambda: book.timeline(
            rng.choice(places).id, since=(d := day()), until=d + timedelta(days=365)
        ),
        "dossier": lambda: book.dossier(rng.choice(actors).id),
        "statements": lambda: book.statements(rng.choice(actors).id),
        "loyalties of an actor": lambda: book.loyalties(about=rng.choice(actors).id, on=day()),
        "disputes about a place": lambda: book.disputes(rng.choice(places).id),
        "structure": lambda: book.structure(rng.choice(actors).id, on=day()),
        "loyalties of all": lambda: book.loyalties(on=day()),
        "disputes about an actor": lambda: book.disputes(rng.choice(actors).id),
        "disputes of all": book.disputes,
        "control over a year": lambda: book.control_history(
            rng.choice(places).id, since=(d := day()), until=d + timedelta(days=365)
        ),
        "timeline of an actor": lambda: book.timeline(rng.choice(actors).id),
        "findings: actor and year": lambda: book.findings(
            actor=rng.choice(actors).id, since=(d := day()), until=d + timedelta(days=365)
        ),
        "compare: 40 rows of a month": lambda: book.compare(_rows(day(), rng)),
        "ask: who held": lambda: book.ask(f"Who held {rng.choice(places).name} on {day().isoformat()}?"),
        "ask: how many killed": lambda: book.ask(f"How many were killed in {rng.choice(places).name} in {day().year}?"),
        "ask: who arms": lambda: book.ask(f"Who arms {rng.choice(actors).name}?"),
        "ask: what did": lambda: book.ask(f"What did {rng.choice(actors).name} do in {day().year}?"),
        "ask: who lost": lambda: book.ask(f"Who lost {rng.choice(places).name}?"),
        "ask: what happened between": lambda: book.ask(
            f"What happened between {rng.choice(actors).name} and {rng.choice(actors).name}?"
        ),
        "ask: which towns": lambda: book.ask(f"Which towns does {rng.choice(actors).name} hold?"),
        "sources": book.sources,
    }


def _rows(day: date, rng: random.Random) -> list[dict[str, str]]:
    """Rows of a coded file: forty events of one month."""
    return [
        {
            "id": str(i), "date_start": (d := day + timedelta(days=rng.randrange(30))).isoformat(),
            "date_end": d.isoformat(), "side_a": "Government of X", "side_b": "Y", "where_coordinates": "Z",
            "latitude": str(rng.uniform(12, 36)), "longitude": str(rng.uniform(10, 58)), "best": "3",
        }
        for i in range(40)
    ]  # fmt: skip


def measure(file: str, rounds: int, only: str = "") -> dict[str, dict[str, float]]:
    """Milliseconds of every question: median, 95th percentile, first call."""
    rng, out = random.Random(7), dict[str, dict[str, float]]()
    with Casefile.open(file) as book:
        started = time.process_time()
        book.view.atlas()
        print(f"columns of the whole account read once in {time.process_time() - started:.1f} s", flush=True)
        for name, ask in _queries(book, rng).items():
            if only not in name:
                continue
            taken = []
            for _ in range(rounds):
                started = time.process_time()
                ask()
                taken.append((time.process_time() - started) * 1000)
            later = sorted(taken[1:] or taken)
            p95 = later[min(len(later) - 1, int(len(later) * 0.95))]
            out[name] = {"median": statistics.median(later), "p95": p95, "first": taken[0]}
            print(f"{name:36} {out[name]['median']:9.1f} ms  p95 {p95:9.1f}  first {taken[0]:9.1f}", flush=True)
    out["peak memory"] = {"mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    print(f"peak memory {out['peak memory']['mb']:.0f} MB")
    return out


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="only questions whose name holds this")
    parser.add_argument("--json", metavar="OUT", default="")
    asked = parser.parse_args()
    found = measure(asked.file, asked.rounds, asked.only)
    if asked.json:
        with open(asked.json, "w", encoding="utf-8") as stream:
            json.dump(found, stream, indent=1)
