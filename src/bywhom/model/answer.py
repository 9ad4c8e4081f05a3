"""What the longer answers are made of: holdings, entries, speakers, statements, posts, dossiers, comparisons."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bywhom.model.when import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One actor's holding of a place, from when to when; silence at either end is said, not filled."""

    actor: str
    entity: str
    since: str = ""  # EDTF of the first day that is told; "" when only a later claim shows the holding
    until: str = ""  # EDTF of the loss; "" while none is told
    status: str = "bracketed"  # attested | bracketed | possible
    opened_by: str = ""  # capture | controls | loss (a later loss is all that shows it)
    closed_by: str = ""  # withdrawal | capture | controls | ""
    because: tuple[str, ...] = ()
    sentence: str = ""
    doubts: tuple[str, ...] = ()  # what makes it no more than possible, and from which day on; part of the sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlHistory:
    """Who held a place over a period, in order, and the stretches about which nothing is told."""

    place: str
    since: str
    until: str
    holdings: tuple[Holding, ...] = ()
    silent: tuple[str, ...] = ()  # EDTF ranges in which no holding stands
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a timeline: a finding at its date."""

    when: Interval | None
    edtf: str
    sentence: str
    type: str
    polarity: str = "affirmed"
    modality: str = "actual"
    because: tuple[str, ...] = ()
    dissent: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    reports: int = 0
    origins: int = 0
    credibility: int = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One speaker of the casefile: how often, of which class, through whom, how often alone."""

    name: str
    entity: str
    kind: str
    claims: int
    reports: int
    alone: int  # findings for which this speaker is the only origin
    through: tuple[str, ...] = ()  # who relays the words: outlets and other speakers
    kinds: tuple[str, ...] = ()  # every class under which the speaker stands
    grade: str = ""
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """Something an actor said: the act, or a proposition put forward under its name."""

    when: Interval | None
    edtf: str
    act: str  # ACTS, or "says" for a proposition attributed to the speaker
    sentence: str
    quote: str
    report: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A place in the chain of command: who leads or belongs to what, as what, when."""

    person: str
    person_id: str
    organisation: str
    organisation_id: str
    relation: str  # leads | member | affiliate
    title: str = ""
    status: str = "attested"  # attested | bracketed | possible | ended
    edtf: str = ""
    because: tuple[str, ...] = ()
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The chain of command of an organisation on a date: the organisation first, its arms below it."""

    organisation: str
    on: str = ""
    posts: tuple[Post, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One sentence of a page with the claims that made it."""

    text: str
    because: tuple[str, ...] = ()
    note: str = ""  # speakers, origins, credibility, in a few words


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A headed part of a page."""

    title: str
    sentences: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a footnote shows: the claim, its exact sentence, its report and speaker."""

    claim: str
    number: int
    quote: str
    report: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    speaker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One page about one entity; every sentence with its citation."""

    entity: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    on: str = ""
    summary: str = ""
    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()  # one a claim; those that one speaker says in one sentence share a number
    warnings: tuple[str, ...] = ()

    def marks(self, row: Cited) -> tuple[int, ...]:
        """The numbers of the citations that a sentence rests on, each once."""
        numbers = {c.claim: c.number for c in self.citations}
        return tuple(dict.fromkeys(numbers[c] for c in row.because if c in numbers))

    def notes(self) -> tuple[Citation, ...]:
        """The citations as they are listed: one for each number."""
        return tuple({c.number: c for c in reversed(self.citations)}.values())[::-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer to a question in plain English."""

    question: str
    understood: str  # what was understood, in words; "" when nothing was
    verb: str = ""  # the command that answers it: control, trace, structure, timeline …
    arguments: Mapping[str, str] = field(default_factory=dict)
    sentences: tuple[Cited, ...] = ()
    nearest: tuple[str, ...] = ()  # questions that can be answered, nearest first
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """An event of a coded file beside the finding that tells it."""

    row: Mapping[str, str]
    finding: str
    sentence: str
    because: tuple[str, ...]
    differences: tuple[str, ...] = ()
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Our findings against a coded file of events."""

    matched: tuple[Pairing, ...] = ()
    lacking: tuple[Mapping[str, str], ...] = ()  # rows that no finding tells
    extra: tuple[str, ...] = ()  # ids of findings that no row holds
    extra_sentences: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
