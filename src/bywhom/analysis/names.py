"""Which names of armed actors stand for one side: spelled out and abbreviated, army and government of one state.

The rules only group actors for an answer (who stands against whom over a town); they never merge entities.
"""

import re
from functools import cache, lru_cache

from bywhom.lexicon.frames import countries
from bywhom.lexicon.load import bag, load

_UNITS = frozenset(  # kinds of formations: with nothing else they name none
    f"{unit}{ending}" for unit in ("brigade", "battalion", "regiment", "division", "squadron", "platoon")
    for ending in ("", "s")
)  # fmt: skip
# Words that say what kind of body it is, not whose. "Syrian Army", "Syrian government forces", "Syrian troops" all
# leave "syrian".
_GENERIC = bag(
    """the a an of and in for its their his her our forces force fighters fighter militants militant insurgents
    insurgent part body bulk rest spearhead vanguard
    troops troop army armies government governments regime military soldiers soldier units unit men gunmen authorities
    group groups movement organisation organization security police personnel servicemen republic arab armed ground air
    special regular loyalist pro-government commandos reinforcements members member militia militias militiamen
    jihadists jihadist few pocket pockets resistance remnant remnants holdouts elements convoy assault attack offensive
    navy marines paratroopers column columns detachment crew on wing our defenders invaders occupiers attackers enemy
    extremists combatants terrorists officials leadership command allied allies local central
    it they them he she which who that this these those both all some several many most few more other others various
    remaining last cell cells sleeper dozens hundreds thousands number numbers scores another any each one two
    three four five full complete total entire
    january february march april may june july august september october
    november december sources source ministry defence defense"""
)
_STATE = bag(
    "army government regime military authorities security police republic servicemen ministry air navy marines loyalist"
)
_INSURGENT = bag("free liberation revolutionary resistance rebel rebels opposition conquest retribution")
_WITHIN = bag("regional provincial municipal autonomous tribal")  # a government inside a state is not the state's own
_OTHERS = bag(  # a body called after a country that is not the country's own
    """insurgents militants separatists protesters mercenaries volunteers citizens nationals branch affiliate offshoot
    chapter"""
)
_SERVICE = bag(  # which of a country's forces it is, not whose
    """imperial royal fleet squadron flotilla far east infantry cavalry artillery mountain airborne assault motorized
    rifle armored armoured tank guards combined arms expeditionary first second third fourth fifth sixth seventh eighth
    ninth tenth corps"""
)
_BEARINGS = bag("north south east west northeast northwest southeast southwest northern southern eastern western")
_CIVIL = bag(
    """civilians civilian residents resident families family people refugees locals inhabitants villagers women
    children journalists prisoners hostages workers activists tourists archaeologists students pupils staff
    employees engineers rescuers firefighters paramedics observers monitors correspondents emergency ambulance"""
)
_LINK = bag("of in for and the")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*", re.UNICODE)
_MONTH = bag("january february march april may june july august september october november december")
_DATED = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{'|'.join(m.title() for m in sorted(_MONTH))})|"
    rf"(?:{'|'.join(m.title() for m in sorted(_MONTH))}) \d{{1,2}}(?:st|nd|rd|th)?) (?:[A-Z]\w+ )*"
    r"(?:Movement|Front|Brigades?|Alliance|Party|Army|Forces|Group|Organi[sz]ation)\b"
)
_PRO = re.compile(r"\bpro-(?=\w)")
_DEMONYM_ENDINGS = ("", "n", "an", "ian", "i", "ish", "ese", "ey", "e", "s", "y", "a", "ans", "is", "ia")


