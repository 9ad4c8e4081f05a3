"""What the words of a claim over ground say of each actor's hold on it: taken, held, lost, left, or not so at all.

The types and roles of a claim say that ground changed hands; whether it did, for whom and how far stands in the words
around the trigger. Every rule here reads plain language, no names.
"""

import re
from collections.abc import Iterator, Sequence

from bywhom.analysis.aims import is_purpose
from bywhom.analysis.common import first_speaker, holds, label_of
from bywhom.analysis.doers import can_hold, doers, outermost
from bywhom.analysis.leavings import is_rest, leaves, leaves_some
from bywhom.analysis.names import kin, one_people, words
from bywhom.model.account import Party, Told


def senses(told: Told) -> Iterator[tuple[Party, str]]:
    """What the claim says of each actor's hold on the ground: gain, loss, hold, weak, denied, part or threat."""
    actors = doers(told) or _claimant(told)
    if told.type == "siege" or (told.type == "capture" and told.polarity == "affirmed" and told.modality == "planned"):
        yield from ((a, "threat") for a in actors if told.polarity == "affirmed")
    if told.type == "capture" and not holds(told):
        # a place to be taken "from" somebody, or not taken from it, is in its hands
        losers = outermost(told.fillers("from"))
        yield from ((a, "hold") for a in losers if can_hold(a) and told.modality != "conditional")
    if is_attribute(told):
        yield from ((a, "hold") for a in actors)
    elif told.modality == "possible" and told.polarity == "affirmed":
        yield from ((a, "weak") for a in actors if told.type in ("capture", "controls"))
    elif told.type == "capture" and told.polarity == "denied" and _repels_and_takes(told):
        yield from ((a, "gain") for a in actors if a.span is None or a.span.start < told.trigger.span.start)
    elif told.polarity == "denied" and told.modality in ("actual", "possible"):
        yield from ((a, "denied") for a in actors if told.type in ("capture", "controls"))
    elif not holds(told):
        return
    elif told.type in ("capture", "withdrawal") and is_purpose(told):
        yield from ((a, "hold") for a in told.fillers("from") if can_hold(a))
    elif told.type == "capture":
        yield from _takings(told, actors)
    elif told.type == "withdrawal":
        leavers = () if is_rest(told) else [a for a in actors if leaves(a, told)]
        yield from ((a, "gain" if _receives(a, told) else "part" if leaves_some(a, told) else "loss") for a in leavers)
    elif told.type == "controls":
        yield from _holdings(told, actors)
    elif told.type in ("present", "rules"):
        holding = told.type == "present" and _DEFENDS.search(told.trigger.exact)
        yield from ((a, "hold" if holding or _stands_before_held(a, told) else "weak") for a in actors)
    elif told.type == "movement" and _ENTERS.search(told.trigger.exact):
        yield from ((a, "weak") for a in outermost(told.fillers("who")) if can_hold(a))


def _takings(told: Told, actors: Sequence[Party]) -> Iterator[tuple[Party, str]]:
    """A capture as its own words tell it: taken, nearly taken, lost, or no taking at all."""
    trigger = told.trigger.exact
    if (_NO_TAKING.search(trigger) and not _TAKING.search(trigger)) or _FALL.fullmatch(trigger):
        return
    if "clear" in trigger.casefold() and _OF_MINES.match(told.sentence_text[told.trigger_at[1] :]):
        return
    if _EMPTY.fullmatch(trigger) and not _taking_behind(told):
        yield from ((a, "weak") for a in actors)  # "into", "over": what was done stands elsewhere
        return
    if _TAKES.fullmatch(trigger) and _takes_things(told):
        return
    held = [a for a in actors if _is_holder(a, told)]
    actors = [a for a in actors if a not in held]
    if _FALL_TO.search(trigger):
        actors = [a for a in actors if a.span is None or a.span.start >= told.trigger.span.end]
    yield from ((a, "loss") for a in held)
    if LOSING.search(trigger):
        given = [a for a in actors if _receives(a, told)]
        yield from ((a, "gain" if a in given else "loss") for a in actors if a in given or not told.fillers("from"))
        yield from ((a, "loss") for a in outermost(told.fillers("from")) if can_hold(a))
    elif _NONE.search(trigger):
        yield from ((a, "denied") for a in actors)
    elif is_almost(told):
        yield from ((a, "weak") for a in actors)
    elif OUSTED.search(trigger) and not told.fillers("from"):
        yield from ((a, "loss") for a in actors)
    elif _DRIVEN.fullmatch(trigger):
        yield from ((a, "loss") for a in actors if _beside(a, told))
    elif trigger.casefold().endswith(" from") and any(_behind(a, told) for a in actors):
        yield from ((a, "loss") for a in actors if _behind(a, told))  # "liberated from X": X had it
        yield from ((a, "gain") for a in actors if not _behind(a, told))
    else:
        losers = [label_of(p) for p in told.fillers("from")]
        takers = [a for a in actors if not any(kin(label_of(a), x) for x in losers)]
        yield from (
            (a, "gain")
            for a in takers
            if not is_noun(told) or does(a, told) or _tells_its_own(a, told) or not told.roles.get("actor")
        )
        yield from ((a, "loss") for a in outermost(told.fillers("from")) if can_hold(a))


