"""Claims as a scorer sees them: coded by a person or made by the program, in the interchange's form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A filler: its words as offsets (None when understood), and every name of the entity it stands for."""

    span: Pair | None = None
    names: frozenset[str] = frozenset()

    def same(self, other: "Slot") -> bool:
        """Whether half of the shorter span is shared, or one name is."""
        if self.span and other.span:
            shorter = min(self.span[1] - self.span[0], other.span[1] - other.span[0])
            if shorter > 0 and shared(self.span, other.span) * 2 >= shorter:
                return True
        return bool(self.names & other.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker(Slot):
    """One link of a claim's chain of speakers."""

    kind: str = "reporter"
    own_voice: bool = True  # the report itself speaks


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One claim. ``roles`` maps a role to its fillers, or to the plain word of a closed list."""

    type: str
    sentence: Pair
    roles: Mapping[str, str | tuple[Slot, ...]]
    edtf: str = ""
    polarity: str = "affirmed"
    modality: str = "actual"
    source: tuple[Speaker, ...] = (Speaker(),)
    optional: bool = False  # one of two coders made it: neither missed nor extra

    @property
    def triples(self) -> int:
        """How many (claim, role, filler) triples it stands for."""
        return sum(1 if isinstance(v, str) else len(v) for v in self.roles.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedReport:
    """The claims of one report."""

    id: str
    claims: tuple[Coded, ...] = ()


def shared(a: Pair, b: Pair) -> int:
    """How many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def plain(name: object) -> str:
    """A name as it is compared: case, spaces and a leading article set aside."""
    return " ".join(str(name or "").casefold().split()).removeprefix("the ")


def from_gold(data: Mapping[str, Any]) -> CodedReport:
    """A gold report: entities by name. Raises KeyError, TypeError or ValueError where the form is broken."""
    names = {key: {key, *more.get("aliases", ())} for key, more in data["entities"].items()}
    return CodedReport(id=str(data["id"]), claims=tuple(_claim(c, names) for c in data["claims"]))


def from_interchange(data: Mapping[str, Any]) -> CodedReport:
    """What ``annotate`` wrote about a report: entities by id or by name."""
    names: dict[str, set[str]] = {}
    for entity in data.get("entities", ()):
        for key in (entity.get("id"), entity.get("name")):
            names.setdefault(key, set()).update((entity.get("name"), *entity.get("aliases", ())))
    return CodedReport(id=str(data["id"]), claims=tuple(_claim(c, names) for c in data["claims"]))


def _claim(data: Mapping[str, Any], names: Mapping[str, Iterable[str]]) -> Coded:
    return Coded(
        type=str(data["type"]), sentence=_pair(data["sentence"]), optional=bool(data.get("optional")),
        roles={r: v if isinstance(v, str) else tuple(_slot(f, names) for f in v) for r, v in data["roles"].items()},
        edtf=str((data.get("when") or {}).get("edtf") or ""), polarity=str(data.get("polarity") or "affirmed"),
        modality=str(data.get("modality") or "actual"), source=_speakers(data.get("source") or (), names),
    )  # fmt: skip


def _slot(data: Mapping[str, Any], names: Mapping[str, Iterable[str]]) -> Slot:
    return Slot(span=_span(data), names=_names(data.get("entity"), names))


def _speakers(chain: Sequence[Mapping[str, Any]], names: Mapping[str, Iterable[str]]) -> tuple[Speaker, ...]:
    made = tuple(
        Speaker(
            span=_span(link), names=_names(link.get("entity"), names), kind=str(link.get("kind") or ""),
            own_voice=link.get("kind") == "reporter" or link.get("entity") in ("(reporter)", "reporter", "", None),
        )
        for link in chain
    )  # fmt: skip
    return made or (Speaker(kind=""),)  # no chain: the report's own voice, of a kind that was not told


def _names(entity: object, names: Mapping[str, Iterable[str]]) -> frozenset[str]:
    if not entity:
        return frozenset()
    return frozenset(plain(n) for n in names.get(str(entity), ()) if n) or frozenset({plain(entity)})


def _span(data: Mapping[str, Any]) -> Pair | None:
    return _pair(data["span"]) if data.get("span") else None


def _pair(value: Sequence[int]) -> Pair:
    start, end = (int(x) for x in value)
    return start, end
