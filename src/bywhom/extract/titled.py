"""Offices told by a title before a name ("Mayor Ana Roth"): a rule's claims at the name's first telling."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bywhom.extract.candidate import PLAIN, Candidate
from bywhom.lexicon.load import words
from bywhom.model.parsed import ParsedText, span_of, start_of

MAKER = "titled"


def with_titled(rules: Sequence[Candidate], parsed: ParsedText) -> list[Candidate]:
    """The rules' candidates and those of titles before names, in the order of the text.

    A frame that read the same title keeps its body and takes the name for its holder.
    """
    out, made = list(rules), list(titled(parsed))
    for c in made:
        twin = next((r for r in out if r.type == c.type and r.trigger.overlap(c.trigger)), None)
        if twin is None:
            out.append(c)
        else:
            body = {role: spans for role, spans in twin.roles.items() if role == "organisation"}
            whole = replace(c, roles={**c.roles, **body}, maker=twin.maker if body else c.maker)
            out[out.index(twin)] = whole
    return sorted(out, key=lambda c: c.trigger.start)


def titled(parsed: ParsedText) -> Iterator[Candidate]:
    """Leads and member claims of the titles that stand right before a person's name, in text order.

    Of 237 such titles, bare ranks included, at the name's first telling in coded reports 197 were coded; of those told
    again hardly one (codebook, "Judgement": a bare repetition of a title is no new claim). An owner's title ("President
    Roth's men") and bare military ranks are left out.
    """
    known: set[str] = set()
    for offset, doc in parsed.docs:
        for token in doc:
            if token.ent_type_ != "PERSON" or not _begins(token):
                continue
            name = _name(token)
            surname = name[-1].lower_
            told = surname in known
            known.add(surname)
            title = _title(name[0])
            sentence = parsed.sentence_at(offset + token.idx)
            if told or not title or sentence is None or _owns(name[-1]) or start_of(title[0]) < sentence.start:
                continue
            leads = _leads(title)
            yield Candidate(
                type="leads" if leads else "member", trigger=span_of(title[0], title[-1]), sentence=sentence,
                roles={"leader" if leads else "member": (span_of(name[0], name[-1]),)}, polarity="affirmed",
                modality="actual", confidence=PLAIN, maker=MAKER,
            )  # fmt: skip


def _begins(token: Any) -> bool:
    """True for the first word of a name, titles in the parser's span of it set aside."""
    return not token.i or token.nbor(-1).ent_type_ != "PERSON" or _holds(token.nbor(-1))


def word_of(token: Any) -> str:
    """A word as the lists of titles have it: small, without the point of an abbreviation."""
    return str(token.lower_).rstrip(".")


def _holds(token: Any) -> bool:
    word = word_of(token)
    return word in words("bodies", "heads") or word in words("bodies", "holders")


def _name(first: Any) -> list[Any]:
    run = [first]
    while run[-1].i + 1 < len(first.doc) and run[-1].nbor(1).ent_type_ == "PERSON" and run[-1].nbor(1).ent_iob_ == "I":
        run.append(run[-1].nbor(1))
    while len(run) > 1 and (run[-1].tag_ == "POS" or run[-1].is_punct):
        run.pop()
    while len(run) > 1 and (_holds(run[0]) or run[0].is_punct):
        run.pop(0)
    return run


def _title(first: Any) -> list[Any]:
    """The title's words before a name, with those that tell its field ("Deputy Foreign Minister"); [] for none."""
    run: list[Any] = []
    at = first.i - 1
    while at >= 0 and first.doc[at].text[:1].isupper():
        token = first.doc[at]
        word = word_of(token)
        if not (_holds(token) if not run else word in words("bodies", "fields")):
            break
        run.insert(0, token)
        at -= 1
    return run


def _leads(title: list[Any]) -> bool:
    said = [word_of(t) for t in title]
    first = said[-1] in words("bodies", "heads") or said[-2:] == ["prime", "minister"]
    return first and not set(said) & {"vice", "deputy", "assistant"}


def _owns(last: Any) -> bool:
    return bool(last.i + 1 < len(last.doc) and last.nbor(1).tag_ == "POS") or last.text.endswith(("'s", "’s"))
