"""A claim as one plain English sentence: who did what to whom, where, when, how surely, and who says so."""

import re

from bywhom.analysis.clauses import Words, body
from bywhom.analysis.common import first_speakers, listed, speaker_name, when_words
from bywhom.analysis.naming import Roles
from bywhom.analysis.verbs import Form
from bywhom.model.account import Told
from bywhom.model.claim import RELATIONS

# UCDP's kinds of support as verbs, singular and plural (which is the infinitive); others are plain "supports"
GIVES = {
    "troops": ("sends troops to", "send troops to"), "weapons": ("supplies weapons to", "supply weapons to"),
    "territory": ("gives ground or shelter to", "give ground or shelter to"), "funding": ("funds", "fund"),
    "materiel": ("supplies materiel to", "supply materiel to"), "training": ("trains", "train"),
    "intelligence": ("gives intelligence to", "give intelligence to"),
    "infrastructure": ("lends infrastructure to", "lend infrastructure to"),
}  # fmt: skip
SUPPORTS = ("supports", "support")


def sentence(told: Told, *, cite: bool = True) -> str:
    """One claim as a sentence. ``cite`` adds the first speaker ("according to …") unless it is the reporter."""
    text = proposition(told, told.roles, polarity=told.polarity)
    when = when_words(told.when, lasting=told.type in RELATIONS)
    if when:
        text = f"{text} {when}"
    named = [speaker_name(s, told) for s in first_speakers(told) if s.kind != "reporter"]
    if cite and named:
        text = f"{text}, according to {listed(named)}"
    return finish(text)


def finish(text: str) -> str:
    """A sentence with its capital and its full stop."""
    text = " ".join(text.split())
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def framed(text: str, polarity: str, modality: str) -> str:
    """A clause under its modality and polarity."""
    denied = polarity == "denied"
    if modality == "planned":  # denied: "to prevent it", and "has no plans to" too
        return f"it was meant not to happen that {text}" if denied else f"it was planned that {text}"
    if modality == "possible":
        return f"it may be untrue that {text}" if denied else f"it may be that {text}"
    if modality == "conditional":
        return f"on a condition, {text}" if not denied else f"on a condition, it is not so that {text}"
    if modality == "general":
        return f"as a rule, {text}" if not denied else f"as a rule, it is not so that {text}"
    return f"it is denied that {_ANY.sub('any ', text)}" if denied else text


_ANY = re.compile(r"^no (?=[a-z])", re.IGNORECASE)  # "it is denied that no group did it" would say that one did


def proposition(told: Told, roles: Roles, *, polarity: str) -> str:
    """What a claim says under its modality and ``polarity``, its roles filled as ``roles``, without date and speaker.

    "It was planned that Red Front would capture Hill Town".
    """
    would = told.modality in ("planned", "conditional") and polarity != "denied"
    form = Form(would=would, phase=told.phase)
    text = body(told.type, Words(roles, told.labels, form, told.trigger.exact))
    return framed(" ".join(text.split()), polarity, told.modality)


def counted(number: int, noun: str) -> str:
    """``1 report``, ``3 reports``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def standing(reports: int, origins: int) -> str:
    """The two numbers that always stand together: "3 reports, 2 origins"."""
    return f"{counted(reports, 'report')}, {counted(origins, 'origin')}"
