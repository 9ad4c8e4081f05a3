"""Control: five states, contested, and what may never make a holder."""

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import FakeView, party, report_card, slug, told

from bywhom.analysis.control import control
from bywhom.analysis.history import control_history
from bywhom.analysis.names import is_state
from bywhom.analysis.senses import senses
from bywhom.model.account import EntityCard
from bywhom.model.text import Quote, Span
from bywhom.model.when import Interval
from bywhom.model.where import Place

TOWN = EntityCard(id=slug("Tal Asfar"), name="Tal Asfar", type="LOCATION")
LATER = report_card("r9", published=date(2020, 1, 1))


def capture(who, when, **more):
    return told("capture", report=LATER, actor=who, place=more.pop("place", "Tal Asfar"), when=when, **more)


def status(claims, on, who, related=None):
    view = FakeView(told=claims, related={TOWN.id: related or {}})
    return {h.actor: h for h in control(view, TOWN, date.fromisoformat(on)).actors}.get(who)


def test_a_capture_brackets_every_day_after_it():
    assert status([capture("Red Front", "2015-05-20")], "2016-01-01", "Red Front").status == "bracketed"


def test_a_capture_that_one_claim_alone_tells_says_so_after_half_a_year():
    once = capture("Red Front", "2015-05-20")
    again = told("capture", report=report_card("r8", published=date(2020, 1, 1)), actor="Red Front",
                 place="Tal Asfar", when="2015-05-20", at=300)  # fmt: skip
    assert "one claim alone" in status([once], "2016-06-01", "Red Front").why
    assert "one claim alone" not in status([once], "2015-11-01", "Red Front").why
    assert "one claim alone" not in status([once, again], "2016-06-01", "Red Front").why


def test_a_capture_says_nothing_of_the_day_before():
    assert status([capture("Red Front", "2015-05-20")], "2015-05-19", "Red Front").status == "unknown"


def test_a_claim_whose_range_covers_the_day_attests():
    held = told("controls", report=LATER, actor="Red Front", place="Tal Asfar", when="2015-05-01/2015-07-31")
    assert status([held], "2015-06-15", "Red Front").status == "attested"


def test_a_loss_ends_a_holding_only_from_its_date():
    claims = [
        capture("Red Front", "2015-05-20"),
        told("withdrawal", report=LATER, actor="Red Front", place="Tal Asfar", when="2016-03-27"),
    ]
    assert status(claims, "2016-03-26", "Red Front").status == "bracketed"
    assert status(claims, "2016-03-27", "Red Front").status == "lost"


def test_a_capture_by_another_ends_a_holding_and_is_not_contested():
    claims = [capture("Red Front", "2015-05-20"), capture("Blue Guard", "2016-03-27")]
    assert status(claims, "2016-05-01", "Red Front").status == "lost"
    blue = status(claims, "2016-05-01", "Blue Guard")
    assert (blue.status, blue.contested) == ("bracketed", False)


def test_a_place_that_changes_hands_four_times_is_followed():
    claims = [
        capture("Red Front", "2015-05-20", from_="Blue Guard"),
        capture("Blue Guard", "2016-03"),
        capture("Red Front", "2016-12-11"),
        capture("Blue Guard", "2017-03-02"),
    ]
    days = {"2015-04-15": "Blue Guard", "2015-07-01": "Red Front", "2016-05-01": "Blue Guard",
            "2017-01-15": "Red Front", "2017-03-15": "Blue Guard"}  # fmt: skip
    for day, who in days.items():
        view = FakeView(told=claims)
        standing = [h.actor for h in control(view, TOWN, date.fromisoformat(day)).actors
                    if h.status in ("attested", "bracketed")]  # fmt: skip
        assert standing == [who], day


def test_a_loss_alone_shows_that_the_place_was_held_before_it():
    lost = [told("withdrawal", report=LATER, actor="Red Front", place="Tal Asfar", when="2016-03-27")]
    assert status(lost, "2016-02-01", "Red Front").status == "bracketed"
    assert status(lost, "2012-02-01", "Red Front").status == "unknown"


