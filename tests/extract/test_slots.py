"""Slots: the nouns that the parse joins to a filler."""

from bywhom.extract.slots import conjuncts
from bywhom.nlp.load import load_parser


def joined(text, word):
    (_, doc), *_ = load_parser().parse(text).docs
    return [t.text for t in conjuncts(next(t for t in doc if t.text == word))]


def test_counted_nouns_behind_commas_are_counted_each():
    text = "14 soldiers, 31 militants and 6 civilians were killed in Orvik."
    assert joined(text, "soldiers") == ["soldiers", "militants", "civilians"]


def test_another_name_for_a_counted_noun_is_no_second_filler():
    assert joined("Two brothers, farmers from Orvik, were killed.", "brothers") == ["brothers"]
