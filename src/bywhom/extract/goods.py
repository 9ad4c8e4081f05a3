"""What goods, money and help make of a claim: UCDP's kind of support, and what counts as a means at all."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from bywhom.extract.slots import fillers
from bywhom.lexicon.frames import Frame, class_words, goods_kind


def labels_of(frame: Frame, token: Token, heads: Mapping[str, Sequence[Token]]) -> dict[str, str]:
    """The closed-vocabulary roles of a claim: the frame's own, and the kind of support that its goods make."""
    labels = dict(frame.labels)
    if "kind_by_goods" in frame.options:
        labels["kind"] = next((k for t in heads.get("goods", ()) if (k := kind_of_goods(t))), "other")
    elif "kind_by_trigger" in frame.options:
        labels["kind"] = kind_of_goods(token) or "other"
    return labels


def kind_of_goods(head: Token) -> str:
    """UCDP's kind of support that goods make: by their noun, by what they are a line of, by "financial support"."""
    if head.ent_type_ == "MONEY":
        return "funding"
    near = [head, *fillers(head, "of"), *(c for c in head.lefts if c.dep_ in {"compound", "amod"})]
    return next((k for t in near if (k := goods_kind(t.lemma_.lower()))), "")


def is_means(head: Token, kind: str) -> bool:
    """True for what can be given to strengthen somebody: goods, money, weapons, support; not a message or a chance."""
    lemma = head.lemma_.lower()
    if kind in {"MONEY", "WEAPON", "VEHICLE", "GOODS"} or head.lower_ in {"it", "them", "this", "these"}:
        return True
    if lemma in class_words("means") | class_words("goods") | class_words("weapon") or goods_kind(lemma):
        return True
    return any(goods_kind(t.lemma_.lower()) or t.lemma_.lower() in class_words("means") for t in fillers(head, "of"))
