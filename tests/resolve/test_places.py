"""Names to coordinates."""

import pytest

from bywhom.extract.places import find_place_spans
from bywhom.extract.places_relations import find_relations
from bywhom.model.where import Toponym, distance_km, off_line_km
from bywhom.resolve.places import resolve_places
from bywhom.resolve.places_relations import STRETCH_SLACK_KM
from bywhom.store.gazetteer import open_gazetteer


@pytest.fixture(scope="module")
def gazetteer():
    opened = open_gazetteer()
    yield opened
    opened.close()


def tops(text, *names, within=()):
    return [
        Toponym(start=text.index(n), end=text.index(n) + len(n), text=n, within=dict(within).get(n, "")) for n in names
    ]


def where(text, gazetteer, *names, publisher=None, within=()):
    return {m.name: m for m in resolve_places(text, tops(text, *names, within=within), gazetteer, publisher=publisher)}


def test_the_places_around_a_name_decide_which_one_it_is(gazetteer):
    syria = where("Palmyra fell. Troops left Homs and Raqqa in Syria.", gazetteer, "Palmyra", "Homs", "Raqqa", "Syria")
    assert syria["Palmyra"].place.country == "SY"
    libya = where("Tripoli, Benghazi and Tobruk in Libya", gazetteer, "Tripoli", "Benghazi", "Tobruk", "Libya")
    lebanon = where("Tripoli, Sidon and Beirut in Lebanon", gazetteer, "Tripoli", "Sidon", "Beirut", "Lebanon")
    assert (libya["Tripoli"].place.country, lebanon["Tripoli"].place.country) == ("LY", "LB")


def test_a_container_in_the_text_decides(gazetteer):
    found = where("Paris, Texas", gazetteer, "Paris", "Texas", within=[("Paris", "Texas")])
    assert found["Paris"].place.admin1 == "TX"


def test_a_publishers_home_tips_the_balance(gazetteer):
    text = "A man was arrested in Richmond on Friday."
    england = where(text, gazetteer, "Richmond", publisher="richmondnews.co.uk")
    assert england["Richmond"].place.country == "GB"


def test_a_town_is_taken_before_its_province_unless_the_words_ask_for_it(gazetteer):
    town = where("Fighting in Idlib and Hama in Syria", gazetteer, "Idlib", "Hama", "Syria")["Idlib"]
    area = where("Fighting in Idlib province and Hama in Syria", gazetteer, "Idlib", "Hama", "Syria")["Idlib"]
    assert town.place.is_settlement and town.precision == "exact"
    assert area.place.feature == "ADM1" and area.precision == "admin1"


def test_a_name_that_nobody_knows_stays_unresolved(gazetteer):
    (m,) = resolve_places("in Xqzzyvort", tops("in Xqzzyvort", "Xqzzyvort"), gazetteer)
    assert (m.lat, m.lon, m.place, m.precision) == (None, None, None, "")


def test_scores_are_probabilities_and_surer_for_a_name_of_one_place(gazetteer):
    text = "Clashes in Springfield. Clashes in Kabul."
    found = where(text, gazetteer, "Springfield", "Kabul")
    assert 0 < found["Springfield"].score < found["Kabul"].score < 1


def located(text, gazetteer):
    found = find_place_spans(text, mentions=[], known=gazetteer.known)
    return [m for m in resolve_places(text, found, gazetteer, relations=find_relations(text, found)) if m.relation]


def test_an_offset_lies_at_its_distance_and_admits_how_far_off_it_may_be(gazetteer):
    (m,) = located("A convoy was hit 50 miles south of Mosul in Iraq.", gazetteer)
    mosul = next(p for p in gazetteer.candidates("Mosul") if p.is_settlement)
    assert distance_km((m.lat, m.lon), (mosul.lat, mosul.lon)) == pytest.approx(80.5, abs=1)
    assert m.lat < mosul.lat and m.precision == "near" and m.radius_km > 20


def test_a_stretch_holds_the_towns_on_it_and_no_others(gazetteer):
    (m,) = located("Rebels hold the road from Aleppo to Damascus in Syria.", gazetteer)
    towns = {
        n: next(p for p in gazetteer.candidates(n) if p.country == "SY" and p.is_settlement) for n in ("Hama", "Raqqa")
    }
    assert m.line is not None
    off = {name: off_line_km((town.lat, town.lon), m.line) for name, town in towns.items()}
    assert off["Hama"] < STRETCH_SLACK_KM < off["Raqqa"]


def test_a_long_text_is_resolved_name_for_name(gazetteer):
    text = " ".join(f"In Kabul on day {i}." for i in range(400))
    found = [Toponym(start=m, end=m + 5, text="Kabul") for m in range(len(text)) if text.startswith("Kabul", m)]
    out = resolve_places(text, found, gazetteer)
    assert [(m.start, m.end) for m in out] == [(t.start, t.end) for t in found]
    assert {m.place.country for m in out} == {"AF"}


def test_a_name_that_only_sounds_like_a_place_is_not_looked_for_in_lands_of_which_nothing_is_told(gazetteer):
    names = ("Homs", "Raqqa", "Hama", "Idlib", "Aleppo", "Latakia", "Syria")
    text = "They left Al-Sina'a. " + " ".join(f"Fighting in {n} went on." for n in names)
    found = where(text, gazetteer, "Al-Sina'a", *names)["Al-Sina'a"]
    assert found.place is None or found.place.country == "SY"