def _holdings(told: Told, actors: Sequence[Party]) -> Iterator[tuple[Party, str]]:
    """A holding as its own words tell it: held, begun, ended, or only fought over."""
    start, end = told.trigger_at
    before = told.sentence_text[: max(0, start)]
    if _FOUGHT_OVER.search(before) or _WOULD.match(told.sentence_text[end:]):
        return
    if _FIRE.search(before) or _FIRE_CONTROL.search(told.trigger.exact):
        yield from ((a, "part") for a in actors)  # ground under somebody's guns is not held by them
        return
    if (
        _NOT_UNDER.search(told.sentence_text[end : end + _BY_REACH])
        or _NEITHER.search(before)
        or _NEITHER_HOLDS.search(told.sentence_text)
    ):
        yield from ((a, "denied") for a in actors)
        return
    whose = _WHOSE.search(told.trigger.exact) or _WHOSE_HELD.search(told.trigger.exact)
    if whose is not None:
        named = outermost([a for a in told.fillers("actor") if can_hold(a)])  # "X-held": X stands in the trigger
        actors = [a for a in named if _goes_by(a, whose["who"])]
    if _HELD_OF.search(told.trigger.exact) and not any(_behind(a, told) for a in actors):
        actors = [a for a in actors if a.span is None or not told.sentence_text]  # who holds it stands behind "of"
    lost = _LOST.search(told.sentence_text[:end])
    sense = "loss" if lost else {"starts": "gain", "ends": "loss"}.get(told.phase, "hold")
    yield from ((a, sense) for a in actors)


def _stands_before_held(p: Party, told: Told) -> bool:
    """True for the X of "were the remaining X-held forts", whatever the words were read as."""
    return p.span is not None and bool(_WHOSE_END.match(told.sentence_text, p.span.end - told.sentence.start))


def _taking_behind(told: Told) -> bool:
    """True when the word for the taking stands between a trigger without one and the place."""
    return bool(_TAKING.search(_before_place(told)))


def _before_place(told: Told) -> str:
    """The words between the trigger and the first place behind it."""
    end = told.trigger_at[1]
    starts = [p.span.start - told.sentence.start for p in told.fillers("place") if p.span is not None]
    return told.sentence_text[end : min((s for s in starts if s >= end), default=end)]


_REPELS = re.compile(r"\b(?:repel|repuls|beat (?:back|off)|fight off|fought off)", re.IGNORECASE)
_AND_TOOK = re.compile(r"\band (?:\w+ )?(?:re-?)?(?:captured|took|seized|gained|occupied|conquered)\b", re.IGNORECASE)


def _repels_and_takes(told: Told) -> bool:
    """True for "repelled the attack and recaptured the town": what is denied is the attack, not the taking."""
    return bool(_REPELS.search(told.trigger.exact) and _AND_TOOK.search(_before_place(told)))


def is_unnamed(told: Told) -> bool:
    """True for a taking that is told of nobody: "the town fell on 6 January", "was captured in May"."""
    if told.type != "capture" or not holds(told) or is_purpose(told) or is_almost(told):
        return False
    start, end = told.trigger_at
    trigger = told.trigger.exact
    if _EMPTY.fullmatch(trigger):
        trigger = told.sentence_text[max(0, start - _WORD_BEFORE) : end]  # "the fall <of> the town"
    return bool(_FALLING.search(trigger) or _TAKING.search(trigger) or _YIELDS.search(trigger)) and not (
        _NONE.search(trigger) or (_named_takers(told) if is_noun(told) else doers(told))
    )


def _named_takers(told: Told) -> bool:
    """True when somebody is told beside a noun for a taking to be who did it."""
    return any(does(a, told) or _tells_its_own(a, told) for a in doers(told)) or bool(_claimant(told))


