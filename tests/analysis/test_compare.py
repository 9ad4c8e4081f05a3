"""Findings beside a coded file."""

import pytest
from tests.builders import FakeView, number, party, told

from bywhom.analysis.compare import compare
from bywhom.errors import UnknownFormat
from bywhom.model.where import Place

TOWN = party("Hill Town", type_="LOCATION", place=Place(id="1", name="Hill Town", lat=32.0, lon=22.0, country="LY"))


def row(**fields):
    base = {
        "id": "7", "date_start": "2016-05-23", "date_end": "2016-05-23", "side_a": "Government of Farland",
        "side_b": "Red Front", "where_coordinates": "Hill Town", "latitude": "32.01", "longitude": "22.01",
        "best": "40", "low": "40", "high": "40", "where_prec": "1",
    }  # fmt: skip
    return base | fields


def blast(**more):
    return told(
        "explosion", **({"attacker": "Red Front", "place": TOWN, "when": "2016-05-23", "killed": number(40)} | more)
    )


def test_a_row_and_the_finding_that_tells_it_are_paired_without_differences_in_date_and_deaths():
    found = compare(FakeView(told=[blast()]), [row()])
    assert len(found.matched) == 1
    assert not any(d.startswith(("date", "deaths", "place")) for d in found.matched[0].differences)


def test_differences_in_deaths_and_date_are_told():
    found = compare(FakeView(told=[blast(killed=number(12), when="2016-05-24")]), [row()])
    assert any(d.startswith("deaths: 12 here, 40") for d in found.matched[0].differences)
    assert any(d.startswith("date") for d in found.matched[0].differences)


def test_a_row_far_away_is_lacking_and_the_finding_is_extra():
    found = compare(FakeView(told=[blast()]), [row(latitude="10", longitude="10", where_coordinates="Elsewhere")])
    assert not found.matched
    assert len(found.lacking) == len(found.extra) == 1


def test_one_finding_is_paired_with_one_row_only():
    found = compare(FakeView(told=[blast()]), [row(), row(id="8")])
    assert (len(found.matched), len(found.lacking)) == (1, 1)


def test_acled_columns_are_read_too():
    acled = {"event_id_cnty": "L1", "event_date": "23 May 2016", "actor1": "Red Front", "actor2": "Civilians",
             "location": "Hill Town", "latitude": "32.0", "longitude": "22.0", "fatalities": "40"}  # fmt: skip
    assert len(compare(FakeView(told=[blast()]), [acled]).matched) == 1


def test_rows_outside_the_days_told_are_counted_and_not_lacking():
    found = compare(FakeView(told=[blast()]), [row(date_start="1999-01-01", date_end="1999-01-01")])
    assert not found.lacking
    assert any("1 rows lie outside" in w for w in found.warnings)


def test_a_file_with_other_columns_is_refused_with_its_columns_and_those_expected():
    with pytest.raises(UnknownFormat) as refused:
        compare(FakeView(told=[blast()]), [{"town": "Hill Town", "day": "2016-05-23"}])
    assert "town and day" in refused.value.message
    assert "date_start" in refused.value.message


def test_dates_of_another_form_and_a_file_without_rows_are_refused_as_what_they_are():
    with pytest.raises(UnknownFormat, match=r"date_start can be read.*the 23rd"):
        compare(FakeView(told=[blast()]), [row(date_start="the 23rd", date_end="")])
    with pytest.raises(UnknownFormat, match="no rows"):
        compare(FakeView(told=[blast()]), [])