@pytest.mark.parametrize("modality", ["planned", "conditional", "general"])
def test_what_is_not_told_as_a_fact_makes_no_holder(modality):
    assert status([capture("Red Front", "2015-05-20", modality=modality)], "2015-06-01", "Red Front") is None


def test_a_hedged_capture_is_possible():
    assert (
        status([capture("Red Front", "2015-05-20", modality="possible")], "2015-06-01", "Red Front").status
        == "possible"
    )


def test_a_denied_capture_makes_no_holder():
    assert status([capture("Red Front", "2015-05-20", polarity="denied")], "2015-06-01", "Red Front") is None


def test_a_siege_is_not_control():
    siege = told("siege", report=LATER, actor="Red Front", place="Tal Asfar", when="2015-05-20")
    assert status([siege], "2015-06-01", "Red Front") is None


@pytest.mark.parametrize(
    "words",
    ["the northern quarter of Tal Asfar", "the outskirts of Tal Asfar", "two villages near Tal Asfar",
     "parts of Tal Asfar", "Tal Asfar airport", "the Tal Asfar countryside"],
)  # fmt: skip
def test_the_capture_of_a_part_is_not_the_capture_of_the_town(words):
    part = capture("Red Front", "2015-05-20", place=party("Tal Asfar", type_="LOCATION", text=words))
    found = status([part], "2015-06-01", "Red Front")
    assert found is None or found.status == "possible"


@pytest.mark.parametrize(
    "words", ["the city of Tal Asfar", "the whole of Tal Asfar", "the strategic town of Tal Asfar"]
)
def test_the_capture_of_the_whole_town_under_other_words_counts(words):
    whole = capture("Red Front", "2015-05-20", place=party("Tal Asfar", type_="LOCATION", text=words))
    assert status([whole], "2015-06-01", "Red Front").status == "bracketed"


def test_two_camps_that_are_told_to_hold_on_one_day_are_contested():
    claims = [
        told("controls", report=LATER, actor="Red Front", place="Tal Asfar", when="2015-05-01/2015-07-31"),
        told("controls", report=LATER, actor="Blue Guard", place="Tal Asfar", when="2015-06-01/2015-06-30"),
    ]
    assert status(claims, "2015-06-15", "Red Front").contested
    assert status(claims, "2015-06-15", "Blue Guard").contested
    assert not status(claims, "2015-07-15", "Red Front").contested


def test_allies_do_not_contest_each_other():
    claims = [
        told("controls", report=LATER, actor="Red Front", place="Tal Asfar", when="2015-05-01/2015-07-31"),
        told("controls", report=LATER, actor="Green Band", place="Tal Asfar", when="2015-05-01/2015-07-31"),
        told("allied", report=LATER, party=["Red Front", "Green Band"]),
    ]
    assert not status(claims, "2015-06-15", "Red Front").contested


def test_names_of_one_force_are_one_holder():
    claims = [capture("Kharan Army", "2015-05-20"), capture("Kharan government forces", "2015-05-21")]
    view = FakeView(told=claims)
    assert len(control(view, TOWN, date(2015, 6, 1)).actors) == 1


def test_an_undated_holding_in_a_news_report_attests_its_days_of_reporting():
    news = report_card("n1", published=date(2015, 11, 28))
    claims = [
        told("controls", report=news, actor="Red Front", place="Tal Asfar"),
        told("attack", report=news, attacker="Red Front", place="Elsewhere", when="2015-11-20"),
    ]
    assert status(claims, "2015-11-20", "Red Front").status == "attested"
    assert status(claims, "2015-09-01", "Red Front").status == "unknown"


def test_an_undated_sentence_of_a_narrative_is_dated_by_its_neighbours():
    claims = [
        capture("Blue Guard", "2014-02-01", place="Far Village", at=0),
        told("capture", report=LATER, actor="Red Front", place="Tal Asfar", at=100),
        capture("Blue Guard", "2014-02-20", place="Other Village", at=200),
    ]
    assert status(claims, "2014-03-01", "Red Front").status == "bracketed"
    assert status(claims, "2014-01-01", "Red Front").status == "unknown"


