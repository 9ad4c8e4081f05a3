"""Ask a casefile of the founding report everything that it should answer, judge the answers, and write docs/questions.md.

    python scripts/ask_questions.py [CASEFILE]

Without CASEFILE the report is read first, from ../shared (BYWHOM_SHARED names another place). Raw answers go to
build/questions. A verdict is by rule: the words after "yes if" in the code; what is only half there is "partly".
"""

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bywhom.casefile import Casefile, shapes
from bywhom.errors import BywhomError

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("BYWHOM_SHARED", ROOT.parent / "shared"))
REPORT = SHARED / "reports" / "sirte-2015.txt"
PUBLISHED = "2015-11-28"
OUT = ROOT / "build" / "questions"
STANDING = ("attested", "bracketed")
Verdict = tuple[str, str]  # yes | partly | no, and the answer in a few words


def statuses(book: Casefile, place: str, day: str, word: str) -> tuple[str, str]:
    """The status of the actor whose name holds ``word``, and all standing actors in words."""
    answer = book.control(place, on=day)
    mine = [h for h in answer.actors if word in h.actor.casefold()]
    best = mine[0].status if mine else "not told"
    others = [h.actor for h in answer.actors if h.status in STANDING and h not in mine]
    return best, f"{place}: {best}" + (f" (also standing: {', '.join(others[:3])})" if others else "")


def control(*asked: tuple[str, str], good: tuple[str, ...]) -> Callable[[Casefile], Verdict]:
    def run(book: Casefile) -> Verdict:
        got = []
        for place, day in asked:
            try:
                got.append(statuses(book, place, day, "islamic state"))
            except BywhomError as error:
                got.append(("unknown name", f"{place}: {error.message[:60]}"))
        right = sum(s in good for s, _ in got)
        return verdict(right, len(got)), "; ".join(w for _, w in got)

    return run


def verdict(right: int, of: int) -> str:
    return "yes" if right == of else "partly" if right else "no"


def trace(source: str, target: str, kinds: tuple[str, ...], through: str = "") -> Callable[[Casefile], Verdict]:
    """Yes if a path of just these kinds, hop by hop, is told, and it goes through the one named."""

    def run(book: Casefile) -> Verdict:
        told = book.trace(source, target).paths
        if not told:
            return "no", "no path is told"
        met = [p for p in told if len(p.hops) == len(kinds)
               and all(k in h.kind for k, h in zip(kinds, p.hops, strict=True))
               and (not through or through in p.hops[0].recipient.casefold())]  # fmt: skip
        return "yes" if met else "partly", (met or told)[0].sentence

    return run


def indirect(book: Casefile) -> Verdict:
    """Yes if the bank's payrolls are told to reach ground of the actor, and the last step is marked as inferred."""
    paths_ = book.trace("Central Bank", "Islamic State").paths
    if not paths_:
        return "no", "no path is told"
    good = [p for p in paths_ if "payroll" in p.hops[0].goods and not p.hops[0].inferred and p.hops[-1].inferred]
    return ("yes" if good else "partly"), (good or paths_)[0].sentence


def loyalties(book: Casefile) -> Verdict:
    """Yes if the first contradiction names the chain: the side, the man, what he supplies, and whom that side is hit by."""
    answer = book.loyalties()
    said = [c.sentence.casefold() for c in answer.contradictions]
    good = [n for n, s in enumerate(said) if _in_order(s, ("tripoli|misrata", "hamid", "suppl", "islamic state",
                                                           "islamic state attacks", "tripoli|misrata"))]  # fmt: skip
    shown = answer.contradictions[good[0] if good else 0].sentence if said else "no contradiction"
    place = f"number {good[0] + 1} of {len(said)}: " if good else f"{len(said)} found; "
    return ("yes" if good[:1] == [0] else "partly" if said else "no"), place + shown


def _in_order(text: str, wanted: tuple[str, ...]) -> bool:
    """True when the words follow one another in the text; "a|b" is either."""
    at = 0
    for words in wanted:
        found = [i + len(w) for w in words.split("|") if (i := text.find(w, at)) >= 0]
        if not found:
            return False
        at = min(found)
    return True


