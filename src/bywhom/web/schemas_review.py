"""The shapes of what people send when they judge: pydantic at the border, plain values behind it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Words = Annotated[str, Field(max_length=2000)]
Name = Annotated[str, Field(min_length=1, max_length=400)]
Offsets = Annotated[list[int], Field(min_length=2, max_length=2)]


class Decided(BaseModel):
    """Who decides, and why."""

    model_config = ConfigDict(extra="forbid")
    by: Annotated[str, Field(max_length=100)] = ""
    reason: Words = ""


class Correction(Decided):
    """The fields of a claim that change, in the interchange's form."""

    changes: dict[str, Any]


class NewClaim(Decided):
    """A claim that the reading missed; ``sentence`` is found around the trigger when it is left out."""

    type: Name
    trigger: Offsets
    sentence: Offsets | None = None
    roles: dict[str, Any] = Field(default_factory=dict)
    source: list[dict[str, Any]] | None = None
    polarity: str = "affirmed"
    modality: str = "actual"
    phase: str = ""
    edtf: Annotated[str, Field(max_length=60)] = ""


class Others(Decided):
    """Names or ids of entities that are the same as this one."""

    others: Annotated[list[Name], Field(min_length=1, max_length=100)]


class Members(Decided):
    """Ids of the readings' entities that are another."""

    members: Annotated[list[Name], Field(min_length=1, max_length=5000)]


class Other(Decided):
    """Another entity, by name or id."""

    other: Name


class Named(Decided):
    """A name."""

    name: Name


class Graded(Decided):
    """A grade of the NATO Admiralty scale; "" takes it back."""

    grade: Literal["A", "B", "C", "D", "E", "F", ""]


class Protected(Decided):
    """Why somebody is protected."""

    why: Literal["witness", "minor", "victim", "source"]


class Coded(Decided):
    """A coder's verdict on a claim, blind to the other coder: with ``changes`` when the verdict is ``correct``."""

    verdict: Literal["accept", "correct", "reject"]
    changes: dict[str, Any] = Field(default_factory=dict)


class CodedClaim(NewClaim):
    """A claim that a coder found and the reading missed."""


class Settling(Decided):
    """Two codings of one thing ("" for a coder who has none), and the one that is to stand ("" for: no claim)."""

    codings: Annotated[list[Annotated[str, Field(max_length=60)]], Field(min_length=2, max_length=2)]
    as_coded: Annotated[str, Field(max_length=60)] = ""
