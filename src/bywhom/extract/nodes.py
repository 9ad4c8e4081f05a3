"""Nodes: every noun phrase and pronoun of a report with what decides whom it can mean."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

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


class _Vote(NamedTuple):
    """What one phrase says of the kind of its group."""

    kind: str
    type: str
    listed: bool
    gender: str
    sure_of_gender: bool
    plural: bool


@dataclass(slots=True, kw_only=True)
class Group:
    """One entity while it is being built: its nodes and what they say about it.

    What the nodes say is counted as they come: it is asked for at every pronoun and claim, and a transcript names one
    speaker hundreds of times.
    """

    number: int
    nodes: list[Node] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)  # class nouns: what it was called ("militia", "city")
    wanted: bool = False  # a claim or an attribution asked for it
    phrases: list[str] = field(default_factory=list)  # longer phrases under which a claim asked for it
    _votes: Counter[_Vote] = field(default_factory=Counter, init=False, repr=False)

    def add(self, node: Node) -> None:
        """Take in one more phrase."""
        self.nodes.append(node)
        node.group = self
        self._votes[_vote(node)] += 1

    def take(self, other: "Group") -> None:
        """Take in all phrases of another group, which is left empty."""
        for node in other.nodes:
            node.group = self
        self.nodes = sorted([*self.nodes, *other.nodes], key=lambda n: n.span.start)
        self._votes += other._votes
        other.nodes, other._votes = [], Counter()

    def retype(self, node: Node, type_: str) -> None:
        """Let one of its phrases be of a type from now on."""
        self._votes -= Counter((_vote(node),))
        node.type = type_
        self._votes[_vote(node)] += 1

    @property
    def type(self) -> str:
        """The commonest type of its names, else of its descriptions; a mention's type outweighs the parser's guess."""
        for kind in ("name", "nominal"):
            typed = [v for v in self._votes if v.kind == kind and v.type]
            if typed:
                return self._commonest([v for v in typed if v.listed] or typed, "type")
        return ""

    @property
    def named(self) -> bool:
        """True once a proper name is known."""
        return any(v.kind == "name" for v in self._votes)

    @property
    def gender(self) -> str:
        """``m`` or ``f`` where any of its phrases tells, else ""; a name of one word tells least (surnames)."""
        told = [v for v in self._votes if v.gender]
        return self._commonest([v for v in told if v.sure_of_gender] or told, "gender")

    @property
    def plural(self) -> bool:
        """True when its phrases are plural."""
        votes = [v for v in self._votes if v.kind != "pronoun"]
        return sum(self._votes[v] for v in votes if v.plural) * 2 > sum(self._votes[v] for v in votes)

    def _commonest(self, votes: Iterable[_Vote], told: str) -> str:
        """The value told most often, of several the first in the alphabet; "" for none."""
        counted = Counter[str]()
        for vote in votes:
            counted[getattr(vote, told)] += self._votes[vote]
        return max(sorted(counted), key=lambda value: counted[value], default="")


def _vote(node: Node) -> _Vote:
    sure = bool(node.gender) and node.sure_of_gender
    return _Vote(node.kind, node.type, node.listed, node.gender, sure, node.plural)


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
    if head.tag_ != "NNS" and (named := named_after_of(head)):
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
