"""Write a pronoun reader as ONNX: src/bywhom/data/models/pronouns.onnx, pronoun_pairs.onnx, pronoun_tokenizer.json.

    python training/pronoun_export.py --model WORK/small.pt --encoder MPNET --cases WORK/pronouns --out FOLDER

Weights are nibbles that unfold to signed bytes at load (export.py), word vectors nibbles that unfold when asked for.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto
from tokenizers import Tokenizer

from bywhom.nlp.learned_windows import WINDOW_PIECES
from bywhom.nlp.pronoun_reader import GRAPH, PAIRS, VOCABULARY
from bywhom.nlp.pronoun_windows import STAND_INS
from export import MS, Graph, words
from pronoun_model import PronounNet, opened
from pronoun_reader import tokenizer_of

SETS = {"gap-test": 3.0, "gap-validation": 3.0, "gum": 1.0, "litbank": 0.3, "news": 0.5}  # what a piece counts in each


def kept_words(tokenizer: Tokenizer, folder: Path, count: int) -> list[int]:
    """The pieces that the texts use most, single letters, marks and stand-ins before all others."""
    seen: Counter[int] = Counter()
    for name, weight in SETS.items():
        for i, times in Counter(pieces_of(tokenizer, folder, name)).items():
            seen[i] += times * weight
    whole = {w.lower() for words in STAND_INS.values() for w in words}
    first = {
        i for word, i in tokenizer.get_vocab().items()
        if word.isascii() and (len(word.removeprefix("##")) <= 2 or word in whole or word[0] in "[<")
        and not word.startswith("[unused")
    }  # fmt: skip
    others = [i for i, _ in seen.most_common() if i not in first]
    return sorted(first | set(others[: max(0, count - len(first))]))


def pieces_of(tokenizer: Tokenizer, folder: Path, name: str) -> Iterator[int]:
    """The pieces of a set's texts."""
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as file:
        for line in file:
            yield from tokenizer.encode(json.loads(line)["text"]).ids


def write_words(tokenizer: Tokenizer, rows: Sequence[int], path: Path) -> None:
    """The tokenizer with these pieces alone."""
    plain = json.loads(tokenizer.to_str())
    kept = {tokenizer.id_to_token(i): n for n, i in enumerate(rows)}
    plain["model"]["vocab"] = kept
    plain["added_tokens"] = [t | {"id": kept[t["content"]]} for t in plain["added_tokens"] if t["content"] in kept]
    around = plain["post_processor"]
    for token in around.get("special_tokens", {}).values():
        token["ids"] = [kept[t] for t in token["tokens"]]
    for side in ("sep", "cls"):
        if isinstance(around.get(side), list):
            around[side][1] = kept[around[side][0]]
    path.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")


def encoder_graph(net: PronounNet, rows: Sequence[int], path: Path, bits: int) -> None:
    """Pieces → what each asks for and offers."""
    g = Graph(bits)
    table = net.r.words.weight.detach().numpy()[rows]
    length = g.op("Shape", "ids", start=1, end=2)
    places = g.half(net.r.places.weight.detach().numpy()[net.r.offset : net.r.offset + WINDOW_PIECES])
    here = g.op("Slice", places, g.const(np.array([0])), length, g.const(np.array([0])))
    x = g.norm(g.op("Add", words(g, table), here), net.r.norm)
    seen = g.seen(net.r, length)
    for layer in net.r.layers:
        x = g.layer(x, layer, seen)
    shape = ["batch", "length", table.shape[1]]
    outputs = {"asks": (g.linear(x, net.pp), shape), "offers": (g.linear(x, net.cc), shape)}
    g.save(path, {"ids": (TensorProto.INT64, shape[:2])}, outputs)


def pairs_graph(net: PronounNet, path: Path) -> None:
    """Rows that ask and rows that offer → scores."""
    g = Graph(32)
    joined = g.op("Concat", "asks", "offers", g.op("Mul", "asks", "offers"), axis=-1)
    first = net.mlp[0]
    inner = g.op("MatMul", joined, g.bytes(first.weight.detach().numpy().T.copy()))
    inner = g.op("Gelu", g.op("Add", inner, g.const(first.bias.detach().numpy())), domain=MS)
    scores = g.op("Squeeze", g.exact(inner, net.mlp[2]), g.const(np.array([1])))
    row = (TensorProto.FLOAT, ["pairs", net.pp.out_features])
    g.save(path, {"asks": row, "offers": row}, {"scores": (scores, ["pairs"])})
    made = onnx.load(str(path))
    onnx.helper.set_model_props(made, {"none": str(net.none.item())})
    onnx.save(made, str(path))


def main() -> None:
    """Export as the command line says."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--model", required=True)
    ask.add_argument("--encoder", required=True)
    ask.add_argument("--cases", type=Path, required=True)
    ask.add_argument("--words", type=int, default=8_800, help="pieces to keep")
    ask.add_argument("--bits", type=int, choices=(4, 8, 32), default=4)
    ask.add_argument("--out", type=Path, required=True)
    given = ask.parse_args()
    tokenizer = tokenizer_of(given.encoder)
    net = opened(given.model, given.encoder, list(range(tokenizer.get_vocab_size()))).eval()
    rows = kept_words(tokenizer, given.cases, given.words)
    write_words(tokenizer, rows, given.out / VOCABULARY)
    encoder_graph(net, rows, given.out / GRAPH, given.bits)
    pairs_graph(net, given.out / PAIRS)


if __name__ == "__main__":
    main()
