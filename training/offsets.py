"""Coded reports without their texts, and the texts of coded news again from the public corpora that hold them.

    python training/offsets.py strip --coded DIR --texts FILE.jsonl … --data SHARED/data --out training/coded
    python training/offsets.py whole --offsets training/coded --data SHARED/data --out DIR

``strip`` writes what may stand in a repository: claims as offsets, proper names of entities, hashes of the text and of
the words that other entities are called by (``called``: ``whole`` finds them in the text again), and, for texts that
were cleaned, the edits between the corpus and the text (``clean`` in each file: cuts, breaks, marks and capitals, never
a word). ``whole`` puts corpus and edits together again, checks the hash, and writes coded reports as prepare.py reads
them.
"""

import argparse
import difflib
import hashlib
import html
import itertools
import json
import re
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from swap import proper

#: stands in an edit for "the same letters, the first one large"
CAPITAL = "^"
#: words and marks; what a corpus glued ("ProbeBOSTON") comes apart where a capital begins
PART = r"[A-Z]?[^\W\dA-Z_]+|[A-Z]+(?![a-z])|[A-Z]|\d+|\W|_"
LONGEST = 8  # words of a description that is found again
Edit = tuple[int, int, str]


def corpus_text(data: Path, origin: str) -> str:
    """One document of a corpus, its blanks and breaks made single blanks."""
    return " ".join(_raw(data, origin).split())


def _raw(data: Path, origin: str) -> str:
    name, _, document = origin.replace("#", " ", 1).partition(" ")
    if name.startswith("wikiwars/"):
        name = name.replace("wikiwars/", "wikiwars/WikiWars_20120218_v104/")
    if name.startswith("ecbplus/"):
        return _tokens(data / "ecbplus/ecbplus_xml.tar.gz", name.removeprefix("ecbplus/"))
    if name.endswith("lgl.xml"):
        return _article(data / name, document.split()[-1])
    raw = (data / name).read_text(encoding="utf-8", errors="replace")
    if name.startswith("wikievents/"):
        return next(r["text"] for r in map(json.loads, raw.rstrip("\n").split("\n")) if r["doc_id"] == document)
    if name.startswith("muc4/"):  # many messages a file, in capitals
        found = re.search(rf"{document}[^\n]*\n(.*?)(?=\n[A-Z0-9]+-MUC\d-|\Z)", raw, re.S)
        return found.group(1).lower() if found else ""
    body = raw.split("<TEXT>", 1)[-1].rsplit("</TEXT>", 1)[0] if name.endswith(".tml") else raw
    if document.startswith("lines"):
        lines, ends = raw.split("\n"), list(map(int, re.findall(r"\d+", document)))
        body = "\n".join(x for a, b in zip(ends[::2], ends[1::2], strict=True) for x in lines[a - 1 : b])
    elif name.startswith("petrarch"):
        body = "\n".join(re.findall(r"<Text>(.*?)</Text>", raw, re.S))
    return html.unescape(html.unescape(re.sub(r"<[^>]+>", "", body)))


def _article(path: Path, number: str) -> str:
    """The text of one of the Local-Global Lexicon's articles."""
    articles = ElementTree.parse(path).getroot()
    return next(a.findtext("text") or "" for a in articles if a.get("docid") == number)


def _tokens(archive: Path, name: str) -> str:
    """The tokens of one of ECB+'s documents, a blank between them."""
    with tarfile.open(archive) as tar:
        member = next(m for m in tar.getmembers() if m.name.rsplit("/", 1)[-1] == name)
        file = tar.extractfile(member)
        assert file
        return " ".join(t.text or "" for t in ElementTree.parse(file).getroot().iter("token"))


def edits(corpus: str, text: str) -> list[Edit]:
    """What turns the corpus's words into the text: (start, end, instead), in order; no instead holds a word."""
    old, new = (re.findall(PART, t) for t in (corpus, text))
    alike = str.lower if corpus.islower() else str  # what lost its capitals is told by its letters
    return list(_edits(0, old, new, alike))


def _edits(start: int, old: list[str], new: list[str], alike: Callable[[str], str]) -> Iterator[Edit]:
    """The edits between parts; where a word was joined of two ("did n't"), letter by letter."""
    starts = list(itertools.accumulate(map(len, old), initial=start))
    same = difflib.SequenceMatcher(None, list(map(alike, old)), list(map(alike, new)), autojunk=False)
    for kind, a, b, c, d in same.get_opcodes():
        was, now = "".join(old[a:b]), "".join(new[c:d])
        if kind == "equal":
            pairs = zip(range(a, b), new[c:d], strict=True)
            yield from ((starts[i], starts[i + 1], _instead(old[i], one)) for i, one in pairs if old[i] != one)
        elif re.search(r"\w", now) and len(was) > b - a:
            yield from _edits(starts[a], list(was), list(now), alike)
        else:
            yield starts[a], starts[b], _instead("", now)


def _instead(was: str, now: str) -> str:
    """How an edit writes ``now``."""
    if was and was[:1].upper() + was[1:] == now:
        return CAPITAL
    if re.search(r"\w", now):
        raise ValueError(f"the text holds a word that its corpus lacks: {now[:40]!r}")
    return now


