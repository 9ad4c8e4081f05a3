"""What a large casefile is read by (counts of ties, nearest claims, sheets) answers as reading every claim does."""

import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bywhom.analysis import (
    common,
    compare,
    context,
    disputes,
    dossier,
    grounds,
    loyalties,
    sides,
    sources,
    statements,
    structure,
    trace,
)
from bywhom.casefile import Casefile, bounds, dates
from bywhom.model.account import ClaimQuery
from bywhom.model.provenance import Producer, Run
from bywhom.model.where import distance_km
from bywhom.store import Session, Writer, clock
from bywhom.store.cards import settle
from bywhom.store.follow import rebuild

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
from generate_casefile import Maker, batches, write
from generate_world import World

_BOUNDED = (common, compare, context, grounds, disputes, sides, sources, statements, structure)
_BY_COUNTS = (loyalties, trace)


@pytest.fixture(scope="module", params=[1, 2])
def book(request, tmp_path_factory):
    """A small invented war: few actors, so that most questions have several answers."""
    file = str(tmp_path_factory.mktemp("bounds") / "war.casefile")
    session = Session(file, create=True)
    world = World(request.param, scale=100)
    world.actors, world.persons, world.outlets = world.actors[:12], world.persons[:6], world.outlets[:5]
    world.places = {t: held[:6] for t, held in world.places.items()}
    maker = Maker(world, 8)
    with session.write() as connection:
        producer = Producer(name="generated", version="2")
        Writer(connection).begin_run(Run(id="run-1", producer=producer, started_at=datetime.now(UTC)))
        for days_ago in (8, 6, 4, 2):  # read on four days
            maker.recorded = clock.micros(datetime.now(UTC) - timedelta(days=days_ago))
            for rows, _ in batches(40, maker):
                write(connection, rows)
        rebuild(connection)
        settle(connection)
    session.close()
    with Casefile.open(file) as opened:
        judge(opened)
        yield opened


