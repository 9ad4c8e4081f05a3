"""Which entities of a new reading earlier reports name too."""

from datetime import UTC, datetime

import pytest

from bywhom.model.where import Place
from bywhom.model.who import Entity
from bywhom.pipeline.join import join, keys_of

NOW = datetime(2020, 1, 1, tzinfo=UTC)


def entity(id_, name, type_="ORGANISATION", **fields):
    return Entity(id=id_, name=name, type=type_, **fields)


def pairs(new, known, called=None):
    return [(j.subject, j.object) for j in join(new, known, called or {}, NOW)]


def test_the_same_name_and_type_is_the_same():
    assert pairs([entity("n", "Harbour Brigade")], [entity("k", "the Harbour Brigade")]) == [("n", "k")]


@pytest.mark.parametrize(
    ("new", "known"),
    [
        (entity("n", "Harbour Brigade"), entity("k", "Harbour Brigade", "PERSON")),
        (entity("n", "a brigade", described=True), entity("k", "a brigade", described=True)),
        (
            entity("n", "Kafr Rama", "LOCATION", place=Place(id="1", name="Kafr Rama", lat=1, lon=1)),
            entity("k", "Kafr Rama", "LOCATION", place=Place(id="2", name="Kafr Rama", lat=9, lon=9)),
        ),
    ],
    ids=["another type", "only described", "another place"],
)
def test_what_differs_is_left_apart(new, known):
    assert pairs([new], [known]) == []


def test_a_name_that_a_person_gave_decides():
    assert pairs([entity("n", "The Lads")], [entity("k", "Harbour Brigade")], {"lads": "k"}) == [("n", "k")]


def test_a_judgement_has_the_same_id_every_time():
    again = [join([entity("n", "Harbour Brigade")], [entity("k", "Harbour Brigade")], {}, NOW)[0].id for _ in "ab"]
    assert again[0] == again[1]


def test_what_is_only_described_has_no_keys_save_a_body_of_a_state():
    assert keys_of(entity("n", "two drivers", described=True)) == ()
    assert keys_of(entity("n", "Syrian government", described=True)) == ("state:Syria government",)
    assert keys_of(entity("n", "Harbour Brigade"))
