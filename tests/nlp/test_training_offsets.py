"""Coded news is kept as offsets and comes back word for word; claims on our own reports stand in their texts."""

import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

TRAINING = Path(__file__).parents[2] / "training"
CLAIM_TEXT = "The Red Column took Belo. The fighters [ 40 of them ] left."
TOKENS = "The Red Column took Belo . The fighters [ 40 of them ] left ."


def load() -> ModuleType:
    """The module from the training folder, which is no package and imports its neighbours."""
    spec = importlib.util.spec_from_file_location("training_offsets", TRAINING / "offsets.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(TRAINING))
    try:
        spec.loader.exec_module(made)
    finally:
        sys.path.remove(str(TRAINING))
    return made


OFFSETS = load()


def report() -> dict:
    """A coded report of two sentences; one entity has a name, the other a description."""
    actor = {"span": [0, 14], "entity": "the fighters"}
    claim = {
        "id": "c0", "type": "capture", "sentence": [0, 25], "trigger": [15, 19], "when": None,
        "roles": {"actor": [actor], "place": [{"span": [20, 24], "entity": "Belo"}]},
        "source": [{"entity": "(reporter)", "kind": "reporter", "span": None}],
    }  # fmt: skip
    entities = {
        "the fighters": {"type": "ORGANISATION", "aliases": ["Red Column"]},
        "Belo": {"type": "LOCATION", "aliases": []},
    }
    head = {"id": "r", "published": "2001-01-01", "source": "s", "licence": "l", "url": None}
    return {**head, "text": CLAIM_TEXT, "entities": entities, "claims": [claim]}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of corpora whose one file holds the report's words in tokens."""
    (tmp_path / "news.txt").write_text(TOKENS, encoding="utf-8")
    return tmp_path


@settings(deadline=None)
@given(st.permutations(["korsa", "took", "belo", "4", "d'arc"]), st.lists(st.booleans(), min_size=10, max_size=10))
def test_edits_make_the_text_of_its_corpus(words: list[str], flags: list[bool]) -> None:
    """Wherever breaks were put in and first letters made large, edits give the text again."""
    old, drawn = " ".join(words), zip(words, flags[:5], flags[5:], strict=True)
    new = "".join((w.capitalize() if large else w) + ("\n\n" if broken else " ") for w, large, broken in drawn).strip()
    assert OFFSETS.edited(old, OFFSETS.edits(old, new)) == new


def test_an_edit_never_holds_a_word() -> None:
    """A text with a word that its corpus lacks is refused: no publisher's word may enter through an edit."""
    with pytest.raises(ValueError, match="lacks"):
        OFFSETS.edits("Korsa fell .", "Korsa fell yesterday.")


def test_a_stripped_report_holds_no_text_and_comes_back_whole(corpus: Path) -> None:
    """Text, spans and names come back; what has no proper name is numbered, and called by its words again."""
    bare = OFFSETS.stripped(report(), corpus, "news.txt")
    assert "text" not in bare
    assert "fighters" not in json.dumps(bare)
    back = OFFSETS.whole(json.loads(OFFSETS.written(bare)), corpus)
    assert back["text"] == CLAIM_TEXT
    assert back["entities"]["entity 1"]["aliases"][0] == "Red Column"
    assert any(name.endswith("fighters") for name in back["entities"]["entity 1"]["aliases"])
    assert back["claims"][0]["trigger"] == [15, 19]
    assert back["claims"][0]["roles"]["actor"][0]["entity"] == "entity 1"


def test_another_edition_of_a_corpus_is_refused(corpus: Path) -> None:
    """Offsets are never laid over words that they were not made for."""
    bare = OFFSETS.stripped(report(), corpus, "news.txt")
    (corpus / "news.txt").write_text(TOKENS.replace("took", "lost"), encoding="utf-8")
    with pytest.raises(ValueError, match="another text"):
        OFFSETS.whole(bare, corpus)


def test_brackets_in_a_text_are_written_as_they_stand() -> None:
    """Lists are put on one line; what looks like a list inside a text keeps its blanks."""
    assert json.loads(OFFSETS.written(report())) == report()


def spans(value: object) -> Iterator[tuple[str, list[int]]]:
    """All (key, span) in a claim."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key in ("span", "sentence", "trigger") and one:
                yield key, one
            else:
                yield from spans(one)
    elif isinstance(value, list):
        for one in value:
            yield from spans(one)


@pytest.mark.parametrize("folder", ["own", "aside"])
def test_claims_of_our_own_reports_stand_in_their_texts(folder: str) -> None:
    """Every trigger lies in its sentence, every span in the text and on whole letters, every filler has its entity."""
    for path in sorted((TRAINING / folder).glob("own-*.json")):
        one = json.loads(path.read_text(encoding="utf-8"))
        named = {*one["entities"], "", None}
        for claim in one["claims"]:
            (start, end), (a, b) = claim["sentence"], claim["trigger"]
            assert start <= a < b <= end, (path.name, claim["id"])
            assert all(0 <= x < y <= len(one["text"]) for _, (x, y) in spans(claim)), (path.name, claim["id"])
            fillers = [f for v in claim["roles"].values() if not isinstance(v, str) for f in v]
            assert {f.get("entity") for f in fillers} <= named, (path.name, claim["id"])


def test_no_report_is_both_trained_on_and_kept_back() -> None:
    """A document stands in one of the four folders only."""
    seen = Counter(p.name for folder in ("coded", "own", "kept", "aside") for p in (TRAINING / folder).glob("*.json"))
    assert [name for name, times in seen.items() if times > 1] == []


def test_offsets_hold_no_text() -> None:
    """What is not ours to print stands as offsets: no text, and edits of marks alone."""
    for folder in ("coded", "kept"):
        for path in sorted((TRAINING / folder).glob("*.json")):
            one = json.loads(path.read_text(encoding="utf-8"))
            assert "text" not in one, path.name
            assert not any(c.isalnum() for _, _, mark in one.get("clean", []) for c in mark), path.name
