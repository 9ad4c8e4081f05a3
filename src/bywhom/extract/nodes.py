"""Nodes: every noun phrase and pronoun of a report with what decides whom it can mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bywhom.extract.listed import named_after_of, names_listed
from bywhom.extract.mentions import has_name, tidy
from bywhom.extract.names import proper_part
from bywhom.extract.nouns import gender, head_type, is_mass, is_plural, lemma, noun_types, pronoun_class
from bywhom.extract.phrases import noun_heads, noun_phrase, takes_of
from bywhom.lexicon.load import spaced, words
from bywhom.model.parsed import ParsedText, start_of
from bywhom.model.text import Span
from bywhom.model.who import MENTION_TYPES, Mention

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_SEATED = frozenset({"government", "parliament", "administration", "authority"})
_SKIPPED = frozenset({"Temporal", "Frequency", "Url", "CommsIdentifier", "Coordinate"})


@dataclass(slots=True, kw_only=True)
class Node:
    """One phrase while entities are being built. ``kind`` is ``name``, ``nominal`` or ``pronoun``."""

    span: Span
    head: Any
    kind: str
    type: str  # codebook type, "" unknown
    name: str = ""  # the proper part of a name
    pronoun: str = ""  # class of a pronoun
    plural: bool = False
    gender: str = ""
    definite: str = ""  # def | poss | indef | ""
    sentence: int = -1
    listed: bool = False  # a mention of the reading
    mention: str = ""
    group: "Group | None" = None

    @property
    def sure_of_gender(self) -> bool:
        """False for a single word that is a forename to the lexicon and may be a surname here ("Thomas")."""
        return self.kind != "name" or " " in self.name or bool(gender(self.head))


@dataclass(slots=True, kw_only=True)
class Group:
    """One entity while it is being built: its nodes and what they say about it."""

    number: int
    nodes: list[Node] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)  # class nouns: what it was called ("militia", "city")
    wanted: bool = False  # a claim or an attribution asked for it
    phrases: list[str] = field(default_factory=list)  # longer phrases under which a claim asked for it

    @property
    def type(self) -> str:
        """The commonest type of its names, else of its descriptions; a mention's type outweighs the parser's guess."""
        for kind in ("name", "nominal"):
            typed = [n for n in self.nodes if n.kind == kind and n.type]
            if typed:
                return _commonest([n.type for n in typed if n.listed] or [n.type for n in typed])
        return ""

    @property
    def named(self) -> bool:
        """True once a proper name is known."""
        return any(n.kind == "name" for n in self.nodes)

    @property
    def gender(self) -> str:
        """``m`` or ``f`` where any of its phrases tells, else ""; a name of one word tells least (surnames)."""
        sure = [n.gender for n in self.nodes if n.gender and n.sure_of_gender]
        told = sure or [n.gender for n in self.nodes if n.gender]
        return _commonest(told) if told else ""

    @property
    def plural(self) -> bool:
        """True when its phrases are plural."""
        votes = [n.plural for n in self.nodes if n.kind != "pronoun"]
        return sum(votes) * 2 > len(votes)


def _commonest(told: Sequence[str]) -> str:
    """The value told most often, of several the first in the alphabet."""
    values = set(told)
    return max(sorted(values), key=told.count) if len(values) > 1 else told[0]


def build_nodes(parsed: ParsedText, mentions: Iterable[Mention]) -> list[Node]:
    """Nodes of the mentions, and of all other phrases and pronouns of the text, in text order.

    Where a mention and a phrase share their head word the mention's span and type win.
    """
    by_head: dict[int, Node] = {}
    for mention in mentions:
        if mention.type in _SKIPPED:
            continue
        several = names_listed(parsed, mention.span) if mention.type == "Location" else (mention.span,)
        for span in several:  # names that a tagger ran together are places of their own
            head = parsed.head_of(span)
            if head is not None and (start_of(head) not in by_head or len(span) > len(by_head[start_of(head)].span)):
                node = make_node(parsed, head, span, MENTION_TYPES.get(mention.type, ""))
                node.listed, node.mention = True, mention.id if span == several[0] else ""
                by_head[start_of(head)] = node
    for _, doc in parsed.docs:
        for head in noun_heads(doc):
            if start_of(head) in by_head or head.ent_type_ in ("DATE", "TIME"):
                continue
            span = tidy(parsed.text, noun_phrase(head, of=takes_of(head)))
            if len(span):
                by_head[start_of(head)] = make_node(parsed, head, span, MENTION_TYPES.get(head_type(head), ""))
        for token in doc:
            if token.pos_ == "PRON" and start_of(token) not in by_head and pronoun_class(token):
                by_head[start_of(token)] = make_node(parsed, token, _span(token), "")
    return sorted(by_head.values(), key=lambda n: (n.span.start, n.span.end))


def _span(token: Any) -> Span:
    return Span(start_of(token), start_of(token) + len(token.text))


def make_node(parsed: ParsedText, head: Any, span: Span, type_: str) -> Node:
    """The node of one phrase with ``head`` as its head word."""
    tokens = list(parsed.tokens(span))
    pronoun = pronoun_class(head)
    type_ = _refined(head, type_)
    name = "" if pronoun else _name(tokens, head, type_)
    name = (
        "" if name.casefold() in noun_types() else name
    )  # "Government", "the Council": a class in capitals is no name
    kind = "pronoun" if pronoun else "name" if name else "nominal"
    return Node(
        span=span, head=head, kind=kind, type=type_, name=name, pronoun=pronoun,
        plural=pronoun in ("they", "we") or (kind != "name" and (is_plural(head) or is_mass(head))),
        gender=_gender(head, pronoun, name), definite=_definite(tokens),
        sentence=-1 if (i := parsed.sentence_index(span.start)) is None else i,
    )  # fmt: skip


def _name(tokens: list[Any], head: Any, type_: str) -> str:
    """The proper name of a phrase; a common noun as head keeps its proper modifiers only for bodies and places."""
    if not has_name(tokens) or (_is_title(head) and not any(t.ent_type_ == "PERSON" for t in tokens)):
        return ""  # "the Foreign Secretary": an office in capitals is a description
    if type_ == "PERSON" or (not type_ and head.ent_type_ == "PERSON"):
        return proper_part([] if _owned(tokens, head) else tokens, "PERSON")
    if not is_plural(head) and (named := named_after_of(head)):
        return proper_part(named, "LOCATION")  # "the town of Tawil" is Tawil
    if seat := _seat(head):
        return f"{seat} {lemma(head)}"
    if head.pos_ != "PROPN" and (type_ not in ("ORGANISATION", "LOCATION", "FACILITY", "") or is_plural(head)):
        return ""
    inner = [t for t in tokens if t.pos_ == "PROPN"]
    if head.pos_ != "PROPN" and any(t.dep_ in ("poss", "pobj") for t in inner):
        return ""  # "Orlov's brigade", "the leaders of Tawil": a description that uses a name
    return proper_part(tokens, type_)


def _owned(tokens: list[Any], head: Any) -> bool:
    """True for a person told of by whose he is: the name in "Omar's father" is Omar's."""
    owner = next((t for t in head.lefts if t.dep_ == "poss" and t.pos_ == "PROPN"), None)
    if owner is None or head.pos_ != "NOUN":
        return False
    return not any(t.pos_ == "PROPN" and not (owner.left_edge.i <= t.i <= owner.i) for t in tokens)


