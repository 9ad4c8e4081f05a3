"""What a noun phrase names: its type by the parser's names and the lexicon, its number and its gender."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from bywhom.lexicon.load import bag, load, words

_NER = {
    "PERSON": "Person", "ORG": "Organisation", "GPE": "Location", "LOC": "Location", "FAC": "Location",
    "NORP": "Nationality", "MONEY": "Money", "QUANTITY": "Quantity", "CARDINAL": "Quantity", "PERCENT": "Quantity",
    "DATE": "Temporal", "TIME": "Temporal", "LAW": "DocumentReference", "WORK_OF_ART": "DocumentReference",
}  # fmt: skip
_PRONOUNS = {
    **dict.fromkeys(bag("i me my mine myself he him his himself she her hers herself"), "Person"),
    **dict.fromkeys(bag("we us our ours ourselves they them their theirs themselves"), "Organisation"),
}
_HE = bag("he him his himself")
_SHE = bag("she her hers herself")
_IT = bag("it its itself")
_THEY = bag("they them their theirs themselves")
_FIRST = bag("i me my mine myself")
_WE = bag("we us our ours ourselves")
_SECOND = bag("you your yours yourself yourselves")
_FEMALE = bag(
    "woman girl mother wife daughter sister aunt widow niece queen princess lady actress spokeswoman chairwoman "
    "policewoman businesswoman congresswoman grandmother bride nun mrs ms miss madam dame sheikha empress"
)
_MALE = bag(
    "man boy father husband son brother uncle nephew king prince lord sir mr spokesman chairman policeman businessman "
    "congressman grandfather gunman sheikh imam monk militiaman tribesman fisherman emir bishop pope priest"
)


@cache
def noun_types() -> Mapping[str, str]:
    """Noun lemma → re3d type; "Person" for nouns that in the plural name a body of people."""
    table: dict[str, str] = {}
    for section, type_ in (
        ("places", "Location"), ("facilities", "Location"), ("documents", "DocumentReference"), ("money", "Money"),
        ("vehicles", "Vehicle"), ("weapons", "Weapon"),
    ):  # fmt: skip
        table |= dict.fromkeys(load("things")[section], type_)
    table |= {w: "Organisation" for section in ("states", "groups", "people") for w in load("actors")[section]}
    table |= {w: "Person" for section in ("offices", "roles", "kin") for w in load("titles")[section]}
    return table


_PLATFORMS = bag(
    "aircraft tank warship frigate destroyer submarine warplane jet bomber drone gunship uav helicopter apc"
)


def pronoun_class(token: Any) -> str:
    """``he`` ``she`` ``it`` ``they`` ``i`` ``we`` ``you`` or "" for any other word."""
    word = token.lower_
    for name, members in (
        ("he", _HE), ("she", _SHE), ("it", _IT), ("they", _THEY), ("i", _FIRST), ("we", _WE), ("you", _SECOND),
    ):  # fmt: skip
        if word in members:
            return name
    return ""


def is_plural(token: Any) -> bool:
    """True for a plural noun or a conjunction of nouns."""
    if token.tag_ in ("NNS", "NNPS"):
        return True
    return any(c.dep_ == "conj" for c in token.children) and token.pos_ in ("NOUN", "PROPN")


def lemma(token: Any) -> str:
    """The lemma in lower case, with gunmen → gunman, which the small model leaves."""
    word = str(token.lemma_).lower()
    if word.endswith("men") and token.tag_ in ("NNS", "NNPS", "NN") and len(word) > 4:
        return word[:-3] + "man"
    return word


def head_type(token: Any) -> str:
    """re3d type of the phrase that ``token`` heads; "" where it names nothing to keep."""
    if token.pos_ == "PRON":
        return _PRONOUNS.get(token.lower_, "")
    word = lemma(token)
    from_list = noun_types().get(word, "") or noun_types().get(token.lower_, "")
    if token.tag_ not in ("NNP", "NNPS") or not token.ent_type_:
        if from_list == "Person" and (token.tag_ == "NNS" or is_mass(token)):
            return "Organisation"
        if from_list == "Vehicle" and word in _PLATFORMS:
            return "MilitaryPlatform"
        if from_list:
            return from_list
    label = _NER.get(token.ent_type_, "")
    if label in ("Person", "Location", "Nationality") and from_list in ("Organisation", "Location", "Weapon"):
        return from_list  # "Tawil Brigade", "Tawil Airport": the noun knows better than the tagger
    if label == "Nationality" and token.tag_ in ("NNPS", "NNS"):
        return "Organisation"
    if label == "Location" and token.dep_ == "nsubj" and token.ent_type_ == "GPE" and acts(token.head):
        return "Organisation"  # a country that does something is its state
    return label or (from_list if token.pos_ in ("NOUN", "PROPN") else "") or _unnamed(token)


def acts(verb: Any) -> bool:
    """True for a verb whose subject does something, which a piece of ground cannot."""
    return verb.pos_ == "VERB" and lemma(verb) not in ("be", "have", "remain", "become", "lie", "see", "face", "suffer")


def _unnamed(token: Any) -> str:
    """A proper noun that the tagger left without a name: letters in capitals are mostly a body's."""
    if token.pos_ == "PROPN" and token.text.isupper() and 1 < len(token.text) <= 8 and token.text.isalpha():
        return "Organisation"
    return ""


def is_mass(token: Any) -> bool:
    """True for words such as police or personnel that are singular in form and plural in sense."""
    return lemma(token) in words("actors", "people")


def gender(token: Any) -> str:
    """``m``, ``f`` or "" by the words of the phrase that ``token`` heads (titles, kin, spokesman)."""
    near = {lemma(token), token.lower_.rstrip(".")}
    near |= {c.lower_.rstrip(".") for c in token.children if c.dep_ in ("compound", "appos", "amod")}
    if near & _FEMALE:
        return "f"
    return "m" if near & _MALE else ""
