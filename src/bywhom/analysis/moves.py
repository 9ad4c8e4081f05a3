"""Claims over ground as moves: who gains, loses or holds a place, in which range of days, how surely.

A capture gains; a withdrawal, the end of a holding, or being the one a place is taken ``from`` loses; ``controls``
holds.
Denied, planned, conditional and general claims make no move. The published date bounds what a report can attest.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bywhom.analysis.common import holds, is_event, key_of, label_of, sort_key, width
from bywhom.analysis.ground import ground_of
from bywhom.analysis.names import is_civil, is_named
from bywhom.model.account import EntityCard, Party, Told
from bywhom.model.when import Interval

GROUND_TYPES = frozenset({"capture", "withdrawal", "controls", "siege", "present", "rules"})
REPORTING_DAYS = 14  # an undated "holds" in a news report speaks of the days of reporting: those up to its publication
_FIRM_DAYS = 10
PASSING_DAYS = 90  # a capture told in passing is one that was told outright in so many days before
NEWS_DAYS = 60  # a report is news when it tells dated events within this many days before it was published


@dataclass(frozen=True, slots=True)
class Move:
    """One claim's word about one actor over the place. ``first`` and ``last`` bound the day (or days) it speaks of."""

    told: Told
    actor: str
    name: str
    type: str  # of the actor as an entity
    sense: str  # gain | loss | hold | remnant (holds what is left) | weak (hedged, mere presence) | denied | part
    first: date | None
    last: date | None
    precise: bool  # true on every day of the range
    inferred: bool = False  # dated by its place in the report, not by its own words
    firm: bool = False  # inferred, and from dates that stand close before and after it
    ground: str = "place"

    @property
    def narrated(self) -> bool:
        """True when only its place in a narrative dates the claim, and that loosely."""
        news = self.precise and self.told.type == "controls"
        firm = self.firm and self.told.type != "controls"
        return self.inferred and self.first is not None and not firm and not news

    @property
    def shows_holding(self) -> bool:
        """True for a loss that shows a holding before it: left or lost, not an attacker thrown back."""
        return self.told.type != "withdrawal" or not _THROWN_BACK.search(self.told.trigger.exact)

    @property
    def dated(self) -> bool:
        """True when both ends of the range are known."""
        return self.first is not None and self.last is not None


def moves_of(
    claims: Iterable[Told], place: EntityCard, related: Mapping[str, str], windows: Mapping[str, "Window"],
    *, nominal: frozenset[str] = frozenset(),
) -> list[Move]:  # fmt: skip
    """Every move that the claims make over the place, dated ones in order of time, undated ones last."""
    out: list[Move] = []
    for told in claims:
        ground = ground_of(told, place, related, nominal=nominal)
        if ground:
            out += _moves(told, ground, windows.get(told.id))
    return sorted(out, key=lambda m: (m.last or date.max, m.first or date.max, m.told.id, m.actor, m.sense))


def without_retellings(moves: Iterable[Move], who: Callable[[str], str]) -> list[Move]:
    """Drops moves that retell: undated ones that their report dates, captures told in passing of who did not take it.

    ``who`` maps an actor to its identity. "After recapturing the town" in a clause about another gives a reader the
    wrong taker easily: it is dropped where somebody else is told to have taken the place in the weeks before and its
    own actor never is. What is dropped still stands in the account; it only moves nobody twice.
    """
    kept = list(moves)
    plain = [m for m in kept if m.sense == "gain" and m.dated]
    takers = {who(m.actor) for m in plain}
    kept = [m for m in kept if not (_in_passing(m) and who(m.actor) not in takers and _just_taken(m, plain))]
    dated = {(m.told.report.id, who(m.actor), m.sense) for m in kept if m.dated and not m.inferred}
    return [m for m in kept if not (m.narrated and (m.told.report.id, who(m.actor), m.sense) in dated)]


def _in_passing(m: Move) -> bool:
    return m.sense == "gain" and m.told.type == "capture" and m.first is None and m.last is not None


def _just_taken(m: Move, plain: Iterable[Move]) -> bool:
    """True when a capture is told within ``PASSING_DAYS`` before a move."""
    since = m.last - timedelta(days=PASSING_DAYS) if m.last is not None else date.max
    return any(n.last is not None and m.last is not None and since <= n.last <= m.last for n in plain)


@dataclass(frozen=True, slots=True)
class Window:
    """The days that an undated claim may speak of, by where it stands in its report."""

    first: date | None
    last: date | None
    news: bool  # the days of reporting themselves
    firm: bool = False  # a short stretch of narrative with a date told on either side


