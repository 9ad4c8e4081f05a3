"""The entities of one report: who and what its phrases mean, made from mentions and asked by claims."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from bywhom.extract.coref import Linker
from bywhom.extract.listed import shared_kind
from bywhom.extract.mentions import tidy
from bywhom.extract.names import country_of, is_demonym
from bywhom.extract.nodes import Group, Node, build_nodes, make_node
from bywhom.extract.nouns import head_type, lemma, noun_types, pronoun_class
from bywhom.extract.overlay import Overlay
from bywhom.lexicon.load import bag
from bywhom.model.attribution import Attribution
from bywhom.model.parsed import ParsedText, start_of
from bywhom.model.text import Span
from bywhom.model.who import MENTION_TYPES, Entity, Mention
from bywhom.ports import PronounReader

_ALIASES = 16  # names and descriptions kept of one entity
_OFTEN = 3  # tellings that make a description the usual one
_POINTING = bag("this that these those such his her its their our my your another other")
_HE = ("he", "she")
_KEPT = frozenset({"PERSON", "ORGANISATION", "LOCATION", "FACILITY", "NATIONALITY", "WEAPON", "VEHICLE"})


class Entities:
    """The entities of one report. Ids are ``e`` and a number, stable while the report is read.

    ``resolve`` and ``entity_for`` answer for any span; the latter makes what was not yet known. ``entities`` and
    ``mentions`` are to be read after the last question.
    """

    def __init__(
        self, parsed: ParsedText, mentions: Sequence[Mention], attributions: Sequence[Attribution],
        pronouns: PronounReader | None = None,
    ) -> None:  # fmt: skip
        self._parsed = parsed
        self._given = tuple(mentions)
        self._linker = Linker(parsed, build_nodes(parsed, mentions))
        contents = sorted(((c, a) for a in attributions for c in a.content), key=lambda pair: pair[0])
        self._contents = Overlay((pair, pair[:1]) for pair in contents)
        self._linker.run(self._speaker, pronouns)

    def _speaker(self, node: Node) -> Node | None:
        """The node that speaks the quotation in which ``node`` stands."""
        quote = self._parsed.quote_at(node.span.start)
        if quote is None:
            return None
        for content, attribution in self._contents.near(quote):
            if attribution.source is not None and content.overlap(quote):
                head = self._parsed.head_of(attribution.source)
                return None if head is None else self._linker.by_head.get(start_of(head))
        return None

    def resolve(self, span: Span) -> Entity | None:
        """The entity that a span means, by its head word or a name inside it; None when nothing is known of it."""
        group = self._find(span)
        return None if group is None else self._entity(group)

    def entity_for(self, span: Span, type_hint: str = "") -> Entity | None:
        """The entity that a span means, made on demand for a description; None for pronouns without a meaning.

        ``type_hint`` (a codebook type) serves where neither the words nor their report tell the type.
        """
        group = self._find(span)
        if group is None:
            group = self._make(span, type_hint)
        if group is None:
            return None
        group.wanted = True
        phrase = self._words(tidy(self._parsed.text, span))
        said = self._parsed.head_of(span)
        if not group.named and phrase not in group.phrases and not (said is not None and pronoun_class(said)):
            group.phrases.append(phrase)
        if type_hint and not group.type:
            group.retype(group.nodes[0], type_hint)
        return self._entity(group)

    def _find(self, span: Span) -> Group | None:
        head = self._parsed.head_of(span)
        if head is None:
            return None
        if (whole := shared_kind(self._parsed.text, span)) and (group := self._linker.by_name(whole)) is not None:
            return group
        node = self._linker.by_head.get(start_of(head))
        if node is not None:
            return node.group
        words = tidy(self._parsed.text, span).of(self._parsed.text)
        country = country_of(words)
        return self._linker.by_name(country or words) or (self._linker.by_name(words) if country else None)

    def _make(self, span: Span, type_hint: str) -> Group | None:
        head = self._parsed.head_of(span)
        if head is None or pronoun_class(head) or head.tag_ in ("WP", "WDT", "EX"):
            return None
        node = make_node(self._parsed, head, tidy(self._parsed.text, span), MENTION_TYPES.get(head_type(head), ""))
        if not len(node.span):
            return None
        node.type = node.type or type_hint
        self._linker.by_head[start_of(head)] = node
        if country := country_of(node.span.of(self._parsed.text)):
            node.kind, node.name, node.type = "name", country, "LOCATION"
        if node.kind == "name":
            return self._linker.link_name(node)
        return self._linker.link_nominal(node)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Every entity that is named, listed among the mentions, or asked for, in order of first appearance."""
        return tuple(self._entity(g) for g in self._linker.groups if self._is_kept(g))

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions that were given, each with the id of its entity, and every "he" or "she" that means one of them.

        In text order; the pronouns that were not given have ids after those that were.
        """
        of = {n.mention: n.group for n in self._linker.nodes if n.mention and n.group is not None}
        told = [replace(m, entity=_id(of[m.id])) if m.id in of and self._is_kept(of[m.id]) else m for m in self._given]
        told += self._personal({m.span for m in told})
        return tuple(sorted(told, key=lambda m: (m.span.start, -m.span.end)))

    def _personal(self, known: Set[Span]) -> Iterator[Mention]:
        """The pronouns "he" and "she" that mean somebody named, and his names where no mention has them."""
        heads = {n.head for n in self._linker.nodes if n.listed}
        number = len(self._given)
        for node in self._linker.nodes:
            group = node.group
            if group is None or not group.named or not self._is_kept(group) or node.span in known:
                continue
            spoken = node.kind == "name" and node.head not in heads and any(n.pronoun in _HE for n in group.nodes)
            if node.pronoun in _HE or (spoken and not any(s.overlap(node.span) for s in known)):
                told = node.kind == "pronoun"
                yield Mention(
                    id=f"m{number}", span=node.span, type="Person", head=node.span if told else None, nominal=told,
                    entity=_id(group),
                )  # fmt: skip
                number += 1

    def spans_of(self, entity_id: str) -> tuple[Span, ...]:
        """The spans of all phrases and pronouns that mean an entity, in order; empty for an unknown id."""
        number = int(entity_id[1:]) if entity_id[1:].isdigit() else -1
        if not 0 <= number < len(self._linker.groups):
            return ()
        return tuple(sorted(n.span for n in self._linker.groups[number].nodes))

    def nouns_of(self, entity_id: str) -> frozenset[str]:
        """What an entity was called in the report: lemmas of its descriptions and titles ("minister", "militia")."""
        number = int(entity_id[1:]) if entity_id[1:].isdigit() else -1
        return frozenset(self._linker.groups[number].nouns) if 0 <= number < len(self._linker.groups) else frozenset()

    def _is_kept(self, group: Group) -> bool:
        if not group.nodes:
            return False
        return group.wanted or (group.type in _KEPT and (group.named or any(n.listed for n in group.nodes)))

    def _entity(self, group: Group) -> Entity:
        text = self._parsed.text
        names = Counter(n.name for n in group.nodes if n.kind == "name" and n.name)
        phrases = [n.span.of(text) for n in group.nodes if n.kind == "name"]
        described = [self._words(n.span) for n in group.nodes if n.kind == "nominal"]
        first = self._words(min(n.span for n in group.nodes))
        telling = _whole(group.phrases) or described or [first]
        name = _fullest(names, group.type) or _usual(described) or _plain(_telling(telling))
        aliases = [a for a in dict.fromkeys([*names, *phrases, *group.phrases, *described]) if a != name]
        return Entity(
            id=_id(group), name=name, type=group.type or "ORGANISATION", aliases=tuple(aliases[:_ALIASES]),
            described=not names,
        )  # fmt: skip

    def _words(self, span: Span) -> str:
        """The words of a phrase, a common noun at the beginning of its sentence without the capital of that."""
        words = span.of(self._parsed.text)
        first = next(iter(self._parsed.tokens(span)), None)
        if (
            first is None
            or not first.is_sent_start
            or first.tag_ not in ("NN", "NNS")
            or lemma(first) not in noun_types()
        ):
            return words
        return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _id(group: Group) -> str:
    return f"e{group.number}"


def _fullest(names: Mapping[str, int], type_: str) -> str:
    """The name that says most: for people the longest, for others the commonest long form rather than initials.

    ``names`` counts them, in the order of the text; of two told equally often it is the first.
    """
    proper = [n for n in names if not is_demonym(n.casefold())] or list(names)
    if not proper:
        return ""
    if type_ == "PERSON":
        return max(proper, key=lambda n: (len(n.split()), len(n)))
    return max([n for n in proper if not n.isupper()] or proper, key=lambda n: names[n])


def _usual(described: Sequence[str]) -> str:
    """The description of two words or more, its article aside, by which most of the report tells; "" for none."""
    told = Counter(_plain(p) for p in described if " " in _plain(p) and p.split()[0].casefold() not in _POINTING)
    phrase, times = next(iter(told.most_common(1)), ("", 0))
    return phrase if times >= _OFTEN else ""


_SHARE = re.compile(
    r"(?:the )?(?:parts?|portions?|elements?|bulk|majority|rest|remainder|most|some|half) of the\b", re.I
)


def _telling(phrases: Sequence[str]) -> str:
    """The description that tells most without running on: the longest of at most seven words, else the first."""
    told = _whole(phrases) or phrases
    return max((p for p in told if len(p.split()) <= 7), key=lambda p: len(p.split()), default=told[0])


def _whole(phrases: Sequence[str]) -> list[str]:
    """Without "part of the troops", which tells less than what the troops are called elsewhere."""
    return [p for p in phrases if not _SHARE.match(p)]


def _plain(phrase: str) -> str:
    """A description without its article."""
    first, _, rest = phrase.partition(" ")
    return rest if first.casefold() in ("the", "a", "an") and rest else phrase


def build_entities(
    parsed: ParsedText, mentions: Sequence[Mention], attributions: Sequence[Attribution] = (),
    pronouns: PronounReader | None = None,
) -> Entities:  # fmt: skip
    """The entities of one report from its mentions.

    ``attributions`` tell who says "I" and "we" in quotations, ``pronouns`` reads whom "he" and "she" mean.
    """
    return Entities(parsed, mentions, attributions, pronouns)
