"""Two coders read the same reports without seeing each other, learn how far they agree, and settle what differs.

A coding is a judgement of kind ``code``: it changes no answer. Settling a difference makes an ordinary judgement.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bywhom.analysis.agreement import f1, krippendorff, pair_up
from bywhom.casefile.checking import checked
from bywhom.casefile.deciding import Deciding
from bywhom.errors import Forbidden, UnknownName, UnknownValue
from bywhom.model.account import ClaimQuery, Told
from bywhom.model.judgement import Judgement

VERDICTS = ("accept", "correct", "reject", "add", "done")
ATTRIBUTES = ("type", "polarity", "modality", "speaker_class")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One claim as both coders have it; "" where a coder did not keep it. ``codings`` are ids of their judgements."""

    claim: str  # of the reading; "" when a coder added it
    sentence: str
    first: Mapping[str, str]
    second: Mapping[str, str]
    codings: tuple[str, str] = ("", "")
    settled: str = ""

    @property
    def differs(self) -> bool:
        """True when the two have it differently."""
        return dict(self.first) != dict(self.second)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two coders agree on one report."""

    report: str
    coders: tuple[str, str]
    kept: tuple[int, int]
    f1: float | None
    alpha: Mapping[str, float | None]  # "kept" and each of ATTRIBUTES
    units: tuple[Unit, ...]


class Coding(Deciding):
    """Blind double coding."""

    def coders(self, report: str) -> dict[str, bool]:
        """Who codes the report, and whether they are done."""
        out: dict[str, bool] = {}
        for j in self._codings(report):
            out[j.by] = out.get(j.by, False) or j.value.get("verdict") == "done"
        return out

    def coded_reports(self) -> dict[str, dict[str, bool]]:
        """Report → coder → whether they are done, for every report that somebody codes."""
        out: dict[str, dict[str, bool]] = {}
        for j in self.view.judgements(kinds=("code",)):
            mine = out.setdefault(j.object, {})
            mine[j.by] = mine.get(j.by, False) or j.value.get("verdict") == "done"
        return out

    def _codings(self, report: str, by: str = "") -> list[Judgement]:
        return [j for j in self.view.judgements(kinds=("code",)) if j.object == report and by in ("", j.by)]

    def code(self, claim: str, verdict: str, changes: Mapping[str, Any] | None = None, *, by: str) -> Judgement:
        """``by`` has a claim of the reading so: ``accept``, ``reject``, or ``correct`` with ``changes``."""
        if verdict not in ("accept", "correct", "reject"):
            raise UnknownValue("there is no such verdict", value=verdict, choices=("accept", "correct", "reject"))
        told = self._standing(_named(claim))
        fields = checked(changes or {}, self.report(told.report.id).text, told.type)
        self._still_coding(told.report.id, by)
        value = {"verdict": verdict, "claim": fields, "read": _read(told), "sentence": told.sentence_text}
        return self.judge("code", told.id, told.report.id, value=value, by=_named(by))

    def code_added(self, report: str, claim: Mapping[str, Any], *, by: str) -> Judgement:
        """``by`` finds a claim that the reading missed."""
        text = self.report(report).text
        fields = checked(claim, text, str(claim.get("type")))
        self._still_coding(report, by)
        words = text[slice(*fields["sentence"])]
        value = {"verdict": "add", "claim": fields, "sentence": words}
        return self.judge("code", report, report, value=value, by=_named(by))

    def coding_done(self, report: str, *, by: str) -> Judgement:
        """``by`` has coded the whole report: what they left unjudged they accept as it was read."""
        self.report(report)
        self._still_coding(report, by)
        done = {j.subject for j in self._codings(report, by)}
        for told in list(self.view.claims(ClaimQuery(reports=frozenset({report})))):
            if told.id not in done:
                self.code(told.id, "accept", by=by)
        return self.judge("code", report, report, value={"verdict": "done"}, by=_named(by))

    def _still_coding(self, report: str, by: str) -> None:
        if self.coders(report).get(_named(by)):
            raise Forbidden("this coder is done with the report", value=by, hint="settle differences instead")

    def own_codings(self, report: str, by: str) -> dict[str, Judgement]:
        """What ``by`` decided so far: claim (or the coding's own id for an added one) → the latest coding."""
        out: dict[str, Judgement] = {}
        for j in self._codings(report, _named(by)):
            if j.value.get("verdict") != "done":
                out[j.id if j.value.get("verdict") == "add" else j.subject] = j
        return out

    def agreement(self, report: str, first: str, second: str) -> Agreement:
        """How far two coders agree on a report. Raises Forbidden while one of them is still at it."""
        state = self.coders(report)
        for by in (first, second):
            if by not in state:
                raise UnknownName("nobody of that name codes the report", value=by, choices=sorted(state))
            if not state[by]:
                raise Forbidden("the coding stays blind until both are done; still coding is", value=by)
        mine, theirs = self.own_codings(report, first), self.own_codings(report, second)
        units = self._units(mine, theirs)
        kept = (sum(bool(u.first) for u in units), sum(bool(u.second) for u in units))
        alike = [u for u in units if u.first and u.second and u.first["type"] == u.second["type"]]
        alpha: dict[str, float | None] = {"kept": krippendorff([(bool(u.first), bool(u.second)) for u in units])}
        both = [u for u in units if u.first and u.second]
        alpha |= {a: krippendorff([(u.first[a], u.second[a]) for u in both]) for a in ATTRIBUTES}
        return Agreement(
            report=report, coders=(first, second), kept=kept, f1=f1(*kept, len(alike)), alpha=alpha, units=tuple(units)
        )

    def _units(self, mine: Mapping[str, Judgement], theirs: Mapping[str, Judgement]) -> list[Unit]:
        settled = self._settled()
        out = [
            _unit(mine.get(c), theirs.get(c), claim=c, settled=settled)
            for c in dict.fromkeys([*mine, *theirs]) if not c.startswith("jud-")
        ]  # fmt: skip
        added = [[j for k, j in side.items() if k.startswith("jud-")] for side in (mine, theirs)]
        pairs = pair_up([_place(j) for j in added[0]], [_place(j) for j in added[1]])
        out += [_unit(added[0][i], added[1][k], settled=settled) for i, k in pairs]
        used = ({i for i, _ in pairs}, {k for _, k in pairs})
        out += [_unit(j, None, settled=settled) for i, j in enumerate(added[0]) if i not in used[0]]
        out += [_unit(None, j, settled=settled) for i, j in enumerate(added[1]) if i not in used[1]]
        return [self.shield(u) for u in out]

    def _settled(self) -> dict[str, str]:
        marks = (j for j in self.judgements() if j.reason.startswith(_SETTLED))
        return {word: j.by for j in marks for word in j.reason.removeprefix(_SETTLED).split() if word[:4] == "jud-"}

    def settle(self, codings: tuple[str, str], as_coded: str, *, by: str = "", reason: str = "") -> Judgement:
        """Of two codings of one thing ("" for a coder who has none) let ``as_coded`` stand ("" for: not a claim)."""
        found = {j.id: j for j in self.view.judgements(kinds=("code",)) if j.id in codings}
        if not found or (as_coded and as_coded not in found):
            raise UnknownName("no coding has that id", value=as_coded or codings, choices=sorted(found))
        if any(not self.coders(j.object).get(j.by) for j in found.values()):
            raise Forbidden("the coding stays blind until both are done", value=", ".join(j.by for j in found.values()))
        some = next(iter(found.values()))
        why = " ".join([_SETTLED.strip(), *sorted(found), reason]).strip()
        if not as_coded:
            if some.value.get("verdict") == "add":
                return self.judge("code", some.subject, some.object, value={"verdict": "settled"}, by=by, reason=why)
            return self.reject(some.subject, by=by, reason=why)
        chosen = found[as_coded]
        verdict, fields = chosen.value["verdict"], chosen.value.get("claim") or {}
        assert isinstance(fields, Mapping), "checked when it was coded"
        if verdict == "add":
            return self.add_checked(chosen.object, fields, by=by, reason=why)
        if verdict == "correct" and fields:
            return self.correct_checked(chosen.subject, fields, by=by, reason=why)
        decide = self.reject if verdict == "reject" else self.accept
        return decide(chosen.subject, by=by, reason=why)


_SETTLED = "settled: "


def _named(by: str) -> str:
    if not by.strip():
        raise UnknownValue("a coder has a name", value=by or "(none)")
    return by.strip()


def _read(told: Told) -> dict[str, str]:
    speaker = told.speakers[-1].kind if told.speakers else "reporter"
    return {"type": told.type, "polarity": told.polarity, "modality": told.modality, "speaker_class": speaker}


def _has(j: Judgement | None) -> dict[str, str]:
    """The attributes of a claim as one coder has it; empty when it is none for them."""
    if j is None or j.value.get("verdict") == "reject":
        return {}
    read, fields = j.value.get("read"), j.value.get("claim")
    base = {"type": "", "polarity": "affirmed", "modality": "actual", "speaker_class": "reporter"}
    base |= {k: str(v) for k, v in read.items()} if isinstance(read, Mapping) else {}
    if isinstance(fields, Mapping):
        base |= {k: str(fields[k]) for k in ("type", "polarity", "modality") if k in fields}
        if fields.get("source"):
            base["speaker_class"] = str(fields["source"][-1]["kind"])
    return base


def _unit(first: Judgement | None, second: Judgement | None, *, claim: str = "", settled: Mapping[str, str]) -> Unit:
    some = first or second
    assert some is not None, "a unit stands for somebody's coding"
    ids = (first.id if first else "", second.id if second else "")
    return Unit(
        claim=claim, sentence=str(some.value.get("sentence", "")), first=_has(first), second=_has(second), codings=ids,
        settled=next((settled[i] for i in ids if i in settled), ""),
    )  # fmt: skip


def _place(j: Judgement) -> tuple[int, int, str]:
    fields = j.value["claim"]
    assert isinstance(fields, Mapping), "checked when it was coded"
    return (*fields["trigger"], str(fields["type"]))
