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
from bywhom.analysis.leavings import THROWN_BACK
from bywhom.analysis.leftovers import is_holdout, is_remnant
from bywhom.analysis.senses import is_ahead, is_background, is_unnamed, senses
from bywhom.model.account import EntityCard, Party, Told
from bywhom.model.when import Interval

GROUND_TYPES = frozenset({"capture", "withdrawal", "controls", "siege", "present", "rules"})
REPORTING_DAYS = 14  # an undated "holds" in a news report speaks of the days of reporting: those up to its publication
_FIRM_DAYS = 10
_OF_WHOM = re.compile(r"\w[-–](?:held|controlled|occupied)$", re.IGNORECASE)  # said of a place in a dated event
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
    #             | threat (a siege, an attempt) | aside (tells only of a piece of ground that contains the place)
    #             | fallen (taken, nobody says by whom)
    first: date | None
    last: date | None
    precise: bool  # true on every day of the range
    inferred: bool = False  # dated by its place in the report, not by its own words
    firm: bool = False  # inferred, and from dates that stand close before and after it
    ground: str = "place"
    implied: bool = False  # told of nobody: who holds it follows from what its one foe does

    @property
    def narrated(self) -> bool:
        """True when only its place in a narrative dates the claim, and that loosely."""
        news = self.precise and self.told.type == "controls"
        firm = self.firm and (self.told.type != "controls" or bool(_OF_WHOM.search(self.told.trigger.exact)))
        return self.inferred and self.first is not None and not firm and not news

    @property
    def under_attack(self) -> bool:
        """True for a holding that only somebody's attack or defence shows: it may end any day."""
        return self.sense == "hold" and (self.implied or self.told.type == "present")

    @property
    def is_goal(self) -> bool:
        """True for a holding that only the plans of others tell: the place is to be taken from its holder."""
        return self.told.modality == "planned" and self.told.type != "controls"

    @property
    def shows_holding(self) -> bool:
        """True for a loss that shows a holding before it: left or lost, not an attacker thrown back."""
        return self.told.type != "withdrawal" or not THROWN_BACK.search(self.told.trigger.exact)

    @property
    def dated(self) -> bool:
        """True when both ends of the range are known."""
        return self.first is not None and self.last is not None


def moves_of(
    claims: Iterable[Told], place: EntityCard, related: Mapping[str, str], windows: Mapping[str, "Window"],
    *, nominal: frozenset[str] = frozenset(), astray: frozenset[str] = frozenset(),
) -> list[Move]:  # fmt: skip
    """Every move that the claims make over the place, dated ones in order of time, undated ones last."""
    out: list[Move] = []
    for told in claims:
        ground = ground_of(told, place, related, nominal=nominal, astray=astray)
        if ground:
            out += _moves(told, ground, windows.get(told.id))
    return in_order(out)


def in_order(moves: Iterable[Move]) -> list[Move]:
    """Moves in order of time, undated ones last."""
    return sorted(moves, key=lambda m: (m.last or date.max, m.first or date.max, m.told.id, m.actor, m.sense))


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
    dated: dict[tuple[str, str, str], list[Move]] = {}
    for m in kept:
        if m.dated and not m.inferred:
            dated.setdefault((m.told.report.id, who(m.actor), m.sense), []).append(m)
    return [
        m for m in kept
        if _is_left_to(m) or not m.narrated or not _retells(m, dated.get((m.told.report.id, who(m.actor), m.sense), ()))
    ]  # fmt: skip


def _is_left_to(m: Move) -> bool:
    """True for a place that an enemy's leaving leaves to its foe on a day of its own: a new taking, not an old one."""
    return m.implied and m.sense == "gain" and m.told.type == "withdrawal"


def _retells(m: Move, dated: Iterable[Move]) -> bool:
    """True when a dated move came before a narrated one, or within a season after it: a report looks back on it."""
    near = timedelta(days=PASSING_DAYS)
    return any(m.last is None or d.first is None or d.first <= m.last + near for d in dated)


def _in_passing(m: Move) -> bool:
    """True for a capture done by the day of another clause; "by 2 April they had retaken it" tells its own day."""
    own = m.told.when is not None and m.told.when.earliest is None
    return m.sense == "gain" and m.told.type == "capture" and m.first is None and m.last is not None and not own


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
    nobody = Party(entity="", name="", type="", text="")
    found = list(senses(told)) or ([(nobody, "fallen")] if ground == "place" and is_unnamed(told) else [])
    for actor, told_sense in found:
        sense = "part" if partly and told_sense not in ("denied", "threat") else told_sense
        if ground == "aside" or (sense == "part" and told.type == "present"):
            sense = "aside"  # a post beside a town holds no part of it
        if (partly and told_sense == "hold" and is_remnant(told)) or (
            told_sense == "weak" and sense != "aside" and is_holdout(told)
        ):
            sense = "remnant"
        thin = sense == "remnant" and told.type == "present"  # a presence is no more than a hint of a holding
        firm = inferred and not thin and window is not None and window.firm and not _ASIDE.search(told.sentence_text)
        yield Move(
            told=told, actor=key_of(actor), name=label_of(actor), type=actor.type, sense=sense, first=first, last=last,
            precise=precise, inferred=inferred or thin, firm=firm, ground=ground,
        )  # fmt: skip


# A date of its own that nobody worked out: the story may tell of it out of its turn
_ASIDE = re.compile(r"\b(?:days?|weeks?|months?|years?) (?:after|before|earlier|prior to)\b", re.IGNORECASE)


def _range(told: Told, window: Window | None) -> tuple[date | None, date | None, bool, bool]:
    """First and last day that the claim speaks of, whether it holds on every day, and whether that is inferred."""
    when, published = told.when, told.report.published
    if when is None and told.edtf == "" and window is not None and not is_ahead(told):
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
        window = _news_window(told) if news else _outcome_window(told, anchors) or _narrative_window(told, anchors)
        if window is not None:
            out[told.id] = window
    return out


_OUTCOME = re.compile(
    r"\b(?:by|at|in) the end\b(?! of (?:the )?(?:day|month|year|week|\d))|\bend(?:ed|ing) (?:with|in|when|after)\b|"
    r"\bresult(?:ed|ing) in\b|\bculminat|\b(?:eventually|ultimately)\b",
    re.IGNORECASE,
)
_OUTCOME_DAYS = 14


def _outcome_window(told: Told, anchors: Sequence[tuple[int, Interval | None]]) -> Window | None:
    """For a summary told before anything is dated ("by the end of the battle"): from the last date told on."""
    if not anchors or told.sentence.start >= anchors[0][0] or not _OUTCOME.search(told.sentence_text):
        return None
    days = [w.latest for _, w in anchors if w is not None and w.latest is not None]
    last = max(days, default=None)
    return Window(last, last + timedelta(days=_OUTCOME_DAYS), False, firm=True) if last is not None else None


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
    last = _before(high) if high is not None and _close(low, high) else None
    firm = last is not None and low.earliest is not None and (last - low.earliest).days <= _FIRM_DAYS
    return Window(low.earliest, last or low.latest, False, firm)


def _before(high: Interval) -> date | None:
    """The last day of what is told before an event: the first of a month of which no day is told."""
    return high.earliest if high.earliest is not None and width(high) > _FIRM_DAYS else high.latest


def _close(low: Interval, high: Interval) -> bool:
    """True when the next date told follows within a season: both bound one stretch of narrative."""
    return low.latest is not None and high.latest is not None and 0 <= (high.latest - low.latest).days <= 92