def edited(corpus: str, changes: list[Edit]) -> str:
    """The text that the edits make of the corpus."""
    parts, at = [], 0
    for start, end, instead in changes:
        same = corpus[start:end]
        parts += [corpus[at:start], same[:1].upper() + same[1:] if instead == CAPITAL else instead]
        at = end
    return "".join([*parts, corpus[at:]])


def renamed(report: dict) -> dict[str, str]:
    """Entity → the name that may stand in a repository: a proper name, or a number."""
    out, number = {}, 0
    for name in report["entities"]:
        out[name] = name
        if not proper(name):
            number += 1
            out[name] = f"entity {number}"
    return out


def called(report: dict, names: dict[str, str]) -> dict[str, list[str]]:
    """Entity → hashes of what it is called by beside proper names, in order."""
    found = {names[n]: {n, *e.get("aliases", [])} for n, e in report["entities"].items()}
    hashes = {n: sorted({_mark(w) for w in words if not proper(w)}) for n, words in found.items()}
    return {n: marks for n, marks in hashes.items() if marks}


def recalled(text: str, marks: dict[str, list[str]]) -> dict[str, list[str]]:
    """Entity → the words of the text that hash to its marks."""
    wanted = {mark: n for n, all_ in marks.items() for mark in all_}
    words, out = re.findall(r"\w+(?:['’.\-&]\w+)*", text), {}
    for size in range(1, LONGEST + 1):
        for at in range(len(words) - size + 1):
            name = " ".join(words[at : at + size])
            if (of := wanted.get(_mark(name))) is not None and name not in out.setdefault(of, []):
                out[of].append(name)
    return out


def _mark(name: str) -> str:
    folded = " ".join(re.findall(r"\w+(?:['’.\-&]\w+)*", name.casefold()))
    return hashlib.sha256(folded.removeprefix("the ").encode()).hexdigest()[:12]


def stripped(report: dict, data: Path, origin: str) -> dict:
    """A coded report as offsets."""
    names, text = renamed(report), report["text"]

    def named(one: dict | None) -> dict | None:
        return one and {**one, **({"entity": names.get(one["entity"], one["entity"])} if one.get("entity") else {})}

    claims = [
        {
            **claim,
            "roles": {r: v if isinstance(v, str) else [named(f) for f in v] for r, v in claim["roles"].items()},
            "source": [named(s) for s in claim["source"]],
        }
        for claim in report["claims"]
    ]
    corpus = corpus_text(data, origin)
    clean = edits(corpus, text)
    assert edited(corpus, clean) == text, report["id"]
    return {
        **{k: report[k] for k in ("id", "published", "source", "licence", "url")},
        "origin": origin,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "clean": clean,
        "entities": {
            names[n]: {"type": e["type"], "aliases": [a for a in e.get("aliases", []) if proper(a)]}
            for n, e in report["entities"].items()
        },
        "called": called(report, names),
        "claims": claims,
    }


def whole(offsets: dict, data: Path) -> dict:
    """A coded report with its text; raises ValueError where the corpus is not the one that was coded."""
    text = edited(corpus_text(data, offsets["origin"]), offsets["clean"])
    if hashlib.sha256(text.encode()).hexdigest() != offsets["sha256"]:
        raise ValueError(f"{offsets['id']}: {offsets['origin']} is another text than the one coded")
    entities = offsets["entities"]
    for name, words in recalled(text, offsets.get("called", {})).items():
        entities[name]["aliases"] = [*entities[name]["aliases"], *words]
    return {k: v for k, v in offsets.items() if k not in ("sha256", "clean", "called")} | {"text": text}


def written(value: dict) -> str:
    """JSON with short lists on one line: offsets are many. Brackets inside a text stay as they are."""
    flat = json.dumps(value, ensure_ascii=False, indent=1)
    return re.sub(r"\[\n +([^\[\]{}]{1,60}?)\n *\]", lambda m: "[" + re.sub(r"\n *", " ", m.group(1)) + "]", flat)


def main() -> None:
    """Strip or restore, as the command line says."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("command", choices=("strip", "whole"))
    ask.add_argument("--data", required=True)
    ask.add_argument("--out", required=True)
    ask.add_argument("--coded", help="strip: folder of coded reports")
    ask.add_argument("--texts", nargs="*", default=[], help="strip: JSON lines that give the origin of each text")
    ask.add_argument("--offsets", help="whole: folder that strip wrote")
    given = ask.parse_args()
    data, out = Path(given.data), Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    origins = {
        r["id"]: r["origin"]
        for name in given.texts
        for r in map(json.loads, Path(name).read_text(encoding="utf-8").rstrip("\n").split("\n"))
    }
    for path in sorted(Path(given.coded or given.offsets).glob("*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        if given.command == "strip" and report["id"] in origins:
            try:
                made = stripped(report, data, origins[report["id"]])
            except ValueError as error:
                sys.stderr.write(f"{path.name}: {error}\n")
                continue
        elif given.command == "whole" and "origin" in report:
            made = report if "text" in report else whole(report, data)  # a text of our own stands there
        else:
            sys.stderr.write(f"{path.name}: no origin, left out\n")
            continue
        (out / path.name).write_text(written(made) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
