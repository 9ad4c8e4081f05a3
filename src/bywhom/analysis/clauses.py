"""The bare proposition of each type of claim, with its verb and its prepositions."""

import re
from collections.abc import Callable, Mapping, Sequence

from bywhom.analysis.amounts import amount, heads
from bywhom.analysis.common import label_of, listed
from bywhom.analysis.naming import Fillers, Roles, plural
from bywhom.analysis.verbs import Form
from bywhom.model.account import Party


class Words(Fillers):
    """The fillers of a claim with the form of its verb and the words that told it (``trigger``)."""

    def __init__(self, roles: Roles, labels: Mapping[str, str], form: Form, trigger: str = "") -> None:
        super().__init__(roles, labels)
        self.form, self.trigger = form, trigger.casefold()

    def verb(self, past: str) -> str:
        """The verb phrase ``past`` in the form asked for."""
        return self.form.of(past)

    def passive(self, role: str, participle: str) -> str:
        """ "Was killed" or "were killed", as the role's names ask for."""
        return self.verb(f"{self.be(role)} {participle}")

    def patient(self, role: str, agent: str, verb: str = "") -> str:
        """Whom it befell, but who did it; without the participle that says the verb again ("captured parts")."""
        again = re.compile(rf"^((?:the|an?) )?(?:\S+-)?{re.escape(verb)} ") if verb else None
        names = self.names(role, beside=agent) if agent else self.names(role)
        return listed([again.sub(r"\1", n) if again else n for n in names])

    def untold(self, verb: str) -> str:
        """An event of which nobody is told: "there was a siege"."""
        who, did = _EVENTS[verb]
        return f"{who} {self.verb(did)}"

    def number(self, role: str) -> str:
        """The role's quantities."""
        return listed([amount(p) for p in self.roles.get(role, ())])


_EVENTS = {
    "captured": ("ground", "was taken"), "besieged": ("there", "was a siege"), "left": ("there", "was a withdrawal"),
    "seized or destroyed": ("there", "was looting"), "watched": ("there", "was surveillance"),
    "took over": ("there", "was a takeover"), "recruited": ("people", "were recruited"),
    "imposed sanctions on": ("sanctions", "were imposed"), "held": ("ground", "was held"),
}  # fmt: skip


def body(type_: str, words: Words) -> str:
    """The proposition of a claim with the casualties that it tells."""
    build = _CLAUSES.get(type_)
    return build(words) if build is not None else _plain(type_, words.roles)


_HARM = (("killed", "killed"), ("injured", "wounded"), ("captured", "captured"))
_PERSON = frozenset({"he", "she", "him", "her"})


def _harmed(roles: Roles, told: str = "") -> list[tuple[Sequence[Party], str]]:
    """The figures of casualties and their participles, without those that the victims' own words tell."""
    named = [f" {label_of(p).casefold()} " for p in roles.get("victim", ())]  # "killed six soldiers" says how many
    found: list[tuple[Sequence[Party], str]] = []
    for role, word in _HARM:
        filled = [p for p in roles.get(role, ()) if p.low is not None or p.high is not None or p.text]
        if role != "injured":
            filled = [p for p in filled if not (p.text and any(f" {p.text.casefold()} " in n for n in named))]
        if filled and role != told:
            found.append((filled, word))
    return found


def losses(roles: Roles, told: str = "") -> str:
    """The casualties of an event, as an apposition; ``told`` is the role that the clause tells already."""
    found = [
        f"{listed(['one' if p.text.casefold() in _PERSON else amount(p) for p in filled])} {word}"
        for filled, word in _harmed(roles, told)
    ]
    return f" ({', '.join(found)})" if found else ""


def _toll(w: Words) -> str:
    """The casualties of an event that names no side, as a clause: "17 people were killed and 367 wounded"."""
    parts = _harmed(w.roles)
    if not parts:
        return ""
    (first, word), rest = parts[0], parts[1:]
    said = listed([heads(p) for p in first])
    further = [f"{listed([amount(p) for p in filled])} {other}" for filled, other in rest]
    return listed([f"{said} {w.verb(f'{_be(first)} {word}')}", *further])


def _be(figures: Sequence[Party]) -> str:
    return "was" if len(figures) == 1 and figures[0].high == 1 else "were"


def _plain(type_: str, roles: Roles) -> str:
    named = [f"{role} {listed([label_of(p) for p in ps])}" for role, ps in roles.items() if ps]
    return f"{type_.replace('_', ' ')}: {', '.join(named)}"


