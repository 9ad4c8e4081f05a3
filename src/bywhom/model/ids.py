"""Content hashes: one function per kind of row, so that the same raw parts always give the same id."""

import hashlib
import json
from collections.abc import Sequence

from bywhom.model.text import Span


def content_id(kind: str, *parts: object) -> str:
    """``kind-`` and 20 hex digits of the SHA-256 over the JSON of ``parts``."""
    raw = json.dumps([kind, *parts], ensure_ascii=False, separators=(",", ":"), default=str)
    return f"{kind}-{hashlib.sha256(raw.encode()).hexdigest()[:20]}"


def snapshot_id(data: bytes) -> str:
    """The SHA-256 of the exact bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def report_id(sha256: str, part: str) -> str:
    """A report is a part (a row, an attachment, or the whole: "") of one snapshot."""
    return content_id("rep", sha256, part)


def entity_id(report: str, name: str, kind: str) -> str:
    """An entity as one report tells it, before it is held to be the same as another report's."""
    return content_id("ent", report, name, kind)


def claim_id(report: str, type_: str, sentence: Span, trigger: Span, fillers: Sequence[tuple[str, int, int]]) -> str:
    """A claim by its raw parts: type, place in the text and the spans that fill its roles."""
    return content_id("clm", report, type_, sentence.as_list(), trigger.as_list(), sorted(fillers))


def judgement_id(kind: str, subject: str, object_: str, value: object, by: str, at: str) -> str:
    """A judgement by what was decided, by whom and when."""
    return content_id("jud", kind, subject, object_, value, by, at)


def finding_id(claims: Sequence[str]) -> str:
    """A finding by the claims that it joins."""
    return content_id("fnd", sorted(claims))
