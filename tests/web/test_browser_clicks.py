"""A newcomer finds answers by clicking alone: the walks of docs/desk.md, from the first page to the words.

Where the founding report lies beside the checkout (../shared), thirteen of its questions are walked; everywhere else,
and as well, the same kinds of questions over the sample reports.
"""

import os
import re
from pathlib import Path

import pytest
from tests.web.conftest import _serve, shoot

pytestmark = pytest.mark.browser
SHARED = Path(os.environ.get("BYWHOM_SHARED", Path(__file__).parents[3] / "shared"))
FOUNDING = SHARED / "reports" / "sirte-2015.txt"
READY = "body[data-ready='yes']"

# A walk: what is asked, the clicks (where on the page, on what words), where the answer stands, and every thing that it
# must say: the words that answer the question in ../shared/questions/sirte.json, not merely something of the kind.
NAV, ROWS, TYPES, TIED, TIES = "nav.sections", "tbody", "#types", "#tied", "#chosen-ties"
DRAWER, PAGE = "#drawer-body", "main"
MOST = 3  # clicks of a walk
OF_FOUNDING = (
    ("who holds Sirte", [(NAV, "Places"), (ROWS, "^Sirte$")], PAGE,
     [r"Who held it[\s\S]*attested\s+Islamic State[\s\S]*no end told"]),
    ("who holds Ramadi", [(NAV, "Places"), (ROWS, "^Ramadi$")], PAGE,
     [r"Who held it[\s\S]*Islamic State\s+2015-05[^\n]* – no end told"]),
    ("who lost Tal Abyad", [(NAV, "Places"), (ROWS, "^Tal Abyad$")], PAGE,
     [r"Who held it[\s\S]*Islamic State\s+no start told – 2015-06"]),
    ("what passes through bin Hamid",
     [(NAV, "Network"), (TIED, "^Wissam bin Hamid$"), (TIES, "^support → Islamic")],
     DRAWER, [r"weapons[^\n]*Benghazi militias", "kind funding", "kind weapons", "— the report itself"]),
    ("who paid the Afghan fighters", [(NAV, "Network"), (TIED, "^Islamic State$"), (TIES, "^support → .*Taliban")],
     DRAWER, [r"thousand dollars[^\n]*Afghan", "kind funding"]),
    ("whose loyalties contradict", [(NAV, "Network"), ("#contradictions", "^Tripoli government funds.*weapons")],
     DRAWER, ["kind funding", "kind weapons", "(attack|clash)"]),
    ("who is affiliated", [(TYPES, "affiliate")], DRAWER,
     ["degree direct control", "degree autonomous", "degree pledged", "Boko Haram", "Egyptian branch", "Taliban"]),
    ("how strong they are", [(TYPES, "strength")], DRAWER,
     [r"2,000[^\n]*few hundred", r"Militia leaders[^\n]* and Western officials"]),
    ("who was released", [(TYPES, "release")], DRAWER,
     [r"five kidnapped[^\n]*three Misratan[^\n]* 11 ", "2015-11-11", r"— [^\n]*Mangoush"]),
    ("what exploded", [(TYPES, "explosion")], DRAWER,
     ["Russian charter jet", "2015-10-31", "— Western officials"]),
    ("what they impose", [(TYPES, "rules")], DRAWER, ["veil", "music", "tax", "court"]),
    ("who Abu Nabil is", [(NAV, "Actors"), (ROWS, "Zubaydi")], PAGE, ["Abu Nabil", r"air[^\n]*November 2015"]),
    ("who speaks", [(NAV, "Sources")], PAGE,
     [r"Western officials\s+anonymous official", r"Omar Adam\s+named", "Nuri al-Mangoush", "Makluf Ramadan Salim",
      "Ziad Bellam", "Patrick Prior"]),
)  # fmt: skip
OF_SAMPLES = (
    ("who holds Sirte", [(NAV, "Places"), (ROWS, "^Sirte$")], PAGE, [r"Who held it[\s\S]*Islamic State"]),
    ("how strong they are", [(TYPES, "strength")], DRAWER, [r"2,000[\s\S]*experts"]),
    ("who speaks", [(NAV, "Sources")], PAGE, ["experts"]),
    ("whom they killed", [(TYPES, "killing")], DRAWER, ["killed"]),
    ("what is tied to them", [(NAV, "Network"), (TIED, "^Islamic State$"), (TIES, ".")], DRAWER, ["— "]),
    ("in which words", [(NAV, "Reports"), (ROWS, ".")], ".words", [r"\w{4}"]),
)  # fmt: skip


@pytest.fixture(scope="module")
def founding_url(tmp_path_factory):
    if not FOUNDING.is_file():
        pytest.skip(f"the founding report is not beside the checkout: {FOUNDING}")
    from bywhom.casefile import Casefile
    from bywhom.web.app import create_app

    file = tmp_path_factory.mktemp("founding") / "founding.casefile"
    with Casefile.open(file, create=True) as book:
        book.read(FOUNDING, published="2015-11-28")
    yield from _serve(create_app(str(file)))


def _walk(page, url, clicks, answer, says):
    page.goto(url)
    page.wait_for_selector(READY)
    for where, words in clicks:
        page.wait_for_selector(f"{where} :is(a, button)")
        page.locator(f"{where} :is(a, button)").filter(has_text=re.compile(words)).first.click()
        page.wait_for_load_state("load")
        if page.url.split("?")[0].endswith("/network"):
            page.wait_for_selector(READY)
    place = page.locator(answer)
    place.wait_for()
    if answer == DRAWER:
        page.wait_for_selector(f"{DRAWER} .claim blockquote")
    told = place.inner_text()
    missing = [words for words in says if not re.search(words, told)]
    assert not missing, told[:1500]
    assert len(clicks) <= MOST


@pytest.mark.parametrize(("ask", "clicks", "answer", "says"), OF_SAMPLES, ids=[w[0] for w in OF_SAMPLES])
def test_a_newcomer_finds_it_in_the_samples(page, desk_url, ask, clicks, answer, says):
    _walk(page, desk_url, clicks, answer, says)


@pytest.mark.parametrize(("ask", "clicks", "answer", "says"), OF_FOUNDING, ids=[w[0] for w in OF_FOUNDING])
def test_a_newcomer_finds_it_in_the_founding_report(page, founding_url, ask, clicks, answer, says):
    _walk(page, founding_url, clicks, answer, says)
    shoot(page, "walk-" + ask.replace(" ", "-"))
