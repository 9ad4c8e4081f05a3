"""Score the joining of claims: pairs labelled by hand, exact repeats of coded events, and ECB+ as a second view.

    python scripts/bench_joining.py [--labels FILE]

The sets lie in ../shared (BYWHOM_SHARED names another place). Labelled pairs (tests/bench/joining_pairs.json) are two
claims by report, sentence, trigger and type. A label stands for the claim of that type whose trigger it meets, so that a
trigger read a word longer keeps its label; a pair whose claims are no longer read counts for nothing and is counted.
Whole reports (tests/bench/joining_events.json) are labelled event by event: every two claims of a group of reports whose
types may tell one happening are a pair, one where they stand in one event, save those that the labels call unsure.
The pairs of tests/bench/joining_blind.json were drawn without a look at any score of joining (``drawn`` says how), and have
been fitted on since. Those of joining_sixth.json, of war histories and newswire that no other label names, were drawn so too.
``scripts/bench.py --only joining`` runs this and keeps its figures. ``--labels FILE`` scores the pairs and the whole
reports of another file of either form, over one casefile of the reports that it names, read anew.
"""

import argparse
import csv
import json
import os
import re
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from ask_control import LATER, OWN, casefile_of, reports
from bywhom.analysis.coded_rows import CodedEvent, read_row
from bywhom.analysis.facts import alike, fact_of
from bywhom.analysis.joining import join_facts
from bywhom.casefile import Casefile
from bywhom.model.account import ClaimQuery, Party, ReportCard, Told
from bywhom.model.ids import content_id
from bywhom.model.text import Quote, Span

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("BYWHOM_SHARED", ROOT.parent / "shared"))
WORK = ROOT / "build" / "bench"
PAIRS = ROOT / "tests" / "bench" / "joining_pairs.json"
EVENTS = ROOT / "tests" / "bench" / "joining_events.json"
DRAWN = ROOT / "tests" / "bench" / "joining_blind.json"
SIXTH = ROOT / "tests" / "bench" / "joining_sixth.json"
DRAWN_BOOK = ROOT / "build" / "control" / "joining_blind.casefile"
ECB_TOPICS = ("12", "41")  # of the 43, the two that tell of armed violence between parties
DAY = date(2012, 1, 1)
RECORDED = datetime(2024, 1, 1, tzinfo=UTC)
KINDS = {"two reports": (False,), "one report": (True,), "all": (False, True)}
Score = dict[str, float]
#: one pair of claims: whether one report tells both, whether the label says one event, whether they were joined
Judged = tuple[bool, bool, bool]
ByReport = dict[str, list[Told]]


def rates(pairs: Iterable[tuple[bool, bool]]) -> Score:
    """Precision, recall and sizes of (told to be one, joined) pairs."""
    seen = list(pairs)
    right = sum(same and joined for same, joined in seen)
    made, wanted = sum(joined for _, joined in seen), sum(same for same, _ in seen)
    return {
        "p": right / made if made else 1.0,
        "r": right / wanted if wanted else 1.0,
        "pairs": len(seen),
        "one": wanted,
    }


def labelled(part: str) -> Score:
    """Precision and recall on the labelled pairs of a part, over the casefiles that ``ask_control.py`` makes."""
    pairs = [p for p in json.loads(PAIRS.read_text("utf-8")) if p["part"] == part]
    seen = dict[int, tuple[bool, bool]]()
    for by_report, told in read_books():
        joined = join_facts(fact_of(t) for t in told)
        for i, p in enumerate(pairs):
            if (ends := ends_of(p, by_report)) is not None:
                seen[i] = bool(p["same"]), joined.groups.together(ends[0].id, ends[1].id)
    return rates(seen.values()) | {"not_read": len(pairs) - len(seen)}


def ends_of(pair: Mapping[str, Any], by_report: ByReport) -> tuple[Told, Told] | None:
    """The two claims of a labelled pair, None where they are not read as two."""
    a, b = (labelled_claim(by_report.get(pair[end][0], []), *pair[end][2:]) for end in ("a", "b"))
    return (a, b) if a is not None and b is not None and a.id != b.id else None


def whole(part: str) -> dict[str, Score]:
    """Precision and recall over all pairs of claims in reports labelled event by event: of two reports, of one, of all."""
    groups = [g for g in json.loads(EVENTS.read_text("utf-8")) if g["part"] == part]
    seen: dict[int, list[tuple[bool, bool, bool]]] = {}
    for by_report, told in read_books():
        joined = join_facts(fact_of(t) for t in told)
        for n, group in enumerate(groups):
            if all(r in by_report for r in group["reports"]):
                seen[n] = judged(pairs_of(group, by_report), joined.groups.together)
    return by_kind([pair for pairs in seen.values() for pair in pairs])