def _goes_by(p: Party, name: str) -> bool:
    """True when an actor is who a word before "-held" names: "rebel-held", "Northern-held"."""
    if kin(name, label_of(p)) or kin(name, p.text):
        return True
    told = {*words(p.text), *words(label_of(p))}
    return all(any(one_people(w, t) for t in told) for w in words(name))


_ENTERS = re.compile(r"\b(?:re-?)?enter|\b(?:mov|march|roll|pour|driv|drove|advanc)\w* into|\breturn", re.IGNORECASE)
_DEFENDS = re.compile(r"\bdefend|\bgarrison|\bholding out|\bheld out", re.IGNORECASE)
_WORD_BEFORE = 8
_YIELDS = re.compile(r"\b(?:surrender|capitulat)", re.IGNORECASE)
_FALLING = re.compile(r"\b(?:fall|falls|falling|fell|fallen)\b", re.IGNORECASE)
_BY_REACH = 60  # characters after a trigger within which "by X" names its doer
OUSTED = re.compile(
    r"\b(?:been|being|was|were|got) (?:\w+ly )?(?:expelled|ousted|driven|evicted|dislodged|forced out|kicked out)",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:no|not|never|failed)\b", re.IGNORECASE)
_GIVEN = (
    r"ced(?:e|ed|es|ing)|surrender(?:ed|s|ing)?|relinquish(?:ed|es|ing)?|yield(?:ed|s|ing)?|"
    r"hand(?:ed|s|ing)? (?:\w+ )?over|turn(?:ed|s|ing)? over|g(?:a|i)v(?:e|es|en|ing) up"
)
LOSING = re.compile(rf"\b(?:los(?:t|s|es|ing|e)|capitulat(?:ed|es|ing|ion)|{_GIVEN})\b", re.IGNORECASE)
_FOUGHT_OVER = re.compile(
    r"\b(?:for|over|regain|contest(?:ed|ing)?|disputed?|denied|without)\s+(?:the |full )?$", re.IGNORECASE
)
_WOULD = re.compile(r"[^.,;]{0,40}\b(?:would|could|might) \w+")
_NOT_UNDER = re.compile(r"^[^.;,]*\bnot (?:\w+ )?(?:under|in the hands of)\b", re.IGNORECASE)
_NEITHER = re.compile(r"\b(?:neither|nobody|no one|none of|no side|no party)\b[^.;]{0,80}$", re.IGNORECASE)
_NEITHER_HOLDS = re.compile(r"\bneither\b[^.;]{0,100}\b(?:control|hold|held)", re.IGNORECASE)
_WHOSE = re.compile(r"\bunder (?:the |full )?(?P<who>[A-Z][\w'’\-]+) control")
_WHOSE_HELD = re.compile(
    r"\b(?:then-)?(?P<who>[A-Za-z][\w.'’]*(?: [A-Z][\w.'’]*)*)[-–](?:held|controlled|occupied|ruled)\b"
)
_WHOSE_END = re.compile(r"[-–](?:held|controlled|occupied|ruled)\b")
_HELD_OF = re.compile(r"\b(?:under (?:the )?(?:\w+ )?control of|in the hands of)$", re.IGNORECASE)
_FIRE_CONTROL = re.compile(r"\bfire\b", re.IGNORECASE)
_FIRE = re.compile(r"\bfire[- ]?$", re.IGNORECASE)
_DRIVEN = re.compile(
    r"(?:back )?out(?: of)?|from|back", re.IGNORECASE
)  # "kicked them out of": of whoever stands before it
_NOUN = re.compile(
    r"(?:the |its |their )?(?:re)?(?:liberation|capture|takeover|seizure|conquest)(?: of)?", re.IGNORECASE
)
_DETERMINED = re.compile(r"(?:\b(?:the|its|their|his|her|this|that)|['’]s?) (?:\w+ )?$", re.IGNORECASE)
_HELD = re.compile(r"^(?:[\w.'’]+[- –])+?(?:held|controlled|occupied|ruled)$", re.IGNORECASE)


def is_attribute(told: Told) -> bool:
    """True for "the X-held town" in a clause that is planned or denied: whatever comes of the plan, X has the town."""
    if told.type != "controls" or holds(told) or told.modality == "conditional" or not _HELD.match(told.trigger.exact):
        return False
    start, end = told.trigger.span.start, told.trigger.span.end
    spans = [p.span for p in told.fillers("place") if p.span is not None]
    return any((s.start <= start and end < s.end) or 0 < s.start - end <= 1 for s in spans)


