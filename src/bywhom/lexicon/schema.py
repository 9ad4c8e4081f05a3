"""The shape that a lexicon file must have: its sections, and what each may hold."""

from collections.abc import Callable, Mapping
from typing import Any

from bywhom.errors import LexiconError


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(w, str) and w == w.strip() and w for w in value)


def _is_groups(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(k, str) and _is_words(v) for k, v in value.items())


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(k, str) and isinstance(v, str) for k, v in value.items())


_SHAPES: Mapping[str, Callable[[Any], bool]] = {
    "words": _is_words,  # a list of words or phrases
    "groups": _is_groups,  # name → list of words
    "text": lambda value: isinstance(value, str),  # many words in one string
    "table": _is_table,  # word → one word
}

# lexicon → section → shape. A file that is not named here need only be a mapping with words as keys.
SCHEMAS: Mapping[str, Mapping[str, str]] = {
    "speech": {
        "verbs": "words", "weak_verbs": "words", "thought_verbs": "words", "addressee_verbs": "words",
        "nouns": "words", "thought_nouns": "words", "according": "words", "adverbs": "words",
        "object_verbs": "words", "infinitive_verbs": "words", "particles": "words", "reporting": "words",
        "deeds": "words", "plain": "words", "closing": "words", "hearsay": "words",
        "accusers": "words", "believed": "words", "reports": "words", "issuing": "words", "counting": "words",
    },
    "titles": {"before": "words", "offices": "words", "roles": "words", "kin": "words", "abbreviations": "words"},
    "bodies": {
        "fields": "words", "state": "words", "town": "words", "police": "words", "senate": "words", "house": "words",
        "council": "words", "court": "words", "prosecution": "words", "names": "groups", "heads": "words",
        "holders": "words",
    },
    "actors": {
        "groups": "words", "states": "words", "people": "words", "generic_people": "words", "known_as": "groups",
    },
    "sources": {
        "official": "words", "witness": "words", "armed": "words", "media": "words", "document": "words",
        "organisation": "words", "media_names": "words", "platform": "words",
    },
    "armed_groups": {"names": "words"},
    "forenames": {"male": "text", "female": "text"},
    "things": {
        "places": "words", "facilities": "words", "sites": "groups", "weapons": "words", "vehicles": "words",
        "documents": "words", "money": "words", "goods": "words",
    },
    "demonyms": {"countries": "table", "others": "words"},
    "states": {"bodies": "groups", "services": "words", "short": "table", "worldwide": "table"},
}  # fmt: skip


def check(name: str, raw: Any) -> dict[str, Any]:
    """``raw`` as it was when it meets the schema of lexicon ``name``; LexiconError says where it does not."""
    if not isinstance(raw, dict) or not all(isinstance(key, str) for key in raw):
        raise LexiconError(f"data/{name}.yaml must be a mapping with words as keys", value=type(raw).__name__)
    for section, shape in SCHEMAS.get(name, {}).items():
        if section not in raw:
            raise LexiconError(f"data/{name}.yaml lacks the section", value=section, choices=sorted(raw))
        if not _SHAPES[shape](raw[section]):
            raise LexiconError(f"data/{name}.yaml, section {section}, must hold {shape}", value=_wrong(raw[section]))
    return raw


def _wrong(value: Any) -> str:
    """The first entry that is out of shape, or the beginning of the whole."""
    entries = value if isinstance(value, list) else [value]
    bad = [e for e in entries if not isinstance(e, str) or e != e.strip() or not e]
    return repr(bad[0] if bad else value)[:80]
