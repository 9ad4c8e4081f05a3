"""The learned reader: claim triggers, role fillers, attributes, mentions and attributions, from one small encoder.

No parser and no rules are needed to call it: text and sentence spans in, spans and labels out. All offsets are
characters of the text given, end exclusive. The same input gives the same output.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bywhom.model.layers import AttributionReading, RoleReading, TaggedSpan, Tags
from bywhom.nlp.encoder import Encoded, Encoder, Region
from bywhom.nlp.learned_decode import Floats, Ints, Run, highest, runs, sigmoid, triggers, trimmed
from bywhom.nlp.learned_mentions import mentions
from bywhom.nlp.learned_windows import Window, cut, region
from bywhom.nlp.segment import with_dashes

SHIPPED = Path(__file__).parent.parent / "data" / "models"
ATTRIBUTION = "attribution"
#: hidden states of the last text are kept up to this many pieces, so that roles need no second encoding
REMEMBERED_PIECES = 40_000

Sentences = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as it was last encoded; ``encoded`` is empty where it was too long to keep.

    ``homes`` gives the windows that hold a sentence: one, or several for a very long sentence.
    """

    key: tuple[str, tuple[tuple[int, int], ...]]
    windows: list[Window]
    homes: dict[int, list[int]]
    encoded: dict[int, Encoded]


