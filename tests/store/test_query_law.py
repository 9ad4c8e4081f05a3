"""SQL and plain Python agree on which claims meet a query, now and as of any moment."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fakes import Book

from bywhom.model.account import ClaimQuery
from bywhom.store import Session
from bywhom.store.matching import meets

ACTORS, PLACES = ("Blue Guard", "Red Guard", "White Guard"), ("Arlon", "Bastogne", "Ardenland")
DATES = ("", " on 2015-03-02", " in 2015-03", " in 2014", " on 2016-12-31")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    made = Book(Session(str(tmp_path_factory.mktemp("law") / "war.casefile"), create=True))
    lines = [
        f"{'Grey Council said ' if i % 3 == 0 else ''}{ACTORS[i % 3]} {'never ' if i % 5 == 0 else ''}"
        f"{('seized', 'holds', 'left')[i % 3]} {PLACES[i % len(PLACES)]}{DATES[i % len(DATES)]}."
        for i in range(60)
    ]
    for at in range(0, 60, 10):
        made.read(" ".join(lines[at : at + 10]), published=date(2015, 1 + at // 10, 1))
        made.moments = [*getattr(made, "moments", []), datetime.now(UTC)]
    first = made.told()
    made.judge("reject", first[3].id)
    made.moments.append(datetime.now(UTC))
    made.judge("correct", first[5].id, claim={"polarity": "denied", "edtf": "2013"})
    made.judge("same", made.one("Blue Guard").id, made.one("Red Guard").id)
    made.moments.append(datetime.now(UTC))
    made.judge("reject", first[6].id)
    return made


some_days = st.none() | st.dates(min_value=date(2012, 1, 1), max_value=date(2018, 1, 1))
queries = st.fixed_dictionaries({
    "types": st.frozensets(st.sampled_from(["capture", "controls", "withdrawal"])),
    "since": some_days, "until": some_days, "undated": st.booleans(),
    "polarity": st.sampled_from(["", "affirmed", "denied"]),
    "order": st.sampled_from(["report", "when", "confidence"]),
    "who": st.frozensets(st.sampled_from(ACTORS), max_size=2),
    "where": st.frozensets(st.sampled_from(PLACES), max_size=1),
    "speaks": st.booleans(), "moment": st.none() | st.integers(0, 7),
})  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=queries)
def test_the_index_finds_what_reading_every_claim_finds(book, asked):
    known = None if asked["moment"] is None else book.moments[asked["moment"]]

    def ids(names):
        found = (c for n in names for c in book.view.find_entities(n, known=known)[:1] if n in (c.name, *c.aliases))
        return frozenset(c.id for c in found) or (frozenset({"?"}) if names else frozenset())

    query = ClaimQuery(
        types=asked["types"], since=asked["since"], until=asked["until"], undated=asked["undated"], known=known,
        polarity=asked["polarity"], order=asked["order"], entities=ids(asked["who"]), places=ids(asked["where"]),
        speakers=ids(["Grey Council"]) if asked["speaks"] else frozenset(),
    )  # fmt: skip
    every = list(book.view.claims(ClaimQuery(known=known, order=asked["order"])))
    found = list(book.view.claims(query))
    assert [t.id for t in found] == [t.id for t in every if meets(query, t)]
    assert book.view.count(query) == len(found)