def judged(pairs: Iterable[tuple[Told, Told, bool]], together: Callable[[str, str], bool]) -> list[Judged]:
    """The labelled pairs beside what joining made of them."""
    return [(a.report.id == b.report.id, same, together(a.id, b.id)) for a, b, same in pairs]


def by_kind(pairs: Sequence[Judged]) -> dict[str, Score]:
    """Precision and recall over pairs of claims of two reports, of one, of all."""
    return {k: rates((same, joined) for one, same, joined in pairs if one in which) for k, which in KINDS.items()}


def pairs_of(group: Mapping[str, Any], by_report: ByReport) -> Iterator[tuple[Told, Told, bool]]:
    """The pairs of claims of alike types in reports labelled event by event, and whether they tell one event."""

    def claim(label: Sequence[Any]) -> Told | None:
        return labelled_claim(by_report[group["reports"][label[0]]], *label[1:])

    told_by: dict[str, tuple[int, Told]] = {}
    for n, event in enumerate([*group["events"], *([label] for label in group["alone"])]):
        for told in filter(None, map(claim, event)):
            told_by.setdefault(told.id, (n, told))
    for told in filter(None, map(claim, group["unsure"])):
        told_by.pop(told.id, None)
    for (n, a), (m, b) in combinations(sorted(told_by.values(), key=lambda x: x[1].id), 2):
        if alike(a.type, b.type):
            yield a, b, n == m


