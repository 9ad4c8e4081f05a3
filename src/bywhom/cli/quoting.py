"""Quote the sentences behind an answer: the words, who said them, in which report."""

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from bywhom.cli.output import say

if TYPE_CHECKING:
    from bywhom.casefile import Casefile

_MARKS = tuple('“”"')
_WIDTH = 96  # columns of a quotation


def quote(book: "Casefile", because: Iterable[str], *, most: int = 1, indent: str = "    ") -> None:
    """The sentences of the claims ``because``, each once, at most ``most``, with their speakers and reports."""
    shown: set[str] = set()
    for id_ in because:
        told = book.claim(id_)
        if told.sentence_text in shown:
            continue
        shown.add(told.sentence_text)
        words = textwrap.wrap(quoted(told.sentence_text), _WIDTH - len(indent))
        for line in words:
            say(indent + line)
        say(f"{indent}— {credit(told)}")
        if len(shown) == most:
            return


def quoted(words: str) -> str:
    """``words`` in quotation marks, unless they are one quotation, marks and all."""
    whole = words[:1] in _MARKS and words[-1:] in _MARKS and not any(m in words[1:-1] for m in _MARKS)
    return words if whole else f"“{words}”"


def credit(told: Any) -> str:
    """Who says a claim, of which class, and the report with its date."""
    voices = {s.entity or s.name: _called(s) for s in told.speakers if s.kind != "reporter"}
    side_by_side = [v for s in told.speakers[-told.joint :] if (v := voices.pop(s.entity or s.name, ""))]
    first = " and ".join(side_by_side)
    who = ", as told by ".join(x for x in (first, *reversed(voices.values())) if x) or "the report itself"
    when = f"{told.report.published:%-d %B %Y}" if told.report.published else "undated"
    return ", ".join(x for x in (who, told.report.publisher or told.report.title, when) if x)


def _called(speaker: Any) -> str:
    """A speaker with its class, which stands alone where nobody is named."""
    kind = speaker.kind.replace("_", " ")
    return kind if speaker.called == kind else f"{speaker.called} ({kind})"
