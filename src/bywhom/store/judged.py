"""Judgements to what holds: which are withdrawn, and how a claim stands after them. Pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bywhom.model.claim import Amount, Claim, ClaimTime, Filler, Voice
from bywhom.model.judgement import Judgement
from bywhom.model.text import Quote, Span

REVIEWS = ("accept", "reject", "correct")


def holding(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those that are not withdrawn, in the order given (the order of recording). A withdrawal can be withdrawn too."""
    given = list(judgements)
    gone: set[str] = set()
    for judgement in reversed(given):
        if judgement.kind == "withdraw" and judgement.id not in gone:
            gone.add(judgement.subject)
    return [j for j in given if j.kind != "withdraw" and j.id not in gone]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a claim stands: ``review`` is machine, accepted, corrected, added or rejected; ``changes`` its new fields."""

    review: str = "machine"
    changes: Mapping[str, Any] = field(default_factory=dict)


def standing(judgements: Iterable[Judgement], *, added: bool = False) -> Standing:
    """Fold the holding judgements about one claim: the last word decides, corrections add up."""
    review = "added" if added else "machine"
    changes: dict[str, Any] = {}
    for judgement in judgements:
        if judgement.kind == "reject":
            review = "rejected"
        elif judgement.kind == "accept":
            review = "corrected" if changes else "accepted"
        elif judgement.kind == "correct":
            fields = judgement.value.get("claim", {})
            changes = {**changes, **(fields if isinstance(fields, Mapping) else {})}
            review = "corrected"
    return Standing(review=review, changes=changes)


def _span(value: Any) -> Span | None:
    return None if value is None else Span(int(value[0]), int(value[1]))


def _filler(data: Any, text: str, seqs: Mapping[str, int]) -> Filler:
    if isinstance(data, str):
        return Filler(text=data)
    span = _span(data.get("span"))
    entity = str(data.get("entity") or "")
    words = span.of(text) if span is not None else str(data.get("text") or ("" if entity in seqs else entity))
    amount = None
    if data.get("low") is not None or data.get("high") is not None:
        amount = Amount(low=data.get("low"), high=data.get("high"))
    return Filler(span=span, text=words, entity=str(seqs[entity]) if entity in seqs else "", amount=amount)


def _voice(data: Mapping[str, Any], seqs: Mapping[str, int]) -> Voice:
    entity = str(data.get("entity") or "")
    name = str(data.get("name") or entity or "(reporter)")
    return Voice(
        entity=str(seqs[entity]) if entity in seqs else "",
        name=name,
        kind=str(data.get("kind") or "reporter"),
        span=_span(data.get("span")),
    )


def named_entities(changes: Mapping[str, Any]) -> set[str]:
    """Entity ids that a correction may name."""
    roles: Sequence[Any] = [f for fs in changes.get("roles", {}).values() if not isinstance(fs, str) for f in fs]
    parts = [*roles, *changes.get("source", ())]
    return {str(p["entity"]) for p in parts if isinstance(p, Mapping) and p.get("entity")}


def corrected(claim: Claim, changes: Mapping[str, Any], text: str, seqs: Mapping[str, int]) -> Claim:
    """``claim`` with ``changes``, which are in the interchange's form; ``seqs`` maps entity ids to rows' numbers.

    ``text`` is the report's, from which spans are cut. Roles given replace those roles; others stay.
    """
    fields: dict[str, Any] = {
        k: str(changes[k]) for k in ("type", "phase", "polarity", "modality") if changes.get(k) is not None
    }
    if "edtf" in changes or "when" in changes:
        when = changes.get("when") or {"span": None, "edtf": changes.get("edtf", "")}
        edtf = str(when.get("edtf") or "")
        fields["when"] = ClaimTime(span=_span(when.get("span")), edtf=edtf) if edtf or when.get("span") else None
    if "trigger" in changes:
        fields["trigger"] = Quote.cut(text, Span(*changes["trigger"]))
    if "roles" in changes:
        roles, labels = dict(claim.roles), dict(claim.labels)
        for role, given in changes["roles"].items():
            if isinstance(given, str):
                labels[role] = given
            else:
                roles[role] = tuple(_filler(f, text, seqs) for f in given)
        fields["roles"] = {r: fs for r, fs in roles.items() if fs}
        fields["labels"] = {r: v for r, v in labels.items() if v}
    if "source" in changes:
        fields["source"] = tuple(_voice(v, seqs) for v in changes["source"])
    return replace(claim, **fields)
