"""Names of armed groups without the common words after them."""

import pytest

from bywhom.lexicon.armed import bare_name, is_armed_group


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("RLF fighters", "RLF"),
        ("RLF armed group", "RLF"),
        ("RLF", ""),
        ("rebels", ""),
        ("Syrian rebels", ""),
        ("Kurdish militia", ""),
    ],
)
def test_common_words_at_the_end_are_no_part_of_a_name(name, bare):
    assert bare_name(name) == bare


def test_a_known_group_is_known_with_and_without_its_article():
    assert is_armed_group("the Taliban")
    assert is_armed_group("Al-Shabaab")
    assert not is_armed_group("Tawil Council")