def branches(book: Casefile) -> Verdict:
    """Yes if every branch is told to belong to the Islamic State, and the degrees are those of the right ones."""
    told = [c for c in book.each_claim(type="affiliate") if c.polarity == "affirmed"
            and any("islamic state" in p.name.casefold() for p in c.fillers("parent"))]  # fmt: skip

    def names(party: Any) -> str:
        card = book.entity(party.entity) if party.entity else None
        return " ".join((party.name, party.text, *(card.aliases if card else ()))).casefold()

    def of(*words: str, degree: str = "") -> bool:
        return any(w in names(p) for c in told if not degree or c.labels.get("degree") == degree
                   for p in c.fillers("affiliate") for w in words)  # fmt: skip

    ruled = {p.entity for c in told if c.labels.get("degree") == "direct_control" for p in c.fillers("affiliate")}
    there = {p.entity for c in book.each_claim(type="present") for p in c.fillers("actor")
             if any(w in (x.name + x.text).casefold() for x in c.fillers("place") for w in ("libya", "sirte"))}  # fmt: skip
    parts = {
        "Libya": of("libya"), "Egypt": of("egypt"), "Boko Haram": of("boko haram"), "the Afghan faction": of("afghan"),
        "direct control of the one in Libya": bool(ruled) and (ruled <= there or of("libya", degree="direct_control")),
        "autonomy of most": any(c.labels.get("degree") == "autonomous" for c in told),
    }  # fmt: skip
    missed = [label for label, ok in parts.items() if not ok]
    return verdict(sum(parts.values()), len(parts)), f"{len(told)} claims" + (
        f"; not found: {', '.join(missed)}" if missed else "; all found"
    )


def person(book: Casefile) -> Verdict:
    card = book.entity("Abu Nabil")
    names = {card.name, *card.aliases}
    same = any("zubaydi" in n.casefold() for n in names)
    told = list(book.each_claim(actor=card.id))
    died = [c for c in told if c.type in ("air_strike", "killing")]
    led = [c for c in told if c.type == "leads" and c.modality == "possible"]
    disputes = [d for d in book.disputes(card.id) if d.kind == "place"]
    parts = {"both names one": same, "killed in an air strike": bool(died), "possibly led": bool(led),
             "place disputed": bool(disputes)}  # fmt: skip
    return verdict(sum(parts.values()), 4), ", ".join(f"{k}: {'yes' if v else 'no'}" for k, v in parts.items())


def listed(type_: str, wanted: dict[str, str], **more: Any) -> Callable[[Casefile], Verdict]:
    """``yes`` if every wanted word occurs in some claim of the type: in a filler, an entity, a label or a speaker."""

    def run(book: Casefile) -> Verdict:
        told = [json.dumps(shapes.claim(c), ensure_ascii=False).casefold() for c in book.each_claim(type=type_, **more)]
        cells = [
            json.dumps({k: v for k, v in json.loads(t).items() if k != "sentence_text"}, ensure_ascii=False)
            for t in told
        ]
        found = {label: any(w in c for c in cells) for label, w in wanted.items()}
        missed = [label for label, ok in found.items() if not ok]
        words = f"{len(told)} claims" + (f"; not found: {', '.join(missed)}" if missed else "; all found")
        return verdict(sum(found.values()), len(found)), words

    return run


def prison(book: Casefile) -> Verdict:
    """Yes if one finding about those held there rests on several origins, all flagged as of one camp."""
    sentences = {c.id: c.sentence_text.casefold() for c in book.each_claim()}
    held = ("prison", "jailed", "hostage", "kidnapped truck")  # few of the sentences name the building itself
    found = [f for f in book.findings() if f.type in ("holds", "abuse", "abduction", "killing", "release")
             and any(w in sentences[c] for c in f.because for w in held)]  # fmt: skip
    best = max(found, key=lambda f: (len(f.origins), bool(f.origins[0].camp)), default=None)
    if best is None:
        return "no", "no finding about captives in the city"
    camps = {o.camp for o in best.origins}
    flagged = len(camps) == 1 and "" not in camps
    words = (
        f"{len(found)} findings, at most {len(best.origins)} origins: {', '.join(o.speaker.name for o in best.origins)}"
    )
    words += "; flagged as of one camp" if flagged else "; not flagged as of one camp"
    return ("yes" if len(best.origins) > 1 and flagged else "partly"), words


