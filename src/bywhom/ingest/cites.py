"""Outlets that a report cites: "told Reuters", "according to the New York Times", "AFP reported"."""

import re

from bywhom.ingest import phrases

_WORD = r"(?:[A-Z][\w'’&-]*)"
_KNOWN = "|".join(re.escape(o) for o in sorted({*phrases.OUTLETS, "AP"}, key=len, reverse=True))
# Names that show by their last word what they are, and names of two words or more before "newspaper".
_OPEN = (
    rf"(?:{_WORD} ){{1,3}}(?:News Agency|[Nn]ews agency|Press Agency|Broadcasting Corporation|News|Times|Post|Tribune"
    r"|Herald|Gazette|Observer|Chronicle|TV|Television|Radio)"
    rf"|(?:(?:{_WORD} ){{1,3}}{_WORD}|[A-Z][a-z]+-[A-Z]\w+)"
    r"(?= (?:newspaper|daily|magazine|news agency|television|channel))"
)
_OUTLET = rf"(?:{_KNOWN}|{_OPEN})"
_KIND = r"(?: (?:news agency|newspaper|television|TV|channel|website|magazine|daily|radio|network|broadcaster))?"
_TELLS = (
    r"(?:report(?:s|ed)|sa(?:id|ys)|quot(?:es|ed|ing)|cit(?:es|ed|ing)|wrote|writes|broadcast|aired|published"
    r"|reveal(?:s|ed))"
)
_FROM = (
    r"(?:[Aa]ccording to|[Cc]iting|[Qq]uoting|[Qq]uoted (?:by|in)"
    r"|[Rr]eported by|[Rr]eports? (?:by|in|from)|[Cc]ited by)"
    r" (?:a report (?:by|in|from) )?(?:the |[A-Z]\w+['’]s )?(?:(?:\w+ ){0,2}(?:news agency|newspaper|channel) )?"
)
_PEOPLE = r"(?:reporters?|correspondents?|journalists?|photographers?)"
_CITES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:told|telling|tells|informed) (?:the )?(?P<o>{_OUTLET})\b",
        rf"\b{_FROM}(?P<o>{_OUTLET})\b",
        rf"\b(?P<o>{_OUTLET}){_KIND} (?:(?:has|have|had|also|later|earlier) )?{_TELLS}\b",
        rf"\b(?:interview|statement|comments?|remarks) (?:with|to|on|by) (?:the )?(?P<o>{_OUTLET})\b",
        rf"\b{_PEOPLE} (?:for|from|of|with) (?:the )?(?P<o>{_OUTLET})\b",
        rf"\b(?:[Aa]n?|[Tt]he) (?P<o>{_OUTLET}) (?:{_PEOPLE}|report|investigation)\b",
    )
)
_ARTICLE = re.compile(r"^(?:The|A|An|State|Local|In|On) ")
_TOO_PLAIN = frozenset({"News Agency", "news agency"})
_LISTED = frozenset({*phrases.OUTLETS, "AP"})


def cites(text: str) -> list[str]:
    """Outlets that the text names as where it has something from, in order, each once under its usual name."""
    flat = text.replace("\n", " ")
    hits = sorted((m.start("o"), m["o"]) for pattern in _CITES for m in pattern.finditer(flat))
    names: dict[str, None] = {}
    for _, name in hits:
        plain = _ARTICLE.sub("", name)
        if plain in _LISTED or (re.search(r"[ -]", plain) and plain not in _TOO_PLAIN):
            names[phrases.CANONICAL_OUTLET.get(plain, plain)] = None
    return list(names)