def _seat(head: Any) -> str:
    """The place that tells one government from another: "the government in X" is the X government."""
    if head.pos_ != "NOUN" or lemma(head) not in _SEATED or head.tag_ == "NNS":
        return ""
    inside = next((c for c in head.rights if c.dep_ == "prep" and c.lower_ == "in" and c.i == head.i + 1), None)
    place = None if inside is None else next((c for c in inside.children if c.dep_ == "pobj"), None)
    if place is None or place.pos_ != "PROPN":
        return ""
    return str(place.doc[place.left_edge.i : place.i + 1].text) if place.left_edge.pos_ == "PROPN" else ""


def _refined(head: Any, type_: str) -> str:
    word = lemma(head)
    if type_ in ("LOCATION", "ORGANISATION", "") and head.tag_ == "NNP" and any(_is_title(c) for c in head.lefts):
        return "PERSON"  # "President Nur", "Col. Nur"
    if type_ in ("LOCATION", "") and word in words("things", "facilities"):
        return "FACILITY"
    if not type_ and word in words("things", "goods"):
        return "GOODS"
    if not type_ and word in words("things", "documents"):
        return "GOODS"
    return type_


def _is_title(token: Any) -> bool:
    word = token.lower_.rstrip(".")
    return word in words("titles", "before") or word in words("titles", "offices")


def _gender(head: Any, pronoun: str, name: str) -> str:
    if pronoun:
        return {"he": "m", "she": "f"}.get(pronoun, "")
    told = gender(head)
    if told or not name:
        return told
    first = name.split(maxsplit=1)[0].casefold()
    if first in spaced("forenames", "female"):
        return "f"
    return "m" if first in spaced("forenames", "male") else ""


def _definite(tokens: list[Any]) -> str:
    first = tokens[0] if tokens else None
    if first is None:
        return ""
    if first.lower_ in _DEFINITE:
        return "def"
    if any(t.dep_ == "poss" for t in tokens):
        return "poss"
    return "indef" if first.lower_ in ("a", "an", "another", "one", "some", "two", "three", "several") else ""