def messages(book: Casefile) -> Verdict:
    rows = list(book.statements("Islamic State"))
    calls = [r for r in rows if r.act == "call"]
    dated = [r for r in calls if r.edtf.startswith("2014")]
    first = next((n for n, r in enumerate(calls) if "to come" in r.quote), len(calls))
    then = next((n for n, r in enumerate(calls) if r in dated and "to stay" in r.quote), -1)
    words = f"{len(rows)} statements, {len(calls)} calls, {len(dated)} of them dated 2014"
    words += "; to come, then to stay" if first < then else "; not both messages in their order"
    return verdict((first < len(calls)) + (first < then), 2), words


def sources(book: Casefile) -> Verdict:
    rows = list(book.sources())
    people = ["mangoush", "prior", "omar|adam", "salim", "bellam", "shokri", "leila", "karami"]
    missed = [n for n in people if not any(w in r.name.casefold() for w in n.split("|") for r in rows)]
    anonymous = sum(r.kind.startswith("anonymous") for r in rows)
    words = f"{len(rows)} speakers, {anonymous} of them unnamed; {len(people) - len(missed)} of 8 named ones"
    return ("yes" if not missed and anonymous else "partly"), words


def undated(_: Casefile) -> Verdict:
    (OUT / "undated.casefile").unlink(missing_ok=True)
    with Casefile.open(OUT / "undated.casefile", create=True) as book:
        done = book.read(REPORT)
    warned = [w for r in done.read for w in r.warnings if "relative dates" in w]
    return "yes" if warned else "no", warned[0] if warned else "no warning"


def twice(book: Casefile) -> Verdict:
    before = book.count()
    done = book.read(REPORT, published=PUBLISHED)
    sentences = [(c.sentence.start, c.trigger.span.start, c.type, str(c.roles)) for c in book.each_claim()]
    ok = book.count() == before and len(done.known) == 1
    return "yes" if ok and len(set(sentences)) == len(
        sentences
    ) else "partly", f"{before} claims, none added when read again"