@lru_cache(maxsize=20_000)
def words(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without a genitive and without "pro-"."""
    return tuple(re.sub(r"['’]s?$", "", w) for w in _WORD.findall(_PRO.sub("", name.casefold())))


@lru_cache(maxsize=20_000)
def core(name: str) -> tuple[str, ...]:
    """The words of a name that tell whose it is; empty for "the army", "militants", "the brigades"."""
    own = tuple(w for w in words(name) if w not in _GENERIC)
    if not own and re.search(r"\bAll(?:ied|ies)\b", name):
        return ("allies",)  # with a capital it is the name of a side
    if dated := _dated(name):
        return dated
    if all(w in _UNITS or w.isdigit() for w in own):
        return own if any(w.isdigit() for w in own) and any(w in _UNITS for w in own) else ()  # "Brigade 93" is a name
    return tuple(w for w in own if not w.isdigit())


def _dated(name: str) -> tuple[str, ...]:
    """The day and the month of a body that bears no other name: "March 23 Movement", "26th of July Movement"."""
    found = _DATED.search(name)
    return tuple(w for w in words(found[0]) if w[0].isdigit() or w in _MONTH) if found else ()


def is_civil(name: str) -> bool:
    """True when the name speaks of people who hold no ground, in plain words: civilians, residents, refugees."""
    return any(w in _CIVIL for w in _WORD.findall(name))


def is_named(name: str) -> bool:
    """False for what is no name of anybody: figures, dates, a bearing, a stray word."""
    if all(w in _BEARINGS or w == "the" for w in words(name)):
        return False
    return any(len(w) > 2 and not w.isdigit() for w in words(name)) or name.isupper()


def is_count(name: str) -> bool:
    """True for a number of people, which names nobody: "61 rebels, 47 fighters"."""
    return bool(re.match(r"(?:about |some |at least |around )?\d[\d,]*\s+(?![A-Z])", name)) or bool(
        re.search(r",\s*\d", name)
    )


def has_name(name: str) -> bool:
    """True when a word that tells whose it is bears a capital: not for "both parties", "the coalition"."""
    capital = {re.sub(r"['’]s?$", "", w.casefold()) for w in _WORD.findall(_PRO.sub("", name)) if w[:1].isupper()}
    return any(w in capital for w in core(name))


def is_state(name: str) -> bool:
    """True when the name speaks of a state's organs (an army, a government, a police), not of an army against one."""
    told = words(name)
    if any(w in _INSURGENT or w in _WITHIN for w in told):
        return False
    return any(w in _STATE for w in told) or told[-2:] == ("armed", "forces")


def is_nation(name: str) -> bool:
    """True for a country, its people or its forces by the country's name alone: "Ruritania", "Ruritanian forces"."""
    own, lands = core(name), countries()
    return len(own) == 1 and (own[0] in lands or own[0] in {c.casefold() for c in lands.values()})


def is_bare(name: str) -> bool:
    """True when the name tells a kind of body and not whose: "government forces", "the militants"."""
    return not core(name)


@lru_cache(maxsize=20_000)
def initials(name: str) -> frozenset[str]:
    """The abbreviations that a spelled-out name may have, with and without its small words."""
    parts = [p for w in words(name) if w not in ("the",) for p in w.split("-")]
    if len(parts) < 2:
        return frozenset()
    heads = [w if w.isdigit() else w[0] for w in parts]
    tight = "".join(h for h, w in zip(heads, parts, strict=True) if w not in _LINK)
    loose = "".join(heads)
    dated = {"".join(heads[:-1])} if any(w.isdigit() for w in parts[:-1]) and parts[-1] in _GENERIC else set()
    return frozenset(x for x in (tight, loose, tight + "s", *dated) if len(x) >= 2)


@cache
def families() -> tuple[tuple[str, ...], ...]:
    """The names of each body that is widely known under several, as written."""
    return tuple(tuple(names) for names in load("actors")["known_as"].values())


@cache
def _family_of() -> dict[tuple[str, ...], int]:
    return {core(name): i for i, names in enumerate(families()) for name in names if core(name)}


def one_people(a: str, b: str) -> bool:
    """True for a country and its adjective, or two forms of it: "russia", "russian"; "iraq", "iraqi"."""
    if a == b:
        return True
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return n >= 4 and a[n:] in _DEMONYM_ENDINGS and b[n:] in _DEMONYM_ENDINGS


@lru_cache(maxsize=20_000)
def kin(a: str, b: str) -> str:
    """Why two names stand for one side, in words; "" when nothing in the names says so."""
    ca, cb = core(a), core(b)
    for own, long in ((ca, b), (cb, a)):
        if len(own) == 1 and re.search(r"\d", own[0]) and own[0] in initials(long):
            return f"“{a}” and “{b}”: one abbreviates the other, with its date"
    if not ca or not cb:
        return ""
    if ca == cb:
        return f"“{a}” and “{b}” differ only in words for a force"
    if (family := _family_of().get(ca)) is not None and family == _family_of().get(cb):
        return f"“{a}” and “{b}” are names of one body"
    if len(ca) == len(cb) == 1 and one_people(ca[0], cb[0]):
        return f"“{a}” and “{b}” are forces of one country"
    for one, other in ((ca, b), (cb, a)):
        if len(one) == 1 and len(told := _nation(other)) == 1 and one_people(one[0], told[0]):
            return f"“{a}” and “{b}” are forces of one country"
    for one, several in ((ca, b), (cb, a)):
        listed = " and " in several and " of " not in several
        if len(one) == 1 and listed and any(_is_of(one[0], part) for part in several.split(" and ")):
            return f"“{a}” and “{b}”: one is named among the other"
    for short, long in ((a, b), (b, a)):
        abbreviated = core(short)
        if len(abbreviated) == 1 and abbreviated[0] in initials(long):
            return f"“{short}” abbreviates “{long}”"
    if _extends(a, b) or _extends(b, a):
        return f"one of “{a}” and “{b}” is the other's name with a region added"
    return ""


def _is_of(nation: str, name: str) -> bool:
    """True for a body of one country among others in a list: not for what bears more of a name than the country's."""
    own = core(name)
    return len(own) == 1 and one_people(nation, own[0])


def _nation(name: str) -> tuple[str, ...]:
    """The capitalized words that tell whose, where the rest only describes: "Russian airborne units" are Russia's."""
    told = words(name)
    if any(w in _INSURGENT or w in _OTHERS for w in told):
        return ()
    capital = {w.casefold() for w in _WORD.findall(name) if w[:1].isupper()}
    if any(re.search(r"['’]s?$", w) for w in capital):
        return ()  # "X People's Army" is another's than "X Army"
    return tuple(w for w in core(name) if w in capital and w not in _SERVICE and not re.match(r"\d", w))


def _extends(short: str, long: str) -> bool:
    """True when ``long`` is ``short`` and then "in …" or "of …" (two words at least: no country swallows all)."""
    ws, wl = words(short), words(long)
    ws, wl = tuple(w for w in ws if w != "the"), tuple(w for w in wl if w != "the")
    while len(ws) > 2 and ws[-1] in _GENERIC:
        ws = ws[:-1]  # "Green Front fighters" are the Green Front
    return len(ws) >= 2 and len(wl) > len(ws) and wl[: len(ws)] == ws and wl[len(ws)] in _LINK
