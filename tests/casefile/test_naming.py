"""From a name that a person gives to the one entity that is meant."""

import pytest
from tests.builders import FakeView, party, told

from bywhom.casefile.naming import resolve
from bywhom.errors import UnknownName


def test_a_site_is_found_under_another_word_for_its_kind():
    """ "X military airport" finds what the reports call "X airbase"; another kind of site is not it."""
    base = party("Tal Asfar airbase", type_="FACILITY")
    view = FakeView(told=[told("capture", actor="Red Front", place=base, when="2015-05-20")])
    assert resolve(view, "Tal Asfar military airport").name == "Tal Asfar airbase"
    with pytest.raises(UnknownName):
        resolve(view, "Tal Asfar dam")
