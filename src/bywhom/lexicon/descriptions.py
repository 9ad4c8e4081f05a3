"""Which words are a name ("al-Farouq Brigade") and which describe ("the group", "This", "co-founder of the Guard")."""

from functools import lru_cache

from bywhom.lexicon.load import bag

_ARTICLES = bag("the a an")
_POINTERS = bag("this that these those they them it he him she her we us i you who which what there both some many")
_LEADING = 2  # words of which one bears a name's capital: "bin Laden", "al Qaeda"


@lru_cache(maxsize=20_000)
def is_name(text: str) -> bool:
    """True when one of the first words, an article set aside, bears a capital and is no pronoun."""
    words = text.split()
    if words and words[0].casefold() in _ARTICLES:
        words = words[1:]
    return any(w != w.lower() and w.casefold() not in _POINTERS for w in words[:_LEADING])
