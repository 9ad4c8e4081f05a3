"""What truly denies: a reading is denied in words that say it did not happen, not in words that leave it open.

"It is not clear who carried out the killings" and "not ruled out" leave the deed as it is told; an attack that failed
was made (codebook, "Judgement"); where something did not come from is no denial that it happened.
"""

import re

from bywhom.model.account import Told

_OPEN = re.compile(
    r"(?:\b(?:not|never|yet to be)|n['’]t) (?:\w+ ){0,2}(?:clear|known|certain|sure|established|ruled out|rule out|"
    r"confirm(?:ed)?|verif(?:y|ied)|identified)\b|\b(?:unclear|unknown|uncertain|unconfirmed|unverified)\b|"
    r"\bwithout (?:confirmation|confirming)\b",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"\b(?:fail(?:s|ed|ing|ure)?|unsuccessful(?:ly)?|repel(?:s|led|ling)?|repuls\w+|thwart\w*|beat(?:en)? (?:back|off)|"
    r"fend(?:ed)? off|pushed back|fought off|drove back|driven back|stalled|to no avail)\b",
    re.IGNORECASE,
)
_FROM_ELSEWHERE = re.compile(
    r"\bno evidence (?:that )?(?:the|these|those|this|that) \w+ (?:(?:had|was|were) )?(?:c[ao]me|\w+ed) from\b",
    re.IGNORECASE,
)
_TRIES = frozenset({"attack", "clash", "shelling", "air_strike", "explosion", "siege"})
_BESIDE = 90  # characters on either side of the trigger


def denies(told: Told) -> bool:
    """True for a denied claim whose sentence says that it did not happen."""
    if told.polarity != "denied":
        return False
    start, end = told.trigger_at
    text = told.sentence_text
    beside = text[max(0, start - _BESIDE) : end + _BESIDE]
    if _OPEN.search(beside) or _FROM_ELSEWHERE.search(beside):
        return False
    return not (told.type in _TRIES and _FAILED.search(beside))
