"""An answer by words alone, where no verb answers: what is told in the sentences that hold the words of a question."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bywhom.analysis.ask_base import Question, reply, told
from bywhom.analysis.common import MANY
from bywhom.analysis.findings import findings
from bywhom.lexicon.load import bag
from bywhom.model.account import ClaimQuery
from bywhom.model.answer import Cited, Reply

_IDLE = bag(
    """a an the and or but of in on at by to from for with about into over under between against near around during
    who whom whose what which when where how why whether if that this these those there here it its they them their he
    she his her him is are was were be been being am do does did done has have had having can could would should will
    may might must not no any some all many much more most other others another such own same so than then too very
    tell told say says said know known report reports reported claim claimed happen happened take took place time
    times people persons thing things kind sort list show give me us you we i please pls use used using come came go
    went get got make made long often first last
    independent source sources confirm confirms confirmed biggest largest deadliest worst latest earliest recent""",
)
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*", re.UNICODE)
_HITS = 400  # claims that hold one word, of which those that hold the others are sought
_SHOWN = 8
_LONGEST = 60  # words of a sentence: a longer one holds many words that have nothing to do with each other


def by_words(q: Question, text: str, *, all_of_them: bool = False) -> Reply | None:
    """What sentences tell that hold the telling words of ``text``, or all but one of four; None when none does."""
    words = telling_words(text)
    if len(words) < 2:
        return None
    held, sentences = dict[str, int](), dict[str, str]()
    large = q.view.size() > MANY
    for asked in (" ".join(words),) if large else words:  # of a large casefile those that hold all, read at once
        query = ClaimQuery(text=asked, since=q.since, until=q.until, known=q.known, limit=_HITS)
        for claim in q.view.claims(query):
            if len(claim.sentence_text.split()) <= _LONGEST:
                held[claim.id] = len(words) if large else held.get(claim.id, 0) + 1
                sentences[claim.id] = claim.sentence_text
    most = max(held.values(), default=0)
    if most < len(words) - (len(words) > 3 and not all_of_them):
        return None
    best = frozenset(c for c, n in held.items() if n == most)
    rows = told(findings(q.view, ClaimQuery(ids=best, known=q.known)), replace(q, pick=""))
    once = {sentences.get(row.because[0], row.text): row for row in reversed(rows)}  # one row for each sentence
    shown = [row for row in rows if row in once.values()][:_SHOWN]
    said = f"Sentences that hold {_quoted(words, all_of_them=most == len(words))} tell:"
    return reply("claims", [Cited(text=said), *shown], none="")


def telling_words(text: str) -> Sequence[str]:
    """The words of a question that a sentence which answers it would hold."""
    found = [re.sub(r"['’]s?$", "", w) for w in _WORD.findall(text)]
    return list(dict.fromkeys(w for w in found if w.casefold() not in _IDLE and (len(w) > 2 or w.isupper())))


def _quoted(words: Iterable[str], *, all_of_them: bool) -> str:
    return ("" if all_of_them else "most of ") + ", ".join(f"“{w}”" for w in words)
