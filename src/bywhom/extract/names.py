"""Names inside one report: the proper part of a phrase, its key, and when two names may mean one entity."""

import re
from collections.abc import Iterable
from typing import Any

from bywhom.lexicon.load import bag, load, words
from bywhom.model.romanize import fold

_PARTICLES = bag("bin ibn ben abu abou um umm al el ul de da di du del della van von der den dos la le bint ould ag")
_JOINERS = bag("of the and for in on de du la al el & '")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_BEARINGS = bag("north south east west northeast northwest southeast southwest near outside between")
ALIAS_BETWEEN = re.compile(
    r"^[\s,(\[–-]*(?:also|better|formerly|previously|commonly|widely|locally|once|otherwise|now|usually)?\s*"
    r"(?:known|referred to|called|named|nicknamed|dubbed|styled|abbreviated)\s*(?:as|by)?\s*"
    r"(?:the|his|her|its)?\s*(?:acronym|initials|nom de guerre|alias)?\s*[\"“'‘]?$"
    r"|^[\s,(]*(?:a\.?k\.?a\.?|alias)\s*[\"“]?$|^\s?[,(]\s*or\s+[\"“]?$",  # "the army or the front" are two
    re.IGNORECASE,
)


def proper_part(tokens: Iterable[Any], type_: str) -> str:
    """The name inside a phrase: without determiners, titles and descriptions before it; "" when it holds none.

    For people the parser's PERSON name wins, else the run of proper nouns that the phrase ends in.
    """
    listed = list(tokens)
    while listed and (listed[-1].is_punct or listed[-1].tag_ == "POS"):
        listed.pop()
    if type_ == "PERSON":
        return _person(listed)
    run = _trim_right(_trim_left(listed), type_)
    return _text(run) if any(_is_proper(t) for t in run) else ""


def _is_proper(token: Any) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and not is_demonym(token.lower_)


def _trim_left(listed: list[Any]) -> list[Any]:
    run = list(listed)
    while run and (not run[0].text[:1].isupper() or run[0].pos_ in ("DET", "PRON", "NUM", "PUNCT")):
        if _ORDINAL.fullmatch(run[0].lower_) and len(run) > 1 and run[1].text[:1].isupper():
            break  # "the 7th Division"
        if run[0].lower_ in _PARTICLES and len(run) > 1 and run[1].text[:1].isupper():
            break
        run.pop(0)
    return run


def _trim_right(listed: list[Any], type_: str) -> list[Any]:
    """Without what tells where the named thing lies, and without what a dash sets off.

    "the Alba air base south of Port Arn", "Gorna in Syldavia", "the Northern Front - Abu Tarek".
    """
    for i, token in enumerate(listed):
        bearing = token.lower_ in _BEARINGS or (token.lower_ == "in" and type_ == "LOCATION")
        dash = token.text in ("-", "–", "—") and token.whitespace_ and listed[i - 1].whitespace_
        if i and ((bearing and token.text[:1].islower()) or dash):
            return listed[:i]
    return listed


def _person(listed: list[Any]) -> str:
    named = [t for t in listed if t.ent_type_ == "PERSON"]
    if named and len({t.i for t in named}) == named[-1].i - named[0].i + 1:
        run = named
    else:
        run = []
        for token in reversed(listed):
            joins = token.lower_ in _PARTICLES or token.text in ("-", "–") or token.lower_.rstrip("-") in _PARTICLES
            if not (_is_proper(token) or joins):
                break
            run.insert(0, token)
    titles = words("titles", "before") | words("titles", "offices")
    while len(run) > 1 and (run[0].lower_.rstrip(".") in titles or not run[0].text[:1].isalpha()):
        run.pop(0)
    if len(run) == 1 and run[0].lower_.rstrip(".") in titles:
        return ""
    return _text(run) if any(t.text[:1].isupper() for t in run) else ""


def _text(run: list[Any]) -> str:
    if not run:
        return ""
    return str(run[0].doc[run[0].i : run[-1].i + 1].text).strip(" -–'\"“”,.")


def is_demonym(word: str) -> bool:
    """True for an adjective or noun of nationality, people or creed."""
    return word in words("demonyms", "countries") or word in words("demonyms", "others")


def country_of(word: str) -> str:
    """The country whose adjective, people or short form ``word`` is; "" for others."""
    table: dict[str, str] = load("demonyms")["countries"]
    low = word.casefold()
    return table.get(low, "") or (table.get(low[:-1], "") if low.endswith("s") and len(low) > 4 else "")


def name_key(name: str) -> str:
    """What two spellings of one name share inside a report: folded, no article, no possessive."""
    key = fold(re.sub(r"['’]s?$", "", name.strip()))
    for lead in ("the ", "al ", "el "):
        if key.startswith(lead) and len(key) > len(lead) + 2:
            key = key[len(lead) :]
    return key


def acronym_of(name: str) -> str:
    """The initials of a name of several words, small words left out; "" for one word."""
    parts = [p for p in re.split(r"[\s-]+", name) if p and p.lower() not in _JOINERS]
    return "".join(p[0] for p in parts if p[0].isalnum()).upper() if len(parts) > 1 else ""


def is_acronym(name: str) -> bool:
    """True for a word in capitals that may stand for a longer name."""
    plain = name.replace(".", "")
    return 2 <= len(plain) <= 8 and plain.isalpha() and sum(c.isupper() for c in plain) >= len(plain) - 1


def person_parts(name: str) -> tuple[str, ...]:
    """The folded words of a person's name without particles."""
    return tuple(p for p in fold(name).split() if p not in _PARTICLES and len(p) > 1)


def may_be_person(short: str, full: str) -> bool:
    """True when ``short`` may be the same person's name: its words stand in ``full``, the last one at the end or alone.

    "Haddad" and "Omar Haddad", "Abu Salim" and "Abu Salim al-Masri", "bin Omar" and "Faris bin Omar" may; two names
    with different forenames may not.
    """
    a, b = person_parts(short), person_parts(full)
    if not a or not b or len(a) > len(b):
        return False
    if a == b:
        return True
    if len(a) == 1:
        return a[0] == b[-1] or (a[0] in b and len(a[0]) > 3)
    return a == b[-len(a) :] or a == b[: len(a)] or (a[0] == b[0] and a[-1] == b[-1])
