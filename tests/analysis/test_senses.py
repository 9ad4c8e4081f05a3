"""What the words of a claim over ground say: purposes, remains, whose ground it is, and which town "the town" is."""

from dataclasses import replace
from datetime import date

import pytest
from tests.analysis.test_control import LATER, TOWN, capture, sentence, status, told_senses, town
from tests.builders import FakeView, party, slug, told

from bywhom.analysis.control import control
from bywhom.model.text import Quote
from bywhom.model.where import Place


@pytest.mark.parametrize(
    ("type_", "words", "trigger"),
    [
        ("capture", "Red Front focused on ending the blockade and taking Tal Asfar", "taking"),
        ("capture", "Red Front began its march with the aim of capturing Tal Asfar", "capturing"),
        ("capture", "Red Front was to clear Tal Asfar of land mines", "clear"),
        ("capture", "Red Front split the pocket of Tal Asfar into three", "split"),
        ("withdrawal", "by then Tal Asfar was the only town left to Red Front", "left"),
        ("controls", "by taking Tal Asfar the Red Front could reach Northern-held towns", "Northern-held"),
        ("controls", "Red Front declared Tal Asfar to be under the control of the Blue Guard", "under the control of"),
    ],
)
def test_a_purpose_a_remainder_or_the_ground_of_another_moves_nobody(type_, words, trigger):
    """An aim is no taking, what is left is no leaving, and X-held ground is X's."""
    assert told_senses(sentence(words, type_, trigger, actor="Red Front", place="Tal Asfar")) == []


@pytest.mark.parametrize(
    ("type_", "words", "trigger", "sense"),
    [
        ("capture", "Red Front succeeded in capturing Tal Asfar", "capturing", "gain"),
        ("capture", "Tal Asfar was liberated from Red Front", "liberated from", "loss"),
        ("withdrawal", "Red Front has withdrawn its senior fighters from Tal Asfar", "has withdrawn", "part"),
        ("withdrawal", "Red Front has withdrawn its forces from Tal Asfar", "has withdrawn", "loss"),
        ("controls", "the Red Front-held town of Tal Asfar", "Red Front-held", "hold"),
        (
            "controls",
            "Red Front imposed artillery fire-control over Tal Asfar",
            "imposed artillery fire-control",
            "part",
        ),
    ],
)
def test_the_words_beside_the_trigger_tell_who_has_the_ground(type_, words, trigger, sense):
    """Whoever stands behind "from" had it, some of a force is not all of it, and X-held ground is X's."""
    assert told_senses(sentence(words, type_, trigger, actor="Red Front", place="Tal Asfar")) == [("Red Front", sense)]


@pytest.mark.parametrize("name", ["Red observation post", "Tal Asfar Airbase", "two villages"])
def test_a_site_takes_no_ground(name):
    """A name that ends in a word for a site or for ground is no holder, whatever type it was read as."""
    words = f"the {name} captured Tal Asfar"
    assert told_senses(sentence(words, actor=party(name), place=town())) == []


def test_much_of_a_town_is_a_part_of_it():
    """A filler that is nothing but a portion ("much") speaks of a part of the town it was read as."""
    words = "The Red Front held much of Tal Asfar."
    claim = sentence(words, "controls", "held", actor=party("Red Front"), place=town("much"), when="2015-05-01")
    assert status([claim], "2015-05-01", "Red Front").status == "possible"


def test_a_name_shared_with_provinces_is_not_the_town():
    """ "X and Y provinces" speaks of the province that is called like the town."""
    words = "The Red Front captured villages in Tal Asfar and Qasr Said provinces."
    claim = sentence(words, actor=party("Red Front"), place=town(), when="2015-05-01")
    assert status([claim], "2015-06-01", "Red Front").status == "possible"


def test_a_town_named_in_a_list_of_what_was_taken_is_taken():
    """The number before "including" does not make the towns of the list its surroundings."""
    words = "The Red Front captured five districts, including the towns of Qasr Said and Tal Asfar."
    districts = party("five districts", type_="LOCATION", text="five districts")
    claim = sentence(words, actor=party("Red Front"), place=[districts, town()], when="2015-05-01")
    assert status([claim], "2015-06-01", "Red Front").status == "bracketed"


def test_the_town_is_the_one_named_last_even_where_it_was_read_as_another():
    """ "The town" behind the name of another settlement is not trusted to be the place."""
    other = party("Qasr Said", type_="LOCATION")
    claims = [
        told("clash", report=LATER, side=["Red Front", "Blue Guard"], place=town(), when="2015-05-01"),
        told("clash", report=LATER, side=["Red Front", "Blue Guard"], place=other, when="2015-05-10", at=200),
        told("capture", report=LATER, actor="Red Front", place=town("the town"), when="2015-05-20", at=300),
    ]
    claims = [_placed(c) for c in claims]
    assert status(claims, "2015-06-01", "Red Front") is None
    assert status([claims[0], claims[2]], "2015-06-01", "Red Front").status == "bracketed"


