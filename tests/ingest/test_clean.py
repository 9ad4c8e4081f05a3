"""Cleaning undoes what the web did, records it, and keeps a map back to the original."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bywhom.ingest.clean import Cleaned, clean
from bywhom.model.text import Span

FIRST = (
    "Rebels took the northern gate of the town before dawn on Sunday, two residents said by telephone.\n"
    "The army said that its soldiers had pulled back to the airport road in good order and lost nobody.\n"
    "Neither account could be checked, since all the roads into the town have been closed for three weeks.\n"
    "Aid workers counted nine trucks of flour at the crossing, every one of them turned away by the guards."
)
TODAY = date(2026, 1, 1)


def cleaned(text: str) -> Cleaned:
    return clean(text, today=TODAY)


def kinds(result: Cleaned) -> list[str]:
    return [c.kind for c in result.changes]


def test_a_plain_report_is_left_as_it_is() -> None:
    result = cleaned(FIRST)
    assert result.text == FIRST
    assert result.changes == ()
    assert result.offsets.runs == ((0, 0, len(FIRST)),)


def test_a_text_printed_twice_is_read_once() -> None:
    original = f"{FIRST}\n{FIRST}"
    result = cleaned(original)
    assert result.text == FIRST
    assert kinds(result) == ["repeat"]
    assert result.changes[0].original.of(original).strip() == FIRST


def test_the_second_copy_may_begin_later_and_lack_a_sentence_of_the_first() -> None:
    lines = FIRST.split("\n")
    original = "\n".join([*lines, lines[0], lines[2], lines[3]])
    result = cleaned(original)
    assert result.text == FIRST
    assert kinds(result) == ["repeat"]


def test_what_only_the_second_copy_tells_is_kept() -> None:
    extra = "A third witness, a baker, said that he saw six prisoners on a cart near the mill."
    original = f"{FIRST}\n{FIRST}\n{extra}"
    assert cleaned(original).text == f"{FIRST}\n{extra}"


def test_a_sentence_told_twice_is_no_repeat() -> None:
    line = "- Near the bridge, one strike destroyed a mortar position."
    text = f"{line}\n{line}\n- Near the dam, two strikes hit a fuel store."
    assert cleaned(text).text == text


@pytest.mark.parametrize(
    ("broken", "joined"),
    [
        ("He blamed the man who led the column,\nHassan Dirar.", "He blamed the man who led the column, Hassan Dirar."),
        ("They left the village of Tel\nand went north.", "They left the village of Tel and went north."),
        ("The convoy reached the old town\n\nafter two days of rain and fog.", None),
        (
            "The governor said on Monday that the fighters who had held the eastern bank since the spring had left\n"
            "Northern villages the day before.",
            None,
        ),
    ],
)
def test_a_sentence_broken_over_a_line_is_joined(broken: str, joined: str | None) -> None:
    result = cleaned(broken)
    assert result.text == (joined or " ".join(broken.split()))
    assert kinds(result) == ["joined_line"]


def test_a_hard_wrapped_paragraph_becomes_one_line_and_divided_words_are_mended() -> None:
    text = (
        "The regional govern-\nment said on Tuesday that the pro-\ngovernment militia would leave the three villages\n"
        "that it has held since the winter, and that police from\nthe capital would replace it before the harvest.\n"
    )
    result = cleaned(text)
    assert "\n" not in result.text
    assert "government said" in result.text
    assert "pro-government militia" in result.text


def test_a_column_is_joined_though_a_title_or_byline_is_wider_than_it() -> None:
    column = (
        "The commander of the river brigade later said\nthat 40 of his men had been taken in the night.\n"
        "They were held, by his account, in a school in\nOld Harbour, which a group that people here\n"
        "call al-\nNour had seized in the spring of that year.\nA survey by an aid agency of the north counts\n"
        "Fewer than that, and says that it cannot know\nwho was there when the walls of the fort fell.\n"
        "Since then nobody has been let into the school.\n"
    )
    text = cleaned("A harbour that waits for its missing men, eleven months on, in the old quarter\n" + column).text
    assert "that 40 of his men" in text
    assert "in Old Harbour" in text
    assert "al-Nour" in text


def test_ligatures_are_written_out() -> None:
    assert cleaned("The \ufb01ghters \ufb02ed and the o\ufb03ce was left to them.").text == (
        "The fighters fled and the office was left to them."
    )


def test_lists_and_headings_are_not_joined() -> None:
    text = "Losses\n- two tanks\n- one truck, burnt\n\nThe army gave no figure of its own that day."
    assert cleaned(text).text == text


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to our newsletter",
        "Read more: What we know of the siege",
        "Share this article",
        "Facebook Twitter WhatsApp",
        "We use cookies to give you a better experience. By continuing you agree.",
        "Follow Us on Telegram",
        "Get breaking news alerts and headlines in your inbox every day",
        "Advertisement",
        "(This story has not been edited by our staff and is published from a syndicated feed.)",
        "© 2021 The Valley Courier. All rights reserved.",
        "Home | News | World | Sport | Opinion",
    ],
)
def test_page_lines_and_slogans_are_set_aside(line: str) -> None:
    original = f"{FIRST}\n{line}"
    result = cleaned(original)
    assert result.text == FIRST
    assert kinds(result)[0] in {"slogan", "navigation"}
    assert line in result.changes[0].original.of(original)


@pytest.mark.parametrize(
    "sentence",
    [
        '"Follow the news and stay at home," the mayor told residents.',
        "Share prices fell after the attack on the terminal.",
        "Print shops in the old quarter were burned by the militia.",
        "Watch towers along the border were manned again on Friday.",
        "Subscribers to the newspaper said that it had not arrived since the coup.",
    ],
)
def test_sentences_that_begin_like_page_lines_are_kept(sentence: str) -> None:
    assert cleaned(f"{FIRST}\n{sentence}").text == f"{FIRST}\n{sentence}"


def test_a_menu_is_set_aside() -> None:
    result = cleaned(f"Home\nNews\nWorld\nOpinion\nContact us\n{FIRST}")
    assert result.text == FIRST
    assert set(kinds(result)) == {"navigation"}


def test_headings_are_recognised_and_stay_in_the_text() -> None:
    text = f"{FIRST}\nA Gate Without Guards\n{FIRST.replace('Sunday', 'Monday').replace('two', 'four')[:98]}"
    result = cleaned(text)
    assert [h.of(result.text) for h in result.headings] == ["A Gate Without Guards"]
    assert kinds(result) == ["heading"]


def test_a_short_quotation_that_is_a_paragraph_is_no_heading() -> None:
    text = f'The mayor called them "ghosts."\n{FIRST}'
    assert cleaned(text).headings == ()


@pytest.mark.parametrize(
    ("start", "place", "agency", "published"),
    [
        ("GHAZNI, Afghanistan (Reuters) - ", "GHAZNI, Afghanistan", "Reuters", None),
        ("BEIRUT (AP) — ", "BEIRUT", "Associated Press", None),
        ("(Reuters) - ", "", "Reuters", None),
        ("NAIROBI, Oct 3, 2017 (AFP) - ", "NAIROBI", "Agence France-Presse", date(2017, 10, 3)),
        ("Goma, Congo: ", "Goma, Congo", "", None),
        ("Goma, Congo:\n", "Goma, Congo", "", None),
        ("Tuesday, October 15, 2019\n", "", "", date(2019, 10, 15)),
        ("Published on 3 March 2014\n", "", "", date(2014, 3, 3)),
    ],
)
def test_datelines_tell_place_agency_and_date_and_stay(
    start: str, place: str, agency: str, published: date | None
) -> None:
    result = cleaned(start + FIRST)
    assert result.text == start + FIRST
    assert kinds(result) == ["dateline"]
    assert (result.said.place, result.said.agency, result.said.published) == (place, agency, published)


def test_a_date_in_the_text_is_no_dateline() -> None:
    result = cleaned(f"{FIRST}\n\n24 February 2022\n\n{FIRST[:98].replace('Rebels', 'Soldiers')}")
    assert result.said.published is None


def test_a_name_before_a_dash_is_no_dateline() -> None:
    assert cleaned("The general - a cousin of the president - was killed.").changes == ()
    assert cleaned("Note: the figures are those of the hospital alone.").changes == ()


def test_a_date_that_does_not_exist_is_ignored_with_a_warning() -> None:
    result = cleaned(f"February 30, 2019\n{FIRST}")
    assert result.said.published is None
    assert "February 30, 2019" in result.said.warnings[0]


def test_bylines_and_credits_leave_the_text_and_name_the_author() -> None:
    text = f"By Nadia Brook in Goma\n{FIRST}\n(Reporting by Nadia Brook; Editing by Sam Reed)"
    result = cleaned(text)
    assert result.text == FIRST
    assert result.said.author == "Nadia Brook in Goma"
    assert kinds(result) == ["byline", "byline"]


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("The mayor\u2019s house", "The mayor\u2019s house"),  # typographic quotation marks are no damage
        ("The mayorâ€™s house", "The mayor’s house"),
        ("General PeÃ±a spoke", "General Peña spoke"),
        ("sol\u00addiers", "soldiers"),
        ("twenty\u00a0men", "twenty men"),
        ("guards\x00 and\x07 clerks", "guards and clerks"),
        ("first\r\nSecond", "first\nSecond"),
        ("the \u200bgate\ufeff", "the gate"),
        ("Brook &amp; Reed&#8217;s", "Brook & Reed’s"),
    ],
)
def test_damaged_characters_are_mended_and_noted(damaged: str, whole: str) -> None:
    result = cleaned(damaged)
    assert result.text == whole
    assert kinds(result) == ([] if damaged == whole else ["mended"])


def test_a_span_over_mended_words_maps_to_all_of_what_they_were() -> None:
    original = "The mayorâ€™s house was hit."
    result = cleaned(original)
    at = result.text.index("mayor’s")
    span = result.offsets.span_to_original(Span(at, at + len("mayor’s")))
    assert span.of(original) == "mayorâ€™s"


def test_lines_that_run_over_the_pages_are_set_aside() -> None:
    bodies = [line.strip() for line in FIRST.split("\n")]
    pages = "\f".join(f"Weekly Security Bulletin\n{body}\nPage {n} of 4" for n, body in enumerate(bodies, 1))
    result = cleaned(pages)
    assert "Bulletin" not in result.text
    assert "Page" not in result.text
    assert all(body in result.text for body in bodies)


WORDS = st.sampled_from(
    ["The army", "left", "the town", "\n", "\n\n", "\r\n", "said.", " ", ",", "Share this article", "By Ann Lee", "â€™",
     "\u00a0", "\u00ad", "\x00", "GOMA, Congo (AFP) - ", "Home | News | World", FIRST,
     "Monday, May 4, 2015", "wor-", "\f"]
)  # fmt: skip


@given(st.lists(WORDS | st.text(max_size=8), max_size=25).map("".join), st.data())
def test_every_clean_span_maps_to_the_original_with_the_same_words_where_nothing_was_mended(
    original: str, data: st.DataObject
) -> None:
    result = cleaned(original)
    for clean_start, start, length in result.offsets.runs:
        assert result.text[clean_start : clean_start + length] == original[start : start + length]
    size = len(result.text)
    start = data.draw(st.integers(0, size))
    end = data.draw(st.integers(start, size))
    span = result.offsets.span_to_original(Span(start, end))
    assert 0 <= span.start <= span.end <= len(original)
    inside = [r for r in result.offsets.runs if r[0] <= start and end <= r[0] + r[2]]
    if inside and end > start:
        assert span.of(original) == result.text[start:end]
    assert all(h.end <= size for h in result.headings)
    assert all(c.original.end <= len(original) for c in result.changes)


@given(st.lists(WORDS | st.text(max_size=8), max_size=15).map("".join))
def test_no_letter_disappears_without_a_change(original: str) -> None:
    result = cleaned(original)
    if not result.changes:
        assert result.text == original.strip()
