"""Train the pronoun reader: windows of persons under stand-ins, retold each time.

    python training/pronoun_reader.py --cases WORK/pronouns --encoder MPNET --layers 10 --save WORK/teacher.pt

Needs the cases of pronoun_cases.py. Every window is told anew each time: persons bear other stand-ins, are of the other
gender half of the time (pronouns and words of kin with them), and one in five has a name that tells no gender. What is
shipped is made of such a reader by pronoun_shrink.py and written by pronoun_export.py.
"""

import argparse
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from bywhom.model.layers import PersonName
from bywhom.nlp import pronoun_windows as told_of
from bywhom.nlp.learned_windows import WINDOW_PIECES
from bywhom.nlp.pronoun_reader import NEAREST
from pronoun_model import Asked, PronounNet, loss, saved

HIDE, OTHERS = 0.2, 0.3  # chance to hide a gender; weight of a pronoun not of GAP
NOISE = 0.04  # of the pieces that nobody asks about are masked
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


def masked(made: Window, mask: int, rng: random.Random) -> Window:
    """The window with some of the pieces that nobody asks about hidden."""
    ids, asked = made
    used = {i for one in asked for piece in (one.pieces, *(m for ms in one.mentions for m in ms)) for i in piece}
    hidden = [i not in used and rng.random() < NOISE for i in range(len(ids))]
    return [
        mask if h and 0 < i < len(ids) - 1 else piece for i, (piece, h) in enumerate(zip(ids, hidden, strict=True))
    ], asked


def train(given: argparse.Namespace) -> None:
    """Learn for so many rounds, or minutes if these end first, the rate falling to nothing by then."""
    torch.manual_seed(given.seed)
    rng, tokenizer = random.Random(given.seed), tokenizer_of(given.encoder)
    mask = next(i for word, i in tokenizer.get_vocab().items() if word in ("<mask>", "[MASK]"))
    net = PronounNet(given.encoder, list(range(tokenizer.get_vocab_size())), given.layers)
    net.r.frozen = given.frozen
    for part in (net.r.words, net.r.places, net.r.norm, *net.r.layers[: given.frozen]):
        part.requires_grad_(False)
    old = [p for p in net.r.parameters() if p.requires_grad]
    new = [p for n, p in net.named_parameters() if not n.startswith("r.")]
    rates = (given.rate, given.fresh_rate)
    steps = torch.optim.AdamW([{"params": old}, {"params": new}], lr=given.rate, fused=True)
    core, more = list(cases(given.cases, given.sets)), list(cases(given.cases, given.more))
    each = len(core) + int(given.part * len(more))
    began, spent, seen = time.time(), 0.0, 0
    while spent < 1:
        todo = core + rng.sample(more, each - len(core))
        rng.shuffle(todo)
        for made in batches(tokenizer, todo, given.batch, rng):
            ids, padding, asked = batch([masked(m, mask, rng) for m in made])
            cost = loss(net.scores(ids, padding, asked), [one for _, one in asked])
            steps.zero_grad()
            cost.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            seen += len(made)
            spent = max((time.time() - began) / 60 / given.minutes, seen / each / given.rounds)
            for group, rate in zip(steps.param_groups, rates, strict=True):
                group["lr"] = rate * min(1.0, spent / 0.03) * max(0.0, 1 - spent)
            steps.step()
        torch.save(saved(net), given.save)  # after each round


def batches(
    tokenizer: Tokenizer, todo: Sequence[tuple[dict[str, Any], list[dict[str, Any]]]], size: int, rng: random.Random
) -> Iterator[list[Window]]:
    """The windows told in batches of about one length, those in which nothing can be asked left out."""
    for at in range(0, len(todo), 16 * size):
        made = sorted((tell(tokenizer, *one, rng) for one in todo[at : at + 16 * size]), key=lambda m: len(m[0]))
        made = [m for m in made if m[1]]
        parts = [made[i : i + size] for i in range(0, len(made), size)]
        rng.shuffle(parts)
        yield from parts


def main() -> None:
    """Train as the command line says."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--cases", type=Path, required=True)
    ask.add_argument("--encoder", required=True)
    ask.add_argument("--layers", type=int, default=10)
    ask.add_argument("--frozen", type=int, default=4, help="lowest layers that stay as they are")
    ask.add_argument("--sets", nargs="+", default=["gap-test"])
    ask.add_argument("--more", nargs="*", default=["gum", "litbank"])
    ask.add_argument("--part", type=float, default=0.2, help="of --more that a round reads")
    ask.add_argument("--rounds", type=float, default=5)
    ask.add_argument("--minutes", type=float, default=240)
    ask.add_argument("--rate", type=float, default=5e-5)
    ask.add_argument("--fresh-rate", type=float, default=3e-4)
    ask.add_argument("--batch", type=int, default=12)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--save", required=True)
    train(ask.parse_args())


if __name__ == "__main__":
    main()
