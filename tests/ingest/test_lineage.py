"""Copies are found across reports, excerpts too; two accounts of one event are no copies; cited outlets are named."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bywhom.ingest.lineage import (
    CopyIndex,
    bands,
    cites,
    containment,
    estimated_similarity,
    is_near_copy,
    similarity,
    sketch,
)

VOCABULARY = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in "lmnrst"]


def article(seed: int, sentences: int = 20) -> str:
    """Invented words in sentences of 14, so that only copies share a run of four."""
    rng = random.Random(seed)
    return "\n".join(" ".join(rng.choices(VOCABULARY, k=14)).capitalize() + "." for _ in range(sentences))


def test_a_copy_with_an_edited_end_and_other_marks_is_found() -> None:
    original = article(1)
    copy = "DAKAR (AFP) - " + original.replace("\n", " ").upper()[: len(original) * 3 // 4] + article(2, 3)
    index = CopyIndex()
    assert index.add("a", original) == []
    [(other, share)] = index.add("b", copy)
    assert other == "a"
    assert share > 0.7


def test_an_excerpt_of_the_first_sentences_is_found() -> None:
    index = CopyIndex()
    index.add("whole", article(3, 60))
    assert index.add("excerpt", "\n".join(article(3, 60).split("\n")[:4])) == [("whole", 1.0)]


def test_different_articles_share_nothing() -> None:
    index = CopyIndex()
    for seed in range(10, 60):
        assert index.add(str(seed), article(seed)) == []


def test_a_text_of_a_few_words_is_compared_with_nothing() -> None:
    assert sketch("Two men were killed.") == b""
    assert bands(b"") == []
    assert not is_near_copy("Two men were killed.", "Two men were killed.")


def test_sketches_agree_with_the_texts_and_have_one_size() -> None:
    a, b = article(4), article(4)[: len(article(4)) // 2] + article(5, 10)
    assert len(sketch(a)) == len(sketch(article(6, 100)))
    assert estimated_similarity(sketch(a), sketch(b)) == pytest.approx(similarity(a, b), abs=0.15)
    assert estimated_similarity(sketch(a), sketch(a)) == 1.0
    assert estimated_similarity(sketch(a), b"") == 0.0


def test_a_sketch_never_changes_because_casefiles_keep_it() -> None:
    assert bands(sketch(article(7)))[:2] == ["00b7abd56521a696bb", "0162f16690c4a603d5"]


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_similarity_and_containment_are_symmetric_and_bounded(one: int, other: int) -> None:
    a, b = article(one, 4), article(one, 2) + "\n" + article(other, 3)
    assert similarity(a, b) == similarity(b, a) <= containment(a, b) == containment(b, a) <= 1.0
    assert containment(a, a) == similarity(a, a) == 1.0


@pytest.mark.parametrize(
    ("text", "outlets"),
    [
        ("A doctor told Reuters that nine had died.", ["Reuters"]),
        ("According to the New York Times, the deal failed.", ["New York Times"]),
        ("AFP reported the raid. AFP also said that two were held.", ["Agence France-Presse"]),
        ("The minister said in an interview with the BBC that he would go.", ["BBC"]),
        ("The Valley Tribune reported that the bridge fell.", ["Valley Tribune"]),
        ("State news agency SANA said that the road was open.", ["SANA"]),
        ("The raid, the Associated Press later reported, quoting Interfax, failed.", ["Associated Press", "Interfax"]),
        ("A correspondent for Al-Jazeera saw the trucks.", ["Al Jazeera"]),
        ("Police told residents to leave. The general said the times were hard.", []),
        ("Reuters moved its office to the port.", []),
    ],
)
def test_outlets_that_a_report_cites(text: str, outlets: list[str]) -> None:
    assert cites(text) == outlets