def judge(book):
    """What people decided after all was read: rejected, corrected, kept apart, named."""
    told = list(book.view.claims(ClaimQuery()))
    book.reject(told[3].id, by="ann")
    book.correct(told[len(told) // 3].id, {"polarity": "denied"}, by="ann")
    book.correct(told[len(told) // 2].id, {"edtf": "2014-03-03"}, by="ann")
    first, second = book.entities(types=("ORGANISATION",))[:2]
    book.merge(first.id, second.id, by="ann")
    book.name(first.id, "The Union", by="ann")


def answers(book, places, actors, days, known=None):
    """Every bounded question about some places, actors and days, in a form that can be compared."""
    said = {}
    for day in days:
        said |= {("control", p.id, day): book.control(p.id, on=day, known=known) for p in places}
        said |= {("structure", a.id, day): book.structure(a.id, on=day, known=known) for a in actors[:3]}
        found = book.loyalties(on=day, known=known)
        said["loyalties", day] = replace(found, warnings=()), {c.sentence for c in found.contradictions}
    for a in actors[:4]:
        said["timeline", a.id] = list(book.timeline(a.id, known=known))
        said["statements", a.id] = list(book.statements(a.id, known=known))
        said["trace", a.id] = replace(book.trace(a.id, actors[-1].id, known=known), warnings=())
        said["disputes", a.id] = list(book.disputes(a.id, known=known))
    for p in places:
        said["disputes", p.id] = list(book.disputes(p.id, known=known))
        said["history", p.id] = book.control_history(p.id, known=known)
    said["disputes"] = list(book.disputes(known=known))
    said["sources"] = [replace(s, because=(), alone=0) for s in book.sources(known=known)]
    moment = dates.moment(known)
    found = dossier.dossier(book.view, book.view.entity(actors[0].id, known=moment), known=moment)
    said["dossier"] = replace(found, warnings=())
    return said


def unbound(monkeypatch):
    """Answer as from a casefile of a million claims, by counts and nearest claims, yet with bounds that are not met."""
    for module in _BOUNDED:
        monkeypatch.setattr(module, "MANY", 0)
    for module in _BY_COUNTS:
        question = getattr(module, module.__name__.rpartition(".")[2])
        monkeypatch.setitem(question.__kwdefaults__, "most", 0)
    monkeypatch.setattr(disputes, "_FEW_PLACES", disputes._MAX_PLACES)
    monkeypatch.setattr(dossier, "_FEW_PLACES", disputes._MAX_PLACES)
    monkeypatch.setattr(structure, "_ARMS", 100)
    monkeypatch.setattr(compare, "OTHERS", 20_000)
    monkeypatch.setattr(compare, "A_ROW", 20_000)


DAYS_AGO = {"now": None, "after all": -1, "before the judgements": 1, "halfway": 5}


@pytest.mark.parametrize("moment", DAYS_AGO)
def test_the_bounded_answer_is_the_unbounded_one_where_no_bound_is_met(book, monkeypatch, moment):
    ago = DAYS_AGO[moment]
    known = None if ago is None else datetime.now(UTC) - timedelta(days=ago)
    places, actors = (book.entities(types=(t,), known=known)[:6] for t in ("LOCATION", "ORGANISATION"))
    days = [date(2012, 1, 1) + timedelta(days=700 * i) for i in range(3)]
    plain = answers(book, places[:3], actors, days, known)
    unbound(monkeypatch)
    bounded = answers(book, places[:3], actors, days, known)
    for question, answer in plain.items():
        assert bounded[question] == answer, question


class Dated:
    """A view of the dated claims alone: what has no date lies on no day of a coded file."""

    def __init__(self, view):
        self._view = view

    def __getattr__(self, name):
        return getattr(self._view, name)

    def claims(self, query):
        return (t for t in self._view.claims(query) if t.when is not None)


@pytest.mark.parametrize("moment", ["now", "halfway"])
def test_a_file_compared_over_its_own_days_pairs_as_over_all_days(book, monkeypatch, moment):
    ago = DAYS_AGO[moment]
    known = None if ago is None else datetime.now(UTC) - timedelta(days=ago)
    told = [t for t in book.view.claims(ClaimQuery(types=compare._VIOLENCE, known=known)) if t.when and t.when.latest]
    rows = [
        {"id": t.id, "date_start": str(t.when.earliest), "side_a": p.name, "where_coordinates": q.name,
         "latitude": str(q.place.lat), "longitude": str(q.place.lon)}
        for t in told for p in t.fillers("attacker") for q in t.fillers("place") if q.place is not None
    ]  # fmt: skip
    rows += [{"id": "first", "date_start": "1990-01-01"}, {"id": "last", "date_start": "2030-01-01"}]
    assert len(rows) > 5
    plain = compare.compare(Dated(book.view), rows, known=known)
    unbound(monkeypatch)
    bounded = compare.compare(Dated(book.view), rows, known=known)
    assert plain.matched
    assert replace(bounded, warnings=()) == replace(plain, warnings=())


def test_places_near_are_those_whose_distance_says_so(book):
    placed = [c for c in book.entities(types=("LOCATION",)) if c.place is not None]
    spots = [(c.place.lat + 0.2, c.place.lon, 30.0) for c in placed[::3]]
    by_distance = {
        c.id for c in placed for lat, lon, km in spots
        if distance_km((c.place.lat, c.place.lon), (lat, lon)) <= max(km, c.place.radius_km)
    }  # fmt: skip
    assert book.view.places_near(spots) == by_distance
    assert book.view.places_near([]) == frozenset()


def test_every_bounded_answer_says_what_it_leaves_aside(book, monkeypatch):
    place, actor = book.entities(types=("LOCATION",))[0], book.entities(types=("ORGANISATION",))[0]
    questions = {
        "control": lambda: book.control(place.id, on="2014-01-01"), "history": lambda: book.control_history(place.id),
        "disputes": lambda: book.disputes(actor.id), "of all": book.disputes,
        "timeline": lambda: book.timeline(actor.id),
        "statements": lambda: book.statements(actor.id), "structure": lambda: book.structure(actor.id),
        "sources": book.sources, "compare": lambda: book.compare([{"id": "1", "date_start": "2014-01-01"}]),
        "ask": lambda: book.ask(f"What did {actor.name} do?"),
    }  # fmt: skip
    before = {name: question().warnings for name, question in questions.items()}
    monkeypatch.setattr(bounds, "MANY", 0)
    monkeypatch.setattr(bounds, "GROUND", 1)
    monkeypatch.setattr(bounds, "JOINED", 1)
    monkeypatch.setattr(bounds.bound_words, "__defaults__", (1,))
    for name, question in questions.items():
        assert len(question().warnings) == len(before[name]) + 1, name
