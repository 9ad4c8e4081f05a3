"""What every store does, whichever database stands behind it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text
from tests.fakes import Book, ingested

from bywhom.errors import CasefileError
from bywhom.model.account import ClaimQuery
from bywhom.store import tables
from bywhom.store.cards import settle
from bywhom.store.follow import rebuild

FIRST = "Red Guard said Blue Guard seized Arlon on 2015-03-02. Blue Guard holds Bastogne."
SECOND = "Blue Guard never seized Arlon on 2015-03-02. White Guard armed Blue Guard in 2015."


@pytest.fixture
def book(session):
    return Book(session)


def _now():
    return datetime.now(UTC)


def _count(session, table):
    with session.read() as connection:
        return len(connection.execute(select(table)).all())


def test_a_claim_comes_back_as_it_was_told(book):
    book.read(FIRST)
    told = book.told()[0]
    assert (told.type, told.trigger.exact) == ("capture", "seized")
    assert told.edtf == told.when_text == "2015-03-02"
    assert [p.name for p in told.fillers("actor")] == ["Blue Guard"]
    assert told.fillers("place")[0].place.name == "Arlon"
    assert [(s.name, s.kind) for s in told.speakers] == [("Red Guard", "named_official")]
    assert told.report.published == date(2015, 6, 1)
    assert told.trigger.span.of(FIRST) == "seized"


def test_the_same_bytes_again_add_nothing(book, session):
    book.read(FIRST)
    before = {t.name: _count(session, t) for t in tables.metadata.sorted_tables}
    again = book.read(FIRST, FIRST)
    assert len(again.known) == 2
    assert {t.name: _count(session, t) for t in tables.metadata.sorted_tables} == before


def test_entities_of_the_same_name_and_type_are_one_across_reports(book):
    book.read(FIRST, SECOND)
    card = book.view.entity(book.one("blue guard").id)
    assert (len(card.members), card.claims, card.reports) == (2, 4, 2)
    assert len({p.entity for t in book.told() for p in t.fillers("actor")}) == 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, 4),
        ({"types": frozenset({"capture"})}, 2),
        ({"polarity": "denied"}, 1),
        ({"since": date(2015, 3, 1), "until": date(2015, 3, 5)}, 3),
        ({"since": date(2015, 7, 1)}, 1),
        ({"until": date(2014, 12, 31)}, 0),
        ({"since": date(2015, 5, 1), "until": date(2015, 5, 2), "undated": True}, 2),
        ({"since": date(2016, 5, 1), "undated": True}, 0),
        ({"text": "seize arlon"}, 2),
        ({"text": '"armed Blue"'}, 1),
        ({"text": "nothing-of-the-kind"}, 0),
        ({"text": '"'}, 0),
        ({"min_confidence": 0.9}, 0),
        ({"limit": 2}, 2),
        ({"offset": 3}, 1),
        ({"entities": frozenset({"ent-unknown"})}, 0),
    ],
)
def test_a_query_restricts_by_everything_that_it_names(book, query, expected):
    book.read(FIRST, SECOND)
    asked = ClaimQuery(**query)
    assert len(list(book.view.claims(asked))) == expected
    if not {"limit", "offset"} & query.keys():
        assert book.view.count(asked) == expected


def test_a_query_finds_who_acts_where_and_who_speaks(book):
    book.read(FIRST, SECOND)
    blue, arlon, red = (frozenset({book.one(n).id}) for n in ("Blue Guard", "Arlon", "Red Guard"))
    assert len(book.told(entities=blue)) == 4
    assert len(book.told(places=arlon)) == 2
    assert len(book.told(speakers=red)) == 1
    assert len(book.told(entities=blue, types=frozenset({"supports"}))) == 1
    assert len(book.told(entities=blue, places=arlon, polarity="denied")) == 1


def test_claims_come_in_the_order_that_is_asked_for(book):
    book.read("Blue Guard holds Arlon.", "Blue Guard seized Arlon on 2015-03-02. Blue Guard left Arlon in 2014.")
    assert [t.edtf for t in book.told(order="when")] == ["2014", "2015-03-02", ""]
    assert [t.edtf for t in book.told(order="report")] == ["", "2015-03-02", "2014"]


def test_a_judgement_of_sameness_joins_and_its_withdrawal_parts(book):
    book.read("Blue Guard seized Arlon.", "Azure Brigade left Arlon.")
    blue, azure = book.one("Blue Guard"), book.one("Azure Brigade")
    made = book.judge("same", blue.id, azure.id)
    assert book.view.entity(blue.id).id == book.view.entity(azure.id).id
    assert book.view.entity(blue.id).claims == 2
    book.judge("withdraw", made.id)
    assert (book.view.entity(blue.id).claims, book.view.entity(azure.id).claims) == (1, 1)


def test_what_is_judged_different_is_never_joined_again(book):
    book.read("Blue Guard seized Arlon.", "Blue Guard left Bastogne.")
    first, second = book.view.entity(book.one("Blue Guard").id).members
    book.judge("different", first, second)
    assert book.view.entity(first).id != book.view.entity(second).id
    book.read("Blue Guard holds Arlon.")
    assert book.view.entity(first).id != book.view.entity(second).id


def test_known_hides_what_was_recorded_later(book):
    book.read(FIRST)
    then = _now()
    book.read(SECOND)
    assert len(book.told(known=then)) == 2
    assert book.view.entity(book.one("Blue Guard").id, known=then).claims == 2
    assert book.view.find_entities("White Guard", known=then)[:1] == [] or "White Guard" not in {
        c.name for c in book.view.find_entities("White Guard", known=then)
    }
    assert len(book.view.reports(known=then)) == 1


def test_known_gives_clusters_and_claims_as_they_were_judged_then(book):
    book.read("Blue Guard seized Arlon.", "Azure Brigade left Arlon.")
    blue, azure = book.one("Blue Guard"), book.one("Azure Brigade")
    claim = book.told()[0]
    then = _now()
    book.judge("same", blue.id, azure.id)
    book.judge("reject", claim.id)
    assert len(book.told()) == 1
    assert next(t.id for t in book.told(known=then)) == claim.id
    assert book.view.entity(azure.id, known=then).name == "Azure Brigade"
    assert len(book.told(known=then, entities=frozenset({blue.id}))) == 1
    assert book.view.count(ClaimQuery(known=then)) == 2
    assert len(book.told(entities=frozenset({blue.id}))) == 1
    assert book.told(known=then - timedelta(days=1)) == []


def test_a_correction_changes_what_is_told_and_what_is_found(book):
    book.read("Blue Guard seized Arlon on 2015-03-02. White Guard left Bastogne.")
    claim, white = book.told()[0], book.one("White Guard")
    roles = {"actor": [{"span": None, "entity": white.id}]}
    made = book.judge("correct", claim.id, claim={"polarity": "denied", "edtf": "2014-01", "roles": roles})
    now = book.told(ids=frozenset({claim.id}))[0]
    assert (now.polarity, now.edtf, now.fillers("actor")[0].name, now.review) == (
        "denied", "2014-01", "White Guard", "corrected",
    )  # fmt: skip
    assert len(book.told(entities=frozenset({white.id}))) == 2
    assert len(book.told(until=date(2014, 2, 1))) == 1
    book.judge("withdraw", made.id)
    assert book.told(ids=frozenset({claim.id})) == [claim]


def test_an_alias_by_a_person_finds_the_entity_and_joins_later_readings(book):
    book.read("Blue Guard seized Arlon.")
    blue = book.one("Blue Guard")
    book.judge("alias", blue.id, alias="The Blues")
    assert book.one("the blues").id == blue.id


def test_kept_rows_cannot_be_edited_or_removed(book, session):
    book.read(FIRST)
    for statement in ("UPDATE claim SET polarity = 'denied'", "DELETE FROM report", "DELETE FROM judgement WHERE 1=1"):
        if "judgement" in statement:
            book.judge("accept", book.told()[0].id)
        with pytest.raises(CasefileError), session.write() as connection:
            connection.execute(text(statement))
    assert book.told()[0].polarity == "affirmed"


def test_half_a_report_is_never_kept(book, session, monkeypatch):
    from bywhom.store.writer import Writer

    monkeypatch.setattr(Writer, "_add_claims", lambda *_: (_ for _ in ()).throw(RuntimeError("killed here")))
    with pytest.raises(RuntimeError):
        book.read(FIRST)
    assert _count(session, tables.report) == _count(session, tables.snapshot) == _count(session, tables.sentence) == 0


def test_derived_tables_rebuild_to_the_same_rows(book, session):
    book.read(FIRST, SECOND, "Azure Brigade left Arlon.", "Blue Guard holds Arlon.")
    members = book.view.entity(book.one("Blue Guard").id).members
    book.judge("same", book.one("Azure Brigade").id, members[0])
    book.judge("different", members[0], members[1])
    book.judge("reject", book.told()[0].id)
    book.judge("correct", book.told()[0].id, claim={"modality": "possible"})
    book.judge("alias", members[0], alias="The Blues")
    book.judge("withdraw", book.judge("protect", members[0], why="source").id)

    def state():
        with session.write() as connection:
            settle(connection)
            return {t.name: sorted(map(str, connection.execute(select(t)))) for t in tables.DERIVED}

    before = state()
    with session.write() as connection:
        rebuild(connection)
    assert state() == before


def test_near_copies_share_one_origin(book):
    story = " ".join(f"Blue Guard seized Arlon on 2015-03-{d:02d}." for d in range(1, 20))
    book.read(ingested(story, publisher="One"), ingested(story + " More at six.", publisher="Two"))
    first, second = book.view.reports()
    assert first.origin == second.origin
    assert first.origin in (first.id, second.id)


def test_places_know_what_contains_them(book):
    book.read(
        "Blue Guard seized Arlon. Blue Guard seized Bastogne. Blue Guard holds Ardenland. Blue Guard left Westmark."
    )
    arlon, land, mark = (book.one(n).id for n in ("Arlon", "Ardenland", "Westmark"))
    assert dict(book.view.containing(arlon)) == {land: "contains", mark: "contains"}
    assert book.view.containing(land)[arlon] == "within"
    assert book.view.containing("ent-unknown") == {}


def test_unknown_names_get_the_nearest_spelling(book):
    book.read(FIRST)
    assert book.one("Bleu Gard").name == "Blue Guard"
    assert book.view.find_entities("Zzyzx") == []
    assert book.view.entity("ent-unknown") is None


def test_a_whole_report_comes_back_with_its_bytes(book, session):
    from bywhom.store import texts

    book.read(FIRST)
    id_ = book.view.reports()[0].id
    with session.read() as connection:
        report = texts.report(connection, id_)
        assert report.text == FIRST
        assert texts.snapshot(connection, report.snapshot) == FIRST.encode()
        assert next(FIRST[m["start"] : m["end"]] for m in texts.mentions(connection, id_)) == "Red Guard"
