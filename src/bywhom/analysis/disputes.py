"""Claims that cannot all hold, each side with its speakers: polarity, holders, figures, roles, places."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

from bywhom.analysis.amounts import spread
from bywhom.analysis.common import (
    JOINED,
    MANY,
    bounded,
    hedged,
    holds,
    ids_of,
    key_of,
    label_of,
    listed,
    places,
    sort_key,
    speaker_names,
    when_words,
)  # fmt: skip
from bywhom.analysis.context import Context
from bywhom.analysis.facts import bounds
from bywhom.analysis.findings import finding_of, grouped, in_order
from bywhom.analysis.grounds import read_ground
from bywhom.analysis.names import words
from bywhom.analysis.naming import GROUND, named, uncapital
from bywhom.analysis.origins import count_origins
from bywhom.analysis.spells import Spell
from bywhom.analysis.toll import Counted, counted, one_group, same
from bywhom.analysis.whereabouts import codes_of, country_told
from bywhom.analysis.wording import finish, sentence
from bywhom.model.account import ClaimQuery, EntityCard, Told
from bywhom.model.finding import Dispute, Finding, Side
from bywhom.model.ids import content_id
from bywhom.ports import ReadView

_MAX_CLAIMS = 20_000
_FEW_PLACES = 1  # of a large casefile: one ground takes as long to read as all else
_MAX_PLACES = 40  # places whose holders are compared when no single one is asked about
_FIGURES = {"killed": "killed", "injured": "wounded", "captured": "captured", "number": "strength"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What disputes are looked for in: claims, and the groups of them that tell one thing each (``findings.grouped``).

    ``about`` is the entity asked about (None: all), ``since`` and ``until`` bound the days of holdings. Of a large
    casefile the holders of ``few_places`` are compared, those told of most.
    """

    view: ReadView
    claims: Sequence[Told]
    groups: Iterable[tuple[Sequence[Told], Sequence[str]]]
    about: EntityCard | None = None
    since: date | None = None
    until: date | None = None
    known: datetime | None = None
    few_places: int = 0


def disputes(
    view: ReadView, about: EntityCard | None = None, *, since: date | None = None, until: date | None = None,
    known: datetime | None = None, most: int = JOINED,
) -> tuple[Dispute, ...]:  # fmt: skip
    """Disputes about an entity (None: all), each kind by its own rule, those with most origins first.

    Of a large casefile ``most`` claims are weighed.
    """
    ids = frozenset({about.id}) if about else frozenset[str]()
    query = ClaimQuery(entities=ids, since=since, until=until, undated=True, known=known, limit=_MAX_CLAIMS)
    claims = list(view.claims(bounded(view, query, most)))
    groups = grouped(claims, view.judgements(kinds=("joined", "apart"), known=known))
    return disputes_in(Reading(
        view=view, claims=claims, groups=groups, about=about, since=since, until=until, known=known,
        few_places=_FEW_PLACES,
    ))  # fmt: skip


def in_words(dispute: Dispute) -> str:
    """A dispute as one sentence: what it is about, and what each side says, with who says so."""
    first, *others = (f"{s.says.rstrip('.')} ({listed(list(s.speakers), limit=3)})" for s in dispute.sides)
    about = dispute.about[:1].upper() + dispute.about[1:]
    return f"{about}: {'; but '.join([first, *map(uncapital, others)])}."


def disputes_in(read: Reading) -> tuple[Dispute, ...]:
    """The disputes among claims that are read and joined already, those with most origins first."""
    context = Context(cites=read.view.citations())  # camps are no matter here: origins are only counted
    found = in_order(finding_of(told, None, why) for told, why in read.groups if _can_differ(told))
    by_id = {c.id: c for c in read.claims}
    out = [
        *_polarity(found, by_id, context), *_figures(found, by_id, context), *_roles(read.claims, context),
        *_places(read, context), *_holders(read, context),
    ]  # fmt: skip
    unique = {d.id: d for d in out}
    return tuple(sorted(unique.values(), key=lambda d: (-sum(s.origins for s in d.sides), d.kind, d.about, d.id)))


