"""The pronoun reader with its shipped weights: contracts that hold for any weights."""

import re
from pathlib import Path

import pytest

from bywhom.config import Settings
from bywhom.model.layers import PersonName
from bywhom.nlp.learned import SHIPPED
from bywhom.nlp.pronoun_reader import PronounReader, PronounText
from bywhom.pipeline.annotate import Annotator

TEXT = "Fatima Salim wrote to Leila Orlov, the mayor of Tawil. Salim asked her for water, and she thanked the town."
FIRST = TEXT.index(" Salim asked")
SENTENCES = [(0, FIRST), (FIRST + 1, len(TEXT))]


@pytest.fixture(scope="module")
def reader() -> PronounReader:
    """One reader for all tests: loading takes longest."""
    found = PronounReader.load(SHIPPED)
    assert found is not None
    return found


def word(words: str, number: int = 0) -> tuple[int, int]:
    """Where a word stands."""
    return [m.span() for m in re.finditer(rf"\b{words}\b", TEXT)][number]


def names() -> list[PersonName]:
    """The two women's names."""
    whole = (("Fatima Salim", 0, 0), ("Leila Orlov", 0, 1), ("Salim", 1, 0))
    return [
        PersonName(start=word(w, n)[0], end=word(w, n)[1], who=who, gender="f")
        for w, n, who in whole
    ]  # fmt: skip


def opened(reader: PronounReader) -> PronounText:
    """The text, ready to be asked."""
    return reader.open(TEXT, SENTENCES, [word("her")[0], word("she")[0]], names)


HEADS = [[word("Salim", 1), word("Salim")], [word("Orlov")], [word("mayor"), word("Orlov")]]


def test_without_weights_there_is_no_reader(tmp_path: Path) -> None:
    """An empty folder gives none, so that the signs decide alone."""
    assert PronounReader.load(tmp_path) is None


def test_there_is_one_score_a_candidate(reader: PronounReader) -> None:
    """Candidates that the window does not tell of have a score as well."""
    assert len(opened(reader).scores(word("she"), [*HEADS, [(4_000, 4_005)]]) or ()) == 4


def test_the_order_of_the_questions_does_not_change_the_answer(reader: PronounReader) -> None:
    """What was asked before leaves the scores of one window as they are."""
    asked, fresh = opened(reader), opened(reader)
    asked.scores(word("her"), HEADS)
    assert asked.scores(word("her"), HEADS) == fresh.scores(word("her"), HEADS)


def test_a_name_does_not_change_the_choice(reader: PronounReader) -> None:
    """Persons are read under stand-ins: what a name sounds like weighs nothing."""
    other = TEXT.replace("Fatima", "Quilla").replace("Leila", "Brana")
    theirs = reader.open(other, SENTENCES, [word("her")[0]], names)
    assert theirs.scores(word("her"), HEADS) == opened(reader).scores(word("her"), HEADS)


def test_a_pronoun_of_no_words_has_no_answer(reader: PronounReader) -> None:
    """Nothing to be asked about, nothing is said."""
    assert opened(reader).scores(word("she"), [[(4_000, 4_005)]]) is None


def test_he_is_a_person_wherever_one_is_near_and_never_the_place_beside_him():
    text = (
        "Note from a talk with a truck owner in Alba. He says that rebels reached the gate at Abu Qasr last month. "
        "He believes the group controls the road."
    )
    reading = Annotator.load(Settings()).annotate(text)
    of = {e.id: e for e in reading.entities}
    meant = [of[m.entity].type for m in reading.mentions if m.span.of(text) == "He"]
    assert meant == ["PERSON", "PERSON"]