_ALMOST = re.compile(
    r"\b(?:on the (?:verge|brink|point) of|(?:in danger|at risk) of(?: being)?|(?:close|closer) to|about to|poised to|"
    r"nearly|almost|short of)"
    r"(?: \w+ly)?\s*$",
    re.IGNORECASE,
)


def is_almost(told: Told) -> bool:
    """True for a taking that its words say was not reached: "on the verge of taking", "nearly seized"."""
    start, _ = told.trigger_at
    words = told.trigger.exact.split()
    return bool(_ALMOST.search(told.sentence_text[: max(0, start)])) or words[0].casefold() in ("nearly", "almost")


def _behind(p: Party, told: Told) -> bool:
    """True when an actor stands right after the trigger: "liberated from X", "under the control of X"."""
    if p.span is None or not told.sentence_text:
        return False
    end = told.trigger.span.end
    between = told.sentence_text[end - told.sentence.start : p.span.start - told.sentence.start]
    return p.span.start >= end and bool(re.fullmatch(r"\s*(?:the |an? )?", between))


def _beside(p: Party, told: Told) -> bool:
    """True when an actor stands right before the trigger."""
    return p.span is not None and 0 <= told.trigger.span.start - p.span.end <= 1


def _receives(p: Party, told: Told) -> bool:
    """True for the one that ground is lost or given to: "lost the town to X"."""
    if p.span is None or p.span.start < told.trigger.span.end or not LOSING.search(told.trigger.exact):
        return False
    return bool(re.search(r"\bto (?:the |an? )?$", told.sentence_text[: p.span.start - told.sentence.start]))


def is_noun(told: Told) -> bool:
    """True for "the capture of the town", which names its taker only beside it; False for "to capture"."""
    start, end = told.trigger_at
    if _FALL.fullmatch(told.trigger.exact):
        return True
    if not _NOUN.fullmatch(told.trigger.exact):
        return False
    before, after = told.sentence_text[:start], told.sentence_text[end:]
    return told.trigger.exact.endswith(" of") or after.startswith((" of ", " by ")) or bool(_DETERMINED.search(before))


def does(p: Party, told: Told) -> bool:
    """True when an actor stands beside a noun as the one who does it: "its capture by X", "X's liberation of"."""
    if p.span is None or not told.sentence_text:
        return not told.sentence_text
    offset, trigger = told.sentence.start, told.trigger.span
    if p.span.end <= trigger.start:
        return told.sentence_text[p.span.end - offset : trigger.start - offset].strip(" '’s") == ""
    near = p.span.start - trigger.end <= _BY_REACH
    return near and bool(re.search(r"\bby (?:the |an? )?$", told.sentence_text[: p.span.start - offset]))


_SIDES = ("organisation", "armed_group")  # kinds of speakers that are a party themselves
# "X claimed the capture of the town": who announces a taking and is read as the taker is the taker
_ANNOUNCES = re.compile(
    r"\b(?:claim|announc|declar|confirm|celebrat|report|complet|achiev|hail)\w*"
    r"(?: (?:the|its|their|a|full|complete|successful|final)){0,3} $", re.IGNORECASE,
)  # fmt: skip


_BOASTS = re.compile(r"\b(?:claim|announc|declar|celebrat|hail)\w* (?:(?:the|its|their|full) )*$", re.IGNORECASE)


def _claimant(told: Told) -> tuple[Party, ...]:
    """Who claims a taking that is told of nobody: "the Red army claimed the capture of the town"."""
    speaker = first_speaker(told)
    if told.type != "capture" or told.roles.get("actor") or not speaker.entity or speaker.kind not in _SIDES:
        return ()
    if not _BOASTS.search(told.sentence_text[: max(0, told.trigger_at[0])]):
        return ()
    party = Party(entity=speaker.entity, name=speaker.name, type="ORGANISATION", text=speaker.name)
    return (party,) if can_hold(party) else ()


def _tells_its_own(p: Party, told: Told) -> bool:
    """True when the words before a noun of taking are an actor's announcement of it."""
    before = told.sentence_text[: max(0, told.trigger_at[0])]
    found = _ANNOUNCES.search(before)
    return found is not None and (p.span is None or p.span.end - told.sentence.start <= found.start())


