"""The headline and the outlet's name over a text: taken where they plainly stand there."""

import pytest

from bywhom.ingest.headline import head_lines

BODY = (
    "The rebels took the eastern gate of Hill Town on Monday morning, two residents of the quarter said by telephone."
)


@pytest.mark.parametrize(
    ("top", "title", "publisher"),
    [
        ("Hill Town Courier\n15 October 2019\n\nRebels take the gate\n\n", "Rebels take the gate", "Hill Town Courier"),
        ("Rebels take the gate\n\nBy Nadia Brook\n\n", "Rebels take the gate", ""),
        ("15 October 2019\n\nRebels take the gate\n\n", "Rebels take the gate", ""),
        ("The Guardian\nRebels take the gate; 30 dead\n", "Rebels take the gate; 30 dead", "The Guardian"),
        ("Radio Kesh\nRebels take the gate\n", "Rebels take the gate", "Radio Kesh"),
    ],
)
def test_short_lines_over_the_text_are_its_headline_and_its_outlet(top, title, publisher):
    head = head_lines(top + BODY)
    assert (head.title, head.publisher) == (title, publisher)


@pytest.mark.parametrize(
    "top",
    [
        "",
        "Misrata, Libya:\n",
        "15 October 2019\n\n",
        "Tawil, 15 October 2019\n\n",
        "By Nadia Brook\n\n",
        "WORLD NEWS\n\n",
        "The gate fell.\n\n",
        "Page 3\n\n",
        "One\n\nTwo words\n\nThree more words\n\nOne list\n\nOf many\n\nShort lines\n\nThat go on\n\n",
    ],
)
def test_what_is_no_headline_is_no_title(top):
    assert head_lines(top + BODY).title == ""


def test_an_outlets_name_alone_may_be_a_headline_and_names_no_publisher():
    assert head_lines(f"Rebels seize Hill Town Radio\n\n{BODY}").publisher == ""
    assert head_lines(f"Breaking News\nRebels take the gate\n{BODY}").publisher == ""


def test_lines_over_no_paragraph_are_no_headline():
    assert head_lines("Rebels take the gate\nThe gate is shut\n").title == ""
