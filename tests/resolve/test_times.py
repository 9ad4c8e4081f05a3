"""Expressions get the values that their words and their anchor allow, and no more."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bywhom.extract.times import find_times
from bywhom.model.when import TimeMention
from bywhom.resolve.times import inferred_bound, resolve_times

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "times.yaml").read_text(encoding="utf-8"))


def resolve(text: str, published: date | None = None) -> tuple[TimeMention, ...]:
    return resolve_times(text, find_times(text), published=published)


@pytest.mark.parametrize("case", CASES, ids=[case["note"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    got = [[text[t.start : t.end], t.value, t.edtf] for t in resolve(text, case.get("published"))]
    assert got == case["want"]


def test_the_anchor_is_named() -> None:
    text = "On 12 May 1986 they came. The next day they left. They fled in 1987, on 3 June 1988 and in 1989."
    assert [t.anchor for t in resolve(text, date(2021, 3, 1))][:2] == ["none", "narrative"]
    (time,) = resolve("They left yesterday.", date(2021, 3, 1))
    assert time.anchor == "published"


def test_dates_told_before_the_first_year_take_it_from_there() -> None:
    text = (
        "On 4 December the column set out. On 6 December it was stopped. On 12 December it turned back. On 20 December "
        "snow fell. On 3 January 1987 it reached the pass. On 5 January it rested. On 7 January it split. "
        "On 9 January 1987 the rear gave up. On 2 February 1987 all was over. On 9 February they went home."
    )
    values = [t.value for t in resolve(text, date(2021, 3, 1))]
    assert values[0] == "1986-12-04"
    assert values[-1] == "1987-02-09"


def test_a_year_named_in_passing_does_not_move_the_story() -> None:
    text = (
        "In 1986 the war began. On 4 March the port fell. The mayor, in office since 1979, fled on 6 March. "
        "On 9 March 1986 the army came. On 11 March it left. On 12 March 1986 it was quiet."
    )
    values = [t.value for t in resolve(text, date(2021, 3, 1))]
    assert values == ["1986", "1986-03-04", "1979", "1986-03-06", "1986-03-09", "1986-03-11", "1986-03-12"]


def test_a_full_date_that_only_looks_back_leaves_the_story_in_its_year() -> None:
    text = (
        "On 3 July 2016 the army attacked. On 5 July it took the bridge. On 25 November 2015 rebels had shot down a "
        "helicopter there. On 8 August the town fell. On 2 September it was quiet. On 9 October 2016 the war ended."
    )
    assert [t.value for t in resolve(text, date(2021, 3, 1))][-3:-1] == ["2016-08-08", "2016-09-02"]


def test_a_month_before_the_next_date_with_its_year_lies_before_it() -> None:
    text = (
        "On 2 March 2017 the army took the city. In mid-December, rebels had attacked it. In early January 2017 they "
        "withdrew. On 14 January the army moved. On 20 January it reached the river. On 25 January 2017 it rested."
    )
    values = [t.value for t in resolve(text, date(2021, 3, 1))]
    assert values[1].startswith("2016-12")
    assert values[-3:-1] == ["2017-01-14", "2017-01-20"]


def test_a_year_that_is_a_heading_dates_what_stands_under_it() -> None:
    text = (
        "In May 2018 the war went on. On 7 June 2018 a truce was signed. It broke on 9 July 2018.\n\n2020\nOn 27 "
        "February four men were killed. On 7 March a fifth died. On 18 March the fighting ended."
    )
    assert [t.value for t in resolve(text, date(2021, 3, 1))][-3:] == ["2020-02-27", "2020-03-07", "2020-03-18"]


def test_a_text_that_tells_anew_under_a_heading_goes_back_to_its_first_year() -> None:
    lead = (
        "The siege of Varna began on 20 February 1986. A raid of 12 March failed. The dam was lost on 18 March. "
        "The raids went on to 8 November, when the garrison left. On 14 November 1986 all was over.\n\nBackground\n"
        "On 11 January 1986 the war began.\n\nFirst raids\n"
    )
    body = "On 20 February the guns fired. On 2 March it rained. On 12 March the bridge fell. On 4 April it ended."
    values = [t.value for t in resolve(lead + body, date(1987, 7, 1))]
    assert values[3] == "1986-11-08"
    assert values[6:] == ["1986-02-20", "1986-03-02", "1986-03-12", "1986-04-04"]


def test_a_history_without_a_year_that_runs_past_its_publication_is_of_the_year_before() -> None:
    days = ("18 April", "27 May", "7 June", "17 June", "24 June", "7 July", "13 July", "31 July", "5 August",
            "9 September")  # fmt: skip
    text = " ".join(f"On {d} the front moved." for d in days)
    assert {t.value[:4] for t in resolve(text, date(1987, 7, 15))} == {"1986"}
    assert {t.value[:4] for t in resolve(text, date(1987, 12, 15))} == {"1987"}


def test_a_range_over_the_turn_of_the_year_begins_in_the_year_before() -> None:
    first, second = resolve("They fought from late December to early January 1987.", date(1990, 1, 1))
    assert (first.value, second.value) == ("1986-12", "1987-01")


def test_a_bound_is_inferred_from_the_latest_date_named_outright() -> None:
    bound = inferred_bound(resolve("On 3 May 2012 they met; in 2014 he died. Last week all was calm."))
    assert bound is not None
    assert (bound.earliest, bound.latest) == (date(2014, 1, 1), None)


def test_without_any_date_no_bound_is_inferred() -> None:
    assert inferred_bound(resolve("Last week all was calm.")) is None


def test_nothing_dated_rests_on_the_report_when_the_report_has_no_date() -> None:
    times = resolve("He fled last week, yesterday, on Friday, in May, three days ago and overnight.")
    assert times
    assert all(t.anchor != "published" and t.edtf == "" for t in times)


WORDS = [
    "on", "3", "May", "June", "2014", "the", "last", "two", "weeks", "ago", ",", "-", "to", "Friday", "of", "in",
    "next", "day", "later", "1986", "BC", "year", "every", "31", "Feb.", "1990s",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.none() | st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_every_expression_gets_one_mention_and_every_edtf_its_interval(
    words: list[str], published: date | None
) -> None:
    text = " ".join(words)
    expressions = find_times(text)
    times = resolve_times(text, expressions, published=published)
    assert [(t.start, t.end) for t in times] == [(e.start, e.end) for e in expressions]
    assert all((t.interval is None) == (t.edtf == "" or t.edtf.startswith("-")) for t in times)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They stayed two and a half years.", "P2Y6M"),
        ("It took a minute and a half.", "PT1M30S"),
        ("It took half a year.", "P6M"),
        ("It took two and a half weeks.", "P2.5W"),
    ],
)
def test_halves_are_told_in_the_next_smaller_unit(text: str, value: str) -> None:
    (time,) = resolve(text)
    assert time.value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He was freed on Thanksgiving.", "2017-11-23"),
        ("The truce will hold at Easter.", "2018-04-01"),
        ("They fled at Easter 2016.", "2016-03-27"),
        ("The town fell on Christmas eve.", "2017-12-24"),
    ],
)
def test_a_feast_is_the_nearest_one(text: str, value: str) -> None:
    (time,) = resolve(text, date(2018, 1, 20))
    assert time.value == value


def test_the_quarter_of_a_report_is_the_one_it_names_most() -> None:
    text = "Third-quarter output rose. Third-quarter sales rose after a flat second quarter. A year earlier it lost."
    assert resolve(text, date(2018, 11, 20))[-1].value == "2017-Q3"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Rain is expected in coming weeks.", "FUTURE_REF"),
        ("Few travel there these days.", "PRESENT_REF"),
        ("They left at 4 in the morning.", "2018-01-20T04:00"),
        ("He was freed last Thanksgiving.", "2017-11-23"),
        ("It lost money in the fiscal year.", "2018"),
    ],
)
def test_loose_words_of_news_have_their_value(text: str, value: str) -> None:
    (time,) = resolve(text, date(2018, 1, 20))
    assert time.value == value


def test_news_that_names_an_old_year_in_passing_counts_from_its_own_year() -> None:
    days = (
        "26 March",
        "24 March",
        "27 March",
        "4 April",
        "9 April",
        "30 May",
        "2 June",
        "July",
        "8 August",
        "1 September",
    )
    first, *rest = [f"On {d} the front moved." if d[0].isdigit() else f"In {d} it moved." for d in days]
    passing = "The group broke away in 2019."
    news = " ".join([first, passing, *rest])
    assert {t.value[:4] for t in resolve(news, date(2021, 9, 25)) if len(t.value) > 4} == {"2021"}
    assert {t.value[:4] for t in resolve(f"{passing} {first} {' '.join(rest)}", date(2021, 9, 25))} == {"2019"}
    assert {t.value[:4] for t in resolve(news, date(2021, 7, 1)) if len(t.value) > 4} == {"2019"}
