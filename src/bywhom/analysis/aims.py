"""What is told as the aim of an act, which the act does not achieve: "an offensive to retake the town"."""

import re

from bywhom.model.account import Told

# "launched an offensive to retake the town": the purpose of an act, which the act does not achieve
_ACTS = (
    r"attempt(?:s|ed|ing)?|offensives?|operations?|campaigns?|assaults?|battles?|struggles?|fights?|race|attacks?|counter-?attacks?|push(?:ed)?|"
    r"advanc(?:e|es|ed|ing)|march(?:ed|ing)?|mov(?:ed|ing)|sent|deployed|tr(?:y|ies|ied|ying)|aim(?:s|ed|ing)?|goals?|plan(?:s|ned|ning)?|order(?:s|ed)?|launched|hop(?:e|es|ed|ing)|"
    r"want(?:s|ed)?|sought|seek(?:s|ing)?|vow(?:s|ed)?|efforts?|bid|fail(?:s|ed)?|threaten(?:s|ed)?|"
    r"prepar(?:e|es|ed|ing)|unable"
)
_PURPOSE = re.compile(rf"\b(?:{_ACTS})\b[^.;]{{0,80}}?\bto (?:\w+ly )?(?:re)?(?P<verb>\w+ )?$", re.IGNORECASE)
# "… to drive X [out]"
_DRIVING = re.compile(rf"\b(?:{_ACTS})\b[^.;]{{0,80}}?\bto \w+ (?:[\w'’\-]+ ){{1,4}}$", re.IGNORECASE)
# "focused on taking", "with the aim of capturing": the same said with a noun of the act
_AIM = re.compile(
    r"\b(?:focus(?:ed|es|ing)? (?:\w+ )?on|aim(?:ed|s|ing) at|(?:goals?|aims?|objectives?|intentions?|hopes?|"
    r"prospects?|plans?|possibility|chances?|attempts?|efforts?|task) (?:of|at)|fail(?:ed|ure|ing) (?:in|at)|"
    r"(?:b|int)ent on)\b[^.;]{0,180}$",
    re.IGNORECASE,
)
# "advanced and managed to retake it": what an act led to, which was reached
_ACHIEVED = re.compile(
    r"\b(?:manag(?:ed|es|ing)|able|succe(?:eded|eds|eding)|went on|go(?:es|ing)? on|proceed(?:ed|s|ing)|"
    r"(?:allow|enabl)(?:ed|ing|es)(?: \w+){0,4}) to (?:\w+ly )?(?:re)?(?:\w+ )?$",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r"(?:out|back|away|off|over|from|of)(?: (?:of|from))?", re.IGNORECASE)


def is_purpose(told: Told) -> bool:
    """True when the trigger is the purpose of another act in its sentence, whatever its modality was read as."""
    start, _ = told.trigger_at
    before = told.sentence_text[: max(start, 0)]
    if told.trigger.exact.casefold().startswith("to "):
        before += "to "
    if re.match(r"\w+ing\b", told.trigger.exact) and _AIM.search(before):
        return True
    found = _PURPOSE.search(before)
    if found is not None and _ACHIEVED.search(before):
        return False
    if found is None:
        return bool(_PARTICLE.fullmatch(told.trigger.exact.strip()) and _DRIVING.search(before))
    return not found["verb"] or bool(_PARTICLE.fullmatch(told.trigger.exact.strip()))
