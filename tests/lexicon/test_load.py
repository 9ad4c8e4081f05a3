"""The lexicon files load once and are refused when they break their schema."""

import pytest

from bywhom.errors import LexiconError
from bywhom.lexicon.load import load, names
from bywhom.lexicon.schema import SCHEMAS, check


@pytest.mark.parametrize("name", names())
def test_every_shipped_lexicon_meets_its_schema(name):
    assert load(name)


def test_the_same_lexicon_is_read_once():
    assert load(names()[0]) is load(names()[0])


def test_an_unknown_lexicon_is_refused_with_the_known_ones():
    with pytest.raises(LexiconError) as caught:
        load("no-such-lexicon")
    assert caught.value.choices == names()


def test_a_file_that_is_a_list_is_refused():
    with pytest.raises(LexiconError):
        check("anything", ["a", "b"])


def test_a_missing_section_is_named():
    name, sections = next(iter(SCHEMAS.items()))
    with pytest.raises(LexiconError) as caught:
        check(name, {section: [] for section in list(sections)[1:]})
    assert caught.value.value == next(iter(sections))


def test_a_word_that_yaml_reads_as_no_is_refused():
    """``- no`` is a boolean in YAML 1.1 and would silently never match."""
    with pytest.raises(LexiconError):
        check("titles", {section: [False] for section in SCHEMAS["titles"]})
