"""Phrases that tell a place by another."""

import pytest

from bywhom.extract.places_relations import bearing_of, find_relations, number_of
from bywhom.model.where import Toponym


def relations(text, *names):
    tops = [Toponym(start=text.index(n), end=text.index(n) + len(n), text=n) for n in names]
    return find_relations(text, tops)


OFFSETS = [
    ("about 40 miles west of Marib", "Marib", 64.4, 270.0),
    ("some twenty-five kilometers (16 miles) north-east of Kandahar", "Kandahar", 25.0, 45.0),
    ("two dozen miles to the southeast of the town of Kidal", "Kidal", 38.6, 135.0),
    ("20km south of Goma", "Goma", 20.0, 180.0),
    ("a hundred kilometres northwest of the port city of Aden", "Aden", 100.0, 315.0),
]


@pytest.mark.parametrize(("phrase", "name", "km", "bearing"), OFFSETS)
def test_an_offset_gives_distance_and_bearing(phrase, name, km, bearing):
    (r,) = relations(f"The convoy was hit {phrase} on Monday.", name)
    assert (r.kind, r.bearing) == ("offset", bearing) and r.distance_km == pytest.approx(km, abs=0.1)


KINDS = [
    ("near the village of Sake", "Sake", "near", None),
    ("15 miles from Taiz", "Taiz", "near", None),
    ("just east of Bakhmut", "Bakhmut", "direction", 90.0),
    ("in the northern quarter of Homs", "Homs", "part", 0.0),
    ("on the outskirts of Juba", "Juba", "part", None),
    ("across southern Sudan", "Sudan", "part", 180.0),
    ("in the south of Lebanon", "Lebanon", "part", 180.0),
    ("in Kharkiv's northern suburbs", "Kharkiv", "part", 0.0),
]


@pytest.mark.parametrize(("phrase", "name", "kind", "bearing"), KINDS)
def test_directions_nearness_and_parts_are_told_apart(phrase, name, kind, bearing):
    (r,) = relations(f"Troops gathered {phrase}.", name)
    assert (r.kind, r.bearing) == (kind, bearing)


def test_from_one_town_to_another_over_ground_is_a_stretch():
    text = "They hold a strip of coast from the town of Zawiya in the west to Khoms in the east."
    (r,) = relations(text, "Zawiya", "Khoms")
    assert (
        r.kind == "stretch"
        and text[r.start : r.end].startswith("from the town")
        and text[: r.end].endswith("in the east")
    )


def test_from_one_town_to_another_is_a_journey_otherwise():
    assert relations("He travelled from Tunis to Istanbul.", "Tunis", "Istanbul") == ()


def test_between_two_towns_is_a_place():
    (r,) = relations("A bus was stopped between Jos and Bauchi.", "Jos", "Bauchi")
    assert r.kind == "between"


def test_a_plain_mention_has_no_relation():
    assert relations("The mayor of Gao spoke.", "Gao") == ()


def test_a_sentence_mark_breaks_a_relation():
    assert relations("They drove 20 miles. South Gao was quiet.", "Gao")[0].kind == "part"


def test_number_words_and_compass_words():
    assert number_of("1,200") == 1200 and number_of("sixty-five") == 65 and number_of("umpteen") is None
    assert bearing_of("South-western") == bearing_of("southwest") == 225 and bearing_of("left") is None