def _moves(told: Told, ground: str, window: Window | None) -> Iterator[Move]:
    first, last, precise, inferred = _range(told, window)
    partly = ground in ("part", "within")
    for actor, told_sense in _senses(told):
        sense = "part" if partly and told_sense != "denied" else told_sense
        if (partly and told_sense == "hold" and is_remnant(told)) or (told_sense == "weak" and is_holdout(told)):
            sense = "remnant"
        thin = sense == "remnant" and told.type == "present"  # a presence is no more than a hint of a holding
        firm = inferred and not thin and window is not None and window.firm
        yield Move(
            told=told, actor=key_of(actor), name=label_of(actor), type=actor.type, sense=sense, first=first, last=last,
            precise=precise, inferred=inferred or thin, firm=firm, ground=ground,
        )  # fmt: skip


def _senses(told: Told) -> Iterator[tuple[Party, str]]:
    """What the claim says of each actor's hold on the ground."""
    actors = doers(told)
    if told.type == "capture" and not holds(told):
        # a place to be taken "from" somebody, or not taken from it, is in its hands
        yield from ((a, "hold") for a in told.fillers("from") if _can_hold(a) and told.modality != "conditional")
    if told.modality == "possible" and told.polarity == "affirmed":
        yield from ((a, "weak") for a in actors if told.type in ("capture", "controls"))
        return
    if told.polarity == "denied" and told.modality in ("actual", "possible"):
        yield from ((a, "denied") for a in actors if told.type in ("capture", "controls"))
        return
    if not holds(told):
        return
    if told.type in ("capture", "withdrawal") and is_purpose(told):
        yield from ((a, "hold") for a in told.fillers("from") if _can_hold(a))
        return
    if told.type == "capture" and (_NO_TAKING.search(told.trigger.exact) or _FALL.fullmatch(told.trigger.exact)):
        return
    if told.type == "capture" and _LOSING.search(told.trigger.exact):
        yield from ((a, "loss") for a in actors)
    elif told.type == "capture" and is_almost(told):
        yield from ((a, "weak") for a in actors)
    elif told.type == "capture":
        yield from ((a, "gain") for a in actors if not _is_noun(told) or does(a, told))
        yield from ((a, "loss") for a in told.fillers("from") if _can_hold(a))
    elif told.type == "withdrawal":
        yield from ((a, "part" if _SOME.match(a.text) else "loss") for a in actors)
    elif told.type == "controls":
        if _FOUGHT_OVER.search(told.sentence_text[: max(0, told.trigger.span.start - told.sentence.start)]):
            return
        lost = _LOST.search(told.sentence_text[: told.trigger.span.end - told.sentence.start])
        sense = "loss" if lost else {"starts": "gain", "ends": "loss"}.get(told.phase, "hold")
        yield from ((a, sense) for a in actors)
    elif told.type in ("present", "rules"):
        yield from ((a, "weak") for a in actors)


_LOSING = re.compile(r"\blos(?:t|es|ing|e)\b", re.IGNORECASE)
_FOUGHT_OVER = re.compile(
    r"\b(?:for|over|regain|contest(?:ed|ing)?|disputed?|denied|without)\s+(?:the |full )?$", re.IGNORECASE
)
_NOUN = re.compile(
    r"(?:the |its |their )?(?:re)?(?:liberation|capture|takeover|seizure|conquest)(?: of)?", re.IGNORECASE
)
_DETERMINED = re.compile(r"(?:\b(?:the|its|their|his|her|this|that)|['’]s?) (?:\w+ )?$", re.IGNORECASE)
_ALMOST = re.compile(
    r"\b(?:on the (?:verge|brink|point) of|(?:close|closer) to|about to|poised to|nearly|almost|short of)"
    r"(?: \w+ly)?\s*$",
    re.IGNORECASE,
)


def is_almost(told: Told) -> bool:
    """True for a taking that its words say was not reached: "on the verge of taking", "nearly seized"."""
    start = told.trigger.span.start - told.sentence.start
    words = told.trigger.exact.split()
    return bool(_ALMOST.search(told.sentence_text[: max(0, start)])) or words[0].casefold() in ("nearly", "almost")


def _is_noun(told: Told) -> bool:
    """True for "the capture of the town", which names its taker only beside it; False for "to capture"."""
    start, end = told.trigger.span.start - told.sentence.start, told.trigger.span.end - told.sentence.start
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
    return bool(re.search(r"\bby (?:the |an? )?$", told.sentence_text[: p.span.start - offset]))


_BETWEEN = re.compile(r"\b(?:while|but|whereas|after|before|when|as|although|though|however|which|who|where)\b|[;:]")
_NO_HOLDERS = ("QUANTITY", "WEAPON", "VEHICLE", "MONEY", "GOODS")


def _can_hold(p: Party) -> bool:
    """True for what can hold ground: not civilians, figures or things."""
    return p.type not in _NO_HOLDERS and not is_civil(label_of(p)) and (is_named(label_of(p)) or not label_of(p))


