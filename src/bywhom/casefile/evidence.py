"""Evidence: the claims behind an answer, the findings that hold them, and what speaks against them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bywhom.casefile import shapes
from bywhom.casefile.base import Base
from bywhom.casefile.results import Rows
from bywhom.errors import UnknownName
from bywhom.model.account import ClaimQuery, Told
from bywhom.model.finding import Finding

_MAX_IDS = 400  # of one question to the store, below what SQLite binds
_MAX_NEIGHBOURS = 1500  # claims of the same types about the same entities among which findings are joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Claims asked for, claims that speak against them, and the findings that hold either."""

    claims: tuple[Told, ...] = ()
    against: tuple[Told, ...] = ()
    findings: tuple[Finding, ...] = ()


class Evidences(Base):
    """From an answer back to the words."""

    def claims_by_id(self, ids: Sequence[str]) -> Rows[Told]:
        """The claims with those ids, in that order; ids of claims that do not stand are left out."""
        wanted = list(dict.fromkeys(i for i in ids if i))[:_MAX_IDS]
        if not wanted:
            return Rows([], shapes.claim)
        found = {t.id: t for t in self.view.claims(ClaimQuery(ids=frozenset(wanted)))}
        return Rows([self.shield(found[i]) for i in wanted if i in found], shapes.claim)

    def evidence(self, ids: Sequence[str], against: Sequence[str] = ()) -> Evidence:
        """The claims ``ids`` with what speaks against them: ``against`` and the dissent of their findings."""
        claims = self.claims_by_id(ids)
        held = self.findings_of(claims)
        mine, contrary = {c.id for c in claims}, list(against)
        for finding in held:
            if mine & set(finding.because):
                contrary += finding.dissent
            if mine & set(finding.dissent):
                contrary += finding.because
        others = self.claims_by_id([i for i in contrary if i not in mine])
        return Evidence(claims=tuple(claims), against=tuple(others), findings=held)

    def findings_of(self, claims: Iterable[Told]) -> tuple[Finding, ...]:
        """The findings in which ``claims`` stand, joined with their neighbours: same types, same entities."""
        from bywhom.analysis.context import context_of  # the rules of answers are loaded when one is asked for
        from bywhom.analysis.findings import join

        given = list(claims)
        if not given:
            return ()
        near = {t.id: t for t in given}
        entities = frozenset(p.entity for t in given for ps in t.roles.values() for p in ps if p.entity)
        if entities:
            asked = ClaimQuery(
                types=frozenset(t.type for t in given), entities=frozenset(sorted(entities)[:60]), limit=_MAX_NEIGHBOURS
            )
            near |= {t.id: t for t in self.view.claims(asked)}
        decided = self.view.judgements(kinds=("joined", "apart"))
        wanted = {t.id for t in given}
        found = join(near.values(), context_of(self.view, near.values()), decided)
        return self.shield(tuple(f for f in found if wanted & {*f.because, *f.dissent}))

    def finding_of(self, claim: str) -> Finding:
        """The finding in which ``claim`` stands. Raises UnknownName."""
        given = self.claims_by_id([claim])
        if not given:
            raise UnknownName("no claim that stands has that id", value=claim, hint="bywhom claims lists them")
        return self.findings_of(given)[0]

    def worded(self, told: Told, *, cite: bool = False) -> str:
        """A claim as one plain sentence."""
        from bywhom.analysis.wording import sentence

        words: str = sentence(told, cite=cite)
        return words
