"""The fields of a claim that a person gives, checked before they are recorded: what is recorded is never taken back."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bywhom.casefile import dates
from bywhom.errors import UnknownValue
from bywhom.model.attribution import SOURCE_KINDS
from bywhom.model.claim import (
    ACTS,
    CASUALTY_ROLES,
    CLAIM_TYPES,
    DEGREES,
    LABEL_ROLES,
    MODALITIES,
    PHASES,
    POLARITIES,
    SUPPORT_KINDS,
    required_roles,
    roles_of,
)

_CHOICES = {"type": CLAIM_TYPES, "polarity": POLARITIES, "modality": MODALITIES, "phase": PHASES}
_LABELS = {"degree": DEGREES, "kind": SUPPORT_KINDS, "act": ACTS}
_COUNTS = (*CASUALTY_ROLES, "number")
_RANGE = re.compile(r"(\d[\d,]{0,14})(?:\s*(?:-|–|to)\s*(\d[\d,]{0,14}))?")
_MOST = 400  # characters of a name, names of a role: more is a mistake or an attack


def vocabulary() -> dict[str, Any]:
    """The closed lists that ``checked`` holds a claim to: types with their roles, and the values of each attribute."""
    types = {t: {"required": list(required_roles(t)), "roles": list(roles_of(t))} for t in CLAIM_TYPES}
    return {
        "types": types, "polarities": POLARITIES, "modalities": MODALITIES, "phases": PHASES,
        "labels": {r: list(_LABELS[r]) for r in LABEL_ROLES}, "source_kinds": SOURCE_KINDS,
    }  # fmt: skip


def checked(fields: Mapping[str, Any], text: str, type_: str) -> dict[str, Any]:
    """``fields`` in the interchange's form, in plain values; ``text`` is the report's, ``type_`` the claim's so far.

    Raises UnknownValue for a value outside its closed list, a role that the type does not have, or a span outside
    the text, and BadDate for a date that does not exist.
    """
    out: dict[str, Any] = {}
    for name, value in fields.items():
        if name in _CHOICES:
            out[name] = _one_of(name, value, _CHOICES[name])
        elif name == "edtf":
            out[name] = _date(value)
        elif name in ("trigger", "sentence"):
            out[name] = _span(name, value, text)
        elif name == "source":
            out[name] = [_voice(v, text) for v in _list("source", value)]
        elif name != "roles":
            choices = sorted({*_CHOICES, "edtf", "trigger", "source", "roles"})
            raise UnknownValue("a claim has no such field", value=name, choices=choices)
    if "roles" in fields:
        out["roles"] = _roles(fields["roles"], text, str(out.get("type", type_)))
    return out


def _one_of(name: str, value: object, choices: Sequence[str]) -> str:
    if value not in choices:
        raise UnknownValue(f"there is no such {name}", value=value, choices=[c for c in choices if c])
    return str(value)


def _date(value: object) -> str:
    text = str(value or "").strip()
    if text:
        dates.interval(text)
    return text


def _span(name: str, value: object, text: str) -> list[int]:
    fits = (
        isinstance(value, list | tuple) and len(value) == 2 and all(type(x) is int for x in value)
        and 0 <= value[0] < value[1] <= len(text)
    )  # fmt: skip
    if not fits:
        raise UnknownValue(f"the {name} must be [start, end] inside the text of {len(text)} characters", value=value)
    assert isinstance(value, list | tuple), "checked above"
    return [int(value[0]), int(value[1])]


def _list(name: str, value: object) -> list[Any]:
    if not isinstance(value, list) or len(value) > _MOST:
        raise UnknownValue(f"the {name} must be a list of at most {_MOST}", value=value)
    return value


def _words(value: object) -> str:
    text = " ".join(str(value or "").replace("\x00", "").split())
    if len(text) > _MOST:
        raise UnknownValue(f"a name of more than {_MOST} characters is no name", value=text[:60] + "…")
    return text


def _filler(value: Any, text: str) -> dict[str, Any]:
    data = {"entity": value} if isinstance(value, str) else value
    if not isinstance(data, Mapping):
        raise UnknownValue("who fills a role is an object with span and entity", value=value)
    span = None if data.get("span") is None else _span("span of a role", data["span"], text)
    entity = _words(data.get("entity"))
    if span is None and not entity:
        raise UnknownValue("who fills a role needs a name or marked words", value=value)
    return {"span": span, "entity": entity or text[span[0] : span[1]] if span else entity}


def _figure(filler: dict[str, Any]) -> dict[str, Any]:
    """A filler that counts, with the range that its words give ("12", "10-15", "1,200 fighters")."""
    found = _RANGE.search(filler["entity"])
    if found is None:
        return filler
    low, high = (float(x.replace(",", "")) for x in (found[1], found[2] or found[1]))
    return {**filler, "low": min(low, high), "high": max(low, high)}


def _voice(value: Any, text: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise UnknownValue("a speaker is an object with entity and kind", value=value)
    span = None if value.get("span") is None else _span("span of a speaker", value["span"], text)
    kind = _one_of("kind of source", value.get("kind") or "reporter", SOURCE_KINDS)
    entity = _words(value.get("entity"))
    return {"entity": entity, "name": _words(value.get("name")) or entity or "(reporter)", "kind": kind, "span": span}


def _roles(value: Any, text: str, type_: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise UnknownValue("the roles must be an object", value=value)
    possible = roles_of(type_)
    out: dict[str, Any] = {}
    for role, given in value.items():
        if role not in possible:
            raise UnknownValue(f"{type_} has no such role", value=role, choices=possible)
        if role in LABEL_ROLES:
            out[role] = _one_of(role, given, ("", *_LABELS[role]))
        else:
            made = [_filler(f, text) for f in _list(role, given)]
            out[role] = [_figure(f) for f in made] if role in _COUNTS else made
    return out