# "launched an offensive to retake the town": the purpose of an act, which the act does not achieve
_ACTS = (
    r"attempt(?:s|ed|ing)?|offensives?|operations?|campaigns?|assaults?|attacks?|counter-?attacks?|push(?:ed)?|"
    r"tr(?:y|ies|ied|ying)|aim(?:s|ed|ing)?|goals?|plan(?:s|ned|ning)?|order(?:s|ed)?|launched|hop(?:e|es|ed|ing)|"
    r"want(?:s|ed)?|sought|seek(?:s|ing)?|vow(?:s|ed)?|efforts?|bid|fail(?:s|ed)?|threaten(?:s|ed)?|"
    r"prepar(?:e|es|ed|ing)|unable"
)
_PURPOSE = re.compile(rf"\b(?:{_ACTS})\b[^.;]{{0,80}}?\bto (?:\w+ly )?(?:re)?(?P<verb>\w+ )?$", re.IGNORECASE)
_PARTICLE = re.compile(r"out|back|away|off|over|from|of", re.IGNORECASE)
# Acts against a place that are not the taking of it, whatever type they were read as
_NO_TAKING = re.compile(
    r"raid|attack|assault|storm|repel|repuls|clash|shell|advanc|enter|approach|besieg|br(?:eak|oke)|gain(?:ed)? ground|"
    r"push(?:ed)? (?:in|to)|fight|fought|cut ",
    re.IGNORECASE,
)
# "The fall of the town" does not say to whom; its subject is as often the one that lost it
_FALL = re.compile(r"(?:the )?(?:fall|fell|fallen|collapse)(?: of)?", re.IGNORECASE)
# An attacker thrown back had not held the place
_THROWN_BACK = re.compile(r"push|dr[io]ve|driven|repel|repuls|thrown|forced back|expel", re.IGNORECASE)
_SOME = re.compile(r"^(?:some|several|a few|many|most|dozens|hundreds|\d+|two|three)\b", re.IGNORECASE)


_REMNANT = re.compile(
    r"\b(?:last|remaining|remain(?:s|ed)?|only|rest of|still|final|pockets?|holdouts?)\b", re.IGNORECASE
)
_BESIDE = 60  # characters on either side of the trigger in which a word for what is left is looked for


_BACKGROUND = re.compile(r"\b(?:after|since|following|having|despite|had previously)\b[^.;,]{0,40}$", re.IGNORECASE)


def is_background(told: Told) -> bool:
    """True when the trigger stands in a clause that tells what came before the day of the sentence ("after taking")."""
    start = told.trigger.span.start - told.sentence.start
    dated = told.when_text and told.when_text in told.sentence_text[max(0, start - 10) :]
    return start > 0 and not dated and bool(_BACKGROUND.search(told.sentence_text[:start]))


def is_remnant(told: Told) -> bool:
    """True when the sentence speaks of what is left to a holder: "the last areas that it held", "only the north"."""
    start, end = told.trigger.span.start - told.sentence.start, told.trigger.span.end - told.sentence.start
    return bool(_REMNANT.search(told.sentence_text[max(0, start - _BESIDE) : end + _BESIDE]))


_LOST = re.compile(r"\blos(?:t|es|ing|s of)\s+(?:\w+ ){0,2}control(?: of)?$", re.IGNORECASE)
_HOLDOUT = re.compile(
    r"\b(?:holdouts?|holding out|pockets?|enclave|(?:last|final|remaining) (?:\w+ ){0,2}"
    r"(?:pockets?|stronghold|holdout|enclave|fighters|bastion|territory|village|town))\b",
    re.IGNORECASE,
)


def is_holdout(told: Told) -> bool:
    """True for a presence that is told as the last of somebody's hold: "two holdouts in the area"."""
    start, end = told.trigger.span.start - told.sentence.start, told.trigger.span.end - told.sentence.start
    near = told.sentence_text[max(0, start - _BESIDE) : end + _BESIDE]
    return told.type == "present" and bool(_HOLDOUT.search(near))


def is_purpose(told: Told) -> bool:
    """True when the trigger is the purpose of another act in its sentence, whatever its modality was read as."""
    start = told.trigger.span.start - told.sentence.start
    before = told.sentence_text[: max(start, 0)]
    if told.trigger.exact.casefold().startswith("to "):
        before += "to "
    found = _PURPOSE.search(before)
    return found is not None and (not found["verb"] or bool(_PARTICLE.fullmatch(told.trigger.exact.strip())))


