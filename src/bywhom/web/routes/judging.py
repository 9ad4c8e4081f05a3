"""Decisions over HTTP: every one is a judgement with name, time and reason, and can be withdrawn."""

from typing import Any

from fastapi import APIRouter

from bywhom.casefile import shapes
from bywhom.casefile.checking import vocabulary
from bywhom.model.judgement import Judgement
from bywhom.model.text import Span
from bywhom.web.desk import TheDesk
from bywhom.web.schemas_review import (
    Correction,
    Decided,
    Graded,
    Members,
    Named,
    NewClaim,
    Other,
    Others,
    Protected,
)

router = APIRouter(prefix="/api", tags=["judgements"])


def _made(*judgements: Judgement) -> dict[str, Any]:
    return {"judgements": [shapes.judgement(j) for j in judgements]}


@router.get("/codebook")
def codebook() -> dict[str, Any]:
    """Types with their roles, and the closed vocabularies, for the form that corrects a claim."""
    return vocabulary()


# ---- claims ----------------------------------------------------------------------------------------------------


@router.post("/claims/{id_}/accept")
def accept(desk: TheDesk, id_: str, body: Decided) -> dict[str, Any]:
    """The claim is right."""
    return _made(desk.book.accept(id_, by=body.by, reason=body.reason))


@router.post("/claims/{id_}/reject")
def reject(desk: TheDesk, id_: str, body: Decided) -> dict[str, Any]:
    """The claim is wrong: it is told no more, and stays in the record."""
    return _made(desk.book.reject(id_, by=body.by, reason=body.reason))


@router.post("/claims/{id_}/correct")
def correct(desk: TheDesk, id_: str, body: Correction) -> dict[str, Any]:
    """The claim should read otherwise."""
    made = desk.book.correct_checked(id_, body.changes, by=body.by, reason=body.reason)
    return {**_made(made), "claim": shapes.claim(desk.book.claim(id_))}


@router.post("/report/{id_}/claims")
def add(desk: TheDesk, id_: str, body: NewClaim) -> dict[str, Any]:
    """A claim that the reading missed, by its marked words."""
    fields = body.model_dump(exclude={"by", "reason", "sentence"}, exclude_none=True)
    trigger = Span(*body.trigger)
    sentence = Span(*body.sentence) if body.sentence else desk.book.sentence_around(id_, trigger)
    made = desk.book.add_checked(id_, {**fields, "sentence": sentence.as_list()}, by=body.by, reason=body.reason)
    return {**_made(made), "claim": shapes.claim(desk.book.claim(str(made.value["id"])))}


# ---- entities --------------------------------------------------------------------------------------------------


@router.post("/entity/{id_}/merge")
def merge(desk: TheDesk, id_: str, body: Others) -> dict[str, Any]:
    """The others are the same as this one."""
    return _made(*desk.book.merge(id_, *body.others, by=body.by, reason=body.reason))


@router.post("/entity/{id_}/split")
def split(desk: TheDesk, id_: str, body: Members) -> dict[str, Any]:
    """These members are another than the rest."""
    return _made(*desk.book.split(id_, body.members, by=body.by, reason=body.reason))


@router.post("/entity/{id_}/never")
def never(desk: TheDesk, id_: str, body: Other) -> dict[str, Any]:
    """The two are not the same, and are never to be joined."""
    return _made(desk.book.never_merge(id_, body.other, by=body.by, reason=body.reason))


@router.post("/entity/{id_}/alias")
def alias(desk: TheDesk, id_: str, body: Named) -> dict[str, Any]:
    """The name means this entity, in every later reading too."""
    return _made(desk.book.alias(id_, body.name, by=body.by))


@router.post("/entity/{id_}/name")
def rename(desk: TheDesk, id_: str, body: Named) -> dict[str, Any]:
    """The entity is to be called so."""
    return _made(desk.book.name(id_, body.name, by=body.by))


@router.post("/entity/{id_}/grade")
def grade(desk: TheDesk, id_: str, body: Graded) -> dict[str, Any]:
    """How reliable a source is."""
    return _made(desk.book.grade(id_, body.grade, by=body.by, reason=body.reason))


@router.post("/entity/{id_}/protect")
def protect(desk: TheDesk, id_: str, body: Protected) -> dict[str, Any]:
    """No answer may give this entity away."""
    return _made(desk.book.protect(id_, body.why, by=body.by, reason=body.reason))


# ---- the record ------------------------------------------------------------------------------------------------


@router.get("/judgements")
def judgements(desk: TheDesk, limit: int = 200) -> dict[str, Any]:
    """What people decided and did not withdraw, the latest first."""
    found = [j for j in desk.book.judgements() if j.kind != "code"][::-1]  # codings stay with their coders
    return {"total": len(found), "judgements": [shapes.judgement(j) for j in found[: max(0, limit)]]}


@router.post("/judgements/{id_}/withdraw")
def withdraw(desk: TheDesk, id_: str, body: Decided) -> dict[str, Any]:
    """The judgement no longer holds; answers are as before it."""
    return _made(desk.book.withdraw(id_, by=body.by, reason=body.reason))
