"""In which country a report puts a place, where the gazetteer has it in another or does not know it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from bywhom.analysis.common import places
from bywhom.lexicon.frames import countries
from bywhom.model.account import Party, Told
from bywhom.ports import ReadView

CodeOf = Callable[[str], str]  # name of a country → its code, "" where the account does not know it

_IN_COUNTRY = re.compile(  # "the eastern Ruritanian port city of": a base or an embassy may well stand abroad
    r"\b([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?: [a-z-]+){0,2}? (?:city|town|village|hamlet|province|governorate|district|"
    r"region|capital|port|suburb)\b"
)


_MOST = 3  # of four places of a report: then a place that no map has lies in the country of these


def country_around(claims: Iterable[Told]) -> str:
    """The country in which nearly all the places of a report lie, by its name there; "" without one."""
    here, names = Counter[str](), dict[str, str]()
    for p in (p for told in claims for parties in told.roles.values() for p in parties):
        if p.place is not None and p.place.country and p.place.precision == "country":
            names.setdefault(p.place.country, p.name)
        elif p.place is not None and p.place.country:
            here[p.place.country] += 1
    code, n = here.most_common(1)[0] if here else ("", 0)
    return names.get(code, "") if n >= _MOST and n * 4 >= here.total() * _MOST else ""


def codes_of(view: ReadView, known: datetime | None) -> CodeOf:
    """A look-up of countries' codes among the places that the account itself names; each name is asked for once."""
    held: dict[str, str] = {}

    def code(name: str) -> str:
        if name not in held:
            cards = view.find_entities(name, types=("LOCATION",), limit=3, known=known)
            found = [c.place for c in cards if c.place is not None and c.place.precision == "country"]
            held[name] = found[0].country if found else ""
        return held[name]

    return code


def country_told(party: Party, told: Told, code_of: CodeOf) -> str:
    """The country that the sentence gives a place ("X, Syldavia", "the Syldavian city of X"); "" where it is the
    gazetteer's own, or none is given."""
    if party.place is None or party.place.precision == "country" or party.span is None:
        return ""
    for country, code in (*_after(party, told), *_before(party, code_of)):
        if code and code != party.place.country:
            return country
    return ""


def _after(party: Party, told: Told) -> Iterator[tuple[str, str]]:
    """Countries among the claim's places that stand behind the place and a comma."""
    assert party.span is not None
    follows = told.sentence_text[party.span.end - told.sentence.start :][:40]
    inside = party.text.partition(",")[2].strip()
    if not inside and follows.startswith(","):
        inside = follows[1:].strip()
    for other in places(told):
        country = other.place
        if country is not None and country.precision == "country" and inside.startswith((other.text or other.name,
                                                                                           other.name)):  # fmt: skip
            yield other.name, country.country


def _before(party: Party, code_of: CodeOf) -> Iterator[tuple[str, str]]:
    """The country whose adjective stands before the noun for the place: "the eastern Syldavian city of X"."""
    for found in _IN_COUNTRY.finditer(party.text):
        words: Sequence[str] = (found[1], found[1].split()[-1])
        country = next((countries()[w.casefold()] for w in words if w.casefold() in countries()), "")
        if country:
            yield country, code_of(country)