def doers(told: Told) -> tuple[Party, ...]:
    """The actors of a claim over ground that can hold it, those of the trigger's own clause where others slipped in.

    "A took the town, while B dug in" and "A shelled it, while B broke in" name one doer each: the one before the
    trigger with no clause between; after the trigger only behind "by".
    """
    actors = tuple(p for p in told.fillers("actor") if _can_hold(p))
    placed = [p for p in actors if p.span is not None]
    if len(placed) < 2 or not told.sentence_text:
        return actors
    offset, trigger = told.sentence.start, told.trigger.span
    after = [p for p in placed if p.span and p.span.start >= trigger.end]
    by = [p for p in after if p.span and re.search(r"\bby (?:the )?$", told.sentence_text[: p.span.start - offset])]
    before = [p for p in placed if p.span and p.span.end <= trigger.start]
    if by:
        return tuple(by)
    nearest = max(before, key=lambda p: p.span.end if p.span else 0, default=None)
    if nearest is None or nearest.span is None:
        return actors
    kept = []
    for p in before:
        assert p.span is not None
        gap = told.sentence_text[p.span.end - offset : max(p.span.end, nearest.span.start) - offset]
        if not _BETWEEN.search(gap):
            kept.append(p)
    return tuple(kept)


def _range(told: Told, window: Window | None) -> tuple[date | None, date | None, bool, bool]:
    """First and last day that the claim speaks of, whether it holds on every day, and whether that is inferred."""
    when, published = told.when, told.report.published
    if when is None and told.edtf == "" and window is not None:
        return window.first, window.last, window.news and told.type == "controls", True
    if when is None:
        return None, None, False, False
    first, last = when.earliest, when.latest
    if published is not None:
        if first is not None and first > published:
            return None, None, False, False  # what lies after the report cannot have been seen by it
        last = _cut(first, last, published)
    if told.type in ("capture", "withdrawal") and is_background(told):
        return None, last, False, False  # done by the day that the main clause tells
    return first, last, when.precise and not when.circa, False


def _cut(first: date | None, last: date | None, published: date) -> date:
    """The last day a report can speak of; a range that runs past its publication ends on the day before it."""
    if last is not None and last < published:
        return last
    if last == published and first == published:
        return published
    return max(first or date.min, published - timedelta(days=1))


def windows_of(claims: Sequence[Told], wanted: Iterable[str]) -> dict[str, Window]:
    """Days for the undated claims ``wanted`` of one report, given all its claims.

    A news report speaks of the days up to its publication. A narrative told years later dates an undated sentence by
    the dated ones around it: not before the last date told, not after the next one.
    """
    ordered = sorted(claims, key=lambda c: (c.sentence.start, c.trigger.span.start))
    anchors = [(c.sentence.start, c.when) for c in ordered if _anchors(c)]
    want, out = set(wanted), {}
    news = is_news(ordered)
    for told in ordered:
        if told.id not in want:
            continue
        window = _news_window(told) if news else _narrative_window(told, anchors)
        if window is not None:
            out[told.id] = window
    return out


def _anchors(told: Told) -> bool:
    """True when the claim's date can date its neighbours: an actual event, to the month or better."""
    return holds(told) and is_event(told.type) and width(told.when) <= 45


def is_news(claims: Sequence[Told]) -> bool:
    """True when the report tells of days shortly before its publication; one that dates nothing counts as news."""
    if not claims or claims[0].report.published is None:
        return False
    published = claims[0].report.published
    dated = [c.when for c in claims if _anchors(c)]
    near = [w for w in dated if w is not None and w.latest is not None and (published - w.latest).days <= NEWS_DAYS]
    return not dated or len(near) * 3 >= len(dated)


def _news_window(told: Told) -> Window | None:
    published = told.report.published
    if published is None:
        return None
    if told.type in ("capture", "withdrawal"):
        return Window(None, published, False)  # done by then; since when, the report does not say
    return Window(published - timedelta(days=REPORTING_DAYS), published, True)


def _narrative_window(told: Told, anchors: Sequence[tuple[int, Interval | None]]) -> Window | None:
    """Between the last dated event before the sentence and the first one after it, when these are in order."""
    before = [w for start, w in anchors if start <= told.sentence.start and w is not None]
    after = [w for start, w in anchors if start > told.sentence.start and w is not None]
    if not before and not after:
        return None
    low = before[-1] if before else None
    high = next((w for w in after if low is None or sort_key(w) >= sort_key(low)), None)
    if low is None:
        return Window(None, high.latest if high else None, False) if high else None
    last = high.latest if high is not None and _close(low, high) else None
    firm = last is not None and low.earliest is not None and (last - low.earliest).days <= _FIRM_DAYS
    return Window(low.earliest, last or low.latest, False, firm)


def _close(low: Interval, high: Interval) -> bool:
    """True when the next date told follows within a season: both bound one stretch of narrative."""
    return low.latest is not None and high.latest is not None and 0 <= (high.latest - low.latest).days <= 92
