"""The learned reader with its shipped weights: contracts that hold for any weights, and a few plain sentences."""

from pathlib import Path

import pytest

from bywhom.errors import ModelMissing
from bywhom.nlp.learned import SHIPPED, LearnedReader, TaggedSpan, Tags

FIRST = "The Red Column seized the town of Korsa on Monday, killing 11 soldiers, two officials told the radio."
SECOND = "The mayor said that the army did not shell the harbour."
TEXT = f"{FIRST} {SECOND}"
SENTENCES = [(0, len(FIRST)), (len(FIRST) + 1, len(TEXT))]


@pytest.fixture(scope="module")
def reader() -> LearnedReader:
    """One reader for all tests: loading takes longest."""
    return LearnedReader.load()


@pytest.fixture(scope="module")
def tags(reader: LearnedReader) -> Tags:
    """What the reader finds in the two sentences."""
    return reader.tag(TEXT, SENTENCES)


def placed(tags: Tags) -> list[tuple[int, TaggedSpan]]:
    """Each trigger with the index of its sentence."""
    return [(int(t.start > len(FIRST)), t) for t in tags.triggers]


def words(span: TaggedSpan) -> str:
    """The words of a span."""
    return TEXT[span.start : span.end]


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    """Without weights the error says which file is missing."""
    with pytest.raises(ModelMissing, match=r"tagger\.onnx"):
        LearnedReader.load(tmp_path)


def test_spans_lie_in_the_text_in_order(tags: Tags) -> None:
    """Every span is a proper slice, every score a probability, every list in order of place."""
    for spans in (tags.mentions, tags.triggers, tags.sources, tags.cues, tags.contents):
        assert all(0 <= s.start < s.end <= len(TEXT) and 0 <= s.score <= 1 for s in spans)
        assert list(spans) == sorted(spans, key=lambda s: (s.start, s.end, s.label))


def test_a_capture_is_found_with_its_actor_place_and_dead(reader: LearnedReader, tags: Tags) -> None:
    """The plainest sentence of the field is read whole."""
    triggers = placed(tags)
    readings = reader.read_roles(TEXT, SENTENCES, triggers)
    best = max(
        (r for (_, t), r in zip(triggers, readings, strict=True) if t.label == "capture"), key=lambda r: r.confidence
    )
    assert best.confidence >= reader.threshold("capture")
    assert "Red Column" in words(best.roles["actor"][0])
    assert "Korsa" in words(best.roles["place"][0])
    assert any("11" in words(s) for s in best.roles["killed"])
    assert best.when is not None
    assert "Monday" in words(best.when)
    assert best.attributes["polarity"] == "affirmed"
    assert best.attributes["modality"] == "actual"


def test_roles_belong_to_the_type(reader: LearnedReader, tags: Tags) -> None:
    """A reading names only roles that the codebook gives to the type, within the trigger's sentence."""
    allowed = reader._encoder.labels["roles_of"]
    triggers = placed(tags)
    for (index, trigger), reading in zip(triggers, reader.read_roles(TEXT, SENTENCES, triggers), strict=True):
        assert set(reading.roles) <= set(allowed[trigger.label])
        for spans in reading.roles.values():
            assert all(SENTENCES[index][0] <= s.start < s.end <= SENTENCES[index][1] for s in spans)


def test_reading_twice_gives_the_same(reader: LearnedReader, tags: Tags) -> None:
    """Nothing depends on what was read before."""
    reader.tag("Another text stands between.", [(0, 28)])
    assert reader.tag(TEXT, SENTENCES) == tags
    assert reader.read_roles(TEXT, SENTENCES, placed(tags)) == reader.read_roles(TEXT, SENTENCES, placed(tags))


def test_a_trigger_found_by_rule_can_be_read(reader: LearnedReader) -> None:
    """Triggers may come from elsewhere; their confidence is the reader's own."""
    at = TEXT.index("shell")
    given = TaggedSpan(start=at, end=at + 5, label="shelling", score=0.0)
    [reading] = reader.read_roles(TEXT, SENTENCES, [(1, given)])
    assert reading.attributes["polarity"] in ("affirmed", "denied")
    assert 0 <= reading.confidence <= 1


def test_nothing_comes_of_nothing(reader: LearnedReader) -> None:
    """An empty text has no tags; no triggers, no readings."""
    empty = reader.tag("", [])
    assert not empty.mentions
    assert not empty.triggers
    assert reader.read_roles(TEXT, SENTENCES, []) == []


def test_a_sentence_without_words_cannot_hold_a_trigger(reader: LearnedReader) -> None:
    """A caller that points at a blank is told so."""
    with pytest.raises(ValueError, match="sentence 0"):
        reader.read_roles("   ", [(0, 3)], [(0, TaggedSpan(start=0, end=1, label="clash", score=1.0))])


def test_a_long_text_is_read_without_keeping_it(reader: LearnedReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit of what is remembered, windows are encoded again and the result stays near the same."""
    monkeypatch.setattr("bywhom.nlp.learned.REMEMBERED_PIECES", 1)
    found = reader.tag(TEXT + " ", SENTENCES, attributions=False)
    assert any(t.label == "capture" for t in found.triggers)
    assert len(reader.read_roles(TEXT + " ", SENTENCES, placed(found))) == len(found.triggers)


def test_the_shipped_files_stay_small() -> None:
    """All weights together fit the budget of a light install."""
    assert sum(f.stat().st_size for f in SHIPPED.iterdir()) < 60_000_000
