"""What a relative time expression counts from: the report's date or the story's time; which way its verb looks."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bywhom.lexicon.load import words
from bywhom.model.when import TimeExpression
from bywhom.resolve.times_values import granularity, month_of, year_of

# The nearest verb decides; verbs of speech are left out, they tell when it was said and not when it happened.
_TO_COME = re.compile(
    r"\b(?:is|are) (?:due |set |scheduled |expected )?to (?:\w+ ){1,4}(?:on |by |in )?$|\bas (?:early|soon) as $"
)
_WORD = re.compile(r"[A-Za-z]+")
FAR_YEARS = 12  # a jump that a narrative makes only to look back or ahead, unless it stays there
_FEW, _MANY = 6, 10  # expressions: too few to tell a history by; enough for one without any word of the day
_NEAR = 50  # characters before an expression in which "is to resume" governs it
_STOPS, _LONGEST = (". ", "\n\n", "? ", "! ", ".\n"), 1200
_LATEST_YEAR = 9999  # every year named lies before a report of unknown date
_BESIDE = 4  # "said on Friday": room for a preposition
_REACH = 110  # characters looked at on each side


@dataclass(slots=True)
class Context:
    """The moving state of one reading: fixed facts, and the story's present, updated after each date."""

    published: date | None
    narrative: bool
    reference: str = ""  # TIMEX3 value of the latest date
    day_reference: str = ""  # the latest one that is a single day
    month: int | None = None  # the latest month told in the story's year
    year: int | None = None  # the story's year, negative for BC
    pending: int | None = None  # a far year told once: a look back or ahead until a second date confirms it
    chosen: int | None = None  # the year of the expression at hand as the whole story gives it, see times_story
    ahead: bool | None = None  # whether the open date at hand lies ahead of the report; None when not known
    quarters: list[str] = field(default_factory=list)  # as they were told, in business news
    tense: str = ""  # past, future or unknown, near the expression at hand
    opening: tuple[int, int | None] | None = None  # see opening()
    same_sentence: bool = False  # the reference stands in the sentence of the expression

    @property
    def quarter(self) -> str:
        """The quarter that the report is about: the one it names most, the first of those; "" when it names none."""
        return max(self.quarters, key=self.quarters.count, default="")

    def remember(self, expression: TimeExpression, value: str, *, leading: bool) -> bool:
        """Let a date move the story's present; True when it did. Longer periods than a year do not move it.

        `leading` says that the expression opens its sentence, where a writer sets the scene.
        """
        if expression.form == "quarter" and granularity(value) == "Q":
            self.quarters.append(value)
        year = -int(value[2:6]) if value.startswith("BC") else year_of(value)
        if year is None or (year > 0 and granularity(value) in ("", "DE", "CE")):
            return False
        if self._aside(expression, year, leading=leading):
            self.pending = year
            return False
        if self.narrative and self.year is not None and expression.form == "offset" and 0 < year < self.year:
            return False  # "a week earlier", told in January: the story stays in its year
        if year != self.year:
            self.month = None
        self.year, self.pending = year, None
        self.month = month_of(value) or self.month
        if year < 0:
            self.reference = self.day_reference = ""
            return True
        self.reference = value
        if granularity(value) == "D":
            self.day_reference = value
        return True

    def _aside(self, expression: TimeExpression, year: int, *, leading: bool) -> bool:
        """True for a written year that only looks back or ahead: far off, or earlier and in mid-sentence."""
        if not self.narrative or self.year is None or expression.year is None or year == self.year:
            return False
        if self.pending == year:
            return False
        if abs(year - self.year) > FAR_YEARS:
            return True
        if expression.month is None:
            return not leading
        if leading:
            return False
        if expression.day is None:
            return year < self.year
        return year - self.year > 1


def opening(expressions: Sequence[TimeExpression]) -> tuple[int, int | None] | None:
    """Year (negative for BC) and month of the first date that a story gives with its year: for the dates before it.

    Without a full date it is the year named most often, the first of them on a tie. None when no year is named.
    """
    years = [e for e in expressions if e.year is not None and e.form == "calendar" and e.unit != "DE"]
    for e in years:
        if e.month is not None and e.year is not None:
            return (-e.year if e.era == "BC" else e.year), e.month
    if not years:
        return None
    named = [-(e.year or 0) if e.era == "BC" else e.year or 0 for e in years]
    return max(named, key=named.count), None