def of_file(path: Path) -> dict[str, Score]:
    """Precision and recall over the labels of a file, pairs and whole reports, of claims of two reports, of one, of all.

    The reports that it names are read anew.
    """
    labels = json.loads(path.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        return of_labels(labels, *claims_of(book_of(labels, Path(folder) / "labels.casefile"), titles()))


def book_of(labels: Sequence[Mapping[str, Any]], path: Path) -> Casefile:
    """The casefile of the reports that labels name, at ``path``; read unless it is there."""
    if path.is_file():
        return Casefile.open(path)
    named = {p[end][0] for p in labels if "same" in p for end in ("a", "b")}
    named |= {r for g in labels if "events" in g for r in g["reports"]}
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Casefile.open(path, create=True)
    book.read(reports(named, path.with_suffix(".jsonl")))
    return book


def of_labels(labels: Sequence[Mapping[str, Any]], by_report: ByReport, told: Iterable[Told]) -> dict[str, Score]:
    """Precision and recall over labels, as ``of_file`` gives them, of the claims of one casefile."""
    pairs, groups = [x for x in labels if "same" in x], [x for x in labels if "events" in x]
    joined = join_facts(fact_of(t) for t in told)
    ends = [(e, bool(p["same"])) for p in pairs if (e := ends_of(p, by_report)) is not None]
    sets = {"pairs": [(a, b, same) for (a, b), same in ends]}
    sets["whole"] = [x for g in groups for x in pairs_of(g, by_report)]
    found = {what: by_kind(judged(some, joined.groups.together)) for what, some in sets.items() if some}
    out = {f"{what}, {kind}": score for what, scores in found.items() for kind, score in scores.items()}
    return out | {"labelled pairs not read": {"pairs": float(len(pairs) - len(ends))}}


def read_books() -> Iterator[tuple[ByReport, list[Told]]]:
    """The claims of each casefile, by the id of their report and all of them."""
    names = titles()
    for book in books():
        yield claims_of(book, names)


def claims_of(book: Casefile, names: Mapping[str, str]) -> tuple[ByReport, list[Told]]:
    """The claims of a casefile, by the id of their report (``names``: of a title, else the title) and all of them."""
    told = list(book.view.claims(ClaimQuery()))
    by_report: ByReport = {}
    for t in told:
        by_report.setdefault(names.get(t.report.title, t.report.title), []).append(t)
    return by_report, told


def books() -> Iterator[Casefile]:
    """The casefiles of ``ask_control.py``, and one of the reports that pairs name and no question does."""
    asked: set[str] = set()
    for file in (SHARED / "questions" / "control.json", OWN, LATER):
        questions = json.loads(file.read_text("utf-8"))
        asked |= {i for q in questions for i in q["reports"]}
        yield casefile_of(ROOT / "build" / "control" / f"{file.stem}.casefile", questions)
    named = {p[end][0] for p in json.loads(PAIRS.read_text("utf-8")) for end in ("a", "b")}
    named |= {r for g in json.loads(EVENTS.read_text("utf-8")) for r in g["reports"]}
    path = ROOT / "build" / "control" / "joining.casefile"
    if not path.is_file():
        Casefile.open(path, create=True).read(reports(named - asked, path.with_suffix(".jsonl")))
    yield Casefile.open(path)


def labelled_claim(told: Iterable[Told], start: int, end: int, type_: str) -> Told | None:
    """The claim of one report that a label stands for: its trigger, or one of an alike type that meets it."""
    found = [t for t in told if t.trigger.span.start < end and start < t.trigger.span.end and alike(t.type, type_)]
    return max(found, key=lambda t: (t.type == type_, *_overlap(t, start, end), t.id), default=None)


def _overlap(told: Told, start: int, end: int) -> tuple[int, int]:
    """Characters in common with [start, end), and (the fewer the better) characters beside it."""
    span = told.trigger.span
    common = min(span.end, end) - max(span.start, start)
    return common, common - (span.end - span.start)


def titles() -> dict[str, str]:
    """Title → id of the open reports."""
    with (SHARED / "reports" / "open_reports.jsonl").open(encoding="utf-8") as file:
        return {d["title"]: d["id"] for d in map(json.loads, file)}


def ucdp(rows: int = 600, *, name: str = "conflict_data_irq.csv") -> Score:
    """Share of coded events whose exact repeat in a second report stands in one finding with them."""
    with (SHARED / "data" / "ucdp" / name).open(encoding="utf-8") as file:
        events = [e for row in csv.DictReader(file) if (e := read_row(row)) is not None][:rows]
    told = {(e.id, copy): claim_of(e, copy) for e in events for copy in ("first", "second")}
    joined = join_facts(fact_of(t) for t in told.values())
    kept = [joined.groups.together(told[e.id, "first"].id, told[e.id, "second"].id) for e in events]
    return {"repeats": sum(kept) / len(kept), "rows": len(kept)}


def claim_of(event: CodedEvent, copy: str) -> Told:
    """A coded event as the claim of a report."""
    sides = [Party(entity=f"e:{s}", name=s, type="ORGANISATION", text=s) for s in event.sides]
    one_sided = event.kind == "3"
    dead = Party(name=str(event.best), type="QUANTITY", text=str(event.best), low=event.low, high=event.high)
    roles = {"attacker": tuple(sides[:1]), "target": tuple(sides[1:])} if one_sided else {"side": tuple(sides)}
    where = (Party(entity=f"e:{event.place}", name=event.place, type="LOCATION", text=event.place),) * bool(event.place)
    card = ReportCard(id=f"{copy}", publisher=copy, published=date(2019, 1, 1), recorded=RECORDED, origin=copy)
    kind = "attack" if one_sided else "clash"
    at = Span(int(event.id or 0) * 100, int(event.id or 0) * 100 + 50)
    return Told(
        id=content_id("clm", event.id, copy), type=kind, report=card, sentence=at, sentence_text="",
        trigger=Quote(Span(at.start, at.start + len(kind)), kind), roles={**roles, "place": where, "killed": (dead,)},
        when=event.when, edtf=event.when.edtf,
    )  # fmt: skip


def ecb(topics: Iterable[str]) -> Score:
    """Precision and recall over pairs of our claims whose triggers ECB+ annotates, across documents of a topic."""
    out: list[tuple[bool, bool]] = []
    for topic in topics:
        told, chain_of = ecb_claims(topic)
        joined = join_facts(fact_of(t) for t in told)
        out += [
            (chain_of[t.id] == chain_of[u.id], joined.groups.together(t.id, u.id))
            for t, u in combinations((t for t in told if t.id in chain_of), 2)
            if t.report.id != u.report.id
        ]
    return rates(out)


def ecb_claims(topic: str) -> tuple[list[Told], dict[str, str]]:
    """Our claims of one topic of ECB+, and of those whose triggers it annotates the chain of the event that they tell.

    The set gives no dates of publication: all documents of a topic count as of one day, the harder reading.
    """
    docs = {d["id"]: d for d in ecb_docs(topic)}
    casefile = WORK / f"ecb-{topic}.casefile"
    if not casefile.is_file():
        casefile.parent.mkdir(parents=True, exist_ok=True)
        source = casefile.with_suffix(".jsonl")
        source.write_text("".join(json.dumps({k: d[k] for k in ("id", "text", "title")}) + "\n" for d in docs.values()))
        Casefile.open(casefile, create=True).read(source)
    view = Casefile.open(casefile).view
    told = [replace(t, report=replace(t.report, published=DAY)) for t in view.claims(ClaimQuery())]
    return told, {t.id: chain for t in told if (chain := _chain(t, docs.get(t.report.title)))}


def _chain(told: Told, doc: dict[str, Any] | None) -> str:
    span = told.trigger.span
    return next((c for s, e, c in doc["chains"] if s < span.end and span.start < e), "") if doc else ""


def ecb_docs(topic: str) -> Iterator[dict[str, Any]]:
    """Texts of one topic, rebuilt from their tokens, with (start, end, chain) of each coreferring action."""
    with tarfile.open(SHARED / "data" / "ecbplus" / "ecbplus_xml.tar.gz") as archive:
        for member in archive.getmembers():
            if not re.search(rf"(?:^|/){topic}_\d+ecb(?:plus)?\.xml$", member.name):
                continue
            file = archive.extractfile(member)
            assert file is not None
            yield _ecb_doc(member.name.rsplit("/", 1)[-1].removesuffix(".xml"), ElementTree.fromstring(file.read()))


def _ecb_doc(name: str, root: ElementTree.Element) -> dict[str, Any]:
    text, at, sentence = "", {}, ""
    for token in root.iter("token"):
        if token.get("sentence") != sentence and text:
            text += "\n"
        elif text and not re.fullmatch(r"[.,;:!?%)\]'’]|'s|n't", token.text or ""):
            text += " "
        sentence = token.get("sentence") or ""
        at[token.get("t_id")] = (len(text), len(text) + len(token.text or ""))
        text += token.text or ""
    marked = {
        m.get("m_id"): [at[a.get("t_id")] for a in m.iter("token_anchor")]
        for m in (root.find("Markables") or [])
        if m.tag.startswith(("ACTION", "NEG_ACTION")) and m.find("token_anchor") is not None
    }
    chains = []
    for relation in root.iter("CROSS_DOC_COREF"):
        for source in relation.iter("source"):
            if spans := marked.get(source.get("m_id")):
                chains.append((spans[0][0], spans[-1][1], relation.get("note") or ""))
    return {"id": name, "title": name, "text": text, "chains": chains}


def rows() -> list[list[str]]:
    """The figures as rows of the table of benchmarks."""
    repeats, view = ucdp(), ecb(ECB_TOPICS)
    sets = {
        "weights fitted on them": "choose",
        "second set, fitted on too": "keep",
        "third set, bars chosen with a look at it": "third",
    }
    out = []
    for what, part in sets.items():
        r = labelled(part)
        out += both(f"{r['pairs']} labelled pairs of claims, {what}", r, "0.90", "0.60")
    labels = json.loads(DRAWN.read_text("utf-8"))
    for what, r in of_labels(labels, *claims_of(book_of(labels, DRAWN_BOOK), titles())).items():
        if what.startswith("pairs"):
            set_ = f"{r['pairs']} pairs drawn blind and fitted on since, of {what.removeprefix('pairs, ')}"
            out += both(f"{set_}: {r['one']} of one event", r, "0.90", "0.60")
    for what, r in of_file(SIXTH).items():
        if what.startswith("pairs"):
            set_ = f"{r['pairs']} pairs of other news and wars drawn blind, of {what.removeprefix('pairs, ')}"
            out += both(f"{set_}: {r['one']} of one event", r, "0.90", "0.60")
    for what, r in whole("fourth").items():
        out += both(f"whole reports labelled blind, claims of {what}: {r['one']:.0f} pairs of one event", r)
    out.append(
        ["joining, exact repeats found", f"{repeats['rows']} UCDP Iraq rows", f"{repeats['repeats']:.3f}", "1.00", ""]
    )
    out.append(["joining, precision", f"ECB+, topics {', '.join(ECB_TOPICS)}", f"{view['p']:.3f}", "", ""])
    out.append(["joining, recall", f"ECB+, {view['pairs']} pairs of our claims", f"{view['r']:.3f}", "", ""])
    return out


def both(pairs: str, score: Score, precision: str = "", recall: str = "") -> list[list[str]]:
    """The two rows of one set of pairs, with the values that are wanted."""
    return [
        ["joining, precision", pairs, f"{score['p']:.3f}", precision, ""],
        ["joining, recall", pairs, f"{score['r']:.3f}", recall, ""],
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels", type=Path)
    options = parser.parse_args()
    if options.labels:
        for what, r in of_file(options.labels).items():
            print(what, {name: round(value, 3) for name, value in r.items()})
        return
    print(json.dumps({"rows": rows()}))


if __name__ == "__main__":
    main()
