"""Turn coded reports and public sets into training documents, and prune the vocabulary.

    python training/prepare.py --out WORK --encoder FOLDER --claims DIR [DIR…] …

Writes WORK/docs.jsonl (one training document a line), WORK/tokenizer.json (word pieces that occur in the given
texts, plus the most frequent ones) and WORK/vocab.json (which rows of the encoder's embedding are kept).
A training document is {"id", "kind": claims | ner | attribution, "split": train | hold, "text", "sentences",
"triggers": [{"span", "type", "roles": {role: [[s, e]]}, "attributes": {…}}], "mentions": [[s, e, type]]}.
Nothing here reads the development or test halves of any set; point it at the training halves only.
"""

import argparse
import collections
import hashlib
import json
import random
import re
import sys
from pathlib import Path

import pysbd
from tokenizers import Tokenizer

from labels import ATTRIBUTES, ATTRIBUTION, ONLY, ROLES_OF
from swap import pool, swapped

Span = tuple[int, int]
#: word pieces of the original vocabulary that are kept without having been seen (its order is by frequency)
FREQUENT = 17_000
SEED = 1
#: letters of a last word that may stand for a whole name: more than so many
SHORT = 3
_segmenter = pysbd.Segmenter(language="en", clean=False, char_span=True)


def sentences(text: str) -> list[Span]:
    """Sentences by pysbd within each line, without outer blanks."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        for part in _segmenter.segment(line.group()):
            start, end = line.start() + part.start, line.start() + part.end
            words = text[start:end]
            start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
            if end > start:
                found.append((start, end))
    return found


def joined(spans: list[Span], coded: list[Span]) -> list[Span]:
    """Own sentences, merged where a coded sentence spans several."""
    out: list[Span] = []
    for start, end in sorted(spans):
        crosses = out and any(a < out[-1][1] and start < b for a, b in coded)
        if crosses:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def share(name: str) -> float:
    """A number in [0, 1) that depends on the name alone: splits stay the same from run to run."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) / 2**32


def claim_document(report: dict, split: str) -> dict:
    """One coded report (the codebook's JSON form) as a training document."""
    text, triggers = report["text"], []
    for claim in report["claims"]:
        roles = {
            role: [f["span"] for f in fillers if f.get("span")]
            for role, fillers in claim["roles"].items()
            if not isinstance(fillers, str) and role in ROLES_OF[claim["type"]].split()
        }
        if claim.get("when") and claim["when"].get("span"):
            roles["when"] = [claim["when"]["span"]]
        roles["source"] = [s["span"] for s in claim["source"] if s.get("span")]
        unknown = ["source"] if any(s["kind"] != "reporter" and not s.get("span") for s in claim["source"]) else []
        triggers.append(
            {
                "span": claim["trigger"],
                "type": claim["type"],
                "roles": roles,
                "unknown": unknown,
                "attributes": attributes(claim),
            }
        )
    coded = [tuple(c["sentence"]) for c in report["claims"]]
    spans = joined(sentences(text), coded)
    return {
        "id": report["id"],
        "kind": "claims",
        "split": split,
        "text": text,
        "sentences": spans,
        "triggers": triggers,
    }


def with_speakers(report: dict) -> dict:
    """The report with a span for each speaker that was coded by name alone and whose name its sentence holds.

    Speakers whom the sentence tells in other words, or not at all, keep none: a pass does not learn from them.
    """
    claims = []
    for claim in report["claims"]:
        start, end = claim["sentence"]
        words = report["text"][start:end]
        claims.append({**claim, "source": [placed(s, words, start) for s in claim["source"]]})
    return {**report, "claims": claims}


