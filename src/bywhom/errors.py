"""The error tree: everything that Bywhom refuses, by name.

BywhomError
├── InputRefused            one input could not be read; the rest of the run goes on
│   ├── EmptyInput          nothing in it
│   ├── UnknownFormat       no reader for these bytes
│   ├── DamagedInput        the format is known, the bytes are broken
│   ├── NoText              readable, but holds no text (scanned PDF, navigation only)
│   ├── TooLarge            beyond the stated limit (also archives that unfold beyond it)
│   └── NetworkRefused      an address was given and the network was not asked for, or did not answer
├── BadQuery                a question that cannot be asked as put
│   ├── BadDate             a date that does not exist or cannot be read
│   ├── UnknownName         no entity of that name; carries the nearest known names
│   ├── AmbiguousName       several entities of that name; carries them all
│   └── UnknownValue        a type, format or option outside the closed list; carries the list
├── CasefileError           the store said no
│   ├── NotACasefile        the file is something else
│   ├── CasefileDamaged     the file is a casefile, and broken
│   ├── CasefileLocked      another process is writing
│   ├── CasefileTooNew      written by a later version
│   └── DiskFull            no space left; nothing was half-written
├── ModelMissing            a model file or package is absent
├── LexiconError            a lexicon file breaks its schema
├── SpanMismatch            a quotation does not slice back to its words
└── Forbidden               an action that needs a right the caller has not shown (web)

Every error says what happened, with which value, what is possible and what to do:
the message is built from ``what``, ``value``, ``hint``; programs read the fields.
"""

from collections.abc import Sequence


class BywhomError(Exception):
    """Root of all errors that Bywhom raises on purpose.

    ``what`` is one sentence; ``value`` the offending value as given; ``hint`` what to do;
    ``choices`` what would have been possible, best first.
    """

    exit_code = 1

    def __init__(self, what: str, *, value: object = None, hint: str = "", choices: Sequence[str] = ()) -> None:
        self.what = what
        self.value = value
        self.hint = hint
        self.choices = tuple(choices)
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The whole message for a person, one line."""
        parts = [self.what if self.value is None else f"{self.what}: {self.value!s}"]
        if self.choices:
            parts.append("possible: " + ", ".join(self.choices))
        if self.hint:
            parts.append(self.hint)
        return ". ".join(p.rstrip(".") for p in parts) + "."


class InputRefused(BywhomError):
    """One input could not be read; the rest of the run goes on."""


class EmptyInput(InputRefused):
    """The input holds nothing."""


class UnknownFormat(InputRefused):
    """No reader takes these bytes."""


class DamagedInput(InputRefused):
    """The format is known and the bytes are broken."""


class NoText(InputRefused):
    """The input is readable and holds no article text."""


class TooLarge(InputRefused):
    """The input, or what it unfolds to, is beyond the stated limit."""


class NetworkRefused(InputRefused):
    """An address was given without asking for the network, or the network did not answer."""


class BadQuery(BywhomError):
    """A question that cannot be asked as put."""

    exit_code = 2


class BadDate(BadQuery):
    """A date that does not exist or cannot be read."""


class UnknownName(BadQuery):
    """No entity has that name; ``choices`` holds the nearest known names."""


class AmbiguousName(BadQuery):
    """Several entities have that name; ``choices`` holds them."""


class UnknownValue(BadQuery):
    """A type, format or option outside the closed list in ``choices``."""


class CasefileError(BywhomError):
    """The store said no."""

    exit_code = 3


class NotACasefile(CasefileError):
    """The file is something else."""


class CasefileDamaged(CasefileError):
    """The file is a casefile and is broken."""


class CasefileLocked(CasefileError):
    """Another process is writing to the casefile."""


class CasefileTooNew(CasefileError):
    """The casefile was written by a later version of Bywhom."""


class DiskFull(CasefileError):
    """No space left on the disk; nothing was half-written."""


class ModelMissing(BywhomError):
    """A model file or package is absent."""

    exit_code = 4


class LexiconError(BywhomError):
    """A lexicon file breaks its schema."""


class SpanMismatch(BywhomError):
    """A quotation does not slice back to its words."""


class Forbidden(BywhomError):
    """An action that needs a right the caller has not shown."""