def _pair(verb: str, role: str, bare: str = "", alone: str = "") -> Callable[[Words], str]:
    """Sides of equal standing; ``bare`` names what took place where no side is told, ``alone`` what one side did."""

    def build(w: Words) -> str:
        names = [n.removeprefix(f"{verb.split()[1]} ") for n in w.names(role)] if " " in verb else w.names(role)
        at = w.at()
        if bare and (towns := w.towns(role)):  # a town that was read as a side of the fight in it fights nobody
            names = [n for n in names if n not in towns]
            at = at or f" in {listed(towns)}"
        if not names and bare:
            toll = _toll(w)
            return f"{toll} in {bare}{at}" if toll else f"there {w.verb('was ' + bare)}{at}"
        told = f"{'were' if plural(names[:1]) else 'was'} {verb[4:]}" if verb.startswith("was ") else verb
        if len(names) < 2:
            return f"{listed(names) or 'somebody'} {w.verb(alone or told + ' others')}{at}{losses(w.roles)}"
        return f"{names[0]} {w.verb(told)} {listed(names[1:])}{at}{losses(w.roles)}"

    return build


def _violence(verb: str, bare: str, alone: str, passive: str = "", after: str = "") -> Callable[[Words], str]:
    """Who struck what. ``alone``: without a target; ``after``: what stands behind it ("from the air").

    ``bare`` names the event where neither is told.
    """

    def build(w: Words) -> str:
        who, whom = w.of("attacker"), w.patient("target", "attacker", verb)
        tail = w.after("with", "weapon") + w.how() + w.at(beside="target")
        if not who and not whom and (toll := _toll(w)):
            return f"{toll} in {bare}{tail}"
        if not who and not whom:
            core = f"there {w.verb('was ' + bare)}"
        elif not whom:
            core = f"{who} {w.verb(alone)}"
        else:
            hit = w.passive("target", passive or verb + after)
            core = f"{who} {w.verb(verb)} {whom}{after}" if who else f"{whom} {hit}"
        return core + tail + losses(w.roles)

    return build


def _harm(verb: str, figure: str) -> Callable[[Words], str]:
    """Who harmed whom; where no victim is told they are as many as the ``figure`` of the type says."""

    def build(w: Words) -> str:
        counted = w.roles.get(figure, ())
        who, whom = w.of("perpetrator"), w.patient("victim", "perpetrator", verb)
        tail = w.after("with", "weapon") + w.how() + w.at(beside="victim")
        if not whom and not who and (toll := _toll(w)):
            return toll + tail
        if whom and len(counted) == 1 and counted[0].text.casefold().endswith(f" {whom.casefold()}"):
            whom = ""  # "over 2,000 miners" tells more of them than "miners"
        told, be = ("", w.be("victim")) if whom else (figure, _be(counted))
        whom = whom or listed([heads(p) for p in counted]) or "people"
        core = f"{who} {w.verb(verb)} {whom}" if who else f"{whom} {w.verb(f'{be} {verb}')}"
        return core + tail + losses(w.roles, told)

    return build


_GIVEN: Mapping[str, tuple[str, str, str]] = {  # to whom, to nobody told, by nobody told
    "troops": ("sent troops to", "sent troops", "received troops"),
    "weapons": ("supplied weapons to", "supplied weapons", "received weapons"),
    "materiel": ("supplied materiel to", "supplied materiel", "received materiel"),
    "training": ("trained", "gave training", "received training"),
    "funding": ("funded", "gave funding", "received funding"),
    "intelligence": ("gave intelligence to", "gave intelligence", "received intelligence"),
    "territory": ("gave ground or shelter to", "gave ground or shelter", "received ground or shelter"),
    "infrastructure": (
        "built or lent infrastructure to", "built or lent infrastructure", "received infrastructure",
    ),
}  # fmt: skip
_SUPPORT = ("supported", "gave support", "received support")


def _supports(w: Words) -> str:
    verb, alone, received = _GIVEN.get(w.labels.get("kind", ""), _SUPPORT)
    who, whom, goods = w.of("supporter"), w.patient("recipient", "supporter", verb), w.words("goods")
    if who and whom:
        core = f"{who} {w.verb(verb)} {whom}"
    else:
        core = f"{whom} {w.verb(received)}" if whom else f"{who or 'somebody'} {w.verb(alone)}"
    return core + (f" ({goods})" if goods else "") + w.after("through", "via")


