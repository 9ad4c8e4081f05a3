"""Control: how a place is named once and meant after that, as "the city", "the Academy" or "the base"."""

from dataclasses import replace
from datetime import date

import pytest
from tests.analysis.test_control import TOWN, sentence, town
from tests.builders import FakeView, party, slug

from bywhom.analysis.control import control
from bywhom.analysis.nominal import nominal_claims
from bywhom.model.account import EntityCard
from bywhom.model.text import Quote, Span

ACADEMY = EntityCard(id=slug("Arn Military Academy"), name="Arn Military Academy", type="FACILITY")


def later(claim, by):
    """``claim`` as it stands so many characters further on in its report."""
    moved = {
        r: tuple(p if p.span is None else replace(p, span=Span(p.span.start + by, p.span.end + by)) for p in ps)
        for r, ps in claim.roles.items()
    }
    trigger = Quote(Span(claim.trigger.span.start + by, claim.trigger.span.end + by), claim.trigger.exact)
    return replace(claim, sentence=Span(by, by + len(claim.sentence_text)), trigger=trigger, roles=moved)


def holders(claims, place, on="2015-06-01"):
    return [h.actor for h in control(FakeView(told=claims), place, date.fromisoformat(on)).actors
            if h.status in ("attested", "bracketed")]  # fmt: skip


@pytest.mark.parametrize("said", ["the city", "the fortified city", "The small coastal town"])
def test_a_town_only_ever_fought_for_by_name_is_the_city_that_is_taken_next(said):
    attack = sentence("Red Front attacked Tal Asfar.", "attack", "attacked", attacker=party("Red Front"), place=town())
    taking = sentence(f"Red Front had captured {said}.", trigger="captured", actor=party("Red Front"),
                      place=party("city", type_="LOCATION", text=said), when="2015-05-20")  # fmt: skip
    assert holders([attack, later(taking, 40)], TOWN) == ["Red Front"]


def site(name, text):
    return replace(party(name, type_="FACILITY", text=text), entity=slug(name))


def test_the_base_is_the_site_that_was_struck_before():
    base = EntityCard(id=slug("Arn airbase"), name="Arn airbase", type="FACILITY")
    struck = sentence(
        "Blasts struck the Arn airbase.", "explosion", "struck", target=site("Arn airbase", "the Arn airbase")
    )
    taking = sentence("The military base was captured by Red Front.", actor=party("Red Front"),
                      place=site("military base", "The military base"), when="2015-05-20")  # fmt: skip
    assert holders([struck, later(taking, 40)], base) == ["Red Front"]


@pytest.mark.parametrize(
    ("named", "held"),
    [("Red Front captured a hill over the Arn Military Academy.", ["Red Front"]),
     ("Red Front captured a hill over the Arn Military Academy and the Bel Military Academy.", [])],
)  # fmt: skip
def test_the_last_words_of_a_sites_name_are_that_site_where_no_other_has_them(named, held):
    hill = sentence(named, actor=party("Red Front"), place=party("hill", type_="LOCATION", text="a hill"))
    words = "the entire Military Academy base"
    claim = sentence(f"Red Front was in control of {words}.", "controls", "in control of", actor=party("Red Front"),
                     place=site("entire Military Academy base", words), when="2015-06-01")  # fmt: skip
    assert holders([hill, later(claim, 120)], ACADEMY) == held


def test_a_town_described_by_its_kind_goes_by_another_spelling_too():
    text = "Red Front captured the strategic town of Tal Asfer."
    place = party("Tal Asfer", type_="LOCATION", text="the strategic town of Tal Asfer")
    taking = sentence(text, actor=party("Red Front"), place=place, when="2015-05-20")
    attack = sentence("Red Front attacked Tal Asfar.", "attack", "attacked", attacker=party("Red Front"), place=town())
    assert holders([attack, later(taking, 40)], TOWN) == ["Red Front"]


def test_villages_told_with_their_names_are_still_parts_of_what_lies_about_the_town():
    attack = sentence("Red Front fought around Tal Asfar.", "clash", "fought", side=party("Red Front"), place=town())
    villages = party("villages", type_="LOCATION", text="several villages")
    taking = sentence("Red Front captured several villages, including Belmar.", actor=party("Red Front"),
                      place=[villages, party("Belmar", type_="LOCATION")], when="2015-05-20")  # fmt: skip
    claims = [attack, later(taking, 60)]
    assert nominal_claims(claims, TOWN, {}) == {claims[1].id}
