"""Which words are a name and which only describe."""

import pytest

from bywhom.lexicon.descriptions import is_name


@pytest.mark.parametrize("text", ["al-Farouq Brigade", "the Blue Guard", "bin Ruri", "U.S.-led coalition", "AKUT"])
def test_a_capital_among_the_first_words_makes_a_name(text):
    assert is_name(text)


@pytest.mark.parametrize("text", ["the group", "This", "they", "The co-founder of the Blue Guard", "city", ""])
def test_a_description_and_a_pronoun_are_no_names(text):
    assert not is_name(text)
