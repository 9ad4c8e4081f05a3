"""A claim as one plain English sentence: who did what to whom, where, when, how surely, and who says so."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from bywhom.analysis.common import first_speakers, label_of, listed, speaker_name, when_words
from bywhom.model.account import Party, Told
from bywhom.model.claim import RELATIONS

Roles = Mapping[str, Sequence[Party]]

# UCDP's kinds of support as verbs, singular and plural (which is the infinitive); others are plain "supports"
GIVES = {
    "troops": ("sends troops to", "send troops to"), "weapons": ("supplies weapons to", "supply weapons to"),
    "territory": ("gives ground or shelter to", "give ground or shelter to"), "funding": ("funds", "fund"),
    "materiel": ("supplies materiel to", "supply materiel to"), "training": ("trains", "train"),
    "intelligence": ("gives intelligence to", "give intelligence to"),
    "infrastructure": ("lends infrastructure to", "lend infrastructure to"),
}  # fmt: skip
SUPPORTS = ("supports", "support")


def sentence(told: Told, *, cite: bool = True) -> str:
    """One claim as a sentence. ``cite`` adds the first speaker ("according to …") unless it is the reporter."""
    text = clause(told.type, told.roles, told.labels, phase=told.phase)
    text = framed(text, told.polarity, told.modality)
    when = when_words(told.when, lasting=told.type in RELATIONS)
    if when:
        text = f"{text} {when}"
    named = [speaker_name(s, told) for s in first_speakers(told) if s.kind != "reporter"]
    if cite and named:
        text = f"{text}, according to {listed(named)}"
    return finish(text)


def finish(text: str) -> str:
    """A sentence with its capital and its full stop."""
    text = " ".join(text.split())
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def framed(text: str, polarity: str, modality: str) -> str:
    """A clause under its modality and polarity."""
    denied = polarity == "denied"
    if modality == "planned":  # denied: "to prevent it", and "has no plans to" too
        return f"it was meant not to happen that {text}" if denied else f"it was planned that {text}"
    if modality == "possible":
        return f"it may be untrue that {text}" if denied else f"it may be that {text}"
    if modality == "conditional":
        return f"on a condition, {text}" if not denied else f"on a condition, it is not so that {text}"
    if modality == "general":
        return f"as a rule, {text}" if not denied else f"as a rule, it is not so that {text}"
    return f"it is denied that {_ANY.sub('any ', text)}" if denied else text


_ANY = re.compile(r"^no (?=[a-z])", re.IGNORECASE)  # "it is denied that no group did it" would say that one did


def clause(type_: str, roles: Roles, labels: Mapping[str, str], *, phase: str = "") -> str:
    """The bare proposition, affirmed: "Islamic State captured Ramadi"."""
    build = _CLAUSES.get(type_)
    body = build(_Words(roles, labels)) if build is not None else _plain(type_, roles)
    mark = {"starts": " (beginning)", "ends": " (ending)"}.get(phase, "")
    return " ".join((body + mark + _losses(roles)).split())


def figure(number: float) -> str:
    """A number of people or things as it is written: "2,000", "667", "2.5"."""
    return f"{round(number):,}" if number >= 10 or number == int(number) else f"{number:.1f}"


def figures(low: float, high: float) -> str:
    """A range as it is written: "200 to 500", one figure when both ends are the same."""
    return figure(low) if figure(low) == figure(high) else f"{figure(low)} to {figure(high)}"


def spread(low: float, high: float, told: Iterable[Party]) -> str:
    """A range made of the quantities ``told``: an end that one of them leaves open stays open."""
    parties = list(told)
    if any(p.high is None for p in parties):
        return f"at least {figure(low)}" if any(p.low is not None for p in parties) else figures(low, high)
    return f"up to {figure(high)}" if any(p.low is None for p in parties) else figures(low, high)


def counted(number: int, noun: str) -> str:
    """``1 report``, ``3 reports``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def standing(reports: int, origins: int) -> str:
    """The two numbers that always stand together: "3 reports, 2 origins"."""
    return f"{counted(reports, 'report')}, {counted(origins, 'origin')}"


def amount(party: Party) -> str:
    """A quantity as told, or its range."""
    if party.text:
        return party.text
    low, high = party.low, party.high
    if low is not None and high is not None:
        return figures(low, high)
    if low is not None:
        return f"at least {figure(low)}"
    return f"up to {figure(high)}" if high is not None else party.name or "some"