def _dispute(kind: str, about: str, sides: Sequence[Side], entities: Iterable[str], edtf: str = "") -> Dispute:
    claims = sorted(c for s in sides for c in s.because)
    return Dispute(
        id=content_id("dis", kind, claims), kind=kind, about=about, sides=tuple(sides),
        entities=tuple(dict.fromkeys(e for e in entities if e)), edtf=edtf,
    )  # fmt: skip


def _side(says: str, claims: Sequence[Told], context: Context) -> Side:
    return Side(
        says=says, because=ids_of(claims), speakers=speaker_names(claims), origins=count_origins(claims, context)
    )


def _entities(claims: Iterable[Told]) -> Iterator[str]:
    for c in claims:
        for filled in c.roles.values():
            yield from (p.entity for p in filled)


def _can_differ(told: Sequence[Told]) -> bool:
    """True when claims of one finding may be disputed: some deny what others affirm, or two tell a figure."""
    if len({c.polarity for c in told}) > 1:
        return True
    return any(sum(bool(c.fillers(role)) for c in told) > 1 for role in _FIGURES)


def _polarity(found: Iterable[Finding], by_id: dict[str, Told], context: Context) -> Iterator[Dispute]:
    """Findings that some affirm and others deny."""
    for f in found:
        if not f.dissent:
            continue
        yes = [by_id[i] for i in f.because]
        no = [c for c in (by_id[i] for i in f.dissent) if any(_of_one_deed(a, c) for a in yes)]
        if not no:
            continue
        sides = [_side(f.sentence, yes, context), _side(sentence(no[0], cite=False), no, context)]
        yield _dispute("polarity", f.sentence.rstrip("."), sides, _entities([*yes, *no]), f.edtf)


def _of_one_deed(said: Told, denied: Told) -> bool:
    """True unless what is denied befell others, or was another act of speech: no civilian was hit, a fighter was."""
    if said.labels.get("act") != denied.labels.get("act"):
        return False
    for role in ("victim", "target"):
        ours, theirs = ([p for p in c.fillers(role) if p.type not in GROUND] for c in (said, denied))
        if ours and theirs and not any(key_of(a) == key_of(b) or one_group(a, b) for a in ours for b in theirs):
            return False
    return True


def _figures(found: Iterable[Finding], by_id: dict[str, Told], context: Context) -> Iterator[Dispute]:
    """Figures of one finding whose ranges do not meet, where they count the same people."""
    for f in found:
        for role, word in _FIGURES.items():
            for told in _of_one_group([by_id[i] for i in f.because], role):
                groups = _apart(told)
                if (
                    len(groups) < 2
                    or _of_one_sentence(groups)
                    or _rose(groups, role)
                    or (role == "number" and not _one_time([c for _, c in told]))
                ):
                    continue
                sides = [_side(f"{word}: {_range_words(g, role)}", [c for _, c in g], context) for g in groups]
                yield _dispute(
                    "figures", f"{word} – {f.sentence.rstrip('.')}", sides, _entities(c for _, c in told), f.edtf
                )


def _of_one_group(claims: Iterable[Told], role: str) -> Sequence[Sequence[tuple["Range", Told]]]:
    """The figures of ``role``, those that count one group of people together: peacekeepers are a part of the dead."""
    groups: list[tuple[Counted, list[tuple[Range, Told]]]] = []
    for c in claims:
        if (r := _in_all(c, role)) is None:
            continue
        whom = counted(c, role)
        own = next((told for other, told in groups if same(whom, other)), None)
        if own is None:
            groups.append((whom, [(r, c)]))
        else:
            own.append((r, c))
    return [told for _, told in groups]


