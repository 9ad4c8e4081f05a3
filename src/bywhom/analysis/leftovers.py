"""What is left to a holder: its last pocket, what it only still holds, a presence told as a holdout."""

import re

from bywhom.model.account import Told

_REMNANT = re.compile(
    r"\b(?:last|remaining|remain(?:s|ed)?|only|rest of|still|final|pockets?|holdouts?)\b", re.IGNORECASE
)
_BESIDE = 60  # characters on either side of the trigger in which a word for what is left is looked for
_LAST = re.compile(
    r"\b(?:last|final|(?:only|last) remaining) (?:\w+ ){0,2}"
    r"(?:pockets?|strongholds?|holdouts?|bastions?|enclaves?|territory|positions?|areas?|villages?|towns?|city)\b",
    re.IGNORECASE,
)
_HOLDOUT = re.compile(
    r"\b(?:holdouts?|holding out|pockets?|enclave|(?:last|final|remaining) (?:\w+ ){0,2}"
    r"(?:pockets?|stronghold|holdout|enclave|fighters|bastion|territory|village|town))\b",
    re.IGNORECASE,
)


def _beside(told: Told) -> str:
    """The words of the sentence about the trigger."""
    start, end = told.trigger_at
    return told.sentence_text[max(0, start - _BESIDE) : end + _BESIDE]


def is_remnant(told: Told) -> bool:
    """True when the sentence speaks of what is left to a holder: "the last areas that it held", "only the north"."""
    return bool(_REMNANT.search(_beside(told)))


def is_last(told: Told) -> bool:
    """True for a holding told as the last of somebody's: "the last pocket that they held", "their last stronghold"."""
    return bool(_LAST.search(_beside(told)))


def is_holdout(told: Told) -> bool:
    """True for a presence that is told as the last of somebody's hold: "two holdouts in the area"."""
    return told.type == "present" and bool(_HOLDOUT.search(_beside(told)))