_PERSON = frozenset({"he", "she", "him", "her"})


def _losses(roles: Roles) -> str:
    """The casualties of an event, as an apposition."""
    told = []
    named = {label_of(p).casefold() for p in roles.get("victim", ())}  # "killed six soldiers" says how many
    for role, word in (("killed", "killed"), ("injured", "wounded"), ("captured", "captured")):
        filled = [p for p in roles.get(role, ()) if p.low is not None or p.high is not None or p.text]
        filled = [p for p in filled if role != "killed" or p.text.casefold() not in named]
        found = ["one" if p.text.casefold() in _PERSON else amount(p) for p in filled]
        if found:
            told.append(f"{listed(found)} {word}")
    return f" ({', '.join(told)})" if told else ""


_PLURAL_WORD = re.compile(r"(?:[a-z]*(?:[^su'’]|us)s|people|[a-z]*men|police|youths|personnel|children|troops)$")

_SEVERAL = re.compile(
    r"(?!1$)\d[\d,]*|two|three|four|five|several|many|most|some|dozens|hundreds|all|both", re.IGNORECASE
)  # "of them"


def plural(names: Sequence[str]) -> bool:
    """True when the names take a plural verb: several of them, or a last word in lower case that is one."""
    if len(names) != 1:
        return len(names) > 1
    words = re.split(r"\s+(?:in|of|from|at|on|to|with|who|that|for|by)\s", names[0], maxsplit=1)[0].split()
    return bool(words) and bool(_PLURAL_WORD.fullmatch(words[-1]) or _SEVERAL.fullmatch(words[-1]))


_GROUND = ("LOCATION", "FACILITY")
_POINTERS = frozenset({"who", "whom", "which", "that", "it", "they", "them", "those", "these", "there", "he", "she"})


class _Words:
    """The fillers of a claim, ready to be put into a sentence."""

    def __init__(self, roles: Roles, labels: Mapping[str, str]) -> None:
        self.roles, self.labels = roles, labels

    def names(self, role: str) -> list[str]:
        """The names in a role, each once; a word that only points ("who", "it") names nobody."""
        return [
            n for n in dict.fromkeys(label_of(p) for p in self.roles.get(role, ())) if n.casefold() not in _POINTERS
        ]

    def towns(self, role: str) -> list[str]:
        """The names in a role that are towns on the map, or that stand as the place too."""
        spots = set(self.names("place"))
        told = [p for p in self.roles.get(role, ()) if label_of(p) in spots or (p.place and p.place.is_settlement)]
        return list(dict.fromkeys(label_of(p) for p in told))

    def of(self, role: str, default: str = "") -> str:
        """The names in a role as a list; ``default`` when it is empty."""
        return listed(self.names(role)) or default

    def be(self, role: str) -> str:
        """The past tense of "to be" that agrees with the role."""
        return "were" if plural(self.names(role)) else "was"

    def words(self, role: str) -> str:
        """The exact words in a role: titles, measures, extents."""
        return listed([p.text or p.name for p in self.roles.get(role, ())])

    def after(self, word: str, role: str, *, beside: str = "") -> str:
        """``word`` and the role's names but those of the role ``beside``, told already; "" when none is left."""
        told = {label_of(p) for p in self.roles.get(beside, ())}
        parties = [p for p in self.roles.get(role, ()) if role != "weapon" or p.type not in _GROUND]
        names = [n for p in parties if (n := label_of(p)) not in told]
        return f" {word} {listed(list(dict.fromkeys(names)))}" if names else ""

    def how(self) -> str:
        """The method: "by stoning"; a participle stands in brackets, "(beheaded)"."""
        found = self.of("method")
        return f" ({found})" if found.endswith("ed") else self.after("by", "method")

    def number(self, role: str) -> str:
        """The role's quantities."""
        return listed([amount(p) for p in self.roles.get(role, ())])


def _plain(type_: str, roles: Roles) -> str:
    named = [f"{role} {listed([label_of(p) for p in ps])}" for role, ps in roles.items() if ps]
    return f"{type_.replace('_', ' ')}: {', '.join(named)}"


