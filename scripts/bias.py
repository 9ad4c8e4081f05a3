"""The bias test: swap the actors of a set of sentences and count how many claims stay as they are.

    python scripts/bias.py [--fast]

A claim stays when one of the same type, polarity and modality, with the same roles filled by the same slots or words, is made
of the sentence with other actors in it. The figure is claims that stay, of all that either sentence makes.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

SET = Path(__file__).with_suffix(".yaml")
Fact = tuple[str, str, str, tuple[tuple[str, str], ...]]


def filled(sentence: str, fillers: dict[str, str]) -> tuple[str, dict[str, tuple[int, int]]]:
    """The sentence with its slots filled, its first letter large, and where each slot stands."""
    text, spans = sentence, {}
    for slot, words in fillers.items():
        at = text.find("{" + slot + "}")
        if at >= 0:
            text = text.replace("{" + slot + "}", words, 1)
            shift = len(words) - len(slot) - 2
            spans = {k: (s + shift, e + shift) if s > at else (s, e) for k, (s, e) in spans.items()}
            spans[slot] = (at, at + len(words))
    return text[:1].upper() + text[1:], spans


def facts(annotator: Any, text: str, slots: dict[str, tuple[int, int]]) -> Counter[Fact]:
    """What is claimed in ``text``, with slots in the place of the words that fill them."""

    def cell(filler: Any) -> str:
        if filler.span is None:
            return "understood"
        for name, (start, end) in slots.items():
            if filler.span.start < end and start < filler.span.end:
                return "{" + name + "}"
        return str(filler.text.casefold())

    made: Counter[Fact] = Counter()
    for claim in annotator.annotate(text, report="bias", published=date(2016, 8, 1)).claims:
        roles = {(role, cell(f)) for role, fillers in claim.roles.items() for f in fillers}
        roles |= {(k, v) for k, v in claim.labels.items() if v}
        made[claim.type, claim.polarity, claim.modality, tuple(sorted(roles))] += 1
    return made


def pairs(annotator: Any) -> Iterator[tuple[str, Counter[Fact], Counter[Fact]]]:
    """For each sentence and each swap: the filled sentence, the facts of the first filling and of this one."""
    data = yaml.safe_load(SET.read_text(encoding="utf-8"))
    count = len(next(iter(data["fillers"].values())))
    for sentence in data["sentences"]:
        base: Counter[Fact] = Counter()
        for i in range(count):
            text, slots = filled(sentence, {slot: words[i] for slot, words in data["fillers"].items()})
            made = facts(annotator, text, slots)
            if i == 0:
                base = made
            else:
                yield text, base, made


def score(annotator: Any) -> dict[str, float]:
    """``whole``: claims that stay in every part; ``wording``: type, polarity and modality alone."""
    counts = {"whole": [0, 0], "wording": [0, 0]}
    for _, base, made in pairs(annotator):
        for name, width in (("whole", 4), ("wording", 3)):
            a: Counter[Any] = Counter()
            b: Counter[Any] = Counter()
            for side, given in ((a, base), (b, made)):
                for fact, n in given.items():
                    side[fact[:width]] += n
            counts[name][0] += (a & b).total()
            counts[name][1] += (a | b).total()
    return {name: round(same / of, 4) for name, (same, of) in counts.items()}


def main() -> None:
    from dataclasses import replace

    from bywhom.config import load_settings
    from bywhom.pipeline.annotate import Annotator

    print(json.dumps(score(Annotator.load(replace(load_settings(), fast="--fast" in sys.argv)))))


if __name__ == "__main__":
    main()
