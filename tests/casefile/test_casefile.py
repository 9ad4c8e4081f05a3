"""The Python API: read, ask, judge."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.fakes import FakeAnnotator

from bywhom.casefile import Casefile
from bywhom.errors import AmbiguousName, BadDate, UnknownName, UnknownValue
from bywhom.extract.times import find_times
from bywhom.resolve.times import resolve_times


def load(_):
    return FakeAnnotator()


def test_reading_again_adds_nothing(book):
    again = book.read(book.folder, load=load)
    assert (len(again.read), len(again.known), again.claims) == (0, 2, 0)


def test_a_refused_input_is_named_and_the_rest_is_read(book, tmp_path):
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "1.txt").write_bytes(b"")
    (tmp_path / "bad" / "2.txt").write_text("White Guard left Arlon in 2016. That is all that anybody could say of it.")
    done = book.read(tmp_path / "bad", load=load)
    assert [(r.error, "1.txt" in r.message) for r in done.refused] == [("EmptyInput", True)]
    assert done.claims == 1


def test_a_report_that_breaks_the_reader_is_refused_and_the_others_are_read(book, tmp_path):
    class Breaks(FakeAnnotator):
        def annotate(self, text, **fields):
            if "Pandora" in text:
                raise ZeroDivisionError("inside the reader")
            return super().annotate(text, **fields)

    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "1.txt").write_text("Pandora opened the box in 2016, and nobody could close it after that.")
    (tmp_path / "more" / "2.txt").write_text(
        "White Guard left Arlon in 2016. That is all that anybody could say of it."
    )
    done = book.read(tmp_path / "more", load=lambda _: Breaks())
    assert [r.error for r in done.refused] == ["ZeroDivisionError"]
    assert len(done.read) == 1


def test_an_undated_report_is_read_with_a_warning(book, tmp_path):
    (tmp_path / "note.txt").write_text("White Guard left Arlon in 2016. That is all that anybody could say of it.")
    done = book.read(tmp_path / "note.txt", load=load)
    assert any("published" in w for w in done.read[0].warnings)


def test_an_undated_report_is_offered_the_latest_day_that_it_names(book, tmp_path):
    class Dates(FakeAnnotator):
        def annotate(self, text, **fields):
            times = resolve_times(text, find_times(text), published=None, sentences=[(0, len(text))])
            return replace(super().annotate(text, **fields), times=times)

    named = "The bridge was closed on 3 March 2014. White Guard left Arlon on 14 April 2014, a day later than planned."
    (tmp_path / "dated.txt").write_text(named)
    (tmp_path / "open.txt").write_text("White Guard left Arlon yesterday. That is all that anybody could say of it.")
    dated, open_ = book.read([tmp_path / "dated.txt", tmp_path / "open.txt"], load=lambda _: Dates()).read
    assert dated.published is None
    assert any("2014-04-14" in w for w in dated.warnings)
    assert not any("latest day" in w for w in open_.warnings)


def test_two_processes_read_what_one_does(book, tmp_path):
    with Casefile.open(tmp_path / "two.casefile", create=True) as other:
        other.read(book.folder, published="2015-06-01", publisher="Paper", load=load_fake, jobs=2)
        assert [t.id for t in other.claims()] == [t.id for t in book.claims()]


def load_fake(_):
    return FakeAnnotator()


def test_claims_can_be_narrowed_by_name_and_date(book):
    assert len(book.claims(actor="blue guard")) == 4
    assert len(book.claims(place="Arlon", polarity="denied")) == 1
    assert len(book.claims(source="Red Guard")) == 1
    assert len(book.claims(source="paper")) == 4
    assert len(book.claims(source="named_official")) == 1
    assert len(book.claims(on="2015-03-02")) == 3
    assert len(book.claims(since="2016")) == 0


def test_a_claim_as_json_reads_by_itself(book):
    claim = book.claims(type="capture").to_json()[0]
    assert json.loads(json.dumps(claim)) == claim
    assert claim["roles"]["actor"][0]["entity"] == "Blue Guard"
    assert claim["speaker"] == "Red Guard"
    start, end = claim["trigger"]
    assert book.report(claim["report"]).text[start:end] == claim["trigger_text"] == "seized"


def test_results_become_data_frames(book):
    pytest.importorskip("pandas")
    frame = book.claims().to_frame()
    assert list(frame["type"]) == [t.type for t in book.claims()]


def test_control_names_actors_with_their_claims(book):
    answer = book.control("Arlon", on="2015-04-01")
    assert [a.actor for a in answer.actors] == ["Blue Guard"]
    assert set(answer.actors[0].because) <= {t.id for t in book.claims()}


def test_an_unknown_name_gets_the_nearest(book):
    with pytest.raises(UnknownName) as caught:
        book.control("Arlom", on="2015-04-01")
    assert caught.value.choices[0] == "Arlon"


def test_a_name_of_several_lists_them_and_takes_an_id(book, tmp_path):
    one, other = book.entity("Blue Guard"), book.entity("White Guard")
    book.name(other.id, "Blue Guard")
    with pytest.raises(AmbiguousName) as caught:
        for _ in range(2):
            book.reject(book.claims(actor=one.id)[0].id)
        book.entity("Blue Guard")
    assert {one.id, other.id} == {c.split(", ")[-1].rstrip(")") for c in caught.value.choices}
    assert book.entity(caught.value.choices[0]).id in {one.id, other.id}


@pytest.mark.parametrize("day", ["2015-02-30", "yesterday", "2015-13-01", ""])
def test_a_date_that_does_not_exist_is_refused(book, day):
    with pytest.raises(BadDate):
        book.control("Arlon", on=day)


def test_a_month_is_no_day(book):
    with pytest.raises(BadDate, match="one day"):
        book.control("Arlon", on="2015-03")


def test_an_unknown_type_lists_the_types(book):
    with pytest.raises(UnknownValue, match="air_strike"):
        book.claims(type="airstrike")


def test_known_gives_the_account_as_it_was(book):
    then = datetime.now(UTC)
    claim = book.claims()[0]
    book.reject(claim.id)
    assert len(book.claims()) == 3
    assert len(book.claims(known=then)) == 4
    assert len(book.claims(known=then - timedelta(days=2))) == 0


def test_withdrawing_restores_the_answer(book):
    before = book.control("Arlon", on="2015-04-01")
    made = book.reject(before.actors[0].because[0])
    assert book.control("Arlon", on="2015-04-01") != before
    book.withdraw(made.id)
    assert book.control("Arlon", on="2015-04-01") == before


def test_merging_and_splitting_come_back_to_the_same(book):
    one, other = book.entity("Blue Guard"), book.entity("White Guard")
    book.merge("Blue Guard", "White Guard")
    assert set(book.entity("White Guard").members) == {*one.members, *other.members}
    book.split("Blue Guard", list(other.members))
    assert book.entity(one.id).members == one.members
    assert book.entity(other.id).members == other.members


def test_a_person_can_add_what_the_reading_missed(book):
    report = next(r for r in book.reports() if "silence" in book.report(r.id).text)
    text = book.report(report.id).text
    at = text.index("The rest is silence")
    made = book.add(report.id, {
        "type": "withdrawal", "sentence": [at, len(text.rstrip())], "trigger": [at + 12, at + 19],
        "roles": {"actor": [{"span": None, "entity": "Red Guard"}]},
    })  # fmt: skip
    told = book.claims(type="withdrawal")[0]
    assert (told.review, told.trigger.exact, told.fillers("actor")[0].name) == ("added", "silence", "Red Guard")
    book.withdraw(made.id)
    assert book.claims(type="withdrawal") == []
    assert book.check() == []


def test_the_queue_shows_what_nobody_judged(book):
    book.accept(book.claims()[0].id)
    assert len(book.queue()) == 3
    assert book.claims()[0].review == "accepted"


def test_judging_what_is_not_there_is_refused(book):
    for act in (
        lambda: book.reject("clm-none"),
        lambda: book.withdraw("jud-none"),
        lambda: book.protect("Nobody At All"),
    ):
        with pytest.raises(UnknownName):
            act()


def test_a_quotation_can_be_shown_in_the_original(book):
    told = book.claims()[0]
    assert book.original_words(told.report.id, told.trigger.span) == told.trigger.exact
    assert book.snapshot(book.report(told.report.id).snapshot).decode().startswith(("Red", "Blue"))


def test_an_empty_casefile_answers_with_nothing(tmp_path):
    with Casefile.open(tmp_path / "empty.casefile", create=True) as empty:
        assert empty.claims() == []
        assert empty.check() == []
        with pytest.raises(UnknownName, match="the casefile is empty"):
            empty.control("Arlon", on="2015-04-01")
        answers = (empty.timeline(), empty.sources(), empty.findings(), empty.disputes(), empty.trace(),
                   empty.loyalties(), empty.ask("Who held Arlon?"))  # fmt: skip
        assert all(any("the casefile is empty" in w for w in a.warnings) for a in answers)


@pytest.mark.parametrize("ask", ["claims", "timeline", "disputes", "trace"])
def test_a_period_that_ends_before_it_begins_is_refused(book, ask):
    with pytest.raises(BadDate, match="ends before it begins: 2015 to 2012"):
        getattr(book, ask)(since="2015", until="2012")
    assert getattr(book, ask)(since="2015", until="2015") is not None


def test_a_name_told_only_later_is_said_not_to_be_on_record_by_the_day(book):
    with pytest.raises(UnknownName, match="nothing was on record of Arlon by 2001-01-01"):
        book.control("Arlon", on="2015-04-01", known="2001-01-01")
    with pytest.raises(UnknownName, match="has that name"):
        book.control("Zzyzx", on="2015-04-01", known="2001-01-01")


def test_a_publisher_is_graded_by_its_name(book):
    """A publisher is no entity; its grade stands with what its reports say in their own voice."""
    made = book.grade("paper", "B", by="ann")
    rows = {s.name: s.grade for s in book.sources() if s.kind == "reporter"}
    assert rows == {"Paper": "B"}
    assert book.in_words(made) == "Paper has grade B"
    assert "You graded it B." in book.ask("How reliable is Paper?").sentences[0].text
    assert book.check() == []
    book.withdraw(made.id)
    assert all(s.grade == "" for s in book.sources())
    with pytest.raises(UnknownName):
        book.grade("Nowhere Gazette", "B")
