"""What a person (or the matcher, under its own name) decided: never overwritten, can be withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# kind → what subject, object and value mean
JUDGEMENT_KINDS = {
    "same": "entity subject is entity object",
    "different": "entity subject is not entity object, and is never to be joined with it",
    "name": "entity subject is to be called value['name']",
    "alias": "value['alias'] names entity subject, in every later reading too",
    "accept": "claim subject is right",
    "reject": "claim subject is wrong",
    "correct": "claim subject should read as value['claim'] (fields that change)",
    "add": "value['claim'] is a claim that the reading missed in report subject",
    "grade": "source subject (an entity, or PUBLISHER and a name) has reliability value['grade'], A to F (Admiralty)",
    "protect": "entity subject is protected: value['why'] is witness, minor, victim or source",
    "joined": "claim subject and claim object tell one happening",
    "apart": "claim subject and claim object tell two happenings",
    "code": "a coder has claim subject of report object as value['verdict'] and value['claim'] say; no answer moves",
    "withdraw": "judgement subject no longer holds",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One decision with its maker, time and reason."""

    id: str
    kind: str
    subject: str
    object: str = ""
    value: Mapping[str, Any] = field(default_factory=dict)
    by: str
    at: datetime  # UTC
    reason: str = ""
    score: float | None = None  # for the matcher's own judgements


PUBLISHER = "publisher:"  # before the name of one that is graded: a publisher is no entity of the account
