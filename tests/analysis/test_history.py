"""The history of a place: what the answer for a day doubts, it doubts too, and it says where two camps stand."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.test_control import LATER, TOWN, capture
from tests.builders import FakeView, party, told

from bywhom.analysis.control import control
from bywhom.analysis.history import control_history
from bywhom.model.when import Interval
from bywhom.model.where import Place


def held(claims, related=None, **span):
    view = FakeView(told=claims, related={TOWN.id: related or {}})
    return {h.actor: h for h in control_history(view, TOWN, **span).holdings}


def test_a_holding_fought_over_since_is_possible_from_that_day_on():
    claims = [
        capture("Red Front", "2015-05-20"),
        told("siege", report=LATER, actor="Blue Guard", place="Tal Asfar", when="2016-05-01"),
    ]
    red = held(claims)["Red Front"]
    assert red.status == "attested"
    assert red.doubts[0] == "from 1 May 2016 on only possible: others are told to have fought over it since"
    assert red.doubts[0] in red.sentence
    assert not any("fought" in d for d in held(claims, until=date(2016, 4, 1))["Red Front"].doubts)


def test_a_holding_around_which_the_ground_changed_hands_is_possible_from_then_on():
    spot = Place(id="2", name="Wide Province", lat=1.0, lon=1.0, country="RU", feature="ADM1")
    land = party("Wide Province", type_="LOCATION", place=spot)
    province = told("withdrawal", report=LATER, actor="Red Front", place=[land], when="2016-05-01", at=300)
    claims = [capture("Red Front", "2015-05-20"), province]
    around = {land.entity: "contains"}
    day = control(FakeView(told=claims, related={TOWN.id: around}), TOWN, date(2016, 6, 1)).actors
    red = next(h for h in day if h.actor == "Red Front")
    doubts = held(claims, around)["Red Front"].doubts
    assert red.status == "possible"
    assert any(d.startswith("from 1 May 2016 on only possible: ground around it") for d in doubts)


def test_a_holding_that_only_a_narrative_dates_is_possible_beside_one_that_claims_date():
    claims = [
        capture("Green League", "2014-02-01", place="Far Village", at=0),
        told("controls", report=LATER, actor="Red Front", place="Tal Asfar", at=100),
        capture("Green League", "2014-02-20", place="Other Village", at=200),
        told("controls", report=LATER, actor="Blue Guard", place="Tal Asfar", when="2014-01-01/2014-06-01", at=900),
    ]
    found = held(claims)
    assert (found["Red Front"].status, found["Blue Guard"].status) == ("possible", "attested")
    assert "without a date of its own" in found["Red Front"].sentence


def test_one_claim_alone_is_said_to_be_one_where_the_holding_stands_half_a_year_later():
    claims = [capture("Red Front", "2015-05-20")]
    assert "one claim alone tells it" in held(claims)["Red Front"].sentence
    assert held(claims, until=date(2015, 9, 1))["Red Front"].doubts == ()


def test_the_days_on_which_two_camps_stand_are_told_as_contested():
    claims = [
        told("controls", report=LATER, actor="Red Front", place="Tal Asfar", when="2015-05-01/2015-07-31"),
        told("controls", report=LATER, actor="Blue Guard", place="Tal Asfar", when="2015-06-01/2015-06-30"),
    ]
    history = control_history(FakeView(told=claims), TOWN)
    assert any(w.startswith("contested from 1 June 2015") and "Blue Guard" in w for w in history.warnings)
    assert not control_history(FakeView(told=claims[:1]), TOWN).warnings


def test_the_ends_of_a_holding_are_told_in_words():
    claims = [
        told("capture", report=LATER, actor="Red Front", place="Tal Asfar", when="2015-05"),
        told("withdrawal", report=LATER, actor="Red Front", place="Tal Asfar", when="2016-01-10/2016-01-13", at=90),
    ]
    words = held(claims)["Red Front"].sentence
    assert words == "Red Front held Tal Asfar from May 2015 until a day between 10 and 13 January 2016."


_DAYS = st.dates(date(2015, 1, 1), date(2017, 12, 31))
_TOLD = st.tuples(
    st.sampled_from(["capture", "controls", "siege"]), st.sampled_from(["Red Front", "Blue Guard"]), _DAYS
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_TOLD, min_size=1, max_size=5))
def test_what_a_day_calls_possible_no_history_calls_sure(rows):
    claims = [
        told(t, report=LATER, actor=who, place="Tal Asfar", when=day.isoformat(), at=100 * n)
        for n, (t, who, day) in enumerate(rows)
    ]
    view = FakeView(told=claims)
    history = control_history(view, TOWN)
    for day in (d + timedelta(days=n) for _, _, d in rows for n in (1, 60, 200, 420)):
        standing = {h.actor: h for h in control(view, TOWN, day).actors}
        for h in history.holdings:
            first, last = Interval.from_edtf(h.since or "../.."), Interval.from_edtf(h.until or "../..")
            inside = (first.latest or date.min) <= day < (last.earliest or date.max)
            if inside and h.since and standing[h.actor].status == "possible":
                assert h.status == "possible" or any("only possible" in d for d in h.doubts)


def test_a_holding_of_which_only_the_end_is_told_does_not_begin_there():
    only = told("controls", actor="Red Front", place=[party("Tal Asfar", type_="LOCATION", place=TOWN.place)])
    red = held([replace(only, when=Interval.from_edtf("../2015-06"))])["Red Front"]
    assert (red.since, red.until) == ("", "2015-06-30")
    assert "until 30 June 2015 at least; since when is not told" in red.sentence
    assert held([replace(only, when=Interval.from_edtf("2015-06/.."))])["Red Front"].since == "2015-06-01"
