"""The questions that are understood: patterns over the verbs of the answers, the particular before the general."""

import re
from dataclasses import dataclass

_HOLD = (
    r"(?:held|holds|hold|controlled|controls|control|ruled|rules|governed|governs|occupied|occupies|ran|runs|"
    r"was in control of|is in control of|had control of)"
)
_GIVE = {
    "weapons": r"arm(?:s|ed)?|suppl(?:y|ies|ied) (?:weapons|arms)(?: to)?|sells? (?:weapons|arms) to|weapons",
    "funding": r"fund(?:s|ed)?|financ(?:e|es|ed)|pa(?:y|ys|id)|bankroll(?:s|ed)?|money|funds|funding|cash",
    "training": r"train(?:s|ed)?",
    "troops": r"sen(?:d|ds|t) (?:troops|fighters|soldiers) to|reinforce[sd]?",
    "territory": r"shelter(?:s|ed)?|host(?:s|ed)?",
    "": r"support(?:s|ed)?|back(?:s|ed)?|help(?:s|ed)?|suppl(?:y|ies|ied)|aid(?:s|ed)?|sponsor(?:s|ed)?",
}
_ANY_GIVE = "|".join(_GIVE.values())
_DO = {
    "capture": r"captur(?:e|ed|es)|seiz(?:e|ed|es)|t(?:ake|akes|ook|aken)|overr[au]n|retook|"
               r"recaptur(?:e|ed)|f(?:all|ell|allen)|chang(?:e|ed) hands",
    "withdrawal": r"l(?:ose|oses|ost)|left|withdr[ae]w(?:n)?(?: from)?|retreat(?:ed)?(?: from)?",
    "killing": r"kill(?:s|ed)?|execut(?:e|es|ed)|murder(?:s|ed)?|assassinat(?:e|es|ed)|behead(?:s|ed)?",
    "abduction": r"abduct(?:s|ed)?|kidnap(?:s|ped)?|arrest(?:s|ed)?|detain(?:s|ed)?",
    "attack": r"attack(?:s|ed)?|raid(?:s|ed)?|ambush(?:es|ed)?|assault(?:s|ed)?",
    "explosion": r"bomb(?:s|ed)?|bl[eo]wn? up",
    "shelling": r"shell(?:s|ed)?",
    "siege": r"besieg(?:e|es|ed)|encircl(?:e|es|ed)|surround(?:s|ed)?",
    "release": r"releas(?:e|es|ed)|freed?|exchang(?:e|es|ed)",
    "abuse": r"tortur(?:e|es|ed)|abus(?:e|es|ed)",
    "looting": r"loot(?:s|ed)?|plunder(?:s|ed)?",
}  # fmt: skip
_ANY_DO = "|".join(_DO.values())
_SOMEBODY = (
    "civilians|people|soldiers|residents|prisoners|journalists|children|men|women|police|policemen|someone|somebody|"
    "anyone|anybody"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks: the verb that answers it and the names in it, as written."""

    verb: str
    names: tuple[str, ...] = ()
    detail: str = ""  # kinds of support, type of event, role of casualty
    who_says: bool = False


_RULES: tuple[tuple[str, str], ...] = (
    ("control", rf"who (?:has |had )?{_HOLD} (?P<a>.+)"),
    ("control", rf"(?:which|what) (?:group|side|actor|force|party|army) {_HOLD} (?P<a>.+)"),
    ("control", r"in whose hands (?:is|was) (?P<a>.+)"),
    ("control", r"(?:by whom|who) (?:is|was) (?P<a>.+?) (?:held|controlled|ruled)(?: by)?"),
    ("held_by", rf"(?:did|does|do) (?P<a>.+?) {_HOLD} (?P<b>.+)"),
    ("held_by", r"(?:is|was) (?P<b>.+?) (?:held|controlled|occupied) by (?P<a>.+)"),
    ("held_by", r"(?:is|was) (?P<b>.+?) (?:under|in)(?: the)? (?P<a>.+?)(?:['’]s?)? (?:control|hands)"),
    ("holdings", rf"(?:what|which)(?: places| towns| cities| ground)? (?:does|did|do) (?P<a>.+?) {_HOLD}"),
    ("casualties", r"how many (?:[\w\- ]+? )?(?:were|was|have been|got)? ?(?P<d>killed|wounded|injured|captured)"
                   r"(?: (?:in|at|near|by) (?P<a>.+))?"),
    ("casualties", r"how many (?:[\w\- ]+? )?(?P<d>died)(?: (?:in|at|near) (?P<a>.+))?"),
    ("strength", r"how (?:many (?:fighters|men|soldiers|troops|members|people) (?:does|did|has|had) (?P<a>.+?)"
                 r"(?: have)?|strong (?:is|was) (?P<b>.+?))(?: (?:in|at|near|around) .+)?"),
    ("support_path", r"(?:how (?:does|did|do)|do|does|did) (?P<d>support|weapons|money|arms|funds|funding|cash|aid)"
                     r"(?: from)? (?P<a>.+?) (?:reach|get to|go to|flow to|end up with) (?P<b>.+)"),
    ("support_path", r"(?:how (?:does|did|do)|do|does|did) (?P<a>.+?)(?:['’]s)? (?P<d>support|weapons|money|arms|"
                     r"funds|funding|cash|aid) (?:reach|get to|go to|flow to|end up with) (?P<b>.+)"),
    ("support_path", rf"(?:do|does|did) (?P<a>.+?) (?P<d>{_ANY_GIVE}) (?P<b>.+)"),
    ("supporters", r"(?:what|whose) (?P<d>support|weapons|money|arms|funds|funding|cash) reach(?:es|ed)? (?P<a>.+)"),
    ("supporters", rf"who (?:has |is |was )?(?P<d>{_ANY_GIVE}) (?P<a>.+)"),
    ("supporters", r"who are (?:the )?(?P<d>supporters|backers|sponsors) of (?P<a>.+)"),
    ("supported", rf"(?:whom|who|which groups?|what groups?) (?:does|did|do) (?P<a>.+?) (?P<d>{_ANY_GIVE})"),
    ("leaders", r"who (?:is|was|are|were) (?:the )?(?:leaders?|commanders?|heads?|chiefs?|emirs?|presidents?) of "
                r"(?P<a>.+)"),
    ("leaders", r"who (?:commands|commanded|leads|led|heads|headed) (?P<a>.+)"),
    ("structure", r"(?:what is )?(?:the )?(?:structure|chain of command|hierarchy|organi[sz]ation) of (?P<a>.+)"),
    ("structure", r"who (?:belongs|belonged) to (?P<a>.+)"),
    ("allies", r"who (?:are|were|is|was) (?:the )?(?:allies|ally|friends|partners) of (?P<a>.+)"),
    ("allies", r"who (?:are|were|is|was) (?P<a>.+?)(?:['’]s?)? (?:allies|ally|partners)"),
    ("enemies", r"who (?:are|were|is|was) (?:the )?(?:enemies|enemy|opponents?|rivals?) of (?P<a>.+)"),
    ("enemies", r"who (?:are|were|is|was) (?P<a>.+?)(?:['’]s?)? (?:enemies|enemy|opponents?|rivals?)"),
    ("enemies", r"who (?:fights|fought|is fighting|opposes|opposed)(?: against| with)? (?P<a>.+)"),
    ("enemies", r"whom? (?:does|did|is|do) (?P<a>.+?) (?:fight|fighting|oppose|opposing)"),
    ("statements", r"what (?:did|does|has|have|had|is|was) (?P<a>.+?) (?:say|said|saying|claim|claimed|announce|"
                   r"announced) (?:about|of|on) (?P<b>.+)"),
    ("statements", r"what (?:did|does|has|have|had|is|was) (?P<a>.+?) (?:say|said|saying|claim|claimed|announce|"
                   r"announced|state|stated)"),
    ("disputed", r"what is (?:disputed|contested|in dispute|contradictory)(?: (?:about|over|in|on) (?P<a>.+))?"),
    ("disputed", r"what do (?:reports|sources|they) disagree (?:about|on)(?: (?P<a>.+))?"),
    ("loyalties", r"(?:which|what) (?:alliances|loyalties|relations)(?: .*)?"),
    ("sources", r"(?:who (?:speaks|are the (?:sources|speakers))|which sources)(?: (?:speak|are there))?"
                r"(?: (?:about|on|for) (?P<a>.+))?"),
    ("when_did", rf"who (?:says|said|claims|claimed|reports|reported) (?:that )?(?P<a>.+?) (?:has |had |have )?"
                 rf"(?P<d>{_ANY_DO}) (?P<b>.+)"),
    ("who_says", r"who (?:says|said|claims|claimed|reports|reported)(?: (?:so|that))? ?(?P<a>.*)"),
    ("doers", rf"who (?:has |had )?(?P<d>{_ANY_DO}) (?:{_SOMEBODY}) (?:in|at|near) (?P<a>.+)"),
    ("doers", rf"who (?:was|were|has been|have been|got) (?P<d>{_ANY_DO}) (?:in|at|near) (?P<a>.+)"),
    ("doers", r"when (?:did|has|had) (?P<a>.+?) (?P<d>fall|fell|fallen|change hands)"),
    ("victims", rf"where (?:did|has|have) (?P<a>.+?) (?P<d>{_ANY_DO})(?: from| to)?"),
    ("doers", rf"who (?:has |had )?(?P<d>{_ANY_DO}) (?P<a>.+)"),
    ("doers", rf"(?:when|where|by whom|how) (?:was|were|is) (?P<a>.+?) (?P<d>{_ANY_DO})"),
    ("when_did", rf"(?:did|has|have) (?P<a>.+?) (?P<d>{_ANY_DO}) (?P<b>.+)"),
    ("when_did", rf"(?:when|where|how) did (?P<a>.+?) (?P<d>{_ANY_DO}) (?P<b>.+)"),
    ("victims", rf"(?:whom?|what) (?:did|has|have) (?P<a>.+?) (?P<d>{_ANY_DO})"),
    ("deeds", r"what (?:did|has|have) (?P<a>.+?) (?:do|done|been doing)(?: (?:in|at|near|around) (?P<b>.+))?"),
    ("deeds", r"what was (?P<a>.+?) doing(?: (?:in|at|near|around) (?P<b>.+))?"),
    ("happened", r"what (?:happened|is told|is known|went on)(?: (?:in|at|near|around|about|of|to) (?P<a>.+))?"),
    ("where", r"where (?:is|was|are|were) (?P<a>.+)"),
    ("about", r"(?:who|what) (?:is|was|are|were) (?P<a>.+)"),
    ("about", r"(?:tell me about|what do (?:we|you) know (?:about|of)|describe) (?P<a>.+)"),
)  # fmt: skip
_COMPILED = tuple((verb, re.compile(rule + r"\s*$", re.IGNORECASE)) for verb, rule in _RULES)
_WHO_SAYS = re.compile(r",? and (?:who|according to whom)(?: says?| said)?(?: so| that| it)?\s*$", re.IGNORECASE)


def parse(question: str) -> Asked | None:
    """What the question asks, once its time was taken out; None when no rule fits. Why is never answered: no claim
    tells it."""
    text = " ".join(question.replace("?", " ").replace("’", "'").split()).rstrip(" .!,")
    says = bool(_WHO_SAYS.search(text))
    text = _WHO_SAYS.sub("", text).strip(" ,")
    for verb, pattern in _COMPILED:
        m = pattern.fullmatch(text)
        if m:
            groups = m.groupdict()
            names = tuple(_name(groups[k]) for k in ("a", "b") if groups.get(k))
            return Asked(verb, names, _detail(verb, groups.get("d") or ""), says)
    return None


def _name(text: str) -> str:
    return re.sub(r"^(?:the|a|an) (?=[a-z])", "", text.strip(" ,'\""), flags=re.IGNORECASE)


def _detail(verb: str, word: str) -> str:
    """The closed word behind the one that was written: a kind of support, a type of event, a casualty role."""
    if not word:
        return ""
    if verb == "casualties":
        return {"wounded": "injured", "died": "killed"}.get(word.casefold(), word.casefold())
    table = _GIVE if verb.startswith("support") else _DO
    if verb.startswith("support") and word.casefold() == "arms":
        return "weapons"
    return next((k for k, rule in table.items() if re.fullmatch(rule, word, re.IGNORECASE)), "")