def test_a_report_attests_nothing_after_its_publication():
    early = report_card("n1", published=date(2015, 6, 1))
    claims = [told("controls", report=early, actor="Red Front", place="Tal Asfar", when="2015-05-01/2015-12-31")]
    assert status(claims, "2015-05-20", "Red Front").status == "attested"
    assert status(claims, "2015-07-15", "Red Front").status == "bracketed"


def test_a_stretch_that_the_place_lies_on_counts_as_the_place():
    coast = told("controls", report=LATER, actor="Red Front", place="Long Coast", when="2015-05-01/2015-07-31")
    assert status([coast], "2015-06-01", "Red Front", {slug("Long Coast"): "stretch"}).status == "attested"


def test_ground_that_contains_the_place_makes_a_holder_possible_only():
    province = told("controls", report=LATER, actor="Red Front", place="Wide Province", when="2015-05-01/2015-07-31")
    assert status([province], "2015-06-01", "Red Front", {slug("Wide Province"): "contains"}).status == "possible"


def test_every_standing_gives_its_claims_and_its_reason():
    claim = capture("Red Front", "2015-05-20")
    found = status([claim], "2016-01-01", "Red Front")
    assert found.because == (claim.id,)
    assert "20 May 2015" in found.why
    assert (found.reports, found.origins) == (1, 1)


def test_a_silent_day_names_the_nearest_claims_on_both_sides():
    before, after = capture("Red Front", "2015-05-20"), capture("Blue Guard", "2018-05-20")
    gone = told("withdrawal", report=LATER, actor="Red Front", place="Tal Asfar", when="2015-06-20")
    answer = control(FakeView(told=[before, gone, after]), TOWN, date(2017, 1, 1))
    assert set(answer.nearest) == {gone.id, after.id}
    assert any("nobody" in w for w in answer.warnings)


def test_claims_without_a_date_are_the_nearest_where_none_is_dated():
    claim = capture("Red Front", "")
    assert control(FakeView(told=[claim]), TOWN, date(2017, 1, 1)).nearest == (claim.id,)


def test_what_is_told_of_the_ground_around_is_not_the_last_word_on_the_place():
    """Who is in a country is in no town of it; who left all of a province is told of the province."""
    spots = {"Ruritania": "PCLI", "Green Province": "ADM1"}
    lands = {n: Place(id=n, name=n, lat=1.0, lon=1.0, country="RU", feature=f) for n, f in spots.items()}
    around = [party(n, type_="LOCATION", place=p) for n, p in lands.items()]
    view = FakeView(
        told=[
            told("present", report=LATER, actor="White Guard", place=[around[0]], when="2014-01-05"),
            told("withdrawal", report=LATER, actor="Blue Guard", place=[around[1]], when="2014-02-05"),
            capture("Red Front", "2010-05-20"),
            told("withdrawal", report=LATER, actor="Red Front", place="Tal Asfar", when="2011-05-20"),
        ],
        related={TOWN.id: {p.entity: "contains" for p in around}},
    )
    answer = control(view, TOWN, date(2015, 1, 1))
    assert "White Guard" not in {h.actor for h in answer.actors}
    assert "the last word on Tal Asfar is of 20 May 2011" in answer.warnings
    assert answer.nearest == (view.told[3].id,)


def test_an_empty_account_says_so():
    assert control(FakeView(), TOWN, date(2017, 1, 1)).warnings == ("no claim says who holds Tal Asfar",)


def test_history_tells_holdings_in_order_and_where_the_record_is_silent():
    claims = [
        capture("Red Front", "2015-05-20"),
        told("withdrawal", report=LATER, actor="Red Front", place="Tal Asfar", when="2015-06-20"),
        capture("Blue Guard", "2018-05-20"),
    ]
    history = control_history(FakeView(told=claims), TOWN, since=date(2015, 1, 1), until=date(2019, 1, 1))
    assert [h.actor for h in history.holdings] == ["Red Front", "Blue Guard"]
    assert history.holdings[0].until == "2015-06-20"
    assert history.silent == ("2015-01-01/2015-05-19", "2015-06-20/2018-05-19")


