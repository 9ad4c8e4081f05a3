"""Claims are dated by the expression of their own clause, and split where their places carry their own dates."""

from datetime import date

import pytest

from bywhom.config import Settings
from bywhom.extract.dating import dated_by, dates
from bywhom.extract.dating_signs import UNDATED
from bywhom.model.when import TimeMention
from bywhom.pipeline.annotate import Annotator


@pytest.fixture(scope="module")
def annotator():
    return Annotator.load(Settings(fast=True))


def withdrawals(annotator, text):
    reading = annotator.annotate(text, report="r", published=date(2020, 11, 28))
    names = {e.id: e.name for e in reading.entities}
    return [
        (c.when.edtf if c.when else "", sorted(names[f.entity] for f in c.roles["place"]))
        for c in reading.claims
        if c.type == "withdrawal"
    ]


def test_places_with_their_own_dates_make_a_claim_each(annotator):
    text = "The militia withdrew in June from the border town of Adran and this month from the town of Keria."
    assert withdrawals(annotator, text) == [("2020-06", ["Adran"]), ("2020-11", ["Keria"])]


def test_places_under_one_date_stay_one_claim(annotator):
    text = "The militia withdrew in June from the village and the airport."
    assert withdrawals(annotator, text) == [("2020-06", ["airport", "village"])]


def test_what_is_told_next_of_the_same_actor_has_the_date_of_the_event_before_it(annotator):
    def dates(text):
        reading = annotator.annotate(text, report="r", published=date(2020, 11, 28))
        return [(c.when.edtf if c.when else "") for c in reading.claims if c.type == "killing"]

    first = "In August, the Red Front killed the mayor. "
    assert dates(first + "When his men rose up, the Red Front killed thirty of them.") == ["2020-08", "2020-08"]
    assert dates(first + "The Blue Guard killed thirty farmers.") == ["2020-08", ""]  # nobody of the event before
    assert dates(first + "The Red Front has killed thirty farmers.") == ["2020-08", ""]  # no narrative
    assert dates(first.strip() + "\n\nThe Red Front killed thirty farmers.") == ["2020-08", ""]  # another paragraph


def test_a_measure_is_told_with_its_terms(annotator):
    reading = annotator.annotate("The junta imposed a curfew for all villagers on Monday.", report="r", published=None)
    assert [f.text for c in reading.claims for f in c.roles.get("measure", ())] == ["a curfew for all villagers"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Three men were killed by rebels near the dam, police said on Monday.", ""),
        ("The army said on Tuesday that rebels had killed three men.", ""),
        ("On Tuesday, the army said that rebels had killed three men.", "2020-11-24"),
        ("The army said on 20 November that rebels had killed three men.", "2020-11-20"),
        ("Rebels killed three men on Monday, police said.", "2020-11-23"),
    ],
)
def test_the_day_of_the_saying_is_not_the_day_of_what_is_said(annotator, text, day):
    reading = annotator.annotate(text, report="r", published=date(2020, 11, 28))
    assert [c.when.edtf if c.when else "" for c in reading.claims if c.type == "killing"] == [day]


@pytest.mark.parametrize(
    ("text", "type_", "day"),
    [
        ("On Monday rebels attacked the dam and fled to the hills.", "attack", "2020-11-23"),
        ("General Tarek Osman, commander of the Red Front, arrived in Adran on Monday.", "leads", ""),
        ("Rebels on Monday freed a nurse who was abducted in May near Adran.", "abduction", "2020-05"),
        ("The Red Front, which captured Adran on Monday, is now moving towards Keria.", "movement", ""),
        ("The Red Front, which captured Adran on Monday, is now moving towards Keria.", "capture", "2020-11-23"),
    ],
)
def test_a_date_belongs_to_the_events_of_its_clause_and_not_to_whoever_is_named_there(annotator, text, type_, day):
    reading = annotator.annotate(text, report="r", published=date(2020, 11, 28))
    assert [c.when.edtf if c.when else "" for c in reading.claims if c.type == type_] == [day]


def test_the_likeliest_expression_dates_a_claim_unless_none_is_likelier():
    table = {"near": 2.0, "far": -1.0, UNDATED: 0.5}
    assert dated_by([["far"], ["near"]], table) == 1
    assert dated_by([["far"], ["far", "near"]], {**table, UNDATED: 1.5}) is None
    assert dated_by([], table) is None


def test_a_bare_night_of_which_more_is_told_dates_nothing(annotator):
    def dates(text):
        reading = annotator.annotate(text, report="r", published=date(2020, 11, 28))
        return [c.when.edtf if c.when else "" for c in reading.claims if c.type in ("capture", "withdrawal")]

    assert dates("The militia seized Adran after a night of shelling.") == [""]
    assert dates("On the night of 1 to 2 October, the militia seized Adran.") == ["2020-10-01/2020-10-02"]


def test_the_year_of_a_birth_dates_no_deed():
    text = "A man, born in Old Orvik in 1985, was killed in 2014; born 1990, his brother lived."
    times = [
        TimeMention(
            start=text.index(y), end=text.index(y) + 4, type="DATE", value=y, edtf=y, interval=None, anchor="none"
        )
        for y in ("1985", "2014", "1990")
    ]
    assert [t.edtf for t in dates(times, text)] == ["2014"]
