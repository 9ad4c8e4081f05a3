"""What the pronoun reader is given to read: a window of sentences in which every person bears a plain stand-in name.

The stand-ins (one word of the vocabulary a person, of the gender that is known of him) make a person named twice one
word, save room, and keep what a name sounds like out of the choice. Training and reading use this file alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bywhom.model.layers import PersonName

#: characters that a window may look back from its first pronoun, and hold in all
BACK, WHOLE = 420, 800
SENTENCES = 5  # that a window looks back at most

_WORDS = """
    John David James Robert Michael Paul George Peter Mark Thomas William Richard Charles Henry Frank Jack
    Mary Anna Sarah Elizabeth Jane Alice Laura Emma Susan Helen Julia Linda Margaret Kate Lucy Maria
    Alex Jordan Taylor Sam Robin Morgan Casey Lee Pat Chris Terry Jamie Kelly Ashley Dana Leslie
"""
#: by gender ("" unknown) in the order in which they are given out
STAND_INS: Mapping[str, tuple[str, ...]] = {
    gender: tuple(line.split()) for gender, line in zip(("m", "f", ""), _WORDS.strip().splitlines(), strict=True)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of the text that was kept (``word`` is "") or replaced by ``word``; ``at`` is where it stands now."""

    start: int
    end: int
    at: int
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A window's text with stand-ins, and the stretches that lead from the characters of the report to it."""

    text: str
    stretches: tuple[Stretch, ...]

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the word at ``start`` of the report stands in ``text``; None outside the window."""
        for s in self.stretches:
            if s.start <= start < s.end:
                if s.word:
                    return s.at, s.at + len(s.word)
                return s.at + start - s.start, s.at + min(end, s.end) - s.start
        return None


def window(sentences: Sequence[tuple[int, int]], pronouns: Sequence[int]) -> tuple[int, int]:
    """The window of the first of ``pronouns`` (where each begins, in order), with as many of the others as fit."""
    own = next(i for i, (_, end) in enumerate(sentences) if pronouns[0] < end)
    first = own
    while first > max(0, own - SENTENCES) and sentences[first - 1][0] >= pronouns[0] - BACK:
        first -= 1
    begin, end = sentences[first][0], sentences[own][1]
    for start, stop in sentences[own + 1 :]:
        if stop - begin > WHOLE:
            break
        if any(start <= p < stop for p in pronouns):
            end = stop
    if end - begin > WHOLE:  # a very long sentence: what stands before the pronoun matters more than what follows
        begin = max(begin, min(pronouns[0] - BACK, end - WHOLE))
    return begin, min(end, begin + WHOLE)


def retold(
    text: str, names: Iterable[PersonName], begin: int, end: int, *, stand_ins: Mapping[str, Sequence[str]] = STAND_INS
) -> Told:
    """``text[begin:end]`` with each person's name replaced by a stand-in, the same for all names of one person.

    Of names that overlap the outer one is replaced. Persons that find no free stand-in keep their names.
    """
    free = {gender: list(words) for gender, words in stand_ins.items()}
    used: dict[int, str] = {}
    out: list[Stretch] = []
    parts: list[str] = []
    at, here = 0, begin

    def put(start: int, stop: int, word: str) -> None:
        nonlocal at, here
        out.append(Stretch(start=start, end=stop, at=at, word=word))
        parts.append(word or text[start:stop])
        at, here = at + len(parts[-1]), stop

    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        if name.start < here or name.end > end:
            continue
        if name.who not in used:
            pool = free[name.gender]
            used[name.who] = pool.pop(0) if pool else ""
        if used[name.who]:
            if name.start > here:
                put(here, name.start, "")
            put(name.start, name.end, used[name.who])
    if here < end:
        put(here, end, "")
    return Told(text="".join(parts), stretches=tuple(out))