# A trigger without a word for a taking in it
_EMPTY = re.compile(
    r"(?:(?:into|onto|in|on|to|of|from|at|with|by|for|over|under|up|and|the|an?|its?|their|ha[ds]|have|been|be|was|were|"
    r"is|are|come|comes|came|also|then|later|again)\b\s*)+",
    re.IGNORECASE,
)
_TAKES = re.compile(r"(?:(?:had|have|has|was|were|been|being) )*(?:captur|seiz|tak|t)(?:ed|ing|en|ook)", re.IGNORECASE)
_AT = re.compile(r"\s+(?:at|near|outside|in)(?: the)?\s+", re.IGNORECASE)


def _takes_things(told: Told) -> bool:
    """True where the place only says where something was taken: "the guns that they had captured at the fort"."""
    end = told.trigger_at[1]
    ahead = [p.span.start - told.sentence.start for p in told.fillers("place") if p.span and p.text]
    return bool(ahead) and all(s > end and bool(_AT.fullmatch(told.sentence_text[end:s])) for s in ahead)


_FALL_TO = re.compile(r"\b(?:fall|falls|falling|fell|fallen)\b.*\b(?:to|into|under)\b", re.IGNORECASE)
_HELD_BY = re.compile(  # without a hyphen only before a bare noun: "X occupied the town" is an act of X
    r"['’]?s?(?:-(?:held|controlled|occupied|ruled|besieged)\b| (?:held|controlled|occupied|ruled|besieged) "
    r"(?!(?:the|an?|its|their|all|both|in|at|by|until|most|much|parts?|several|some|two|three)\b)(?-i:[a-z]))",
    re.IGNORECASE,
)


def _is_holder(p: Party, told: Told) -> bool:
    """True for whoever is named as the holder of the ground that is taken: "the last X-controlled town fell"."""
    if p.span is None or told.type != "capture":
        return False
    end = p.span.end - told.sentence.start
    found = _HELD_BY.match(told.sentence_text, end)
    return found is not None and not end < told.trigger_at[0] < found.end()  # "X occupied the town" is the taking


# Acts against a place that are not the taking of it, whatever type they were read as
_NO_TAKING = re.compile(
    r"raid|attack|assault|storm|repel|repuls|clash|shell|advanc|enter|approach|besieg|br(?:eak|oke)|gain(?:ed)? ground|"
    r"push(?:ed)? (?:in|to)|fight|fought|cut |\bsplit|encircl|surround|isolat|bypass",
    re.IGNORECASE,
)
_OF_MINES = re.compile(r"[^.;,]{0,60}\b(?:explosives?|(?:land)?mines?|IEDs?|bombs?|ordnance|rubble|debris)\b")
_TAKING = re.compile(r"captur|seiz|tak(?:e|ing|en)|took|secur|liberat|overr[au]n|conquer|control", re.IGNORECASE)
# "The fall of the town" does not say to whom; its subject is as often the one that lost it
_FALL = re.compile(r"(?:the )?(?:fall|fell|fallen|collapse)(?: of)?", re.IGNORECASE)


_BACKGROUND = re.compile(
    r"\b(?:after|since|following|having|despite|had previously)\b[^.;,]{0,40}$"
    r"|\b(?:which|that|whom|they|it)\b[^.;,]{0,40}\bhad (?:been )?(?:\w+ly )?(?:been )?$",
    re.IGNORECASE,
)


def is_background(told: Told) -> bool:
    """True when the trigger stands in a clause that tells what came before the day of the sentence ("after taking")."""
    start, _ = told.trigger_at
    dated = told.when_text and told.when_text in told.sentence_text[max(0, start - 10) :]
    return start > 0 and not dated and bool(_BACKGROUND.search(told.sentence_text[:start]))


_LOST = re.compile(rf"\b(?:los(?:t|es|ing|s of)|{_GIVEN})\s+(?:\w+ ){{0,2}}control(?: of)?$", re.IGNORECASE)


_AHEAD = re.compile(
    r"\b(?:would|was to|were to)(?: \w+)? be \w+(?:ed|en|ught|ost) (?:by|with|after|until)\b[^.;]{0,40}$", re.IGNORECASE
)


_PRAISED = re.compile(
    r"\b(?:congratulat|prais|thank|accus|blam|condemn)\w* [^.;]{0,80}\b(?:on|for|of)\s*$", re.IGNORECASE
)


def is_ahead(told: Told) -> bool:
    """True for a taking told out of its time: "would be cut by the town's capture", "praised X for retaking it"."""
    before = told.sentence_text[: max(0, told.trigger_at[0])]
    return bool(_PRAISED.search(before)) or (is_noun(told) and bool(_AHEAD.search(before)))
