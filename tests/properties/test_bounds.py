"""What a large casefile is read by (counts of ties, nearest claims, sheets) answers as reading every claim does."""

import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bywhom.analysis import common, context, control, dossier, loyalties, sides, sources, trace
from bywhom.casefile import Casefile
from bywhom.model.provenance import Producer, Run
from bywhom.store import Session, Writer
from bywhom.store.cards import settle
from bywhom.store.follow import rebuild

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
from generate_casefile import Maker, batches, write
from generate_world import World

_BOUNDED = (common, context, control, sides, sources)
_BY_COUNTS = (loyalties, trace)


@pytest.fixture(scope="module", params=[1, 2, 3])
def book(request, tmp_path_factory):
    """A small invented war: few actors, so that most questions have several answers."""
    file = str(tmp_path_factory.mktemp("bounds") / "war.casefile")
    session = Session(file, create=True)
    world = World(request.param, scale=100)
    world.actors, world.persons, world.outlets = world.actors[:12], world.persons[:6], world.outlets[:5]
    world.places = {t: held[:6] for t, held in world.places.items()}
    with session.write() as connection:
        producer = Producer(name="generated", version="2")
        Writer(connection).begin_run(Run(id="run-1", producer=producer, started_at=datetime.now(UTC)))
        for rows, _ in batches(160, Maker(world, 8)):
            write(connection, rows)
        rebuild(connection)
        settle(connection)
    session.close()
    with Casefile.open(file) as opened:
        yield opened


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
    said["sources"] = [replace(s, because=(), alone=0) for s in book.sources(known=known)]
    said["dossier"] = dossier.dossier(book.view, book.view.entity(actors[0].id))
    return said


@pytest.mark.parametrize("known", [None, "2100-01-01"])
def test_the_bounded_answer_is_the_unbounded_one_where_no_bound_is_met(book, monkeypatch, known):
    places, actors = book.entities(types=("LOCATION",))[:4], book.entities(types=("ORGANISATION",))[:6]
    days = [date(2012, 1, 1) + timedelta(days=700 * i) for i in range(4)]
    plain = answers(book, places, actors, days, known)
    for module in _BOUNDED:
        monkeypatch.setattr(module, "MANY", 0)
    for module in _BY_COUNTS:
        question = getattr(module, module.__name__.rpartition(".")[2])
        monkeypatch.setitem(question.__kwdefaults__, "most", 0)
    bounded = answers(book, places, actors, days, known)
    for question, answer in plain.items():
        assert bounded[question] == answer, question