def is_narrative(expressions: Sequence[TimeExpression], published: date | None) -> bool:
    """True for an account of the past whose dates hang on one another, False for news that counts from its own day.

    News says "yesterday", "last week" or a bare weekday; a history names years that lie well before its publication.
    A text of unknown date is a history when it says none of these, or so few that its years outweigh them.
    """
    deictic = sum(e.form in ("deictic", "weekday", "weekofunit") or _counts_from_today(e) for e in expressions)
    if published is None and deictic == 0:
        return True
    here = published.year if published is not None else _LATEST_YEAR
    old = sum(e.year is not None and (e.era == "BC" or abs(here - e.year) > 1) for e in expressions)
    full = sum(e.year is not None and e.month is not None and e.year < here for e in expressions)
    if len(expressions) < _FEW:
        return False
    if deictic == 0 and old > 0 and len(expressions) >= _MANY:
        return not _of_its_year(expressions, published)
    return old + 2 * full > 3 * deictic + 2


def _of_its_year(expressions: Sequence[TimeExpression], published: date | None) -> bool:
    """True for an account that tells days of the year of its publication and names an old year in passing.

    It begins with days without a year, none of them later in the year than its publication, and dates nothing to a
    month or day of an earlier year: "since 26 March … the group, which broke away in 2019, …".
    """
    if published is None:
        return False
    dated = [e for e in expressions if e.form == "calendar" and e.unit != "DE"]
    bare = [e for e in dated if e.year is None and e.month is not None]
    years = [e for e in dated if e.year is not None and (e.era == "BC" or e.year < published.year)]
    if not years or len(bare) <= len(years) or any(e.month is not None for e in years):
        return False
    latest = max((e.month or 1, e.day or 1) for e in bare)
    return bare[0].start < years[0].start and latest <= (published.month, published.day)


def year_before(expressions: Sequence[TimeExpression], published: date | None) -> tuple[int, int] | None:
    """Year and month in which an account without any year begins, when it cannot be of the year of publication.

    A history that says no "yesterday" and tells many days by their month, one of them later in the year than its
    publication, is of the year before. None for everything else.
    """
    if published is None or any(e.form in ("deictic", "weekday") or _counts_from_today(e) for e in expressions):
        return None
    dated = [e for e in expressions if e.form == "calendar" and (e.month is not None or e.year is not None)]
    days = [(e.month, e.day) for e in dated if e.month is not None and e.day is not None]
    if len(days) < _MANY or any(e.year is not None for e in dated) or max(days) <= (published.month, published.day):
        return None
    return published.year - 1, days[0][0]


def _counts_from_today(expression: TimeExpression) -> bool:
    """ "last week", "two years ago": anchored in the day of writing."""
    if expression.form == "relative":
        return expression.relation in ("last", "this") and expression.unit in ("W", "M", "Y", "")
    return expression.relation == "ago"


def tense_at(text: str, start: int, end: int, sentence: tuple[int, int]) -> str:
    """Whether the verb nearest to a span looks back ("past") or ahead ("future"); "" when none tells."""
    low, high = max(sentence[0], start - _REACH), min(sentence[1], end + _REACH)
    if _TO_COME.search(text, max(low, start - _NEAR), start):
        return "future"
    best, verdict = _REACH + 1, ""
    for found in _WORD.finditer(text, low, high):
        if start <= found.start() < end:
            continue
        distance = start - found.end() if found.end() <= start else found.start() - end + 12
        word = found.group().lower()
        way = "past" if 0 <= distance <= _BESIDE and found.end() <= start and _looks_back(word) else _way(word)
        if distance < best and way:
            best, verdict = distance, way
    return verdict


def _looks_back(word: str) -> bool:
    """Any past form, verbs of speech too: "said Sunday" and "announced on Friday" are behind."""
    return word == "said" or word in words("times", "past_verbs") or (word.endswith("ed") and len(word) > 4)


def _way(word: str) -> str:
    if word in words("times", "future_verbs"):
        return "future"
    if word in words("times", "past_verbs") or (
        word.endswith("ed") and len(word) > 4 and word not in words("times", "speech_past")
    ):
        return "past"
    return ""


def sentence_of(text: str, at: int, sentences: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The sentence that holds an offset: the caller's (in order), or what lies between full stops and blank lines."""
    i = bisect_right(sentences, at, key=lambda s: s[0]) - 1
    if i >= 0 and at < sentences[i][1]:
        return sentences[i]
    # Bounded, so that a long text without full stops is not searched whole for each expression.
    low, high = max(0, at - _LONGEST), min(len(text), at + _LONGEST)
    before = max(text.rfind(mark, low, at) for mark in _STOPS)
    ends = [i for mark in _STOPS if (i := text.find(mark, at, high)) >= 0]
    return max(before + 1, low), min(ends, default=high)
