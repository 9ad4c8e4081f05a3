"""Which report descends from which: near copies across reports, and outlets that a report cites.

Near copies are found by banded MinHash (candidates) and verified by shingle containment. The store keeps, for each
report, ``sketch(text)`` (bytes) and its ``bands`` as index keys:

    s = sketch(text)                       bytes, fixed size; b"" for a text too short to compare
    bands(s) -> list[str]                  keys to index; two near copies share at least one with high probability
    similarity(text_a, text_b) -> float    shingle resemblance (Jaccard), exact, 0…1
    containment(text_a, text_b) -> float   share of the shorter text's shingles that stand in the longer, 0…1
    estimated_similarity(sketch_a, sketch_b) -> float    resemblance from the sketches alone
    is_near_copy(text_a, text_b) -> bool   containment at or above NEAR_COPY, lengths worth comparing
    cites(text) -> list[str]               outlets that the text names as where it has something from

``CopyIndex`` is the same in memory: ``add(report_id, text) -> list[(other_id, similarity)]``, best first.
"""


def sketch(text: str) -> bytes:
    """The MinHash of the text's word shingles; b"" for a text too short to compare."""
    raise NotImplementedError


def bands(sketched: bytes) -> list[str]:
    """Index keys of a sketch: near copies share at least one with high probability."""
    raise NotImplementedError


def similarity(a: str, b: str) -> float:
    """Jaccard resemblance of two texts' shingles, 0…1."""
    raise NotImplementedError


def containment(a: str, b: str) -> float:
    """Share of the shorter text's shingles that stand in the longer one, 0…1."""
    raise NotImplementedError


def estimated_similarity(a: bytes, b: bytes) -> float:
    """Resemblance estimated from two sketches, 0…1."""
    raise NotImplementedError


def is_near_copy(a: str, b: str) -> bool:
    """True when one text is a copy, or a long excerpt, of the other."""
    raise NotImplementedError


def cites(text: str) -> list[str]:
    """Outlets that the text cites ("told Reuters", "AFP reported"), in order, each once."""
    raise NotImplementedError


class CopyIndex:
    """Near copies among the texts added so far, in memory."""

    def add(self, report_id: str, text: str) -> list[tuple[str, float]]:
        """Remember ``text`` and give the earlier reports that it is a near copy of, best first."""
        raise NotImplementedError
