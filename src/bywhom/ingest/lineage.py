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
The similarity that it gives, and that a Lineage row should carry, is the containment.
"""

import re
from collections import defaultdict
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from bywhom.ingest.cites import cites

__all__ = [
    "NEAR_COPY", "CopyIndex", "bands", "cites", "containment", "estimated_similarity", "is_near_copy", "similarity",
    "sketch",
]  # fmt: skip

Shingles = NDArray[np.uint64]

NEAR_COPY = 0.6  # a copy cut and touched by an editor keeps more; two reports on one event share under 0.2
_SHINGLE = 4  # words; a name and its title are not yet a copy
_SHORTEST = 12  # words; below, two texts may be alike by chance
_HASHES, _ROWS = 128, 4  # 32 bands of 4: a pair of resemblance 0.5 meets with 0.87, one of 0.1 with 0.003
_LEADS, _LEAD_WORDS = 4, 8  # opening sentences: an excerpt resembles the whole too little to meet in a band
_CHUNK = 512  # shingles hashed at once: 256 KB, so that they stay in the cache

# The hash family is written here and not taken from a library: sketches are kept in casefiles and must never change.
_CONSTANTS = np.frombuffer(
    b"".join(blake2b(f"minhash {n}".encode(), digest_size=8).digest() for n in range(_HASHES)), dtype="<u4"
).reshape(_HASHES, 2)
_FACTORS, _OFFSETS = _CONSTANTS[:, :1] | np.uint32(1), _CONSTANTS[:, 1:]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SENTENCE = re.compile(r"[^.!?\n]{30,}[.!?\n]")


def sketch(text: str) -> bytes:
    """The MinHash of the text's word shingles and hashes of its opening sentences; b"" for under 12 words."""
    return _sketch(_shingles(text), text)


def bands(sketched: bytes) -> list[str]:
    """Index keys of a sketch: near copies, and excerpts that keep an opening sentence, share at least one."""
    size = _ROWS * 4
    end = _HASHES * 4
    if len(sketched) < end:
        return []
    keys = [f"{at // size:02d}{_digest(sketched[at : at + size]).hex()}" for at in range(0, end, size)]
    leads = {sketched[at : at + 8] for at in range(end, len(sketched), 8)} - {b"\0" * 8}
    return keys + sorted(f"s{lead.hex()}" for lead in leads)


def estimated_similarity(a: bytes, b: bytes) -> float:
    """Resemblance estimated from two sketches, 0…1; off by some 0.04 (one standard deviation at 0.5)."""
    if not a or not b:
        return 0.0
    left, right = (np.frombuffer(s[: _HASHES * 4], dtype="<u4") for s in (a, b))
    return float(np.mean(left == right))


def similarity(a: str, b: str) -> float:
    """Jaccard resemblance of two texts' shingles, 0…1."""
    left, right = _shingles(a), _shingles(b)
    shared = _shared(left, right)
    union = len(left) + len(right) - shared
    return shared / union if union else 0.0


def containment(a: str, b: str) -> float:
    """Share of the shorter text's shingles that stand in the longer one, 0…1: 1.0 for an excerpt."""
    return _contained(_shingles(a), _shingles(b))


def is_near_copy(a: str, b: str) -> bool:
    """True when one text is a copy, or an excerpt, of the other (both of at least 12 words)."""
    return containment(a, b) >= NEAR_COPY


class CopyIndex:
    """Near copies among the texts added so far, in memory: some 3 KB a report of 400 words."""

    def __init__(self) -> None:
        self._by_band: dict[str, list[int]] = defaultdict(list)
        self._ids: list[str] = []
        self._shingles: list[Shingles] = []

    def add(self, report_id: str, text: str) -> list[tuple[str, float]]:
        """Remember ``text``; gives the earlier reports of which it is a near copy with the containment, best first."""
        shingles = _shingles(text)
        keys = bands(_sketch(shingles, text))
        others = {other for key in keys for other in self._by_band[key]}
        scored = ((self._ids[o], round(_contained(shingles, self._shingles[o]), 4)) for o in others)
        found = [(id_, share) for id_, share in scored if share >= NEAR_COPY and id_ != report_id]
        number = len(self._ids)
        self._ids.append(report_id)
        self._shingles.append(shingles)
        for key in keys:
            self._by_band[key].append(number)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "'"))


def _sketch(shingles: Shingles, text: str) -> bytes:
    """128 minima over multiply-add hashes of 32 bits, then the opening sentences."""
    if not len(shingles):
        return b""
    mixed = (shingles >> np.uint64(32)).astype(np.uint32)
    minima = np.full(_HASHES, np.iinfo(np.uint32).max, dtype=np.uint32)
    for at in range(0, len(mixed), _CHUNK):
        hashes = _FACTORS * mixed[None, at : at + _CHUNK]
        hashes += _OFFSETS
        np.minimum(minima, hashes.min(axis=1), out=minima)
    return minima.astype("<u4").tobytes() + b"".join(_lead_hashes(text))


def _shingles(text: str) -> Shingles:
    """Sorted, distinct 64-bit hashes of the shingles; empty for a text too short to compare."""
    words = _words(text)
    if len(words) < _SHORTEST:
        return np.empty(0, dtype=np.uint64)
    hashes = {word: int.from_bytes(_digest(word.encode()), "little") for word in set(words)}
    column = np.fromiter((hashes[w] for w in words), dtype=np.uint64, count=len(words))
    rolled = np.zeros(len(words) - _SHINGLE + 1, dtype=np.uint64)
    for place in range(_SHINGLE):  # a polynomial hash over word hashes: each place counts differently
        rolled = rolled * np.uint64(0x9E3779B97F4A7C15) + column[place : place + len(rolled)]
    return np.unique(rolled)


def _shared(a: Shingles, b: Shingles) -> int:
    return len(np.intersect1d(a, b, assume_unique=True))


def _contained(a: Shingles, b: Shingles) -> float:
    shorter = min(len(a), len(b))
    return _shared(a, b) / shorter if shorter else 0.0


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=8).digest()


def _lead_hashes(text: str) -> list[bytes]:
    leads: list[bytes] = []
    for match in _SENTENCE.finditer(text[:6000]):
        words = _words(match.group())
        if len(words) >= _LEAD_WORDS:
            leads.append(_digest(" ".join(words).encode()))
        if len(leads) == _LEADS:
            break
    return leads + [b"\0" * 8] * (_LEADS - len(leads))
