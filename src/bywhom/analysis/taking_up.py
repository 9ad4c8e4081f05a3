"""Whether the words of a claim take up something told before ("the attack", "its capture") or tell something new."""

import re

from bywhom.model.account import Told

_BEFORE = 30  # characters before the trigger in which its article may stand
_NOUN = (
    r"(?:counter-?)?(?:attacks?|assaults?|(?:air ?)?strikes?|raids?|bombings?|bombardments?|blasts?|explosions?|"
    r"shellings?|shootings?|ambush(?:es)?|fighting|clash(?:es)?|battles?|engagements?|offensives?|operations?|"
    r"campaigns?|invasion|siege|encirclement|blockade|(?:re)?captures?|seizure|takeover|liberation|fall|conquest|"
    r"killings?|murders?|deaths?|massacres?|assassinations?|executions?|beheadings?|slayings?|injuries|casualties|"
    r"loss(?:es)?|"
    r"abductions?|kidnappings?|arrests?|detentions?|release|withdrawal|retreat|pullout|evacuation|incidents?|"
    r"meetings?|talks|agreements?|deals?|truce|ceasefire|protests?|demonstrations?|rall(?:y|ies)|landings?|crossing|"
    r"advances?|incursion|bomb|rockets?|missiles?|mortars?|crash|rampage|standoff|violence|push|drive|rescue|escape)"
)
_DETERMINED = re.compile(
    rf"(?:\b(?:the|this|that|these|those|both|its|their|his|her|our)|['’]s?) (?:same )?(?:[\w\-]+ ){{0,2}}?{_NOUN}\b"
    r"(?P<rest>.*)$",
    re.IGNORECASE,
)
_NEW = re.compile(r"\b(?:an?|another|one|several|more|new|other|two|three|four)\b(?: [\w\-]+){0,2} ?$", re.IGNORECASE)

# What opens a sentence that goes on to something else
_NEXT = re.compile(
    r"^\W*(?:meanwhile|later|then|subsequently|afterwards?|eventually|soon|next|elsewhere|separately|also|"
    r"in (?:addition|another|a separate)|additionally|at the same time|by (?:the|then|\d)|on \d|between \d|"
    r"in (?:early|mid|late)|that (?:day|night|evening)|"
    r"(?:(?:on|in|during) )?the (?:next|following|same) (?:day|morning|night|week|month)|"
    r"(?:[\w\-]+ ){0,2}(?:days?|hours?|weeks?|months?|years?) (?:later|after|earlier|before))\b",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"(?:attacks|assaults|strikes|raids|bombings|blasts|explosions|shootings|ambushes|clashes|battles|offensives|"
    r"operations|killings|murders|deaths|executions|abductions|kidnappings|arrests|meetings|talks|protests|rallies|"
    r"demonstrations|bombs|rockets|missiles|mortars|advances|incursions)\b",
    re.IGNORECASE,
)

# What puts a happening behind the one that the sentence is about: it is taken as known, or told in passing
_PASSING = re.compile(
    r"\b(?:after|following|since|during|in the wake of|despite|before|until|while|as|when|amid|amidst|because of|"
    r"due to|in response to|in retaliation for|prior to|upon)\s+(?:[\w\-’']+\s+){0,7}$",
    re.IGNORECASE,
)
_PASSES = re.compile(r"(?:after|following|despite|during|since) ", re.IGNORECASE)
_FAR = 70  # characters before the trigger in which they may stand

_BY = 60  # characters before the trigger in which the words that lead to it may stand
_MEANS = re.compile(
    r"\b(?:carrying(?: out)?|conducting|launching|using|with) (?:[\w\-]+ ){0,3}$", re.IGNORECASE
)  # fmt: skip
_TOLL = re.compile(
    r"^(?!.*includ).*\b(?:(?:when|with|and (?:at least |about |some )?\d[\d,]*) [^,;]*|"
    r"(?:in|by) (?:(?!and )[\w\-]+ ){0,3})$",
    re.IGNORECASE,
)


def takes_up(told: Told) -> bool:
    """True when the trigger is a noun that takes up something told: "the attack failed", "the fall of the town"."""
    start, end = told.trigger_at
    before = told.sentence_text[max(0, start - _BEFORE) : start]
    found = _DETERMINED.search(before + told.sentence_text[start:end])
    return found is not None and found.start("rest") > len(before)


def tells_new(told: Told) -> bool:
    """True for "an attack", "another raid", "two strikes": a happening of its own."""
    start, end = told.trigger_at
    text = told.sentence_text
    return bool(_NEW.search(text[max(0, start - _BEFORE) : start])) or bool(
        re.match(r"(?:an?|another|one|two|three|several)\b", text[start:end], re.IGNORECASE)
    )


def goes_on(told: Told) -> bool:
    """True when the sentence opens with words that lead on to something else: "meanwhile", "the next day"."""
    found = _NEXT.match(told.sentence_text)
    return found is not None and found.end() <= told.trigger_at[0]


def in_passing(told: Told) -> bool:
    """True when the sentence is about something else: "after they seized the town, they", "during the siege"."""
    start, end = told.trigger_at
    text = told.sentence_text
    return bool(_PASSING.search(text[max(0, start - _FAR) : start])) or bool(_PASSES.match(text[start:end]))


def tells_many(told: Told) -> bool:
    """True when the trigger is a noun for several of a kind: "attacks", "clashes"."""
    start, end = told.trigger_at
    return bool(_MANY.search(told.sentence_text[start:end]))


def hangs_on(told: Told) -> frozenset[str]:
    """How the trigger may hang on what its sentence told before: as its "means" ("hit them, carrying out air strikes"),
    as its "toll" or what took it ("was ambushed and 19 were killed", "were killed in the fighting").
    """
    before = told.sentence_text[max(0, told.trigger_at[0] - _BY) : told.trigger_at[0]]
    return frozenset(name for name, words in (("means", _MEANS), ("toll", _TOLL)) if words.search(before))
