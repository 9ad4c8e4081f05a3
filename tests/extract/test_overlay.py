"""What lies over a text, found again by its place."""

from bywhom.extract.overlay import Overlay
from bywhom.model.text import Span


def test_all_that_touches_a_place_is_found_in_the_order_given():
    spans = {"whole": [(0, 9_000)], "late": [(8_000, 8_100)], "torn": [(10, 20), (4_000, 4_050)], "early": [(20, 30)]}
    overlay = Overlay((name, [Span(*s) for s in own]) for name, own in spans.items())
    assert list(overlay.near(Span(20, 20))) == ["whole", "torn", "early"]
    assert list(overlay.near(Span(4_050, 8_000))) == ["whole", "late", "torn"]


def test_what_lies_far_away_is_not_looked_at():
    overlay = Overlay([("near", [Span(0, 5)]), ("far", [Span(50_000, 50_005)])])
    assert list(overlay.near(Span(3, 4))) == ["near"]
