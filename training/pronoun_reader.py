"""Train the pronoun reader and write it as ONNX: src/bywhom/data/models/pronouns.onnx, pronoun_pairs.onnx, words.

    python training/pronoun_reader.py train --cases WORK/pronouns --encoder ENCODER --save WORK/pronouns.pt
    python training/pronoun_reader.py export --model FILE.pt --encoder ENCODER --cases WORK/pronouns --out FOLDER

Needs the cases of pronoun_cases.py. Every window is told anew each time: persons bear other stand-ins, are of the other
gender half of the time (pronouns and words of kin with them), and one in five has a name that tells no gender.
"""

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto
from tokenizers import Tokenizer

from bywhom.model.layers import PersonName
from bywhom.nlp import pronoun_windows as told_of
from bywhom.nlp.learned_windows import WINDOW_PIECES
from bywhom.nlp.pronoun_reader import GRAPH, NEAREST, PAIRS, VOCABULARY
from export import MS, Graph
from pronoun_model import Asked, PronounNet, loss

FROZEN, HIDE, OTHERS = 2, 0.2, 0.3  # layers that stay; chance to hide a gender; weight of a pronoun not of GAP
RATE, FRESH = 1e-4, 3e-4
SEEN = 4  # times that a piece must have been seen to be kept
PAIRS_OF_WORDS = (
    "he:she himself:herself man:woman men:women boy:girl boys:girls father:mother son:daughter brother:sister"
    " husband:wife uncle:aunt king:queen prince:princess mr:mrs actor:actress nephew:niece lord:lady"
    " grandfather:grandmother sons:daughters brothers:sisters boyfriend:girlfriend widower:widow male:female"
)
OTHER_WORD = dict(tuple(p.split(":")) for p in PAIRS_OF_WORDS.split())
OTHER_WORD |= {v: k for k, v in OTHER_WORD.items()} | {"him": "her", "hers": "his"}
OTHER_GENDER = {"m": "f", "f": "m", "": ""}

Window = tuple[list[int], list[Asked]]


def swapped(word: str, tag: str) -> str:
    """The word for the other gender in its letter case; "" where it has none."""
    low = word.casefold()
    if low in ("his", "her"):
        other = {"his": "her" if tag != "PRP" else "hers", "her": "his" if tag == "PRP$" else "him"}[low]
    else:
        other = OTHER_WORD.get(low, "")
    return other.capitalize() if word[0].isupper() else other


