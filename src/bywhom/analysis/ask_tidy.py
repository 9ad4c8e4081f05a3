"""How people put questions: what belongs to no question is left out, and questions put together are told apart."""

import re
from dataclasses import dataclass

from bywhom.analysis.ask_words import ANY_DO

_BEGIN = "who|whom|whose|what|which|when|where|how|did|does|do|was|were|is|are|has|have|had|list|whether"
_POLITE = re.compile(
    r"(?:please|pls|plz|hi|hello|hey|ok|okay|so|well|btw|sorry)\b[,:!. ]*|"
    r"(?:can|could|would|will) (?:you|anyone|someone|we|i)(?: please| pls)? (?:tell|show|give|say|explain)"
    rf"(?: (?:me|us))?(?: please| pls)? (?=(?:{_BEGIN})\b)|"
    r"(?:can|could|would|will) you(?: please| pls)? (?=(?:list|compare|give|show|tell)\b)|"
    rf"(?:tell|show) (?:me|us)(?: please| pls)? (?=(?:{_BEGIN})\b)|"
    rf"(?:do|does|did) (?:you|we|anyone|anybody) know (?=(?:{_BEGIN})\b)|"
    rf"(?:i|we)(?: want| need|'d like| would like)(?: to (?:know|find out|learn))? (?=(?:{_BEGIN})\b)|"
    r"list (?=who\b)|"
    rf"(?:any idea|i wonder|wondering|question:?) (?=(?:{_BEGIN})\b)",
    re.IGNORECASE,
)
_THANKS = re.compile(r"[,. ]+(?:please|pls|plz|thanks|thank you|thx|cheers|exactly|in total|overall|at all|so far)$",
                     re.IGNORECASE)  # fmt: skip
_SHORT = (("what's", "what is"), ("who's", "who is"), ("where's", "where is"), ("when's", "when is"),
          ("how's", "how is"), ("who're", "who are"), ("wich", "which"), ("whos", "who is"),
          ("didn't", "did"), ("isn't", "is"), ("wasn't", "was"))  # fmt: skip