def _title(w: Words) -> str:
    """The title without the body that it names again ("Farlandish president" of Farland), "" for a plain leader."""
    told = w.words("title")
    for p in w.roles.get("organisation", ()):
        told = re.sub(rf"\b{re.escape(p.text)}(?:['’]s)? ", "", told) if p.text else told
    told = re.sub(r"\s(?:of|for|in|at)$", "", told)
    return "" if told.casefold() in ("leader", "leaders", "head", "") else f" as {told}"


def _leads(w: Words) -> str:
    return f"{w.of('leader', 'somebody')} {w.verb('led')} {w.of('organisation', 'an organisation')}{_title(w)}"


def _member(w: Words) -> str:
    return f"{w.of('member', 'somebody')} {w.verb('belonged to')} {w.of('organisation', 'a body')}{_title(w)}"


def _affiliate(w: Words) -> str:
    how = {"direct_control": "under the control of", "pledged": "pledged to", "autonomous": "an autonomous arm of"}
    word = how.get(w.labels.get("degree", ""), "affiliated with")
    return f"{w.of('affiliate', 'a group')} {w.passive('affiliate', word)} {w.of('parent', 'another')}"


def _movement(w: Words) -> str:
    sender = w.of("sender")
    who = w.patient("who", "sender") or "somebody"
    core = f"{sender} {w.verb('sent')} {who}" if sender else f"{who} {w.verb('moved')}"
    to = "towards" if "toward" in w.trigger else "to"  # who moves towards a town need not have come there
    return core + w.after("from", "origin") + w.at("destination", beside="origin", word=to) + w.after("by", "means")


_ACTS = {
    "threat": ("threatened", "made a threat"), "call": ("called on", "made a call"),
    "claim_of_responsibility": ("claimed responsibility to", "claimed responsibility"),
    "demand": ("made a demand of", "made a demand"), "accusation": ("accused", "made an accusation"),
    "denial": ("issued a denial to", "issued a denial"), "refusal": ("refused", "refused"),
    "promise": ("made a promise to", "made a promise"), "declaration": ("made a declaration to", "made a declaration"),
    "praise": ("praised", "gave praise"),
}  # fmt: skip


def _statement(w: Words) -> str:
    act, alone = _ACTS.get(w.labels.get("act", ""), ("made a statement to", "made a statement"))
    whom = w.patient("addressee", "speaker")
    return f"{w.of('speaker', 'somebody')} {f'{w.verb(act)} {whom}' if whom else w.verb(alone)}"


def _release(w: Words) -> str:
    captor, captive = w.of("captor"), w.of("captive", "captives")
    if not captor and re.search("escap|flee|fled|broke", w.trigger):
        return f"{captive} {w.verb('escaped')}{w.after('from', 'place')}"
    core = f"{captor} {w.verb('released')} {captive}" if captor else f"{captive} {w.verb('came free')}"
    return core + w.after("to", "counterpart") + w.at()


def _simple(
    verb: str, agent: str, patient: str = "", *rest: tuple[str, str], alone: str = "", passive: str = "",
) -> Callable[[Words], str]:  # fmt: skip
    """Agent, verb, patient, and further roles behind their prepositions.

    ``alone`` is what the agent did where no patient is told, ``passive`` what befell it where no agent is.
    """

    def build(w: Words) -> str:
        beside = {"destination": "origin"}  # nobody flees from a place to itself
        tail = "".join(
            w.at(role, beside=beside.get(role, ""), word=word) if word in ("in", "to") else w.after(word, role)
            for word, role in rest
        )
        who, whom = w.of(agent), w.patient(patient, agent, verb) if patient else ""
        if whom and not who and passive:
            return f"{whom} {w.passive(patient, passive)}{tail}"
        if patient and not whom:
            if not who and verb in _EVENTS:
                return f"{w.untold(verb)}{tail}"
            return f"{who or 'somebody'} {w.verb(alone or verb)}{tail}"
        return f"{who or ('somebody' if patient else 'people')} {w.verb(verb)} {whom}{tail}"

    return build


def _withdrawal(w: Words) -> str:
    """Who left a place or lost it, as the words tell it."""
    who, place = w.of("actor"), w.patient("place", "actor")
    lost = re.search(r"\b(?:los[est]|lost|driv|drove|oust|expel|fell|fall|retak|recaptur|captur)", w.trigger)
    if not place:
        return f"{who} {w.verb('lost ground' if lost else 'withdrew')}" if who else w.untold("left")
    if not who:
        return f"{place} {w.passive('place', 'lost' if lost else 'left')}"
    return f"{who} {w.verb('lost' if lost else 'left' if w.trigger else 'left or lost')} {place}"


