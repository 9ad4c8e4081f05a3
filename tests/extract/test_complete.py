"""Roles that a claim's own words and clause fill, where its maker left them open."""

import pytest

from bywhom.extract.candidate import Candidate
from bywhom.extract.complete import complete
from bywhom.model.text import Span
from bywhom.nlp.load import load_parser

PLACES = {"Kalan", "Orvik"}


def completed(text, type_, trigger, **roles):
    def span(words):
        return Span(text.index(words), text.index(words) + len(words))

    def kind_of(start, end):
        return "LOCATION" if text[start:end] in PLACES else ""

    made = Candidate(
        type=type_, trigger=span(trigger), sentence=Span(0, len(text)),
        roles={role: (span(words),) for role, words in roles.items()},
    )  # fmt: skip
    return {
        r: [s.of(text) for s in spans] for r, spans in complete(made, load_parser().parse(text), kind_of).roles.items()
    }


@pytest.mark.parametrize(
    ("text", "trigger", "title"),
    [
        ("The former foreign minister, Ana Roth, flew home.", "former foreign minister", "former foreign minister"),
        ("Kalan's Secretary of Defense Ana Roth flew home.", "s Secretary of Defense", "Secretary of Defense"),
        ("Deputy Governor Ana Roth flew home.", "Deputy Governor", "Deputy Governor"),
    ],
)
def test_the_noun_that_makes_someone_a_member_is_the_title(text, trigger, title):
    assert completed(text, "member", trigger, member="Ana Roth")["title"] == [title]


def test_a_verb_or_the_leadership_itself_is_no_title():
    assert "title" not in completed("Ana Roth led the brigade.", "leads", "led", leader="Ana Roth")
    assert "title" not in completed("The leadership of Ana Roth ended.", "leads", "leadership", leader="Ana Roth")


def test_a_title_that_is_there_is_kept():
    roles = completed("The chief engineer Ana Roth left.", "member", "engineer", member="Ana Roth", title="chief")
    assert roles["title"] == ["chief"]


def test_a_word_for_a_way_of_killing_is_the_method_and_killing_is_none():
    assert completed("Guards beheaded two men.", "killing", "beheaded", victim="two men")["method"] == ["beheaded"]
    assert "method" not in completed("Guards killed two men.", "killing", "killed", victim="two men")


def test_a_movement_takes_its_origin_from_the_clause():
    roles = completed("The column drove from Orvik to the river.", "movement", "drove", who="The column")
    assert roles["origin"] == ["Orvik"]


def test_a_place_of_the_clause_is_taken_and_words_that_fill_another_role_are_not():
    text = "Gunmen attacked the convoy near Kalan."
    assert completed(text, "attack", "attacked", target="the convoy")["place"] == ["Kalan"]
    assert "place" not in completed(text, "attack", "attacked", target="the convoy near Kalan")
    assert "place" not in completed("Gunmen attacked the convoy in anger.", "attack", "attacked", target="the convoy")


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("The blast killed four men and 15 were wounded.", ["four men"], ["15"]),
        (
            "The blast killed four men, injuring at least two guards.",
            ["four men"],
            ["two guards"],
        ),  # the bound is taken in with the filler
        ("The blast killed four men.", ["four men"], None),
    ],
)
def test_the_wounded_are_counted_apart_from_the_killed(text, killed, injured):
    roles = completed(text, "explosion", "blast", killed="four men")
    assert (roles["killed"], roles.get("injured")) == (killed, injured)


def test_a_figure_of_the_wounded_is_taken_out_of_the_killed():
    roles = completed("Six others were wounded in the raid.", "attack", "raid", killed="Six others")
    assert roles == {"injured": ["Six others"]}


def test_people_counted_as_killed_are_no_side_of_the_fight():
    text = "At least 17 people were killed in clashes with the army."
    assert "side" not in completed(text, "clash", "clashes", killed="17 people", side="least 17 people")
    text = "At least 17 rebels were killed in clashes with the army."
    assert completed(text, "clash", "clashes", killed="17 rebels", side="17 rebels")["side"] == ["17 rebels"]


def test_the_wounded_of_a_claim_without_killed_stay_out():
    assert "injured" not in completed("The raid began and 15 were wounded.", "attack", "raid")


def test_a_place_further_down_in_the_trigger_s_own_phrase_is_where_it_was():
    text = "The attack on the diplomatic compound in Orvik left four dead."
    assert completed(text, "attack", "attack", target="the diplomatic compound")["place"] == ["Orvik"]


def test_the_ground_right_behind_a_taking_is_taken_with_what_is_listed():
    """Where the maker saw only the last of a list, or the country of an apposition, the object itself is added."""
    text = "Rebels took control of Kalan, the largest town of the county, and Orvik."
    assert sorted(completed(text, "capture", "took control of", actor="Rebels", place="Orvik")["place"]) == [
        "Kalan", "Orvik",
    ]  # fmt: skip
    assert completed("Rebels took control of Kalan.", "capture", "took control of", place="Kalan")["place"] == ["Kalan"]
    assert "place" not in completed("Rebels seized guns in a raid.", "capture", "seized", actor="Rebels")


def test_who_a_passive_says_did_it_is_no_victim():
    text = "People crossed the river and were shot by both sides."
    roles = completed(text, "killing", "were shot", victim="both sides")
    assert (roles.get("victim"), roles["perpetrator"]) == (None, ["both sides"])
    assert completed("Guards were shot by rebels.", "attack", "were shot", target="Guards")["target"] == ["Guards"]


def test_the_place_that_somebody_leaves_is_no_destination():
    text = "The soldiers had left Kalan hours earlier."
    roles = completed(text, "movement", "had left", who="The soldiers", destination="Kalan")
    assert (roles.get("destination"), roles["origin"]) == (None, ["Kalan"])
    onward = completed("They left for Orvik.", "movement", "left", who="They", destination="Orvik")
    assert onward["destination"] == ["Orvik"]


def test_who_fled_is_not_counted_among_the_dead():
    text = "Thousands were killed and about two million people fled their homes."
    assert "killed" not in completed(
        text, "killing", "were killed", victim="Thousands", killed="about two million people"
    )
    stayed = completed(
        "About nine people were killed as others fled.", "killing", "were killed", killed="About nine people"
    )
    assert stayed["killed"] == ["About nine people"]


def test_both_sides_of_an_exchange_let_captives_go():
    text = "On Monday five drivers were swapped for the release of 11 Kalan men held in Orvik."
    roles = completed(text, "release", "were swapped for the release", captive="five drivers")
    assert roles["captive"] == ["five drivers", "11 Kalan men"]


def test_persons_listed_by_name_and_age_suffer_together():
    text = "Ana Roth, in her 50s, Ivo Sand, aged 61, and Jan Berg, 19, were shot in Orvik."
    assert completed(text, "killing", "were shot", victim="Jan Berg")["victim"] == ["Ana Roth", "Ivo Sand", "Jan Berg"]


def test_who_stands_in_another_role_is_not_listed_with_those_who_suffer():
    text = "Ana Roth, 45, and Jan Berg, 19, were shot by her."
    roles = completed(text, "killing", "were shot", victim="Jan Berg", perpetrator="Ana Roth")
    assert roles["victim"] == ["Jan Berg"]