def windows(case: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """The pronouns of a text, window by window as the product reads them."""
    left = case["pronouns"]
    while left:
        begin, end = told_of.window(case["sentences"], [p["start"] for p in left])
        here = [p for p in left if p["start"] < end]
        yield [p | {"window": (begin, end)} for p in here]
        left = left[len(here) :]


def tell(tokenizer: Tokenizer, case: dict[str, Any], here: Sequence[dict[str, Any]], rng: random.Random) -> Window:
    """One window in one telling of chance."""
    begin, end = here[0]["window"]
    flipped = rng.random() < 0.5
    names = [PersonName(start=s, end=e, who=w, gender=g) for s, e, w, g in here[0]["names"]]
    hidden = {n.who: rng.random() < HIDE for n in names}
    names = [replace(n, gender="" if hidden[n.who] else OTHER_GENDER[n.gender] if flipped else n.gender) for n in names]
    shuffled = {g: tuple(rng.sample(words, len(words))) for g, words in told_of.STAND_INS.items()}
    told = told_of.retold(case["text"], names, begin, end, stand_ins=shuffled)
    if flipped:
        told = other_gender(case, told)
    coded = tokenizer.encode(told.text)
    cut = max(0, len(coded.ids) - WINDOW_PIECES)
    starts, ends = (np.array(c[cut:]) for c in zip(*coded.offsets, strict=True))

    def pieces(start: int, stop: int) -> list[int]:
        place = told.place(start, stop)
        return [] if place is None else np.flatnonzero((starts < place[1]) & (ends > place[0]))[:4].tolist()

    asked = [asking(p, pieces, 1.0 if case["source"] == "gap" else OTHERS) for p in here]
    return coded.ids[cut:], [one for one in asked if one.pieces]


def other_gender(case: dict[str, Any], told: told_of.Told) -> told_of.Told:
    """The window with its pronouns and words of kin changed to the other gender, stand-ins untouched."""
    tags, parts, stretches, at = dict(case["gendered"]), [], [], 0
    for s in told.stretches:
        here = [] if s.word else list(re.finditer(r"[A-Za-z]+", case["text"][s.start : s.end]))
        cuts = [
            (s.start + m.start(), s.start + m.end(), swapped(m[0], tags.get(s.start + m.start(), ""))) for m in here
        ]
        done = s.start
        for start, end, word in [*((a, b, w) for a, b, w in cuts if w), (s.end, s.end, "")]:
            for a, b, w in ((done, start, s.word), (start, end, word)):
                if a < b:
                    stretches.append(told_of.Stretch(start=a, end=b, at=at, word=w))
                    parts.append(w or case["text"][a:b])
                    at += len(parts[-1])
            done = end
    return told_of.Told(text="".join(parts), stretches=tuple(stretches))


def asking(p: dict[str, Any], pieces: Any, weight: float) -> Asked:
    """One pronoun with its candidates gathered by whom they mean."""
    groups: dict[int, list[tuple[dict[str, Any], bool]]] = {}
    for candidate, right in zip(p["candidates"], p["right"], strict=True):
        groups.setdefault(candidate["who"], []).append((candidate, right))
    telling = [[c for c, _ in g if not c["pronoun"]] or [c for c, _ in g] for g in groups.values()]
    return Asked(
        pieces=pieces(p["start"], p["end"]),
        mentions=[[m for c in g if (m := pieces(*c["head"]))][:NEAREST] for g in telling],
        right=[any(r for _, r in g) for g in groups.values()],
        signs=[max(c["score"] for c, _ in g) for g in groups.values()],
        weight=weight,
    )


def batch(made: Sequence[Window]) -> tuple[torch.Tensor, torch.Tensor, list[tuple[int, Asked]]]:
    """Padded pieces, their mask, and every pronoun with its row."""
    size = max(len(ids) for ids, _ in made)
    ids, mask = torch.zeros(len(made), size, dtype=torch.long), torch.zeros(len(made), size)
    for row, (own, _) in enumerate(made):
        ids[row, : len(own)], mask[row, : len(own)] = torch.tensor(own), 1
    return ids, mask, [(row, one) for row, (_, asked) in enumerate(made) for one in asked]


def tokenizer_of(folder: str) -> Tokenizer:
    """The encoder's whole vocabulary, nothing cut or padded."""
    tokenizer = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def cases(folder: Path, names: Sequence[str]) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """(text, pronouns of one window) of the sets named."""
    for name in names:
        with (folder / f"{name}.jsonl").open(encoding="utf-8") as file:
            for line in file:
                case = json.loads(line)
                yield from ((case, here) for here in windows(case))


def train(given: argparse.Namespace) -> None:
    """Learn for so many minutes, the rate falling to nothing by then."""
    torch.manual_seed(given.seed)
    rng, tokenizer = random.Random(given.seed), tokenizer_of(given.encoder)
    net = PronounNet(given.encoder, list(range(tokenizer.get_vocab_size())), given.layers)
    if given.start:
        net.load_state_dict(torch.load(given.start))
    net.r.frozen = FROZEN
    for part in (net.r.words, net.r.places, net.r.norm, *net.r.layers[:FROZEN]):
        part.requires_grad_(False)
    old = [p for p in net.r.parameters() if p.requires_grad]
    new = [p for n, p in net.named_parameters() if not n.startswith("r.")]
    steps = torch.optim.AdamW([{"params": old, "lr": RATE}, {"params": new, "lr": FRESH}], fused=True)
    core, more = list(cases(given.cases, given.sets)), list(cases(given.cases, given.more))
    began, spent = time.time(), 0.0
    while spent < 1:
        todo = core + rng.sample(more, len(more) // 2)
        rng.shuffle(todo)
        for at in range(0, len(todo), 128):
            made = sorted((tell(tokenizer, *one, rng) for one in todo[at : at + 128]), key=lambda m: len(m[0]))
            made = [m for m in made if m[1]]
            for i in range(0, len(made), 8):
                ids, mask, asked = batch(made[i : i + 8])
                cost = loss(net.scores(ids, mask, asked), [one for _, one in asked])
                steps.zero_grad()
                cost.backward()
                torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
                spent = (time.time() - began) / 60 / given.minutes
                for group, rate in zip(steps.param_groups, (RATE, FRESH), strict=True):
                    group["lr"] = rate * min(1.0, spent / 0.06) * max(0.0, 1 - spent)
                steps.step()
    torch.save(net.state_dict(), given.save)


def kept_words(tokenizer: Tokenizer, folder: Path, more: Path) -> list[int]:
    """Pieces that the texts learned from use often (or at all, where the other vocabulary has them), and short ones."""
    sets = ("gap-test", "gap-validation", "gum", "litbank")
    seen = Counter(i for name in sets for i in pieces_of(tokenizer, folder, name))
    other = json.loads(more.read_text(encoding="utf-8"))["model"]["vocab"]
    used = {i for i, n in seen.items() if n >= SEEN or tokenizer.id_to_token(i) in other}
    used |= {i for word, i in tokenizer.get_vocab().items() if len(word.removeprefix("##")) <= 2 or word[0] == "["}
    return sorted(i for i in used if not (tokenizer.id_to_token(i) or "").startswith("[unused"))


def pieces_of(tokenizer: Tokenizer, folder: Path, name: str) -> Iterator[int]:
    """The pieces of a set's texts."""
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as file:
        for line in file:
            yield from tokenizer.encode(json.loads(line)["text"]).ids


def export(given: argparse.Namespace) -> None:
    """Two graphs with whole-number weights, and the vocabulary pruned to what is used."""
    tokenizer = tokenizer_of(given.encoder)
    net = PronounNet(given.encoder, list(range(tokenizer.get_vocab_size())), given.layers)
    net.load_state_dict(torch.load(given.model))
    rows = kept_words(tokenizer, given.cases, given.out / "tokenizer.json")
    plain = json.loads(tokenizer.to_str())
    plain["model"]["vocab"] = {tokenizer.id_to_token(i): n for n, i in enumerate(rows)}
    for token in plain["added_tokens"]:
        token["id"] = plain["model"]["vocab"][token["content"]]
    for token in plain["post_processor"].get("special_tokens", {}).values():
        token["ids"] = [plain["model"]["vocab"][t] for t in token["tokens"]]
    (given.out / VOCABULARY).write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    encoder_graph(net, rows, given.out / GRAPH, given.bits)
    pairs_graph(net, given.out / PAIRS)


def encoder_graph(net: PronounNet, rows: Sequence[int], path: Path, bits: int) -> None:
    """Pieces → what each asks for and offers."""
    g = Graph(bits)
    table = net.r.words.weight.detach().numpy()[rows]
    scale = np.abs(table).max(1, keepdims=True) / 127 + 1e-12
    whole, scales = g.const(np.round(table / scale).astype(np.int8)), g.const(scale.astype(np.float32))
    words = g.op("Cast", g.op("Gather", whole, "ids", axis=0), to=TensorProto.FLOAT)
    words = g.op("Mul", words, g.op("Gather", scales, "ids", axis=0))
    length = g.op("Shape", "ids", start=1, end=2)
    places = g.half(net.r.places.weight.detach().numpy()[:WINDOW_PIECES])
    here = g.op("Slice", places, g.const(np.array([0])), length, g.const(np.array([0])))
    x = g.norm(g.op("Add", words, here), net.r.norm)
    for layer in net.r.layers:
        x = g.layer(x, layer, [])
    shape = ["batch", "length", table.shape[1]]
    outputs = {"asks": (g.linear(x, net.pp), shape), "offers": (g.linear(x, net.cc), shape)}
    g.save(path, {"ids": (TensorProto.INT64, shape[:2])}, outputs)


def pairs_graph(net: PronounNet, path: Path) -> None:
    """Rows that ask and rows that offer → scores."""
    g = Graph(32)
    joined = g.op("Concat", "asks", "offers", g.op("Mul", "asks", "offers"), axis=-1)
    inner = g.op("Gelu", g.exact(joined, net.mlp[0]), domain=MS)
    scores = g.op("Squeeze", g.exact(inner, net.mlp[2]), g.const(np.array([1])))
    row = (TensorProto.FLOAT, ["pairs", net.pp.out_features])
    g.save(path, {"asks": row, "offers": row}, {"scores": (scores, ["pairs"])})
    made = onnx.load(str(path))
    onnx.helper.set_model_props(made, {"none": str(net.none.item())})
    onnx.save(made, str(path))


def main() -> None:
    """Train or export as the command line says."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("what", choices=("train", "export"))
    ask.add_argument("--cases", type=Path, required=True)
    ask.add_argument("--encoder", required=True)
    ask.add_argument("--layers", type=int, default=6)
    ask.add_argument("--sets", nargs="+", default=["gap-test", "gap-validation"])
    ask.add_argument("--more", nargs="*", default=["gum", "litbank"], help="half of them a round")
    ask.add_argument("--minutes", type=float, default=45)
    ask.add_argument("--start", default="", help="weights to go on from")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--save", default="")
    ask.add_argument("--model", default="")
    ask.add_argument("--out", type=Path)
    ask.add_argument("--bits", type=int, choices=(4, 8, 32), default=8)
    given = ask.parse_args()
    (train if given.what == "train" else export)(given)


if __name__ == "__main__":
    main()
