"""Spellings of one town's name."""

import pytest

from bywhom.lexicon.towns import one_town


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rutbah", "Ar-Rutbah"),
        ("al-Khafsah", "the town of Khafsa"),
        ("Saraqib", "Saraqeb"),
        ("Qabasin", "Qabaseen"),
        ("Greenfield", "the Greenfield district"),
        ("Orvik", "the entire Orvik Islands chain"),
    ],
)
def test_articles_vowels_and_words_for_a_settlement_make_no_other_town(one, other):
    assert one_town(one, other)
    assert one_town(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rutbah", "Rutbah road"),
        ("Rutbah", "near Rutbah"),
        ("Salma", "Salamiyah"),
        ("Bucha", "Bacha"),
        ("Sanaa", "Al-Sina'a"),
        ("Greenfield", "Greenfield province"),
        ("the town", "the village"),
    ],
)
def test_another_word_or_other_consonants_are_another_place(one, other):
    assert not one_town(one, other)
