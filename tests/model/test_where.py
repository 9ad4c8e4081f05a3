"""Distances, bearings and stretches on the globe."""

from hypothesis import given
from hypothesis import strategies as st

from bywhom.model.where import Place, distance_km, lies_within, off_line_km, travel

lats, lons = st.floats(-70, 70), st.floats(-179, 179)


@given(lats, lons, lats, lons)
def test_distance_is_the_same_both_ways(a, b, c, d):
    assert abs(distance_km((a, b), (c, d)) - distance_km((c, d), (a, b))) < 1e-6


@given(lats, lons, st.floats(0, 359), st.floats(0, 800), st.floats(1, 800))
def test_what_lies_within_some_kilometres_is_no_farther_than_these(lat, lon, bearing, away, km):
    there = travel((lat, lon), bearing, away)
    assert lies_within(km, (lat, lon), there) == (distance_km((lat, lon), there) <= km)


@given(lats, lons, st.floats(0, 359), st.floats(1, 800))
def test_travelling_some_kilometres_ends_that_far_away(lat, lon, bearing, km):
    assert abs(distance_km((lat, lon), travel((lat, lon), bearing, km)) - km) < 0.5


def test_one_degree_of_latitude_is_about_111_km():
    assert abs(distance_km((10, 20), (11, 20)) - 111.2) < 0.2


def test_a_point_beside_a_stretch_is_as_far_off_as_the_shortest_way_to_it():
    line = ((30.0, 10.0), (30.0, 12.0))
    assert abs(off_line_km((31.0, 11.0), line) - 111.2) < 1.5
    assert off_line_km((30.0, 11.3), line) < 0.5
    assert abs(off_line_km((30.0, 13.0), line) - distance_km((30.0, 13.0), (30.0, 12.0))) < 1


def test_a_country_is_known_less_exactly_than_a_town():
    town = Place(id="1", name="Tal Rifaat", lat=36.5, lon=37.1)
    country = Place(id="2", name="Syria", lat=35, lon=38, feature="PCLI")
    assert (town.precision, country.precision) == ("exact", "country")
    assert town.radius_km < country.radius_km
