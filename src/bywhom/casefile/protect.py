"""Protected people: no answer carries a name, alias or quotation that gives them away (rule 7 of the design).

A claim in which a protected entity acts, suffers or speaks keeps its type, date and place; the entity's name and
words, and the whole sentence, are replaced. Everywhere else the names themselves are. Whoever opens the casefile with
``reveal`` lifts this for the entities that it names, one by one.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from bywhom.model.account import ClaimQuery, EntityCard, Party, Speaker, Told
from bywhom.model.text import Quote
from bywhom.ports import ReadView
from bywhom.store.names import name_key

T = TypeVar("T")
SHADE = "[protected]"
_QUOTED = ("quote",)  # fields that carry a report's words of claims named beside them; the rest is our wording
_SHORTEST = 3  # letters of a name that is looked for by itself


class Shield:
    """What is protected in one casefile, and how to take it out of answers."""

    def __init__(self, view: ReadView, reveal: Collection[str] = ()) -> None:
        """Collect names and claims of protected entities; those named in ``reveal`` are left as they are."""
        shown = {name_key(n) for n in reveal}
        ids = {j.subject for j in view.judgements(kinds=("protect",))}
        cards = {c.id: c for c in (view.entity(i) for i in ids) if c is not None}
        kept = [c for c in cards.values() if not shown & {c.id, *(name_key(n) for n in (c.name, *c.aliases))}]
        self.entities = frozenset(c.id for c in kept)
        self._pattern = _pattern(kept)
        self._claims: frozenset[str] = frozenset()
        if self.entities:
            asked = (ClaimQuery(entities=self.entities), ClaimQuery(speakers=self.entities))
            self._claims = frozenset(t.id for q in asked for t in view.claims(q))

    def __call__(self, value: T) -> T:
        """``value`` without what gives a protected entity away."""
        out: T = self._clean(value) if self.entities else value
        return out

    def words(self, text: str) -> str:
        """``text`` without protected names."""
        return self._pattern.sub(SHADE, text) if self._pattern is not None else text

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where protected names stand in ``text``."""
        return [m.span() for m in self._pattern.finditer(text)] if self._pattern is not None else []

    def _clean(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.words(value)
        if isinstance(value, Told):
            return self._told(value)
        if isinstance(value, EntityCard) and value.id in self.entities:
            return replace(value, name=SHADE, aliases=())
        if is_dataclass(value) and not isinstance(value, type):
            return self._fields(value)
        if isinstance(value, Mapping):
            return {k: self._clean(v) for k, v in value.items()}
        if isinstance(value, tuple | list):
            return type(value)(self._clean(v) for v in value)
        return value

    def _fields(self, value: Any) -> Any:
        mine = {getattr(value, "claim", ""), *(getattr(value, "because", None) or ())}
        changed = {}
        for f in fields(value):
            old = getattr(value, f.name)
            new = SHADE if f.name in _QUOTED and old and mine & self._claims else self._clean(old)
            if new is not old and new != old:
                changed[f.name] = new
        return replace(value, **changed) if changed else value

    def _party(self, p: Party) -> Party:
        if p.entity in self.entities:
            return replace(p, name=SHADE, text=SHADE if p.text else "", span=None)
        return replace(p, name=self.words(p.name), text=self.words(p.text))

    def _speaker(self, s: Speaker) -> Speaker:
        return replace(s, name=SHADE, span=None) if s.entity in self.entities else replace(s, name=self.words(s.name))

    def _told(self, t: Told) -> Told:
        roles = {r: tuple(self._party(p) for p in ps) for r, ps in t.roles.items()}
        present = {p.entity for ps in t.roles.values() for p in ps} | {s.entity for s in t.speakers}
        involved = t.id in self._claims or bool(present & self.entities)
        return replace(
            t, roles=roles, speakers=tuple(self._speaker(s) for s in t.speakers),
            sentence_text=SHADE if involved else self.words(t.sentence_text),
            trigger=Quote(t.trigger.span, self.words(t.trigger.exact)),
            report=replace(t.report, title=self.words(t.report.title)),
        )  # fmt: skip


def _pattern(cards: Collection[EntityCard]) -> re.Pattern[str] | None:
    names = {n for c in cards for n in (c.name, *c.aliases)}
    names |= {c.name.split()[-1] for c in cards if c.type == "PERSON" and " " in c.name}
    found = sorted((n for n in names if len(n) >= _SHORTEST), key=lambda n: (-len(n), n))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, found)) + r")(?!\w)", re.I) if found else None