_IDLE = re.compile(
    r" (?:still|ever|actually|really|currently|already|once|finally|eventually|officially|reportedly|allegedly|"
    r"supposedly|itself|themselves|recently|exactly)(?= |$)", re.IGNORECASE,
)  # fmt: skip
_BESIDE = re.compile(
    rf",?(?: |^)(?:and|&) (?=(?:{_BEGIN}|by whom|since when|for how long|on (?:what|which) (?:day|date))\b)",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(
    r"(?:since |until |and |from )?"
    r"(?:when|where|how|who|by whom|by what|to whom|how many|why|on (?:which|what) (?:day|date))"
    r"(?: exactly| was (?:that|it)| (?:did|does) (?:that|it) happen)?", re.IGNORECASE,
)  # fmt: skip
_SAYS_SO = re.compile(r"(?:who|according to whom)(?: says?| said)?(?: so| that| it)?", re.IGNORECASE)
_DOUBTED = re.compile(
    r",? or (?:is|was|are|were) (?:it|that|this|they) (?:denied|disputed|contested|unclear|false|not true)",
    re.IGNORECASE,
)  # fmt: skip
_EITHER = re.compile(r",? or (?:not|what)$|(?<=\w),? (?:the )?[^,]+ or [^,]+$", re.IGNORECASE)
_PRONOUN = r"(?:it|they|them|he|she|him|there|its|their|his|her)"
_TOPIC = re.compile(rf"(?!(?:{_BEGIN})\b)(?P<t>[^,:?]+?)\s*(?:[,:–—-]\s*|\s)(?P<q>(?:{_BEGIN})\b.+)", re.IGNORECASE)
_FIGURES = "casualties|losses|dead|deaths"
_COMPARE = re.compile(
    rf"compare (?:the )?(?:(?:{_FIGURES}) (?:of|for|between) (?P<a>.+?) (?:and|with|to|vs\.?|versus) (?P<b>.+?)"
    rf"|(?P<c>.+?) (?:and|with|vs\.?|versus) (?P<d>.+?)(?:['’]s?)? (?:{_FIGURES}))(?P<rest> (?:in|at|during|near) .+)?",
    re.IGNORECASE,
)
_MOST = "(?:deadliest|bloodiest|worst|biggest|largest|heaviest)"
_FIRST, _LAST = "(?:first|earliest)", "(?:last|latest|most recent|newest)"
_PICKED = re.compile(
    rf"(?:what|which|when|where|who|list)?(?: (?:is|was|were|are))?(?: the)? ?"
    rf"(?P<p>{_MOST}|{_FIRST}|{_LAST})(?: (?:date|time|day))? (?P<rest>.+)", re.IGNORECASE,
)  # fmt: skip
_TAKEN = re.compile(rf"[\w\- ]*?(?P<d>{ANY_DO}) by (?P<a>.+?)(?P<w> (?:in|at|near|during) .+)?", re.IGNORECASE)
_ORDINAL = re.compile(rf" (?P<p>{_FIRST}|{_LAST}|most recently|originally|initially)(?= (?:{ANY_DO})\b)", re.IGNORECASE)
_AT_THE_END = re.compile(rf" (?P<p>{_FIRST}|last)$", re.IGNORECASE)
_VERB_LAST = re.compile(r"(who|what|where) (the .+) (is|was|are|were)", re.IGNORECASE)
_FOR_THE = re.compile(rf" for the (?P<p>{_FIRST}|{_LAST}) time", re.IGNORECASE)
_OFTEN = re.compile(r"(?:how often|how many times) (?=(?:did|was|were|has|have|had)\b)", re.IGNORECASE)
_HANDS = re.compile(r"(?:did|has|have|had) (.+?) changed? hands", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Put:
    """One question as it is to be understood. ``pick``: only the first, the last or the deadliest is asked for."""

    text: str
    pick: str = ""


def parts(question: str) -> tuple[Put, ...]:
    """The questions that stand in ``question``, each without courtesies; one at least."""
    text = _plain(question)
    if m := _COMPARE.fullmatch(text):
        sides = (m["a"] or m["c"], m["b"] or m["d"])
        return tuple(Put(f"How many did {side} lose{m['rest'] or ''}") for side in sides)
    out: list[Put] = []
    for piece in _pieces(text):
        if out and _SAYS_SO.fullmatch(piece):
            out[-1] = Put(f"{out[-1].text}, and who says so", out[-1].pick)
        elif not out or not _AFTERTHOUGHT.fullmatch(piece):
            out += [_picked(p) for p in (_doubted(piece) if not out else (piece,))]
    return tuple(out)


def with_name(text: str, name: str) -> str:
    """A later question with its first pronoun put for the name that the question before it was about."""
    own = {"its", "their", "his", "her"}
    return re.sub(rf"\b{_PRONOUN}\b", lambda m: f"{name}'s" if m[0].casefold() in own else name, text, count=1,
                  flags=re.IGNORECASE)  # fmt: skip


def _plain(question: str) -> str:
    text = " ".join(question.replace("’", "'").split()).strip(" ,;")
    while (m := _POLITE.match(text)) and m.end() < len(text):
        text = text[m.end() :]
    text = text.rstrip(" ?.!")
    while (m := _THANKS.search(text)) and m.start() > 0:
        text = text[: m.start()].rstrip(" ?.!,")
    for short, long in _SHORT:
        text = re.sub(rf"(?<!\w){short}(?!\w)", long, text, flags=re.IGNORECASE)
    return text


def _pieces(text: str) -> list[str]:
    found = [p.strip(" ,.!") for half in re.split(r"\?\s*", text) for p in _BESIDE.split(half)]
    found = [p for p in found if p]
    return found or [text]


def _doubted(text: str) -> tuple[str, ...]:
    """A question that asks whether it is disputed, too, is asked for that as well."""
    if m := _DOUBTED.search(text):
        return text[: m.start()], "what is disputed about it"
    return (text,)


def _picked(text: str) -> Put:
    text = _topic_last(_IDLE.sub("", text))
    if re.match(r"(?:who|which|what)\b.+,", text, re.IGNORECASE):
        text = _EITHER.sub("", text)
    if m := _OFTEN.match(text):
        text = text[m.end() :]
        changed = _HANDS.fullmatch(text)
        return Put(f"who held {changed[1]}" if changed else text)
    if m := _VERB_LAST.fullmatch(text):
        text = f"{m[1]} {m[3]} {m[2]}"
    for pattern in (_ORDINAL, _FOR_THE, _AT_THE_END):
        if m := pattern.search(text):
            return Put(text[: m.start()] + text[m.end() :], _pick(m["p"]))
    if m := _PICKED.fullmatch(text):
        if taken := _TAKEN.fullmatch(m["rest"]):
            return Put(f"what did {taken['a']} {taken['d']}{taken['w'] or ''}", _pick(m["p"]))
        if told := re.fullmatch(r"(?:that )?(?P<a>.+?) (?P<d>" + ANY_DO + r")(?P<b> .+)?", m["rest"], re.IGNORECASE):
            return Put(f"when did {told['a']} {told['d']}{told['b'] or ''}", _pick(m["p"]))
        return Put(f"list the {m['rest']}", _pick(m["p"]))
    return Put(text)


def _pick(word: str) -> str:
    if re.fullmatch(_MOST, word, re.IGNORECASE):
        return "most"
    return "last" if re.fullmatch(rf"{_LAST}|most recently", word, re.IGNORECASE) else "first"


def _topic_last(text: str) -> str:
    """The topic put before its question: "Hill Town: who holds it" asks who holds Hill Town."""
    m = _TOPIC.fullmatch(text)
    if m is None or not re.search(rf"\b{_PRONOUN}\b", m["q"], re.IGNORECASE) or len(m["t"].split()) > 6:
        return text
    return with_name(m["q"], m["t"])
