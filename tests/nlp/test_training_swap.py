"""Training reports told again with other names keep every span on the words it stood on."""

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SOURCE = Path(__file__).parents[2] / "training" / "swap.py"


def load() -> ModuleType:
    """The module from the training folder, which is no package."""
    spec = importlib.util.spec_from_file_location("training_swap", SOURCE)
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made


SWAP = load()


@pytest.fixture
def swap() -> ModuleType:
    """The name swapper."""
    return SWAP


@settings(deadline=None)
@given(st.lists(st.sampled_from(["Korsa", "took", "Belo", "and", "Korsa-Ville"]), max_size=12))
def test_words_that_are_no_names_stay_under_their_spans(words: list[str]) -> None:
    """Whatever is replaced, the span of every word that is not replaced slices to the same word."""
    moved = SWAP.Moved(" ".join(words), {"Korsa": "New Ashford", "Belo": "X"})
    at = 0
    for word in words:
        start, end = moved.span([at, at + len(word)])
        expected = {"Korsa": "New Ashford", "Belo": "X"}.get(word, word)
        assert moved.text[start:end] == expected
        at += len(word) + 1


def test_a_report_is_renamed_throughout(swap: ModuleType) -> None:
    """One entity has one new name in all claims, and triggers stay where they were."""
    text = "The Red Column took Belo. Belo fell."
    place = {"span": [20, 24], "entity": "Belo"}
    claim = {
        "type": "capture", "sentence": [0, 25], "trigger": [15, 19], "roles": {"place": [place]},
        "when": None, "source": [{"entity": "(reporter)", "kind": "reporter", "span": None}],
    }  # fmt: skip
    report = {"id": "r", "text": text, "entities": {"Belo": {"type": "LOCATION"}}, "claims": [claim]}
    told = swap.swapped(report, {"LOCATION": [["Upper Korsa"]]}, random.Random(1))
    assert told["text"] == "The Red Column took Upper Korsa. Upper Korsa fell."
    [moved] = told["claims"]
    assert told["text"][slice(*moved["roles"]["place"][0]["span"])] == "Upper Korsa"
    assert told["text"][slice(*moved["trigger"])] == "took"
    assert told["text"][slice(*moved["sentence"])] == "The Red Column took Upper Korsa."


@pytest.mark.parametrize(("name", "is_name"), [("Korsa", True), ("the town", False), ("11 soldiers", False)])
def test_only_names_are_renamed(swap: ModuleType, name: str, is_name: bool) -> None:
    """Descriptions stay as they are."""
    assert swap.proper(name) is is_name


def sentence(text: str, *mentions: tuple[str, str]) -> dict:
    """A document of one sentence with mentions given as (words, type)."""
    spans = [[text.index(words), text.index(words) + len(words), kind] for words, kind in mentions]
    return {"text": text, "mentions": spans, "sentences": [[0, len(text)]]}


DOCS = [
    sentence("The army left Alba .", ("The army", "Organisation"), ("Alba", "Location")),
    sentence("The navy reached Gorna .", ("The navy", "Organisation"), ("Gorna", "Location")),
]


def test_exchanged_mentions_keep_their_type_and_stand_where_their_spans_say(swap: ModuleType) -> None:
    """With every mention exchanged, each span still covers a mention of its type and looks."""
    names, draw = swap.mention_pool(DOCS), random.Random(3)
    for doc in DOCS * 5:
        made = swap.exchanged(doc, names, 1.0, draw)
        assert made["sentences"] == [[0, len(made["text"])]]
        for start, end, kind in made["mentions"]:
            words = made["text"][start:end]
            assert words in names[kind, *swap.looks(words)]


def test_no_mention_is_exchanged_at_a_share_of_zero(swap: ModuleType) -> None:
    """A share of zero leaves the document as it was."""
    assert swap.exchanged(DOCS[0], swap.mention_pool(DOCS), 0.0, random.Random(3)) == DOCS[0]