def test_the_record_is_silent_once_the_last_word_of_a_holding_reaches_no_further():
    held = told("controls", report=LATER, actor="Red Front", place="Tal Asfar", when="2015-05-20")
    history = control_history(FakeView(told=[held]), TOWN, since=date(2015, 5, 20), until=date(2016, 12, 31))
    assert history.silent == ("2015-11-19/2016-12-31",)
    assert status([held], "2015-11-18", "Red Front").status == "bracketed"
    assert status([held], "2015-11-20", "Red Front").status == "unknown"


def sentence(words, type_="capture", trigger="captured", **roles):
    """A claim whose fillers, by role, are found in its sentence."""
    base = told(
        type_,
        report=LATER,
        **{r: v for r, v in roles.items() if r not in ("when", "report")},
        when=roles.get("when", ""),
    )
    at = words.index(trigger)
    placed = {
        role: tuple(
            replace(p, span=Span(words.index(p.text), words.index(p.text) + len(p.text))) if p.text in words else p
            for p in filled
        )
        for role, filled in base.roles.items()
    }
    quote = Quote(Span(at, at + len(trigger)), trigger)
    return replace(base, sentence=Span(0, len(words)), sentence_text=words, trigger=quote, roles=placed)


def town(text="Tal Asfar"):
    return party("Tal Asfar", type_="LOCATION", text=text)


def test_the_purpose_of_an_offensive_is_no_capture():
    words = "On 1 May the Red Front launched an offensive to retake Tal Asfar."
    claim = sentence(words, trigger="retake", actor=party("Red Front"), place=town(), when="2015-05-01")
    assert status([claim], "2015-06-01", "Red Front") is None


def test_a_place_to_be_taken_from_somebody_is_in_its_hands():
    planned = told("capture", report=LATER, actor="Red Front", place="Tal Asfar", from_="Blue Guard", when="2015-05-01",
                   modality="planned")  # fmt: skip
    assert status([planned], "2015-05-01", "Blue Guard").status == "attested"
    assert status([planned], "2015-04-01", "Blue Guard").status == "bracketed"
    assert status([planned], "2015-06-01", "Red Front") is None


def test_a_doer_behind_another_clause_is_not_the_one_that_took_the_town():
    words = "The Red Front captured Tal Asfar, while the Blue Guard dug in to the north."
    claim = sentence(words, actor=[party("Red Front"), party("Blue Guard")], place=town(), when="2015-05-01")
    assert status([claim], "2015-06-01", "Red Front").status == "bracketed"
    assert status([claim], "2015-06-01", "Blue Guard") is None


def test_a_raid_that_seizes_a_district_does_not_take_the_town():
    words = "The Red Front raided Tal Asfar, seizing a district on its outskirts."
    district = party("district of Tal Asfar", type_="LOCATION", text="a district")
    claim = sentence(words, trigger="seizing", actor=party("Red Front"), place=[town(), district], when="2015-05-01")
    assert status([claim], "2015-06-01", "Red Front").status == "possible"


def test_who_holds_only_what_is_left_has_lost_the_town_to_the_one_that_took_it_part_by_part():
    def part(text, day):
        return told(
            "capture", report=LATER, actor="Red Front", place=town(f"the {text} district of Tal Asfar"), when=day
        )

    words = "The Blue Guard held only the last districts of Tal Asfar."
    left = sentence(words, "controls", "held", actor=party("Blue Guard"), place=town("the last districts of Tal Asfar"),
                    when="2016-09-03")  # fmt: skip
    claims = [part("western", "2016-06-01"), part("southern", "2016-07-01"), left]
    assert status(claims, "2016-05-01", "Blue Guard").status == "bracketed"
    assert status(claims, "2016-12-01", "Red Front").status == "bracketed"
    assert status(claims, "2016-12-01", "Blue Guard").status == "lost"


def test_a_recapture_shows_that_the_place_was_held_before_it_was_taken():
    claims = [
        capture("Red Front", "2016-12-11"),
        sentence("The Blue Guard recaptured Tal Asfar.", trigger="recaptured", actor=party("Blue Guard"), place=town(),
                 when="2017-03-02"),
    ]  # fmt: skip
    assert status(claims, "2016-11-01", "Blue Guard").status == "bracketed"
    assert status(claims, "2017-01-01", "Blue Guard").status == "lost"


