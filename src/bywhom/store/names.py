"""The key under which a name is looked up: what spelling, case, accents and punctuation do not change."""

import re
import unicodedata
from functools import lru_cache

_NOT_WORD = re.compile(r"[^\w]+", re.UNICODE)
_LEADING = ("the ", "a ", "an ")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """``name`` without case, accents, apostrophes, punctuation and a leading article; "" for no letters or digits."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = re.sub(r"(\w)[’'ʼ`]s\b", r"\1", plain)
    plain = re.sub(r"[’'ʼʿʾ`]", "", plain)
    key = " ".join(_NOT_WORD.sub(" ", plain).casefold().replace("_", " ").split())
    for article in _LEADING:
        if key.startswith(article) and len(key) > len(article):
            return key[len(article) :]
    return key