_CIVIL = re.compile(
    r"\b(?:civilians?|child(?:ren)?|residents?|people|famil(?:y|ies)|inhabitants?|refugees?|nationals?|journalists?|"
    r"citizens?|villagers?|women|hostages?|pilgrims?)\b",
    re.IGNORECASE,
)


def _present(w: Words) -> str:
    """Who bears no arms does not operate where he is."""
    civil = bool(_CIVIL.search(w.of("actor")))
    verb = w.verb("stayed") if civil and w.form.phase else w.passive("actor", "") if civil else w.verb("operated")
    return f"{w.of('actor', 'somebody')} {verb}{w.at() or ' in the area'}"


def _strength(w: Words) -> str:
    number = re.sub(r"^in (?:the )?", "", w.number("number")) or "an unknown number of people"
    named = re.search(r"[a-z]{4,}s\b|people|men\b|strong", number)
    return f"{w.of('actor', 'a force')} {w.verb('had')} {number}{'' if named else ' people'}{w.at()}"


def _rules(w: Words) -> str:
    return f"{w.of('actor', 'somebody')} {w.verb('imposed')} {w.words('measure') or 'rules'}{w.at()}"


def _controls(w: Words) -> str:
    extent = w.words("extent")
    core = _simple("held", "actor", "place", alone="held ground")(w)
    return core + (f" ({extent})" if extent else "")


def _aid(w: Words) -> str:
    who, whom, goods = w.of("provider"), w.patient("recipient", "provider"), w.of("goods", "aid")
    if not who:
        return f"{whom} {w.verb('received')} {goods}" if whom else f"{goods} {w.passive('goods', 'given')}"
    return f"{who} {w.verb('gave')} {goods}{f' to {whom}' if whom else ''}"


def _holds(w: Words) -> str:
    who, whom = w.of("captor"), w.patient("captive", "captor", "held")
    if not who and whom:
        return f"{whom} {w.passive('captive', 'held prisoner')}{w.at()}"
    return f"{who or 'somebody'} {w.verb('held')} {f'{whom} prisoner' if whom else 'prisoners'}{w.at()}"


_CLAUSES: Mapping[str, Callable[[Words], str]] = {
    "leads": _leads, "member": _member, "affiliate": _affiliate, "controls": _controls, "rules": _rules,
    "allied": _pair("was allied with", "party", alone="had allies"),
    "opposed": _pair("was opposed to", "party", alone="had opponents"),
    "strength": _strength, "present": _present, "origin": _simple("came from", "who", "place"),
    "supports": _supports, "holds": _holds, "clash": _pair("clashed with", "side", "fighting"),
    "air_strike": _violence("struck", "an air strike", "carried out an air strike", after=" from the air"),
    "explosion": _violence("bombed", "an explosion", "set off an explosion", "hit by an explosion"),
    "shelling": _violence("shelled", "shelling", "fired artillery"),
    "attack": _violence("attacked", "an attack", "attacked"),
    "killing": _harm("killed", "killed"), "injury": _harm("injured", "injured"), "abuse": _harm("abused", "abused"),
    "abduction": _harm("seized", "captured"),
    "release": _release, "withdrawal": _withdrawal, "movement": _movement, "statement": _statement,
    "capture": _simple("captured", "actor", "place", ("from", "from"), alone="took ground", passive="captured"),
    "siege": _simple("besieged", "actor", "place", alone="laid a siege", passive="besieged"),
    "looting": _simple("seized or destroyed", "actor", "goods", ("of", "victim"), alone="looted",
                       passive="seized or destroyed"),
    "surveillance": _simple("watched", "actor", "target", ("in", "place"), alone="kept watch", passive="watched"),
    "takeover": _simple("took over", "actor", "institution", ("from", "from"), alone="took power",
                        passive="taken over"),
    "recruitment": _simple("recruited", "recruiter", "recruit", ("in", "place"), alone="recruited people",
                           passive="recruited"),
    "agreement": _pair("made an agreement with", "party", "an agreement", alone="made an agreement"),
    "meeting": _pair("met", "party", "a meeting"),
    "protest": _simple("protested", "actor", "", ("against", "against"), ("in", "place")),
    "displacement": _simple("fled", "who", "", ("from", "origin"), ("to", "destination"), ("because of", "cause")),
    "aid": _aid,
    "sanction": _simple("imposed sanctions on", "actor", "target", alone="imposed sanctions",
                        passive="put under sanctions"),
}  # fmt: skip
