"""Who does it in a claim over ground: the parties that can hold ground, those of the trigger's own clause, one list."""

import re
from collections.abc import Sequence

from bywhom.analysis.common import key_of, label_of
from bywhom.analysis.names import is_civil, is_named, words
from bywhom.model.account import Party, Told

_BETWEEN = re.compile(r"\b(?:while|but|whereas|after|before|when|as|although|though|however|which|who|where)\b|[;:]")
# A name that ends in a word for ground or a site is none of who holds ground, whatever it was read as
_SITE = re.compile(
    r"\b(?:(?:out)?posts?|positions?|checkpoints?|air ?bases?|airports?|airfields?|bases?|hills?|mount(?:ains?)?|"
    r"villages?|towns?|cit(?:y|ies)|bridges?|roads?|districts?|areas?|hospitals?|dams?)$",
    re.IGNORECASE,
)
# What is built to defend a place holds it for somebody; who attacks it fights those behind it
_WORKS = re.compile(r"\b(?:(?:front ?)?lines?|walls?|fortifications?|trench(?:es)?|defen[cs]es)$", re.IGNORECASE)
# A name that is an event's holds no ground: "the withdrawal of its troops", "Second Battle of Northtown"
_EVENT = re.compile(
    r"\b(?:with?d?rawals?|retreats?|battles?|wars?|sieges?|offensives?|operations?|campaigns?|invasions?|occupation|"
    r"uprisings?|referendum|elections?|clashes|bombings?|shelling)(?:$| (?:of|in|for|against|to)\b)",
    re.IGNORECASE,
)
_BODY = re.compile(r"\b(?:command|room|forces?|group|task|council|joint)\b", re.IGNORECASE)
# "X and its allies": they take it with X, and who else goes by "its allies" in a report has no part in it
_THEIRS = re.compile(r"(?:[Ii]ts|[Tt]heir|[Hh]is|[Hh]er) (?:\w+ )?(?:allies|partners|supporters|proxies|backers)")
_HALF = re.compile(r"[Tt]he (?:North|South|East|West)")  # of a divided country, or its side in a war
_NO_HOLDERS = ("QUANTITY", "WEAPON", "VEHICLE", "MONEY", "GOODS")


def can_hold(p: Party) -> bool:
    """True for what can hold ground: not civilians, figures, things, towns; a capital may stand for its state."""
    if p.type in ("LOCATION", "FACILITY") and p.place is not None and p.place.precision not in ("country", "admin1"):
        return p.place.feature == "PPLC"
    name = label_of(p)
    if p.type == "FACILITY" or _SITE.search(name) or (_EVENT.search(name) and not _BODY.search(name)):
        return False
    named = is_named(name) or not name or (p.type == "ORGANISATION" and _HALF.fullmatch(p.text) is not None)
    return p.type not in _NO_HOLDERS and not is_civil(name) and named


def outermost(parties: Sequence[Party]) -> tuple[Party, ...]:
    """The parties whose words do not stand inside another's: a name may hold the name of a land."""
    spans = [p.span for p in parties if p.span is not None]
    return tuple(
        p for p in parties
        if not any(_ends_with(q, p) for q in parties)
        and (p.span is None or not any(s != p.span and s.start <= p.span.start and p.span.end <= s.end for s in spans))
    )  # fmt: skip


def _ends_with(whole: Party, part: Party) -> bool:
    """True when one party's name is but the last words of the other's: "… of Hills and the Coast", "the Coast"."""
    name, tail = words(whole.name), words(part.name)
    return part.type != "ORGANISATION" and len(tail) < len(name) and len(name) > 3 and name[-len(tail) :] == tail


def doers(told: Told) -> tuple[Party, ...]:
    """The actors of a claim over ground that can hold it, those of the trigger's own clause where others slipped in.

    "A took the town, while B dug in" and "A shelled it, while B broke in" name one doer each: the one before the
    trigger with no clause between; after the trigger only behind "by".
    """
    grounds = {p.entity for p in told.fillers("place") if p.entity}
    able = [p for p in told.fillers("actor") if can_hold(p) and not _WORKS.search(label_of(p))]
    actors = outermost([p for p in able if p.entity not in grounds and not _in_its_name(p, told)])
    actors = tuple(p for p in actors if not _THEIRS.fullmatch(p.text)) or actors
    placed = [p for p in actors if p.span is not None]
    if len(placed) < 2 or not told.sentence_text:
        return actors
    if beaten := [p for p in placed if _is_object(p, told)]:
        actors = tuple(p for p in actors if p not in beaten) or actors
        placed = [p for p in actors if p.span is not None]
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


_WHOSE = re.compile(r"[- –](?:held|controlled|occupied|ruled)\b")


_NAME = re.compile(r"(?:the )?[A-Z][\w'’\-]*(?: [A-Z][\w'’\-]*)*")


def _in_its_name(p: Party, told: Told) -> bool:
    """True for a word cut out of the name of the place: it is nobody."""
    s = p.span
    return s is not None and any(
        q.span is not None and q.span.start <= s.start and s.end <= q.span.end and words(p.text) != words(q.text)
        and bool(_NAME.fullmatch(q.text)) and not _WHOSE.search(q.text) for q in told.fillers("place")
    )  # fmt: skip


_STRUCK = re.compile(r"\b(?:\w{3,}ed|beat|drove|fought|struck|overran|overthrew|threw back) the $")


def _is_object(p: Party, told: Told) -> bool:
    """True for whom another verb strikes: "overwhelmed the Reds and the Blues took the town" has one taker."""
    assert p.span is not None
    start, end = p.span.start - told.sentence.start, p.span.end - told.sentence.start
    before = told.sentence_text[:start] + ("the " if p.text.startswith("the ") else "")
    return end <= told.trigger_at[0] and bool(_STRUCK.search(before))


_BODIES = r" (?:[Aa]rmy|[Ff]orces|[Gg]uards?|[Mm]ilitias?|[Gg]overnment)$"


def whole_name(told: Told, actor: str) -> str:
    """The name of an actor that was cut to its first word, with the word for a body: "Red" of "the Red army"."""
    for p in told.fillers("actor"):
        if key_of(p) == actor and " " not in p.name:
            found = re.search(rf"\b{re.escape(p.name)}{_BODIES}", p.text)
            if found is not None:
                return found.group()
    return ""


_COORDINATED = re.compile(
    r"\W*(?:(?:and|or|with|alongside|together with|along with|as well as|backed by|supported by|led by|aided by)\b)?"
    r"[\w\s'’\-,\"“”]{0,40}"
)
_APART = re.compile(r"\b(?:against|from|than|where|which|that|who|while|but|held|defen[cs]es?|lines?)\b")


def side_by_side(one: Party, other: Party, told: Told) -> bool:
    """True when two doers stand in one list ("the army and its allies"), or where they stand is not known."""
    if one.span is None or other.span is None or not told.sentence_text:
        return True
    first, second = sorted((one.span, other.span))
    gap = told.sentence_text[first.end - told.sentence.start : second.start - told.sentence.start]
    return bool(_COORDINATED.fullmatch(gap)) and not _APART.search(gap)