def test_the_city_of_a_narrative_is_the_settlement_named_last():
    here = Place(id="1", name="Tal Asfar", lat=33.0, lon=40.0)
    named = party("Tal Asfar", type_="LOCATION", place=here)
    city = party("the city", type_="LOCATION", text="the city")
    claims = [
        told("clash", report=LATER, side=["Red Front", "Blue Guard"], place=named, when="2015-05-01"),
        told("siege", report=LATER, actor="Red Front", place=named, when="2015-05-01"),
        told("capture", report=LATER, actor="Red Front", place=city, when="2015-05-20", at=200),
    ]
    assert status(claims, "2015-06-01", "Red Front").status == "bracketed"


def test_another_town_put_on_the_same_spot_of_the_map_is_not_the_place():
    other = told(
        "capture", report=LATER, actor="Red Front", place=party("Bir Hafir", type_="LOCATION"), when="2015-05-20"
    )
    placed = replace(TOWN, place=Place(id="1", name="Tal Asfar", lat=33.0, lon=40.0))
    view = FakeView(told=[other], related={TOWN.id: {slug("Bir Hafir"): "same"}})
    assert not control(view, placed, date(2015, 6, 1)).actors


def test_civilians_and_figures_hold_no_ground():
    claims = [
        told("withdrawal", report=LATER, actor=party("civilians"), place="Tal Asfar", when="2015-05-20"),
        told("capture", report=LATER, actor=party("60", type_="QUANTITY"), place="Tal Asfar", when="2015-05-21"),
    ]
    assert not control(FakeView(told=claims), TOWN, date(2015, 6, 1)).actors


def test_a_held_stretch_counts_at_its_ends_and_at_the_place_it_is_near():
    words = "The Red Front held 100 miles of coast near Tal Asfar, from the town of Bir Hafir in the west to Qasr Said."
    coast = party("long coast", type_="LOCATION", text="100 miles of coast")
    claim = sentence(words, "controls", "held", actor=party("Red Front"), place=coast, when="2015-05-01/2015-07-31")
    for name in ("Tal Asfar", "Bir Hafir", "Qasr Said"):
        card = EntityCard(id=slug(name), name=name, type="LOCATION")
        assert control(FakeView(told=[claim]), card, date(2015, 6, 1)).actors[0].status == "attested", name
    elsewhere = EntityCard(id="x", name="Far Village", type="LOCATION")
    assert not control(FakeView(told=[claim]), elsewhere, date(2015, 6, 1)).actors


def test_a_held_stretch_told_without_a_date_is_dated_by_its_report_like_any_holding():
    words = "The Red Front holds 100 miles of coast near Tal Asfar, from the town of Bir Hafir to Qasr Said."
    claim = sentence(words, "controls", "holds", actor=party("Red Front"), place="Tal Asfar")
    card = EntityCard(id=slug("Qasr Said"), name="Qasr Said", type="LOCATION")
    assert control(FakeView(told=[claim]), card, date(2019, 12, 28)).actors[0].status == "attested"


def told_senses(claim):
    return [(p.name, sense) for p, sense in senses(claim)]


@pytest.mark.parametrize(
    ("type_", "words", "trigger", "sense"),
    [
        ("capture", "Red Front was on the verge of taking Tal Asfar", "taking", "weak"),
        ("capture", "Red Front nearly seized Tal Asfar", "nearly seized", "weak"),
        ("capture", "Red Front had lost Tal Asfar", "had lost", "loss"),
        ("capture", "Red Front was being expelled from Tal Asfar", "being expelled", "loss"),
        ("capture", "Red Front made no gains in Tal Asfar", "made no gains in", "denied"),
        ("capture", "Red Front moved from Tal Asfar into an open plain", "into an", "weak"),
        ("capture", "the last Red Front-held town, Tal Asfar, was taken", "was taken", "loss"),
        ("controls", "neither side, Red Front included, had control over Tal Asfar", "control over", "denied"),
        ("controls", "Red Front has full control over Tal Asfar", "full control over", "hold"),
    ],
)
def test_the_words_around_the_trigger_say_what_became_of_the_ground(type_, words, trigger, sense):
    assert told_senses(sentence(words, type_, trigger, actor="Red Front", place="Tal Asfar")) == [("Red Front", sense)]