def _of_one_sentence(groups: Sequence[Sequence[tuple["Range", Told]]]) -> bool:
    """True when the figures stand in one sentence of one report: read twice, it does not contradict itself."""
    return len({(c.report.id, c.sentence) for g in groups for _, c in g}) == 1


def _rose(groups: Sequence[Sequence[tuple["Range", Told]]], role: str) -> bool:
    """True when each figure below the last was told as a least one, and earlier: a toll that rises is no dispute."""
    *lower, top = groups
    first = min((c.report.published for _, c in top if c.report.published is not None), default=None)
    return first is not None and all(
        c.report.published is not None and c.report.published < first and any(p.high is None for p in c.fillers(role))
        for g in lower for _, c in g
    )  # fmt: skip


def _in_all(told: Told, role: str) -> tuple[float, float] | None:
    """What one claim tells in all: of "a mayor and six others" either the larger is the whole, or all are added."""
    ranges = [r for p in told.fillers(role) if (r := bounds(p)) is not None]
    return (max(r[0] for r in ranges), sum(r[1] for r in ranges)) if ranges else None


def _one_time(claims: Sequence[Told]) -> bool:
    """True when strengths are told of times that meet: a force may grow between two others."""
    dated = [c.when for c in claims if c.when is not None]
    return all(a.overlaps(b) for i, a in enumerate(dated) for b in dated[i + 1 :])


Range = tuple[float, float]


def _apart(told: Sequence[tuple[Range, Told]]) -> list[list[tuple[Range, Told]]]:
    """Figures in groups whose ranges meet, from low to high."""
    groups: list[list[tuple[Range, Told]]] = []
    reach = 0.0
    for r, c in sorted(told, key=lambda x: (x[0], x[1].id)):
        if groups and r[0] <= reach:
            groups[-1].append((r, c))
            reach = max(reach, r[1])
        else:
            groups.append([(r, c)])
            reach = r[1]
    return groups


def _range_words(group: Sequence[tuple[Range, Told]], role: str) -> str:
    low, high = min(r[0] for r, _ in group), max(r[1] for r, _ in group)
    return spread(low, high, (p for _, c in group for p in c.fillers(role) if bounds(p) is not None))


def _roles(claims: Iterable[Told], context: Context) -> Iterator[Dispute]:
    """One post that two people are told to hold over one time, and one person told to lead two sides that fight."""
    posts: dict[tuple[str, str], dict[str, list[Told]]] = {}
    names: dict[str, str] = {}
    for c in claims:
        if c.type != "leads" or c.phase == "ends" or not (holds(c) or hedged(c)):
            continue
        title = _title(c)
        for leader in c.fillers("leader"):
            for body in c.fillers("organisation"):
                if title and leader.type == "PERSON" and body.entity:
                    posts.setdefault((body.entity, title), {}).setdefault(key_of(leader), []).append(c)
                    names[key_of(leader)], names[body.entity] = label_of(leader), label_of(body)
    for (post, title), people in posts.items():
        for one, other in combinations(sorted(people), 2):
            mine, theirs = _overlapping(people[one], people[other])
            if not mine or words(names[one])[-1:] == words(names[other])[-1:]:
                continue  # no common time, or one surname: the same person under two names
            sides = [
                _side(f"{names[who]} is {title} of {named(names[post])}", told, context)
                for who, told in ((one, mine), (other, theirs))
            ]
            yield _dispute("roles", f"who is {title} of {named(names[post])}", sides, [post, one, other])


_HEADS = ("president", "prime minister", "commander-in-chief", "chief of staff", "emir", "caliph", "supreme leader",
          "governor", "mayor", "top commander", "king")  # fmt: skip


def _title(told: Told) -> str:
    """The title when it is one that only one person holds at a time; "" otherwise."""
    words = " ".join(p.text or p.name for p in told.fillers("title")).casefold()
    if any(w in words for w in ("vice", "deputy", "former", "ex-", "late ", "acting")):
        return ""
    return next((h for h in _HEADS if h in words), "")