def placed(speaker: dict, words: str, start: int) -> dict:
    """The speaker with a span where ``words``, which begin at ``start``, hold the name or its last word."""
    name = speaker.get("entity") or ""
    if speaker.get("span") or speaker["kind"] == "reporter" or not name[:1].isalpha():
        return speaker
    last = name.split()[-1]
    tried = [name, last] if last[0].isupper() and len(last) > SHORT else [name]
    found = next((m for n in tried if (m := re.search(rf"\b{re.escape(n)}\b", words, re.IGNORECASE))), None)
    return {**speaker, "span": [start + found.start(), start + found.end()]} if found else speaker


def attributes(claim: dict) -> dict[str, str]:
    """The attribute values of a claim that its type can carry, unknown values left out."""
    given = {
        "valid": "yes",
        "polarity": claim["polarity"],
        "modality": claim["modality"],
        "phase": claim.get("phase") or "",
        "source_kind": (claim["source"] or [{"kind": "reporter"}])[0].get("kind", "reporter"),
        "degree": claim["roles"].get("degree", ""),
        "kind": claim["roles"].get("kind", "other"),
        "act": claim["roles"].get("act", "declaration"),
    }
    return {
        name: value
        for name, value in given.items()
        if claim["type"] in ONLY.get(name, {claim["type"]}) and value in ATTRIBUTES[name]
    }


def claims(folders: list[str], hold: int, without: set[str], swaps: int) -> list[dict]:
    """All coded reports of the folders, told again ``swaps`` times; ``hold`` of the first folder's are kept aside."""
    seen, out, kept = set(without), [], []
    held = sorted((f.stem for f in Path(folders[0]).glob("*.json")), key=share)[:hold]
    for folder in folders:
        for path in sorted(Path(folder).glob("*.json")):
            report = json.loads(path.read_text(encoding="utf-8"))
            if report["id"] in seen:
                continue
            report = with_speakers(report)
            seen.add(report["id"])
            out.append(claim_document(report, "hold" if path.stem in held else "train"))
            if path.stem not in held:
                kept.append(report)
    names, draw = pool(kept), random.Random(SEED)
    return out + [claim_document(swapped(r, names, draw), "train") for _ in range(swaps) for r in kept]


def ner(path: str) -> list[dict]:
    """The sentences of a CoNLL file, tokens joined by a blank, as documents of one sentence."""
    out, tokens, labels = [], [], []
    for line in [*Path(path).read_text(encoding="utf-8").splitlines(), ""]:
        if line.strip():
            token, label = line.rsplit("\t", 1) if "\t" in line else line.rsplit(None, 1)
            tokens.append(token.strip())
            labels.append(label.strip())
        elif tokens:
            text, mentions = "", []
            for token, label in zip(tokens, labels, strict=True):
                start = len(text) + (1 if text else 0)
                text += (" " if text else "") + token
                if label.startswith("I-") and mentions and mentions[-1][1] == start - 1:
                    mentions[-1][1] = len(text)
                elif label != "O":
                    mentions.append([start, len(text), label[2:]])
            name = f"ner{len(out)}"
            row = {"id": name, "kind": "ner", "split": "train", "text": text, "sentences": [(0, len(text))]}
            out.append({**row, "triggers": [], "mentions": mentions})
            tokens, labels = [], []
    return out


def attribution(folder: str, part: float) -> list[dict]:
    """PolNeAR articles: a cue is a trigger, its source and content are roles."""
    out = []
    for path in sorted((Path(folder) / "text").glob("*.txt")):
        notes = sorted((Path(folder) / "attributions").glob(path.stem + "*.ann"))
        if share(path.stem) >= part or not notes:
            continue
        text, spans, triggers = path.read_bytes().decode("utf-8"), {}, []
        for line in notes[0].read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if line[:1] == "T":
                spans[cells[0]] = [list(map(int, x.split())) for x in cells[1].split(" ", 1)[1].split(";")]
            elif line[:1] == "E":
                parts: dict[str, list] = {"Source": [], "Cue": [], "Content": []}
                for role, key in re.findall(r"(Source|Cue|Content)\d*:(T\d+)", cells[1]):
                    parts[role] += spans.get(key, [])
                if parts["Cue"] and parts["Content"]:
                    roles = {"source": parts["Source"], "content": parts["Content"]}
                    cue = sorted(parts["Cue"])
                    triggers.append({"span": cue[0], "type": ATTRIBUTION, "roles": roles, "attributes": {}})
        row = {"id": path.stem, "kind": "attribution", "split": "train", "text": text, "sentences": sentences(text)}
        out.append({**row, "triggers": triggers})
    return out