def _pair(word: str, role: str, bare: str = "") -> Callable[[_Words], str]:
    def build(w: _Words) -> str:
        names = w.names(role)
        at = w.after("in", "place")
        if bare and (towns := w.towns(role)):  # a town that was read as a side of the fight in it fights nobody
            names = [n for n in names if n not in towns]
            spots = dict.fromkeys((*w.names("place"), *towns))
            at = f" in {listed(list(spots))}"
        if not names and bare:
            return f"{bare}{at}"
        verb = f"{'were' if plural(names[:1]) else 'was'} {word[4:]}" if word.startswith("was ") else word
        if len(names) < 2:
            return f"{listed(names) or 'somebody'} {verb} others{at}"
        return f"{names[0]} {verb} {listed(names[1:])}{at}"

    return build


def _violence(verb: str, bare: str, *, agent: str = "attacker", patient: str = "target") -> Callable[[_Words], str]:
    def build(w: _Words) -> str:
        tail = w.after("with", "weapon") + w.how() + w.after("in", "place", beside=patient)
        who, whom = w.of(agent), w.of(patient)
        if who and whom:
            return f"{who} {verb} {whom}{tail}"
        if who:
            return f"{who} {_OBJECTLESS.get(verb, verb + ' somebody')}{tail}"
        if whom:
            return f"{whom} {w.be(patient)} {_PASSIVE.get(verb, verb)}{tail}"
        return f"{bare}{tail}"

    return build


_OBJECTLESS = {
    "attacked": "attacked", "shelled": "fired artillery", "struck from the air": "carried out an air strike",
    "bombed": "set off an explosion", "killed": "killed people",
}  # fmt: skip
_PASSIVE = {"struck from the air": "struck from the air", "bombed": "hit by an explosion"}


def _supports(w: _Words) -> str:
    kind = w.labels.get("kind", "")
    verb = {
        "troops": "sent troops to", "weapons": "supplied weapons to", "materiel": "supplied materiel to",
        "training": "trained", "funding": "funded", "intelligence": "gave intelligence to",
        "territory": "gave ground or shelter to", "infrastructure": "built or lent infrastructure to",
    }.get(kind, "supported")  # fmt: skip
    goods = w.words("goods")
    via = w.of("via")
    return (
        f"{w.of('supporter', 'somebody')} {verb} {w.of('recipient', 'somebody')}"
        + (f" ({goods})" if goods else "")
        + (f" through {via}" if via else "")
    )


def _leads(w: _Words) -> str:
    title = w.words("title")
    core = f"{w.of('leader', 'somebody')} led {w.of('organisation', 'an organisation')}"
    return f"{core} as {title}" if title else core


def _member(w: _Words) -> str:
    title = w.words("title")
    core = f"{w.of('member', 'somebody')} belonged to {w.of('organisation', 'a body')}"
    return f"{core} as {title}" if title else core


def _affiliate(w: _Words) -> str:
    how = {"direct_control": "under the control of", "pledged": "pledged to", "autonomous": "an autonomous arm of"}
    word = how.get(w.labels.get("degree", ""), "affiliated with")
    return f"{w.of('affiliate', 'a group')} {w.be('affiliate')} {word} {w.of('parent', 'another')}"


def _movement(w: _Words) -> str:
    who, sender = w.of("who", "somebody"), w.of("sender")
    core = f"{sender} sent {who}" if sender else f"{who} moved"
    return core + w.after("from", "origin") + w.after("to", "destination", beside="origin") + w.after("by", "means")


def _statement(w: _Words) -> str:
    act = {
        "threat": "threatened", "call": "called on", "claim_of_responsibility": "claimed responsibility",
        "demand": "made a demand of", "accusation": "accused", "denial": "issued a denial to", "refusal": "refused",
        "promise": "promised", "declaration": "declared", "praise": "praised",
    }.get(w.labels.get("act", ""), "made a statement to")  # fmt: skip
    who, whom = w.of("speaker", "somebody"), w.of("addressee")
    if whom:
        return f"{who} {act} {whom}"
    return f"{who} {_LONE_ACTS.get(act, act)}"


_LONE_ACTS = {
    "threatened": "made a threat", "called on": "made a call", "made a demand of": "made a demand",
    "accused": "made an accusation", "issued a denial to": "issued a denial", "promised": "made a promise",
    "made a statement to": "made a statement", "declared": "made a declaration", "praised": "gave praise",
}  # fmt: skip


