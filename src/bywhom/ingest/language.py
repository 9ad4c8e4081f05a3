"""Which language a text is in; extraction is for English, other texts are read with a warning."""

import re
from importlib import import_module
from typing import Any

# Words so common in English that no page of it does without them, and rare in other languages' texts.
_ENGLISH = re.compile(
    r"(?:the|of|and|to|in|that|is|was|for|on|with|as|by|at|from|his|their|had|were|said|has|are|it|be)"
)
_ENOUGH_WORDS = 12
_SAMPLE = 4000


def language_of(text: str) -> str:
    """ISO 639-1 code; "en" for texts too short to tell."""
    sample = text[:_SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    latin = sum(c < "\u0250" for c in letters)
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    if len(words) < _ENOUGH_WORDS and latin >= 0.5 * len(letters):
        return "en"
    if sum(_ENGLISH.fullmatch(w) is not None for w in words) >= 0.15 * len(words) and latin >= 0.7 * len(letters):
        return "en"
    langid: Any = import_module("py3langid")  # without types; loaded only when the text looks foreign
    return str(langid.classify(sample)[0])