def pruned(folder: str, texts: list[str]) -> tuple[dict, list[int]]:
    """The tokenizer with only the pieces worth their bytes, and the rows of the old vocabulary that it keeps."""
    config = json.loads((Path(folder) / "tokenizer.json").read_text(encoding="utf-8"))
    whole = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
    whole.no_truncation()
    whole.no_padding()
    seen: collections.Counter[int] = collections.Counter()
    for coded in whole.encode_batch(texts, add_special_tokens=False):
        seen.update(coded.ids)
    vocabulary = config["model"]["vocab"]
    order = sorted(vocabulary, key=vocabulary.get)
    kept = [
        piece
        for rank, piece in enumerate(order)
        if not piece.startswith("[unused")
        and (rank < FREQUENT or seen[vocabulary[piece]] > 1 or len(piece.removeprefix("##")) <= 2)
        and (piece.isascii() or seen[vocabulary[piece]])
    ]
    rows = [vocabulary[p] for p in kept]
    config["model"]["vocab"] = {p: i for i, p in enumerate(kept)}
    config |= {"truncation": None, "padding": None, "post_processor": None, "added_tokens": []}
    return config, rows


def earlier(folder: str) -> tuple[dict, list[int]]:
    """The tokenizer and the rows that an earlier run wrote."""
    config, rows = ((Path(folder) / name).read_text(encoding="utf-8") for name in ("tokenizer.json", "vocab.json"))
    return json.loads(config), json.loads(rows)


def main() -> None:
    """Read the sources named on the command line and write the training folder."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--out", required=True)
    ask.add_argument("--encoder", required=True, help="folder with model.safetensors and tokenizer.json")
    ask.add_argument("--claims", nargs="+", required=True)
    ask.add_argument("--hold", type=int, default=7, help="reports of the first folder kept aside for thresholds")
    ask.add_argument("--swaps", type=int, default=0, help="how often each report is told again with other names")
    ask.add_argument("--polnear")
    ask.add_argument("--polnear-part", type=float, default=0.2)
    ask.add_argument("--re3d")
    ask.add_argument("--vocabulary", help="an earlier WORK whose word pieces are kept, so that its weights can go on")
    ask.add_argument("--text", nargs="*", default=[], help="JSON lines with a text field: counted for the vocabulary")
    ask.add_argument("--without", help="a folder of reports that must not be used, whatever folder they stand in")
    given = ask.parse_args()
    without = {p.stem for p in Path(given.without).glob("*.json")} if given.without else set()
    docs = claims(given.claims, given.hold, without, given.swaps)
    docs += ner(given.re3d) if given.re3d else []
    docs += attribution(given.polnear, given.polnear_part) if given.polnear else []
    texts = [d["text"] for d in docs]
    for name in given.text:
        rows = map(json.loads, Path(name).read_text(encoding="utf-8").splitlines())
        texts += [row["text"] for row in rows if row["id"] not in without]
    out = Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    config, rows = earlier(given.vocabulary) if given.vocabulary else pruned(given.encoder, texts)
    (out / "tokenizer.json").write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")
    (out / "vocab.json").write_text(json.dumps(rows))
    with (out / "docs.jsonl").open("w", encoding="utf-8") as file:
        for doc in docs:
            file.write(json.dumps(doc, ensure_ascii=False) + "\n")
    counts = collections.Counter((d["kind"], d["split"]) for d in docs)
    sys.stderr.write(f"{dict(counts)}, {len(rows)} word pieces\n")


if __name__ == "__main__":
    main()
