"""A name given with its initials is one mention."""

import pytest

from bywhom.extract.acronyms import long_forms, with_long_forms
from bywhom.model.text import Span


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Union of Lakes and the Delta (ULD) signed.", "Union of Lakes and the Delta"),
        ("troops of the Northern Defence Forces (NDF),", "Northern Defence Forces"),
        ("the Movement of Islamic-Democratic Parties (MIDP) said", "Movement of Islamic-Democratic Parties"),
    ],
)
def test_initials_in_brackets_give_the_long_form(text, name):
    assert [long.of(text) for long, _ in long_forms(text)] == [name]


def test_brackets_that_do_not_spell_the_words_before_them_give_nothing():
    assert list(long_forms("He left the town (AFP) on Monday.")) == []


def test_pieces_of_a_long_form_become_one_organisation():
    text = "the Union of Lakes and the Delta (ULD)"
    pieces = {Span(4, 18): "Organisation", Span(23, 32): "Location"}
    assert with_long_forms(text, pieces) == {Span(4, 32): "Organisation", Span(34, 37): "Organisation"}


def test_a_bracket_that_is_not_closed_is_no_part_of_a_name():
    text = "the Union of Lakes and the Delta (ULD) left"
    assert with_long_forms(text, {Span(4, 37): "Organisation"})[Span(4, 32)] == "Organisation"


def test_a_name_cut_to_its_last_word_is_whole_where_the_report_gives_it_whole_elsewhere():
    text = "The Northern State fell back. Under the Northern State's rule no State paid."
    cut = {Span(0, 18): "Organisation", Span(49, 54): "Organisation", Span(65, 70): "Organisation"}
    assert [s.of(text) for s in with_long_forms(text, cut)] == ["The Northern State", "Northern State", "State"]


def test_a_name_takes_in_the_article_and_forename_before_it():
    text = "Fighters of the Bunyan al-Marsous left; the al-Nur front and Mr. Side stayed."
    found = {Span(text.index(w), text.index(w) + len(w)): "Organisation" for w in ("Marsous", "Nur front", "Side")}
    assert [s.of(text) for s in sorted(with_long_forms(text, found))] == ["Bunyan al-Marsous", "al-Nur front", "Side"]