class LearnedReader:
    """Reads texts with the weights of one model folder."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        labels = encoder.labels
        self._kinds: list[str] = labels["triggers"]
        self._roles: list[str] = labels["roles"]
        self._tags: list[str] = labels["mentions"]
        self._attributes: dict[str, list[str]] = labels["attributes"]
        self._roles_of: dict[str, list[str]] = labels["roles_of"]
        self._only: dict[str, list[str]] = labels["only"]
        self._required: dict[str, list[str]] = labels["required"]
        self._bars: dict[str, dict[str, float]] = labels["bars"]
        self._calibration: list[float] = labels["calibration"]
        self._last: _Read | None = None

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 1) -> "LearnedReader":
        """Load the shipped weights, or those of ``folder``; raises ``ModelMissing`` that names the absent file."""
        return cls(Encoder(folder or SHIPPED, threads=threads))

    def threshold(self, kind: str) -> float:
        """The confidence from which a candidate of this claim type is worth a claim (chosen on kept-back reports)."""
        bars = self._bars["confidence"]
        return bars.get(kind, bars[""])

    def tag(self, text: str, sentences: Sentences, *, attributions: bool = True) -> Tags:
        """Mentions, trigger candidates and attributions of a text of any length.

        ``sentences`` are character spans in order. ``attributions=False`` saves the time of the cue passes.
        """
        read = self._read(text, sentences)
        found: list[Run] = []
        named: list[Run] = []
        cues: list[tuple[int, Run]] = []
        for index in range(len(read.windows)):
            window, encoded = read.windows[index], self._encoded(read, index)
            for run in triggers(window, encoded.triggers, self._kinds, self._bars["trigger"]):
                if run.label == ATTRIBUTION:
                    cues.append((index, run))
                else:
                    found.append(run)
            named += [m for m in mentions(window, encoded.mentions, self._tags) if m.score >= self._bars["mention"][""]]
        linked = self._attributions(text, read, cues) if attributions else []
        return Tags(
            mentions=tuple(_ordered(_span(text, r) for r in named)),
            triggers=tuple(_ordered(_span(text, r) for r in found)),
            cues=tuple(_ordered(_span(text, r) for _, r in cues)),
            sources=tuple(_ordered(s for a in linked for s in a.sources)),
            contents=tuple(_ordered(s for a in linked for s in a.contents)),
            attributions=tuple(linked),
        )

    def read_roles(
        self, text: str, sentences: Sentences, triggers: Sequence[tuple[int, TaggedSpan]]
    ) -> list[RoleReading]:
        """One reading a trigger, in order. A trigger is (index of its sentence, span whose label is its type).

        Triggers may come from elsewhere than ``tag``: their confidence is read from the text, not from the span.
        """
        read = self._read(text, sentences)
        wanted = [(*self._place(read, sentence, span), span.label) for sentence, span in triggers]
        passes = [self._region(read, *one, around=0) for one in wanted]
        results = self._encoder.read([made for made, _ in passes])
        return [
            self._reading(text, read, one, places, result)
            for one, (_, places), result in zip(wanted, passes, results, strict=True)
        ]

    def _reading(
        self, text: str, read: _Read, place: tuple[int, Ints, str], places: Ints, result: tuple[Floats, Floats]
    ) -> RoleReading:
        index, pieces, kind = place
        logit = float(self._encoded(read, index).triggers[pieces, self._kinds.index(kind)].max())
        spans = self._fillers(text, read.windows[index], places, result[0], kind)
        values, valid = self._values(result[1], kind)
        return RoleReading(
            roles={r: s for r, s in spans.items() if r not in ("when", "source")},
            attributes=values,
            when=max(spans.get("when", ()), key=lambda s: s.score, default=None),
            source=spans.get("source", ()),
            confidence=self._confidence(logit, valid),
        )

    def _read(self, text: str, sentences: Sentences) -> _Read:
        key = (text, tuple((a, b) for a, b in sentences))
        if self._last is None or self._last.key != key:
            windows = cut(self._encoder.tokenizer, with_dashes(text), key[1])
            encoded: dict[int, Encoded] = {}
            if sum(map(len, windows)) <= REMEMBERED_PIECES:
                encoded = dict(enumerate(self._encoder.encode(windows)))
            homes: dict[int, list[int]] = {}
            for index, window in enumerate(windows):
                for sentence in dict.fromkeys(window.sentence.tolist()):
                    if sentence >= 0:
                        homes.setdefault(sentence, []).append(index)
            self._last = _Read(key, windows, homes, encoded)
        return self._last

    def _encoded(self, read: _Read, index: int) -> Encoded:
        kept = read.encoded.get(index)
        if kept is None:
            kept = self._encoder.encode([read.windows[index]])[0]
            read.encoded.clear()
            read.encoded[index] = kept
        return kept

    def _place(self, read: _Read, sentence: int, span: TaggedSpan) -> tuple[int, Ints]:
        """The window that holds the sentence, and the places of the span's pieces in it."""
        homes = read.homes.get(sentence, [])
        for index in homes:
            window = read.windows[index]
            at = np.flatnonzero((window.starts < span.end) & (window.ends > span.start) & (window.starts >= 0))
            if len(at):
                return index, at
        if not homes:
            raise ValueError(f"sentence {sentence} holds no words: a trigger cannot stand there")
        return homes[0], np.flatnonzero(read.windows[homes[0]].sentence == sentence)[:1]

    def _region(self, read: _Read, index: int, pieces: Ints, kind: str, *, around: int) -> tuple[Region, Ints]:
        window = read.windows[index]
        places = region(window, int(window.sentence[pieces[0]]), around)
        marked = np.zeros(len(window), dtype=np.int64)
        marked[pieces] = 1
        hidden = self._encoded(read, index).hidden[:, places]
        return Region(hidden=hidden, mark=marked[places], kind=self._kinds.index(kind)), places

    def _fillers(
        self, text: str, window: Window, places: Ints, logits: Floats, kind: str
    ) -> dict[str, tuple[TaggedSpan, ...]]:
        scores, bars = sigmoid(logits), self._bars["role"]
        best = highest(scores)
        out = {}
        for role in self._roles_of[kind]:
            at, bar = self._roles.index(role), bars.get(role, bars[""])
            column = scores[:, at]
            found = list(runs(window, places, column, role, bar=bar)) if best[at] >= bar else []
            if not found and role in self._required.get(kind, ()):
                weak = runs(window, places, column, role, bar=self._bars["required"][""])
                found = sorted(weak, key=lambda r: (-r.score, r.start))[:1]
            spans = tuple(_ordered(_span(text, r) for r in found))
            if spans:
                out[role] = spans
        return out

    def _values(self, logits: Floats, kind: str) -> tuple[dict[str, str], float]:
        values, at, valid = {}, 0, 0.0
        for name, choices in self._attributes.items():
            these = logits[at : at + len(choices)]
            at += len(choices)
            if name == "valid":
                valid = float(these[1] - these[0])
            elif kind in self._only.get(name, [kind]):
                values[name] = choices[int(these.argmax())]
        return values, valid

    def _confidence(self, trigger: float, valid: float) -> float:
        base, by_trigger, by_valid = self._calibration
        raw = base + by_trigger * trigger + by_valid * valid
        return round(float(1.0 / (1.0 + np.exp(-raw))), 4)

    def _attributions(self, text: str, read: _Read, cues: Sequence[tuple[int, Run]]) -> list[AttributionReading]:
        passes = [self._region(read, i, np.array(run.pieces), ATTRIBUTION, around=1) for i, run in cues]
        results = self._encoder.read([made for made, _ in passes])
        out = []
        for (index, run), (_, places), (roles, _) in zip(cues, passes, results, strict=True):
            spans = self._fillers(text, read.windows[index], places, roles, ATTRIBUTION)
            sources, contents = spans.get("source", ()), spans.get("content", ())
            out.append(AttributionReading(cue=_span(text, run), sources=sources, contents=contents))
        return sorted(out, key=lambda a: (a.cue.start, a.cue.end))


def _span(text: str, run: Run) -> TaggedSpan:
    start, end = trimmed(text, run.start, run.end)
    return TaggedSpan(start=start, end=end, label=run.label, score=run.score)


def _ordered(spans: Iterable[TaggedSpan]) -> list[TaggedSpan]:
    return sorted(spans, key=lambda s: (s.start, s.end, s.label))
