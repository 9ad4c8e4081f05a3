"""Blocking: the keys under which entities meet, so that only pairs worth comparing are compared."""

from collections.abc import Iterator

from bywhom.model.romanize import skeleton
from bywhom.resolve.features import Thing, bare_name_of, is_only_told, sites_of, state_body_of
from bywhom.resolve.names import body_parts, initials, is_generic, parts, proper_names

_FAMILY = {"FACILITY": "LOCATION", "NATIONALITY": "ORGANISATION"}


def block_keys(thing: Thing) -> frozenset[str]:
    """Keys of one entity: two entities are compared only when they share one.

    People meet under the sounds of forename and family name together, bodies and places under the sounds of the
    whole name and under initials, places also under the id of the place. A bare family name or a generic name
    ("the army") makes no key: that is what keeps namesakes apart and blocks small. Sites meet under their kind and the
    words that are their own, however the word for their kind is written; bodies of states under the state and the kind
    of body; a body named with a common word ("the X movement") under the rest of its name, too.
    """
    return frozenset(_keys(thing))


def _keys(thing: Thing) -> Iterator[str]:
    family = _FAMILY.get(thing.type, thing.type)
    if thing.place is not None and family == "LOCATION":
        yield f"place:{thing.place.id}"
    if thing.type == "FACILITY":
        yield from (f"site:{s.kind}:{' '.join(sorted(_sound(w) for w in s.own))}" for s in sites_of(thing))
    if (body := state_body_of(thing)) is not None:
        yield f"state:{body.state} {body.kind}"
    if bare := bare_name_of(thing):
        yield f"body:{' '.join(_sound(p) for p in body_parts(bare))}"
    if is_only_told(thing) and thing.type != "FACILITY":
        return
    for name in proper_names(thing.name, thing.aliases):
        told = parts(name) if family == "PERSON" else body_parts(name)
        if family == "PERSON":
            if len(told) >= 2:
                yield f"person:{_sound(told[0])} {_sound(told[-1])}"
            continue
        if not told or is_generic(name):
            continue
        kind = "body" if family in ("ORGANISATION", "LOCATION") else family
        yield f"{kind}:{' '.join(_sound(p) for p in told)}"
        letters = name.replace(".", "")
        if letters.isupper() and 3 <= len(letters) <= 8 and letters.isalpha():
            yield f"initials:{letters.casefold()}"
        elif len(short := initials(name)) >= 3:
            yield f"initials:{short}"


def _sound(part: str) -> str:
    return skeleton(part) or part