def _release(w: _Words) -> str:
    captor, captive = w.of("captor"), w.of("captive", "captives")
    core = f"{captor} released {captive}" if captor else f"{captive} came free"
    return core + w.after("to", "counterpart") + w.after("in", "place")


def _simple(verb: str, agent: str, patient: str = "", *rest: tuple[str, str]) -> Callable[[_Words], str]:
    """Agent, verb, patient, and further roles behind their prepositions."""

    def build(w: _Words) -> str:
        beside = {"destination": "origin"}  # nobody flees from a place to itself
        tail = "".join(w.after(word, role, beside=beside.get(role, "")) for word, role in rest)
        return f"{w.of(agent, 'somebody')} {verb} {w.of(patient, 'somebody') if patient else ''}{tail}"

    return build


_CIVIL = re.compile(
    r"\b(?:civilians?|child(?:ren)?|residents?|people|famil(?:y|ies)|inhabitants?|refugees?|nationals?|journalists?|"
    r"citizens?|villagers?|women|hostages?|pilgrims?)\b",
    re.IGNORECASE,
)


def _present(w: _Words) -> str:
    """Who bears no arms does not operate where he is."""
    civil = bool(_CIVIL.search(w.of("actor")))
    return f"{w.of('actor', 'somebody')} {w.be('actor') if civil else 'operated'} in {w.of('place', 'the area')}"


def _strength(w: _Words) -> str:
    number = w.number("number") or "an unknown number of people"
    named = re.search(r"[a-z]{4,}s\b|people|men\b|strong", number)
    return f"{w.of('actor', 'a force')} had {number}{'' if named else ' people'}{w.after('in', 'place')}"


def _rules(w: _Words) -> str:
    measure = w.words("measure")
    return f"{w.of('actor', 'somebody')} imposed {measure or 'rules'}{w.after('in', 'place')}"


def _controls(w: _Words) -> str:
    extent = w.words("extent")
    return f"{w.of('actor', 'somebody')} held {w.of('place', 'ground')}" + (f" ({extent})" if extent else "")


_CLAUSES: Mapping[str, Callable[[_Words], str]] = {
    "leads": _leads, "member": _member, "affiliate": _affiliate, "allied": _pair("was allied with", "party"),
    "opposed": _pair("was opposed to", "party"), "controls": _controls, "rules": _rules, "strength": _strength,
    "present": _present, "origin": _simple("came from", "who", "place"),
    "supports": _supports, "holds": _simple("held", "captor", "captive", ("prisoner in", "place")),
    "clash": _pair("clashed with", "side", "there was fighting"),
    "air_strike": _violence("struck from the air", "there was an air strike"),
    "explosion": _violence("bombed", "there was an explosion"), "shelling": _violence("shelled", "there was shelling"),
    "attack": _violence("attacked", "there was an attack"),
    "killing": _violence("killed", "people were killed", agent="perpetrator", patient="victim"),
    "injury": _violence("injured", "people were injured", agent="perpetrator", patient="victim"),
    "abuse": _violence("abused", "people were abused", agent="perpetrator", patient="victim"),
    "abduction": _violence("seized", "people were seized", agent="perpetrator", patient="victim"),
    "release": _release, "capture": _simple("captured", "actor", "place", ("from", "from")),
    "siege": _simple("besieged", "actor", "place"), "withdrawal": _simple("left or lost", "actor", "place"),
    "looting": _simple("seized or destroyed", "actor", "goods", ("of", "victim")), "movement": _movement,
    "surveillance": _simple("watched", "actor", "target", ("in", "place")),
    "takeover": _simple("took over", "actor", "institution", ("from", "from")),
    "recruitment": _simple("recruited", "recruiter", "recruit", ("in", "place")), "statement": _statement,
    "agreement": _pair("made an agreement with", "party", "an agreement was made"),
    "meeting": _pair("met", "party", "there was a meeting"),
    "protest": _simple("protested", "actor", "", ("against", "against"), ("in", "place")),
    "displacement": _simple("fled", "who", "", ("from", "origin"), ("to", "destination"), ("because of", "cause")),
    "aid": _simple("gave aid to", "provider", "recipient", ("with", "goods")),
    "sanction": _simple("put a sanction on", "actor", "target"),
}  # fmt: skip
