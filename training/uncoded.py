"""Gather uncoded text for teachers to label (teach.py): reports, war histories, headlines.

    python training/uncoded.py --shared SHARED --coded DIR [DIR…] --without DIR --save WORK/plain.jsonl

Text of open licence: reports of open_reports.jsonl that nobody coded, Wikipedia's war histories (WikiWars), headlines
of UCDP's sources and the sentences of PLOVER's gold records. With ``--news`` also news of other newsrooms, which is its
publishers': TimeBank and AQUAINT (without the financial pages) and messages of MUC-4's development part; with
``--papers`` the newspapers of ECB+ (topics 1-35) and of the Local-Global Lexicon (odd numbers). Development reports
(``--without``) and kept-back ones never enter.
"""

import argparse
import collections
import csv
import html
import json
import random
import re
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from offsets import corpus_text
from prepare import sentences

#: headlines are taken in documents of this many, so many documents
HEADLINES, SHEETS = 12, 280
#: messages of MUC-4 that are taken of each hundred
MESSAGES = 9
#: topics of ECB+ above this one are its test part
LAST_TOPIC = 35
csv.field_size_limit(10**7)


def reports(shared: Path, coded: set[str]) -> Iterator[tuple[str, str]]:
    """Open reports that nobody coded. (The documents of re3d hold sentences of its development half: not those.)"""
    for line in (shared / "reports/open_reports.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"] not in coded:
            yield f"open-{row['id']}", row["text"]


def histories(shared: Path) -> Iterator[tuple[str, str]]:
    """WikiWars without its marks."""
    for path in sorted((shared / "data/wikiwars/whole-tml").rglob("*.tml")):
        raw = path.read_text(encoding="utf-8", errors="replace")
        body = raw.split("<TEXT>", 1)[-1].split("</TEXT>", 1)[0]
        text = html.unescape(re.sub(r"<[^>]+>", "", body))
        yield f"wikiwars-{path.stem}", re.sub(r"(?<=[\w,;])\n(?=\w)", " ", text).strip()


def headlines(shared: Path, draw: random.Random) -> Iterator[tuple[str, str]]:
    """Distinct headlines of UCDP's sources, a sheet of some of them a document."""
    seen: dict[str, str] = {}
    for name in ("ucdp_ged_syria", "conflict_data_nga", "conflict_data_irq"):
        with (shared / f"data/ucdp/{name}.csv").open(encoding="utf-8", errors="replace") as file:
            for row in csv.DictReader(file):
                line = " ".join((row.get("source_headline") or "").split()).strip('"“” ')
                if 4 <= len(line.split()) <= 40 and not line.isupper():
                    seen.setdefault(re.sub(r"\W+|\d+", "", line.lower())[:30], line)
    kept = sorted(seen.values())
    draw.shuffle(kept)
    for number in range(0, min(len(kept), HEADLINES * SHEETS), HEADLINES):
        yield f"headlines-{number}", "\n".join(kept[number : number + HEADLINES])


def records(shared: Path) -> Iterator[tuple[str, str]]:
    """The example sentences of PLOVER's gold records."""
    raw = (shared / "data/plover_gsr/gold_standard_records/PLOVER_GSR_CAMEO.txt").read_text(encoding="utf-8")
    texts = list(dict.fromkeys(json.loads(f'"{t}"') for t in re.findall(r'"text":\s*"((?:[^"\\]|\\.)*)"', raw)))
    for number in range(0, len(texts), HEADLINES):
        yield f"plover-{number}", "\n".join(texts[number : number + HEADLINES])


def news(shared: Path, coded: set[str]) -> Iterator[tuple[str, str]]:
    """Newswire that nobody coded: TimeBank and AQUAINT, some of MUC-4's messages."""
    for path in sorted((shared / "data/tempeval3/TBAQ-cleaned").rglob("*.tml")):
        name = f"tbaq-{path.stem}"
        if name not in coded and not path.stem.startswith("wsj"):
            yield name, corpus_text(shared / "data", str(path.relative_to(shared / "data")))
    for part in sorted((shared / "data/muc4/TASK/CORPORA/dev").glob("dev-muc3-*")):
        for document in re.findall(r"^DEV-MUC3-\d+", part.read_text(errors="replace"), re.M)[:MESSAGES]:
            name = f"muc4-{document.rsplit('-', 1)[1]}"
            if name not in coded:
                text = corpus_text(shared / "data", f"muc4/TASK/CORPORA/dev/{part.name}#{document}")
                yield name, re.sub(r"(^|[.?!] )([a-z])", lambda m: m.group(1) + m.group(2).upper(), text)


def papers(shared: Path, coded: set[str]) -> Iterator[tuple[str, str]]:
    """Newspapers that nobody coded: ECB+ and the Local-Global Lexicon, the halves that may be learned from."""
    data = shared / "data"
    with tarfile.open(data / "ecbplus/ecbplus_xml.tar.gz") as tar:
        names = sorted(m.name.rsplit("/", 1)[-1] for m in tar.getmembers() if m.name.endswith(".xml"))
    for name in names:
        if int(name.split("_")[0]) <= LAST_TOPIC and f"ecb-{name.removesuffix('.xml')}" not in coded:
            yield f"ecb-{name.removesuffix('.xml')}", joined(corpus_text(data, f"ecbplus/{name}"))
    for article in ElementTree.parse(data / "geoparsing/lgl.xml").getroot():
        number = article.get("docid", "")
        if int(number) % 2 and f"lgl-{number}" not in coded:
            yield f"lgl-{number}", (article.findtext("text") or "").strip()


def joined(tokens: str) -> str:
    """Tokens with blanks between them, as one would print them."""
    text = re.sub(r"``\s*|\s*''", '"', tokens)
    text = re.sub(r" (?=[.,;:?!)%]|n't\b|'(?:s|m|re|ve|ll|d)\b)", "", text)
    return re.sub(r"(?<=[($£]) ", "", text)


def main() -> None:
    """Gather as the command line says."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--shared", required=True)
    ask.add_argument("--coded", nargs="+", required=True, help="folders of coded reports: they are left out")
    ask.add_argument("--without", required=True, help="folder of the development reports")
    ask.add_argument("--save", required=True)
    ask.add_argument("--news", action="store_true", help="news of other newsrooms alone")
    ask.add_argument("--papers", action="store_true", help="newspapers alone")
    given = ask.parse_args()
    shared = Path(given.shared)
    known = [
        json.loads(p.read_text(encoding="utf-8")) for d in [*given.coded, given.without] for p in Path(d).glob("*.json")
    ]
    coded = {r["id"] for r in known}
    # the same text may stand under another name: no sentence of a known report is read again
    said = {r["text"][a:b].strip() for r in known for a, b in sentences(r["text"]) if b - a > 40}
    sources = [reports(shared, coded), histories(shared), headlines(shared, random.Random(1)), records(shared)]
    if given.news:
        sources = [news(shared, coded)]
    if given.papers:
        sources = [papers(shared, coded)]
    counts: collections.Counter[str] = collections.Counter()
    with Path(given.save).open("w", encoding="utf-8") as file:
        for name, text in (one for source in sources for one in source):
            spans = sentences(text)
            if sum(text[a:b].strip() in said for a, b in spans) > len(spans) / 10:
                counts["known"] += 1
                continue
            counts[name.split("-")[0].split("_")[0]] += len(text.split())
            file.write(json.dumps({"id": name, "text": text, "sentences": spans}, ensure_ascii=False) + "\n")
    sys.stderr.write(f"words: {dict(counts)}\n")


if __name__ == "__main__":
    main()