def _placed(claim):
    roles = {
        r: tuple(replace(p, span=claim.sentence) if r == "place" else p for p in filled)
        for r, filled in claim.roles.items()
    }
    return replace(claim, roles=roles)


def test_a_last_pocket_stands_for_weeks_and_no_longer():
    """What is told as somebody's last is about to fall: after weeks of silence nobody is said to hold it."""
    words = "By 1 May Tal Asfar was the last pocket held by the Red Front."
    claim = sentence(words, "controls", "held", actor=party("Red Front"), place=town(), when="2015-05-01")
    assert status([claim], "2015-05-20", "Red Front").status == "bracketed"
    assert status([claim], "2015-08-01", "Red Front").status == "unknown"


def test_a_second_loss_shows_no_holding_where_another_had_taken_the_place():
    """Lost, taken by another and lost once more with no regaining told: the second telling brings nothing back."""
    left = [told("withdrawal", report=LATER, actor="Blue Guard", place="Tal Asfar", when=day)
            for day in ("2016-12-11", "2017-03-01")]  # fmt: skip
    claims = [capture("Blue Guard", "2016-03-27"), left[0], capture("Red Front", "2016-12-11"), left[1]]
    answer = control(FakeView(told=claims), TOWN, date(2017, 1, 15))
    assert [(h.actor, h.contested) for h in answer.actors if h.status == "bracketed"] == [("Red Front", False)]


def test_doers_far_apart_in_one_claim_are_no_allies():
    """A claim read with two doers that its sentence sets against each other puts them in no one camp."""
    words = "The Red Front, which broke the lines of the Blue Guard, captured the hills of Tal Asfar."
    claim = sentence(words, actor=[party("Red Front"), party("Blue Guard")], place=town("the hills of Tal Asfar"),
                     when="2015-05-01")  # fmt: skip
    claims = [claim, capture("Red Front", "2015-05-20"), capture("Blue Guard", "2015-07-20")]
    assert status(claims, "2015-08-01", "Red Front").status == "lost"


def test_who_enters_a_place_that_its_enemy_left_holds_it():
    """ "They entered the town after the withdrawal": nobody else is told to have it."""
    left = told("withdrawal", report=LATER, actor="Blue Guard", place="Tal Asfar", when="2015-05-20")
    entry = told("movement", report=LATER, who="Red Front", destination="Tal Asfar", when="2015-05-21")
    entry = replace(entry, trigger=Quote(entry.trigger.span, "entered"))
    assert status([left, entry], "2015-06-01", "Red Front").status == "bracketed"
    assert status([entry], "2015-06-01", "Red Front").status == "possible"


@pytest.mark.parametrize(
    ("who", "type_", "words", "status_"),
    [
        ("Red Front", "withdrawal", "Asfar Province", "possible"),
        ("Blue Guard", "capture", "the entire Asfar Province", "possible"),
        ("Blue Guard", "capture", "Asfar Province", "bracketed"),
        ("Red Front", "withdrawal", "parts of Asfar Province", "bracketed"),
    ],
)
def test_a_holding_is_doubtful_once_its_province_changed_hands(who, type_, words, status_):
    """Who left the province, or whose foe took all of it, is not surely in its towns; a part of it says nothing."""
    wide = Place(id="p", name="Asfar Province", lat=33.0, lon=40.0, feature="ADM1")
    around = party("Asfar Province", type_="LOCATION", text=words, place=wide)
    later = told(type_, report=LATER, actor=who, place=around, when="2015-06-20")
    claims = [capture("Red Front", "2015-05-20"), later]
    related = {slug("Asfar Province"): "contains"}
    assert status(claims, "2015-07-01", "Red Front", related).status == status_


def test_ground_held_is_what_the_word_for_its_holder_stands_beside():
    """In "X-held" X is the holder, though another acts before it; a place named before that is not what is held."""
    words = "The Red Front came within five kilometres of the Blue Guard-held town of Tal Asfar."
    actors = [party("Red Front"), party("Blue Guard")]
    near = sentence(words, "controls", "Blue Guard-held", actor=actors, when="2015-05-01",
                    place=town("the Blue Guard-held town of Tal Asfar"))  # fmt: skip
    assert status([near], "2015-05-10", "Blue Guard").status == "bracketed"
    assert status([near], "2015-05-10", "Red Front") is None
    words = "By taking Tal Asfar the Red Front could reach the Blue Guard-held cities of the coast."
    far = sentence(
        words, "controls", "Blue Guard-held", actor=actors, place=[town(), town("cities")], when="2015-05-01"
    )
    assert not control(FakeView(told=[far]), TOWN, date(2015, 5, 10)).actors
