"""Armed groups in one report: whose fighters are told of, and which group is the only one that the report names."""

import re
from collections.abc import Callable, Sequence

from bywhom.extract.coref_words import modifiers
from bywhom.extract.nodes import Group, Node
from bywhom.extract.nouns import lemma
from bywhom.lexicon.armed import bare_name, is_armed_group
from bywhom.lexicon.load import bag, words

FORCES = bag("fighter force militant troop insurgent jihadist terrorist extremist member gunman soldier rebel jihadi")
REBELS = bag("fighter militant insurgent jihadist jihadi terrorist extremist rebel guerrilla gunman")
_BANDS = bag("militia faction brigade gang cartel insurgency rebellion")  # other words for whom "the rebels" may mean


def followed(text: str, node: Node) -> str:
    """The known armed group whose people are told of ("X fighters"); "" for others and for a number of them."""
    head = node.head
    if lemma(head) not in FORCES or not node.plural or any(c.dep_ in ("nummod", "quantmod") for c in head.children):
        return ""
    bare = bare_name(re.sub(r"^(?:the|some|many|most)\s+", "", node.span.of(text), flags=re.IGNORECASE))
    return bare if is_armed_group(bare) else ""


def is_armed(group: Group) -> bool:
    """True for a named body that is a known armed group, or that the report calls rebels, militants and the like."""
    names = {n.name for n in group.nodes if n.kind == "name"}
    known = any(is_armed_group(n) or is_armed_group(bare_name(n)) for n in names)
    return group.type == "ORGANISATION" and bool(names) and (known or bool(group.nouns & REBELS))


def sole_armed(
    groups: Sequence[Group], nodes: Sequence[Node], force_of: Callable[[Node], Group | None]
) -> Group | None:
    """The one armed group that a report names; None where it names none or two, or describes another.

    ``force_of`` tells whose people a description means.
    """
    named = [g for g in groups if g.nodes and is_armed(g)]
    if len(named) != 1 or any(g is not named[0] and _may_be(g) for g in groups):
        return None
    for node in nodes:
        if node.kind != "nominal" or lemma(node.head) not in REBELS | _BANDS or node.group is named[0]:
            continue
        told = modifiers(node) or node.definite in ("indef", "poss")
        if told and force_of(node) is not named[0]:
            return None
    return named[0]


def _may_be(group: Group) -> bool:
    """True for a named body that its name or the report makes an armed one."""
    said = {w for n in group.nodes if n.kind == "name" for w in n.name.casefold().split()}
    return group.named and group.type != "PERSON" and bool((said | group.nouns) & (words("sources", "armed") | _BANDS))