QUESTIONS: tuple[tuple[str, str], ...] = (
    ("Who holds Sirte on 20 November 2015?", "the Islamic State: attested"),
    ("Who holds Nawfaliya on that day?", "the Islamic State: attested, as the end of a held stretch of coast"),
    ("Who holds Ramadi and Palmyra on 1 July 2015?", "the Islamic State: bracketed or attested, taken in May"),
    ("Who holds Tal Abyad in October, Sinjar and Al Hol at the end of November?", "the Islamic State has lost them"),
    ("What reaches the Islamic State from the Tripoli government?", "money, then weapons, through Wissam bin Hamid"),
    ("What do the Afghan fighters get from the Islamic State?", "several hundred thousand dollars, say Western officials"),
    ("What reaches the Islamic State from the Central Bank?", "payrolls, marked as indirect"),
    ("Whose loyalties contradict each other?", "a side supports bin Hamid, he supplies those who attack it"),
    ("Who is Abu Nabil?", "al Zubaydi; perhaps the top commander; killed by an air strike; the place of it is disputed"),
    ("Who is affiliated to whom?", "Libya (direct control), Egypt, Boko Haram, the Afghan faction; most autonomous"),
    ("How strong are they?", "up to 2,000 in Libya, a few hundred in Sirte; militia leaders and Western officials say so"),
    ("Who was released on 11 November?", "five drivers and three bodies for eleven prisoners; the drivers and their employer say so"),
    ("What is found about the prison in Sirte?", "more than one independent origin"),
    ("What exploded on 31 October?", "the Russian charter jet; 224 dead"),
    ("Whom did the Islamic State kill from August to October?", "the imam, three dozen, and two named men"),
    ("What does it impose?", "veils, no music, prayers; police, court, tax office"),
    ("What has it been saying?", "first: come; from fall 2014: stay and kill at home"),
    ("Who speaks?", "some thirty speakers with their class; eight of them named"),
    ("What if no date of publication is given?", "a warning that relative dates stay open"),
    ("What if it is read twice?", "nothing is counted twice"),
)  # fmt: skip
ANSWERS: tuple[Callable[[Casefile], Verdict], ...] = (
    control(("Sirte", "2015-11-20"), good=("attested",)),
    control(("Nawfaliya", "2015-11-20"), good=("attested",)),
    control(("Ramadi", "2015-07-01"), ("Palmyra", "2015-07-01"), good=STANDING),
    control(("Tal Abyad", "2015-10-01"), ("Sinjar", "2015-11-28"), ("Al Hol", "2015-11-28"), good=("lost",)),
    trace("Tripoli government", "Islamic State", ("funding", "weapons"), "hamid"),
    trace("Islamic State", "Afghan fighters", ("funding",)),
    indirect,
    loyalties,
    person,
    branches,
    listed("strength", {"2,000": "2,000", "a few hundred": "a few hundred", "officials": "western officials",
                        "militia leaders": "militia leaders"}),
    listed("release", {"five drivers": "five kidnapped", "three bodies": "bodies", "eleven prisoners": "11 islamic",
                       "the drivers speak": "drivers", "the employer speaks": "mangoush"}, on="2015-11-11"),
    prison,
    listed("explosion", {"the jet": "jet", "224": "224"}, on="2015-10-31"),
    listed("killing", {"the imam": "ferjani", "three dozen": "three dozen", "first man": "hafez", "second man": "ma'dani"},
           actor="Islamic State", since="2015-08", until="2015-10"),
    listed("rules", {"veils": "veil", "music": "music", "prayers": "prayer", "police": "police", "court": "court",
                     "tax": "tax"}, actor="Islamic State"),
    messages,
    sources,
    undated,
    twice,
)  # fmt: skip


def ask_all(book: Casefile) -> list[Verdict]:
    got = []
    for run in ANSWERS:
        try:
            got.append(run(book))
        except BywhomError as error:
            got.append(("no", error.message[:120]))
    return got


def page(got: list[Verdict]) -> str:
    count = {v: sum(1 for x, _ in got if x == v) for v in ("yes", "partly", "no")}
    lines = [
        "# What the founding report answers\n",
        "One long report, read with `bywhom read … --published 2015-11-28`, and everything that it should answer. Judged by the rules",
        f"in `scripts/ask_questions.py`: **{count['yes']} yes, {count['partly']} partly, {count['no']} no** of {len(got)}. "
        "Nothing in the program knows this report.\n",
        "| asked | it should say | it says | |", "|---|---|---|---|",
    ]  # fmt: skip
    for asked, (ok, words) in zip(QUESTIONS, got, strict=True):
        cells = [*asked, words, ok]
        lines.append("| " + " | ".join(c.replace("|", "/").replace("\n", " ")[:300] for c in cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("casefile", nargs="?", type=Path, help="one that holds the report; else it is read anew")
    file = parser.parse_args().casefile
    if file is None:  # what an earlier reader made of it is no answer of this one
        file = OUT / "founding.casefile"
        for old in OUT.glob("founding.casefile*"):
            old.unlink()
    if len(sys.argv) == 1:
        for old in OUT.glob(f"{file.name}*"):
            old.unlink()  # else a reading by an earlier version would answer
    with Casefile.open(file, create=True) as book:
        book.read(REPORT, published=PUBLISHED)
        got = ask_all(book)
    (OUT / "answers.json").write_text(json.dumps(got, ensure_ascii=False, indent=1), encoding="utf-8")
    text = page(got)
    (ROOT / "docs" / "questions.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