def _overlapping(left: Sequence[Told], right: Sequence[Told]) -> tuple[list[Told], list[Told]]:
    """The claims of either side that speak of one time: dates that meet, or undated and published within a season.

    What one report tells without dates follows on itself: a history names one president after the other.
    """
    pairs = [
        (a, b) for a in left for b in right
        if (a.when.overlaps(b.when) if a.when is not None and b.when is not None else _published_near(a, b))
    ]  # fmt: skip
    return list({a.id: a for a, _ in pairs}.values()), list({b.id: b for _, b in pairs}.values())


def _published_near(a: Told, b: Told) -> bool:
    x, y = a.report.published, b.report.published
    return a.report.id != b.report.id and x is not None and y is not None and abs((x - y).days) <= 92


def _places(read: Reading, context: Context) -> Iterator[Dispute]:
    """A place that the report puts in one country and the gazetteer in another."""
    code_of = codes_of(read.view, read.known)
    told_so: dict[tuple[str, str, str, str], list[Told]] = {}
    for c in read.claims:
        for p in places(c):
            if told := country_told(p, c, code_of):
                key = p.entity, label_of(p), told, p.place.country if p.place else ""
                told_so.setdefault(key, []).append(c)
    for (entity, name, told, known), claims in told_so.items():
        sides = [
            _side(f"{name} is in {told} (the report)", claims, context),
            Side(says=f"{name} is in {known} (the gazetteer)", because=(), speakers=("gazetteer",)),
        ]
        yield _dispute("place", f"where {name} is", sides, [entity], claims[0].edtf)


def _holders(read: Reading, context: Context) -> Iterator[Dispute]:
    """Holdings of one place by two camps that overlap in time."""
    about, since, until = read.about, read.since, read.until
    cards = [about] if about is not None and about.type in ("LOCATION", "FACILITY") else _held_places(read)
    for card in cards:
        ground = read_ground(read.view, card, known=read.known)
        for i, a in enumerate(ground.spells):
            for b in ground.spells[i + 1 :]:
                if a.who == b.who or ground.sides.with_each_other(a.who, b.who) or not _clash(a, b, since, until):
                    continue
                sides = [_held_side(ground.sides.names.get(s.who, s.who), card, s, context) for s in (a, b)]
                yield _dispute("holders", f"who held {named(card.name, card.type)}", sides, [card.id, a.who, b.who])


def _held_side(name: str, card: EntityCard, s: Spell, context: Context) -> Side:
    claims = [m.told for m in s.moves]
    dated = min((c for c in claims if c.when), key=lambda c: sort_key(c.when), default=None)
    when = f" {when_words(dated.when)}" if dated else ""
    return _side(finish(f"{named(name)} held {named(card.name, card.type)}{when}").rstrip("."), claims, context)


def _held_places(read: Reading) -> list[EntityCard]:
    counts: dict[str, int] = {}
    for c in read.claims:
        if c.type in ("capture", "controls", "withdrawal"):
            for p in c.fillers("place"):
                if p.entity:
                    counts[p.entity] = counts.get(p.entity, 0) + 1
    few = _MAX_PLACES if read.view.size() <= MANY else read.few_places
    most = sorted((e for e in counts if counts[e] > 1), key=lambda e: (-counts[e], e))[:few]
    return [card for e in most if (card := read.view.entity(e, known=read.known)) is not None]


def _clash(a: Spell, b: Spell, since: date | None, until: date | None) -> bool:
    """True when both holdings surely stand on some day of the range asked for."""
    starts = [s.start_last or s.start_first for s in (a, b)]
    if any(x is None for x in starts):
        return False
    start = max(x for x in starts if x is not None)
    ends = [s.end_first for s in (a, b) if s.end_first is not None]
    end = min(ends, default=None)
    if end is not None and end <= start:
        return False
    return (until is None or start <= until) and (since is None or end is None or end >= since)