@pytest.mark.parametrize(
    ("type_", "words", "trigger"),
    [
        ("controls", "Red Front was fighting for control of Tal Asfar", "control of"),
        ("controls", "control over Tal Asfar would allow Red Front to rest", "control over"),
        ("capture", "after the liberation of Tal Asfar a convoy of Red Front arrived", "liberation of"),
        ("capture", "Red Front towns such as Tal Asfar fell to others", "fell to"),
        ("withdrawal", "Red Front came amid word of a pulling back by others from Tal Asfar", "pulling back"),
    ],
)
def test_what_is_only_fought_over_or_done_by_another_moves_nobody(type_, words, trigger):
    assert told_senses(sentence(words, type_, trigger, actor="Red Front", place="Tal Asfar")) == []


def test_a_town_does_not_take_itself():
    words = "Tal Asfar had been cleared"
    assert told_senses(sentence(words, "capture", "had been cleared", actor=[town()], place=town())) == []


def test_where_those_who_leave_go_to_loses_nobody():
    words = "The Red Front withdrew to Tal Asfar."
    claim = sentence(words, "withdrawal", "withdrew", actor="Red Front", place=town(), when="2015-05-01")
    assert status([claim], "2015-04-30", "Red Front") is None


def test_a_summary_told_before_any_date_speaks_of_the_end_of_the_story():
    summary = sentence("By the end of the battle, Red Front had captured Tal Asfar.", actor="Red Front", place=town())
    days = [told("clash", report=LATER, side=["Red Front", "Blue Guard"], when=f"2016-11-{d}", at=200 + d)
            for d in (10, 20)]  # fmt: skip
    assert status([summary, *days], "2016-11-15", "Red Front").status != "bracketed"
    assert status([summary, *days], "2017-01-01", "Red Front").status == "bracketed"


def test_a_noun_of_taking_names_its_taker_after_by():
    words = "the capture of Tal Asfar by Red Front"
    assert told_senses(sentence(words, "capture", "capture of", actor="Red Front", place="Tal Asfar")) == [
        ("Red Front", "gain")
    ]


def test_a_later_holding_of_another_ends_an_old_capture():
    claims = [capture("Red Front", "2014-01-10"), told("controls", actor="Blue Guard", place="Tal Asfar",
                                                       when="2015-06-01", at=200)]  # fmt: skip
    assert status(claims, "2015-07-01", "Blue Guard").status == "bracketed"
    assert status(claims, "2015-07-01", "Red Front").status == "lost"
    assert status(claims, "2014-06-01", "Red Front").status == "bracketed"


def test_two_holdings_told_in_turn_leave_the_place_contested():
    claims = [
        told("controls", actor=who, place="Tal Asfar", when=when, at=at)
        for at, (who, when) in enumerate(
            [("Red Front", "2015-01-01"), ("Blue Guard", "2015-03-01"), ("Red Front", "2015-05-01")]
        )
    ]
    assert status(claims, "2015-04-01", "Red Front").contested
    assert status(claims, "2015-04-01", "Blue Guard").contested


def test_a_loss_told_of_no_day_shows_the_holding_that_a_capture_ended():
    lost = replace(told("withdrawal", actor="Blue Guard", place="Tal Asfar", at=300), edtf="../2015-06-25",
                   when=Interval.from_edtf("../2015-06-25"))  # fmt: skip
    claims = [capture("Red Front", "2015-06-10"), lost]
    assert status(claims, "2015-05-01", "Blue Guard").status == "bracketed"
    assert status(claims, "2015-07-01", "Blue Guard").status == "lost"


def test_an_army_against_the_state_is_no_organ_of_it():
    assert not is_state("Free Red Army")
    assert is_state("Red Army")


def test_a_border_town_is_a_town_and_no_part_of_one():
    def left(words):
        at = party("Tal Asfar", type_="LOCATION", text=words)
        return status([told("withdrawal", report=LATER, actor="Red Front", place=at, when="2015-06")], "2015-10-01",
                      "Red Front")  # fmt: skip

    assert left("the Ruritanian border town of Tal Asfar").status == "lost"
    assert left("the border of Tal Asfar") is None
