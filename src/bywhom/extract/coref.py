"""Join the nodes of one report to groups: names to names, appositions, descriptions, then pronouns in text order."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import ClassVar

from bywhom.extract.coref_armed import FORCES, REBELS, followed, sole_armed
from bywhom.extract.coref_words import (
    BODY_NOUNS,
    SIDE_NOUNS,
    class_nouns,
    holder,
    is_relative,
    land_of,
    modifiers,
    negated,
    noun_beside,
    only_tells,
    personal,
    phrase_key,
    said_of,
    says,
    share_of,
    short_of,
    stands_in,
    suits,
    two_persons,
    types_fit,
)
from bywhom.extract.names import (
    ALIAS_BETWEEN,
    acronym_of,
    country_of,
    is_acronym,
    may_be_person,
    name_key,
)
from bywhom.extract.nodes import Group, Node
from bywhom.extract.nouns import lemma
from bywhom.extract.pronouns import PronounResolver
from bywhom.extract.slots import called, complement
from bywhom.lexicon.armed import bare_name, is_armed_group
from bywhom.lexicon.load import bag, load, words
from bywhom.model.parsed import ParsedText, start_of
from bywhom.ports import PronounReader

_PLACE_NOUNS = bag("city town village province country region area capital island port district state nation enclave")
_TOWNS = bag("city town village settlement")
_PLAIN = bag(
    "armed militant extremist jihadist terrorist insurgent rebel core parent central main hardline"
)  # of a body
_HEADS = bag("leader commander chief head boss")
_WINDOW = 12  # sentences over which a description may look back


class Linker:
    """Builds the groups of one report. ``resolving`` is whom pronouns are asked of."""

    resolving: ClassVar[type[PronounResolver]] = PronounResolver

    def __init__(self, parsed: ParsedText, nodes: Sequence[Node]) -> None:
        self.parsed = parsed
        self.nodes = list(nodes)
        self.groups: list[Group] = []
        self.by_head = {start_of(n.head): n for n in nodes}
        self._by_key: dict[str, Group] = {}
        self._by_bare: dict[str, Group] = {}  # bodies by their names without a common word at the end
        self._described: dict[str, list[Group]] = {}
        self._countries = {name_key(c) for c in load("demonyms")["countries"].values()}

    def run(self, speaker: Callable[[Node], Node | None], reader: PronounReader | None = None) -> None:
        """Group every node; ``speaker`` names the node that speaks a quotation in which a pronoun stands.

        ``reader`` helps to tell whom "he" and "she" mean; without it the signs of the grammar decide alone.
        """
        for node in self.nodes:
            if node.kind == "name":
                self.link_name(node)
        for node in self.nodes:
            name = followed(self.parsed.text, node) if node.kind == "nominal" else ""
            if name and self.by_name(name) is None:  # told of by its people alone
                node.kind, node.name, node.type = "name", name, "ORGANISATION"
                self.link_name(node)
        self._aliases()
        self._structure()
        resolver = self.resolving(self.parsed, self.nodes, speaker, reader)
        for node in self.nodes:
            if node.group is None and node.kind == "nominal":
                self.link_nominal(node)
            elif node.kind == "pronoun" and node.pronoun not in ("i", "we", "you"):
                self._join(node, personal(node, resolver.resolve(node)))
        for node in self.nodes:
            if node.pronoun in ("i", "we") and (said := speaker(node)) is not None and said is not node:
                self._join(node, said.group)

    def _join(self, node: Node, group: Group | None) -> None:
        if group is not None:
            group.add(node)

    def _new(self, node: Node) -> Group:
        group = Group(number=len(self.groups))
        self.groups.append(group)
        self._join(node, group)
        return group

    def _merge(self, into: Group, other: Group) -> None:
        if into is other:
            return
        into.take(other)
        into.nouns |= other.nouns
        self._by_key = {key: into if group is other else group for key, group in self._by_key.items()}
        self._by_bare = {key: into if group is other else group for key, group in self._by_bare.items()}

    # names

    def link_name(self, node: Node) -> Group:
        """Join a name to the group that bears it, or open one."""
        key = name_key(node.name)
        group = self._by_key.get(key) or self._by_part(node, key)
        if group is None:
            group = self._new(node)
        else:
            self._join(node, group)
        self._by_key.setdefault(key, group)
        if node.type == "ORGANISATION" and (bare := bare_name(key)):
            self._by_bare.setdefault(bare, group)
        group.nouns |= class_nouns(node)
        return group

    def by_name(self, name: str) -> Group | None:
        """The group that bears exactly this name."""
        return self._by_key.get(name_key(name))

    def _by_part(self, node: Node, key: str) -> Group | None:
        if country := country_of(node.name):
            return self._by_key.get(name_key(country))
        if bare := bare_name(key):
            known = self._by_key.get(bare) or (self._by_bare.get(bare) if is_armed_group(bare) else None)
            if known is not None and known.type in ("ORGANISATION", "", "NATIONALITY"):
                return known
        if node.type == "ORGANISATION" and key in self._by_bare:
            return self._by_bare[key]
        if is_acronym(node.name):
            return self._by_initials(node)
        if node.type == "PERSON":
            return self._person(node)
        return self._by_letters(node) if node.type == "ORGANISATION" else None

    def _by_letters(self, node: Node) -> Group | None:
        """The body that was told of by the initials of this name, and by no other name so long."""
        letters = acronym_of(node.name)
        group = self._by_key.get(letters.casefold()) if len(letters) > 1 else None
        if group is None or group.type != "ORGANISATION":
            return None
        names = [n.name for n in group.nodes if n.kind == "name"]
        return group if any(map(is_acronym, names)) and not any(" " in n for n in names) else None

    def _by_initials(self, node: Node) -> Group | None:
        letters = node.name.replace(".", "").upper()
        for group in self.groups:
            if group.type in ("ORGANISATION", "") and any(acronym_of(n.name) == letters for n in group.nodes if n.name):
                return group
        return None

    def _person(self, node: Node) -> Group | None:
        fits: list[Group] = []
        told = node.gender if node.sure_of_gender else ""
        for group in reversed(self.groups):
            if group.type != "PERSON" or (told and group.gender and told != group.gender):
                continue
            names = [n.name for n in group.nodes if n.kind == "name"]
            if " " in node.name and not any(" " in n for n in names) and is_relative(node):
                continue  # "Tawil is the son of Omar Tawil": the father has the name, too
            if any(may_be_person(node.name, n) or may_be_person(n, node.name) for n in names):
                fits.append(group)
        fits.sort(key=lambda g: -max(n.span.start for n in g.nodes))
        return fits[0] if fits else None

    def _aliases(self) -> None:
        """Names joined by "also known as" and the like, and a short form in brackets after its name."""
        names = [n for n in self.nodes if n.kind == "name"]
        for a, b in pairwise(names):
            between = self.parsed.text[a.span.end : b.span.start]
            if len(between) > 60 or a.group is None or b.group is None or a.sentence != b.sentence:
                continue
            bracket = re.fullmatch(r"\s?\([\s\"“]*", between) is not None
            # initials are of the whole name, not of the place that ends it
            whole = max((n for n in names if n.span.contains(a.span)), key=lambda n: len(n.span)) if bracket else a
            short = bracket and is_acronym(b.name) and short_of(whole, b)
            if short or (ALIAS_BETWEEN.match(between) and types_fit(a.group.type, b.group.type)):
                self._merge(whole.group or a.group, b.group)

    # structure

    def _structure(self) -> None:
        """Appositions and predicates: the description and the name that the grammar puts together."""
        for node in self.nodes:
            other = self._partner(node)
            if other is None or (other.group is node.group and node.group is not None):
                continue
            named = [n for n in (node, other) if n.kind == "name"]
            bearer = named[0].group if len(named) == 1 else None
            if bearer is not None and node.head.dep_ == "appos" and holder(node, other):
                bearer.retype(named[0], "PERSON")  # "the mayor of X, Y": whoever holds an office is a person
            if len(named) == 2 or not types_fit(node.type, other.type) or node.plural != other.plural:
                continue
            if node.group is not None and other.group is not None and two_persons(node.group, other.group):
                continue  # "the Norlandic president A and Sudlandic president B": a parse that takes B for A
            first, second = (node, other) if node.group is not None else (other, node)
            group = first.group or self._new(first)
            if second.group is None:
                self._join(second, group)
            else:
                self._merge(group, second.group)
            group.nouns |= class_nouns(node) | class_nouns(other)

    def _partner(self, node: Node) -> Node | None:
        head = node.head
        if head.dep_ == "appos":
            return self.by_head.get(start_of(head.head))
        if (beside := noun_beside(node)) is not None:
            return self.by_head.get(start_of(beside))
        if node.kind == "nominal" and (named := called(head)):
            return self.by_head.get(start_of(named[0]))
        if head.dep_ == "attr" and lemma(head.head) in ("be", "become", "remain") and not negated(head.head):
            subject = next((c for c in head.head.children if c.dep_ == "nsubj"), None)
            found = None if subject is None else self.by_head.get(start_of(subject))
            return found if found is not None and found.kind == "name" else None
        return None

    # descriptions

    def link_nominal(self, node: Node) -> Group:
        """Join a description to the group that it means, or open one."""
        group = self._force_of(node) or self._leaders_of(node) or self._pointed_at(node) or self._most_of(node)
        if group is None and not (node.definite == "def" and lemma(node.head) in BODY_NOUNS):
            group = self._same_words(node)  # "the group" is rather whichever group was told of last
        if group is None and node.definite == "def":
            group = self._meant(node)
        if group is None and _is_headline(node):
            group = self._sole()
        if group is None:
            group = self._new(node)
        else:
            self._join(node, group)
        group.nouns.add(lemma(node.head))
        self._described.setdefault(phrase_key(self.parsed.text, node), []).append(group)
        return group

    def _force_of(self, node: Node) -> Group | None:
        """ "X fighters", "fighters of X", "X's troops" and "its forces" stand for X where X is a body."""
        head = node.head
        if lemma(head) not in FORCES or not (node.plural or lemma(head) == "force"):
            return None
        if any(c.dep_ in ("nummod", "quantmod") for c in head.children):
            return None
        if (land := land_of(head)) and node.definite == "def":
            return self._recent(node, lambda g: any(stands_in(n, land) for n in g.nodes), window=2)
        inner = [c for c in head.lefts if c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN"]
        if inner:
            group = self._by_key.get(name_key(head.doc[inner[0].left_edge.i : inner[-1].i + 1].text))
        else:
            owner = next((c for c in head.lefts if c.dep_ == "poss"), None) or complement(head)
            held = None if owner is None else self.by_head.get(start_of(owner))
            group = None if held is None else held.group
        return group if group is not None and group.type == "ORGANISATION" else None

    def _pointed_at(self, node: Node) -> Group | None:
        """ "That faction" is the last body of its number told before, save who acts on it in the same clause."""
        head = node.head
        if lemma(head) not in BODY_NOUNS | SIDE_NOUNS or not any(
            c.lower_ in ("that", "this", "those", "these") and c.dep_ == "det" for c in head.children
        ):
            return None
        for other in sorted(self.nodes, key=lambda n: -n.span.start):
            near = other.span.start < node.span.start and 0 <= node.sentence - other.sentence <= 1
            if not near or other.group is None or other.kind == "pronoun" or other.group.type != "ORGANISATION":
                continue
            if other.plural == node.plural and not (
                other.head.dep_ in ("nsubj", "poss") and other.head.head == head.head
            ):
                return other.group
        return None

    def _most_of(self, node: Node) -> Group | None:
        """ "Most remain …" and "All have …" are of those told of last, "part of the troops" of that body."""
        head = node.head
        if (troops := share_of(head)) in FORCES:
            return self._recent(node, lambda g: troops in g.nouns and g.type == "ORGANISATION", window=2)
        if head.lower_ not in ("most", "all") or head.dep_ not in ("nsubj", "nsubjpass") or list(head.rights):
            return None
        for other in sorted(self.nodes, key=lambda n: -n.span.start):
            near = other.span.start < node.span.start and node.sentence - other.sentence <= 2
            if not near or not other.plural or other.group is None or other.group.type != "ORGANISATION":
                continue
            if not any(says(n) for n in other.group.nodes if n.sentence == other.sentence):
                return other.group
        return None

    def _leaders_of(self, node: Node) -> Group | None:
        """ "The front seized the shops, and the leaders shared them out": they act for the body that acts before."""
        verb = node.head.head
        if node.definite != "def" or not node.plural or lemma(node.head) not in _HEADS or modifiers(node):
            return None
        if node.head.dep_ != "nsubj" or verb.dep_ != "conj":
            return None
        held = next((self.by_head.get(start_of(c)) for c in verb.head.children if c.dep_ == "nsubj"), None)
        return held.group if held is not None and held.group and held.group.type == "ORGANISATION" else None

    def _same_words(self, node: Node) -> Group | None:
        if node.definite in ("indef", "poss") and not node.plural:
            return None
        groups = [g for g in self._described.get(phrase_key(self.parsed.text, node), ()) if g.nodes]
        return groups[-1] if groups else None

    def _meant(self, node: Node) -> Group | None:
        """What "the city", "the group" or "the commander" means here: the nearest that has been called so."""
        noun = lemma(node.head)
        around = modifiers(node)
        bare = len(around) == 0
        told = {m.lower_ for m in around if m.dep_ in ("compound", "amod", "nmod")}
        known = len(told) == len(around)
        called = self._recent(
            node,
            lambda g: noun in g.nouns and g.plural == node.plural and suits(g, node) and told <= said_of(g),
        )
        if called is not None and known:
            return (bare and noun in _TOWNS and self._topic(node, called)) or called
        if not bare and not (noun in BODY_NOUNS and known and told <= _PLAIN):
            return None
        if noun in _PLACE_NOUNS:
            wants = noun in ("country", "nation")
            return self._recent(node, lambda g: g.type == "LOCATION" and g.named and self._is_country(g) == wants)
        if noun in FORCES and node.plural:  # "the militants": the body whose fighters have been called so
            group = self._recent(node, lambda g: noun in g.nouns and g.named and g.type == "ORGANISATION")
            sole = self._sole() if group is None and noun in REBELS else None
            return group if sole is None else self._recent(node, lambda g: g is sole)
        if noun in BODY_NOUNS:
            return self._recent(node, lambda g: g.named and g.type == "ORGANISATION" and not self._is_state(g))
        if noun in ("man", "woman"):
            return self._recent(
                node,
                lambda g: g.type == "PERSON" and not g.plural and suits(g, node) and not only_tells(g, node),
            )
        return None

    def _sole(self) -> Group | None:
        """The one armed group of the report."""
        return sole_armed(self.groups, self.nodes, self._force_of)

    def _topic(self, node: Node, called: Group) -> Group | None:
        """The town that a report names most and has just named, where ``called`` ("A's twin city of B") was not."""

        def named(group: Group) -> list[int]:
            return [n.sentence for n in group.nodes if n.kind == "name" and n.span.start < node.span.start]

        own = named(called)
        if own and node.sentence - own[-1] <= 1:
            return None
        near = [
            g for g in self.groups
            if g is not called and g.type == "LOCATION" and g.named and not (g.nouns - _TOWNS) and suits(g, node)
            and not self._is_country(g) and len(at := named(g)) >= max(3, len(own)) and node.sentence - at[-1] <= 1
        ]  # fmt: skip
        return max(near, key=lambda g: len(named(g)), default=None)

    def _is_country(self, group: Group) -> bool:
        return any(name_key(n.name) in self._countries for n in group.nodes if n.name)

    def _is_state(self, group: Group) -> bool:
        states = words("actors", "states") - {"organisation", "organization", "state"}
        parts = {p for n in group.nodes if n.name for p in name_key(n.name).split()}
        return self._is_country(group) or bool(parts & states) or bool(parts & {"nations", "nato", "eu", "un"})

    def _recent(self, node: Node, fits: Callable[[Group], bool], *, window: int = _WINDOW) -> Group | None:
        """The best group before ``node`` that fits: near, often named, and named as a subject."""
        best, most = None, 0.0
        for group in self.groups:
            before = [n for n in group.nodes if n.span.start < node.span.start]
            if not before or not fits(group):
                continue
            gap = max(0, node.sentence - max(n.sentence for n in before))  # a heading counts with what follows it
            if gap > window:
                continue
            near = [n for n in before if node.sentence - n.sentence <= 4]
            score = 3.0 / (1 + gap) + 0.3 * min(len(near), 5) + (0.8 if before[-1].head.dep_ == "nsubj" else 0.0)
            if score > most:
                best, most = group, score
        return best


def _is_headline(node: Node) -> bool:
    """True for "Rebels" in a headline, which leaves articles out."""
    return node.sentence < 0 and node.plural and lemma(node.head) in REBELS and not modifiers(node)
