"""Places between two others: both are named, and towns are no sides of the fight between them."""

from bywhom.extract.between import between_places, with_both
from bywhom.model.text import Span
from bywhom.nlp.load import load_parser

PARSER = load_parser()


def span(text, words):
    return Span(text.index(words), text.index(words) + len(words))


def words(text, roles):
    return {role: [s.of(text) for s in spans] for role, spans in roles.items()}


def moved(text, **roles):
    parsed = PARSER.parse(text)
    given = {role: tuple(span(text, w) for w in filled) for role, filled in roles.items()}
    return words(text, between_places(given, parsed, lambda start, end: "LOCATION"))


def test_a_road_cut_off_between_two_towns_has_both():
    text = "The rebels attacked the road between Homs and Hama."
    cut = with_both(span(text, "the road between Homs"), Span(0, len(text)), PARSER.parse(text))
    assert cut.of(text) == "the road between Homs and Hama"
    whole = span(text, "The rebels")
    assert with_both(whole, Span(0, len(text)), PARSER.parse(text)) == whole


def test_fighting_between_two_towns_is_at_both_of_them():
    text = "Fighting took place between Homs and Hama on 3 May."
    assert moved(text, side=["Hama"], place=["Homs"]) == {"place": ["Homs", "Hama"]}
    text = "Heavy clashes broke out between Homs and Hama on Tuesday."
    assert moved(text, side=["Homs", "Hama"]) == {"place": ["Homs", "Hama"]}


def test_countries_and_bodies_stay_the_sides():
    text = "Heavy clashes broke out between Syria and Iraq on Tuesday."
    assert moved(text, side=["Syria", "Iraq"]) == {"side": ["Syria", "Iraq"]}
