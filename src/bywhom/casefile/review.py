"""What needs a human, and recording what they decided. Nothing is overwritten; every judgement can be withdrawn."""

import getpass
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bywhom.casefile import shapes
from bywhom.casefile.base import Base
from bywhom.casefile.naming import resolve, whole
from bywhom.casefile.results import Rows
from bywhom.errors import BadQuery, UnknownName, UnknownValue
from bywhom.model.account import ClaimQuery, Told
from bywhom.model.claim import CLAIM_TYPES
from bywhom.model.ids import judgement_id
from bywhom.model.judgement import JUDGEMENT_KINDS, PUBLISHER, Judgement
from bywhom.store.names import name_key
from bywhom.store.writer import Writer

GRADES = ("A", "B", "C", "D", "E", "F", "")  # NATO Admiralty scale; "" takes the grade back
REASONS = ("witness", "minor", "victim", "source")  # why somebody is protected


class Review(Base):
    """Judgements: accept, reject, correct and add claims; merge, split, name, grade and protect entities."""

    def judge(
        self, kind: str, subject: str, other: str = "", *, value: Mapping[str, Any] | None = None, by: str = "",
        reason: str = "",
    ) -> Judgement:  # fmt: skip
        """Record one judgement; see ``model.judgement.JUDGEMENT_KINDS`` for what each kind means."""
        if kind not in JUDGEMENT_KINDS:
            raise UnknownValue("there is no such kind of judgement", value=kind, choices=sorted(JUDGEMENT_KINDS))
        at, who = datetime.now(UTC), by or self._settings.reviewer or getpass.getuser()
        id_ = judgement_id(kind, subject, other, dict(value or {}), who, at.isoformat())
        judgement = Judgement(
            id=id_, kind=kind, subject=subject, object=other, value=dict(value or {}), by=who, at=at, reason=reason
        )
        with self._session.write() as connection:
            Writer(connection).judge([judgement])
        return judgement

    # ---- claims ------------------------------------------------------------------------------------------------

    def claim(self, id_: str) -> Told:
        """The claim with that id, as it stands. Raises UnknownName (also for a rejected one)."""
        found = next(iter(self.view.claims(ClaimQuery(ids=frozenset({id_})))), None)
        if found is None:
            raise UnknownName("no claim that stands has that id", value=id_, hint="bywhom claims lists them")
        return self.shield(found)

    def _check_claim(self, id_: str) -> None:
        if not self.view.has_claim(id_):
            raise UnknownName("no claim has that id", value=id_, hint="bywhom claims lists them")

    def accept(self, claim: str, *, by: str = "", reason: str = "") -> Judgement:
        """The claim is right."""
        self._check_claim(claim)
        return self.judge("accept", claim, by=by, reason=reason)

    def reject(self, claim: str, *, by: str = "", reason: str = "") -> Judgement:
        """The claim is wrong: it is told no more, and stays in the record."""
        self._check_claim(claim)
        return self.judge("reject", claim, by=by, reason=reason)

    def correct(self, claim: str, changes: Mapping[str, Any], *, by: str = "", reason: str = "") -> Judgement:
        """The claim should read otherwise: ``changes`` gives the fields that change, in the interchange's form.

        Fields: type, polarity, modality, phase, edtf or when, trigger, roles, source. Entities are ids or names.
        """
        self._check_claim(claim)
        known = {"type", "polarity", "modality", "phase", "edtf", "when", "trigger", "roles", "source"}
        for field in changes:
            if field not in known:
                raise UnknownValue("a claim has no such field to correct", value=field, choices=sorted(known))
        if "type" in changes and changes["type"] not in CLAIM_TYPES:
            raise UnknownValue("there is no claim type", value=changes["type"], choices=CLAIM_TYPES)
        return self.judge("correct", claim, value={"claim": self._with_ids(changes)}, by=by, reason=reason)

    def add(self, report: str, claim: Mapping[str, Any], *, by: str = "", reason: str = "") -> Judgement:
        """A claim that the reading missed in ``report``: type, sentence and trigger as offsets, roles, and so on."""
        if claim.get("type") not in CLAIM_TYPES:
            raise UnknownValue("there is no claim type", value=claim.get("type"), choices=CLAIM_TYPES)
        if self.view.report(report) is None:
            raise UnknownName("no report has that id", value=report, hint="bywhom sources lists reports")
        fields = self._with_ids(claim)
        with self._session.write() as connection:
            id_ = Writer(connection).add_claim(report, fields)
        return self.judge("add", report, value={"claim": fields, "id": id_}, by=by, reason=reason)

    def _with_ids(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """``fields`` with names of known entities turned into their ids."""

        def one(data: Any) -> Any:
            if not isinstance(data, Mapping) or not data.get("entity"):
                return data
            try:
                return {**data, "entity": resolve(self.view, str(data["entity"])).id}
            except BadQuery:
                return dict(data)

        out = dict(fields)
        if "roles" in out:
            out["roles"] = {r: fs if isinstance(fs, str) else [one(f) for f in fs] for r, fs in out["roles"].items()}
        if "source" in out:
            out["source"] = [one(v) for v in out["source"]]
        return out

    # ---- entities ----------------------------------------------------------------------------------------------

    def merge(self, name: str, *others: str, by: str = "", reason: str = "") -> list[Judgement]:
        """``others`` are the same as ``name`` (names or ids)."""
        first = resolve(self.view, name)
        cards = [resolve(self.view, o) for o in others]
        return [self.judge("same", first.id, c.id, by=by, reason=reason) for c in cards if c.id != first.id]

    def split(self, name: str, members: Sequence[str], *, by: str = "", reason: str = "") -> list[Judgement]:
        """The readings' entities ``members`` (ids) of ``name`` are another than the rest of it."""
        card = whole(self.view, name)
        moved, rest = [m for m in card.members if m in set(members)], [m for m in card.members if m not in set(members)]
        if not moved or not rest:
            raise UnknownValue("a split needs some of its members, not all", value=list(members), choices=card.members)
        kept = [self.judge("same", moved[0], m, by=by, reason=reason) for m in moved[1:]]
        kept += [self.judge("same", rest[0], m, by=by, reason=reason) for m in rest[1:]]
        return [*kept, self.judge("different", moved[0], rest[0], by=by, reason=reason)]

    def name(self, entity: str, name: str, *, by: str = "") -> Judgement:
        """The entity is to be called ``name``."""
        return self.judge("name", resolve(self.view, entity).id, value={"name": name}, by=by)

    def alias(self, entity: str, alias: str, *, by: str = "") -> Judgement:
        """``alias`` names the entity, in every later reading too."""
        return self.judge("alias", resolve(self.view, entity).id, value={"alias": alias}, by=by)

    def grade(self, source: str, grade: str, *, by: str = "", reason: str = "") -> Judgement:
        """How reliable a source is, A to F: a speaker, or the publisher of reports. Raises UnknownName."""
        if grade not in GRADES:
            raise UnknownValue("there is no such grade", value=grade, choices=GRADES[:-1])
        return self.judge("grade", self._source(source), value={"grade": grade}, by=by, reason=reason)

    def _source(self, name: str) -> str:
        """The id of the speaker, or the subject that stands for the publisher, of that name. Raises UnknownName."""
        try:
            return resolve(self.view, name).id
        except UnknownName:
            key = name_key(name)
            found = next((r.publisher for r in self.view.reports() if r.publisher and name_key(r.publisher) == key), "")
            if not found:
                raise
            return PUBLISHER + found

    def protect(self, name: str, why: str = "source", *, by: str = "", reason: str = "") -> Judgement:
        """No answer may give ``name`` away: a witness, a minor, a victim or a source."""
        if why not in REASONS:
            raise UnknownValue("protection needs a reason", value=why, choices=REASONS)
        return self.judge("protect", resolve(self.view, name).id, value={"why": why}, by=by, reason=reason)

    # ---- the record --------------------------------------------------------------------------------------------

    def withdraw(self, judgement: str, *, by: str = "", reason: str = "") -> Judgement:
        """The judgement no longer holds; answers are as before it."""
        if not any(j.id == judgement for j in self.view.judgements()):
            raise UnknownName("no judgement that holds has that id", value=judgement)
        return self.judge("withdraw", judgement, by=by, reason=reason)

    def judgements(self, *, kinds: Sequence[str] = (), by_people: bool = True) -> Rows[Judgement]:
        """Judgements that hold; with ``by_people`` without the matcher's own."""
        found = [j for j in self.view.judgements(kinds=kinds) if not (by_people and j.by.startswith("matcher"))]
        return Rows(self.shield(found), shapes.judgement)

    def queue(self, *, limit: int = 50, at_most: float = 0.9) -> Rows[Told]:
        """Claims that nobody has judged yet, the least sure first."""
        return Rows(self.shield(self.view.unreviewed(limit=limit, at_most=at_most)), shapes.claim)
