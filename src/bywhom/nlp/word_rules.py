"""Match the parser's rules for single words once a kind of word instead of once a word.

spaCy's attribute ruler holds some 180 rules ("a word tagged VBZ is a verb") against every word of a text. Nearly all
look at one word's tag, its part in the sentence and whether it is one of some hundred words: what matched one word of
a kind matches all of them.
"""

from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Doc, Token

_SEEN = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})  # what a remembered rule may ask of its word

_Kind = tuple[int, int, int, bool]


class WordRules:
    """Stands in for the matcher of a spaCy ``AttributeRuler``: the same matches, in another order."""

    def __init__(self, ruler: Any) -> None:
        """The rules of ``ruler``, which keeps what they set."""
        self._single, self._several = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self._words: set[int] = set()  # that a rule names
        self._known: dict[_Kind, tuple[int, ...]] = {}
        for number, rule in enumerate(ruler.patterns):
            for pattern in rule["patterns"]:
                words = _words(pattern[0].get("LOWER", ()))
                single = len(pattern) == 1 and pattern[0].keys() <= _SEEN and words is not None
                (self._single if single else self._several).add(str(number), [pattern])
                self._words |= {ruler.vocab.strings.add(word) for word in words or ()}

    def __call__(self, doc: Doc, **options: Any) -> list[tuple[int, int, int]]:
        """(rule, first word, word after the last) of each match."""
        found: list[tuple[int, int, int]] = self._several(doc, **options)
        for at, word in enumerate(doc):
            found += [(rule, at, at + 1) for rule in self._of(word)]
        return found

    def _of(self, word: Token) -> tuple[int, ...]:
        kind = (word.tag, word.dep, word.lower if word.lower in self._words else 0, word.is_space)
        rules = self._known.get(kind)
        if rules is None:
            alone = Doc(word.vocab, words=[word.text])
            alone[0].tag, alone[0].dep = word.tag, word.dep
            rules = self._known[kind] = tuple(rule for rule, _, _ in self._single(alone, allow_missing=True))
        return rules


def _words(asked: Any) -> list[str] | None:
    """The words of which a rule asks for one; None where it asks in another way."""
    if isinstance(asked, str):
        return [asked]
    if isinstance(asked, dict):
        return list(asked["IN"]) if asked.keys() == {"IN"} else None
    return list(asked)
