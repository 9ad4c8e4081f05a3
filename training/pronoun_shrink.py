r"""Make a small pronoun reader of a large one: fewer layers, narrower ones, taught by what the large one reads.

    python training/pronoun_shrink.py lessons --cases WORK/pronouns --encoder MPNET --teacher WORK/teacher.pt \
        --unlabelled gap-others news --save WORK/lessons.pt
    python training/pronoun_shrink.py shrink --cases WORK/pronouns --encoder MPNET --teacher WORK/teacher.pt \
        --lessons WORK/lessons.pt --save WORK/small.pt

The lessons are windows told once, with the teacher's scores and its last hidden states. The student keeps the teacher's
lowest layers and, of their inner neurons, those that matter most (neurons.py). It learns to have the
teacher's hidden states and scores, and what is right where that is known.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from export import BLOCK, nibbles
from neurons import importance, narrowed
from pronoun_model import LOW, PLAIN, Asked, PronounNet, loss, opened, saved
from pronoun_reader import Window, batch, cases, tell, tokenizer_of

ASKED = 96  # windows on which it is told what matters
LEAD = 5.0  # as in extract/pronouns.py
KNOWN = 0.5  # weight of what is right beside what the teacher says, where it is known

Lesson = tuple[Window, list[list[float]], Tensor]


def lessons(given: argparse.Namespace) -> None:
    """Let the teacher read the labelled windows and the unlabelled ones."""
    rng, tokenizer = random.Random(given.seed), tokenizer_of(given.encoder)
    teacher = opened(given.teacher, given.encoder, list(range(tokenizer.get_vocab_size()))).eval()
    told = [tell(tokenizer, *one, rng) for one in cases(given.cases, given.sets)]
    others = [tell(tokenizer, *one, rng) for one in cases(given.cases, given.unlabelled)]
    told += [(ids, [one for one in asked if doubtful(one.signs)]) for ids, asked in others]
    out: list[Lesson] = []
    for made in sized([t for t in told if t[1]], given.batch):
        ids, mask, asked = batch(made)
        with torch.no_grad():
            hidden = teacher.encode(ids, mask)
            scores = [s.tolist() for s in teacher.told(hidden, asked)]
        for row, window in enumerate(made):
            own = [s for s, (r, _) in zip(scores, asked, strict=True) if r == row]
            out.append((window, own, hidden[row, : len(window[0])].half()))
    torch.save(out, given.save)


def doubtful(signs: Sequence[float]) -> bool:
    """True where the signs put no candidate so far ahead that the product would not ask the reader."""
    best = sorted(signs, reverse=True)
    return len(best) > 1 and best[0] - best[1] < LEAD


def sized(made: Sequence[Any], size: int, length: Any = lambda one: len(one[0])) -> Iterator[list[Any]]:
    """Batches of about one length."""
    ordered = sorted(made, key=length)
    yield from (ordered[i : i + size] for i in range(0, len(ordered), size))


def costs(net: PronounNet, made: Sequence[Window], size: int) -> Iterator[Tensor]:
    """The loss of each batch."""
    for ids, mask, asked in map(batch, sized(made, size)):
        yield loss(net.scores(ids, mask, asked), [one for _, one in asked])


def rounded(table: Tensor) -> Tensor:
    """Word vectors as they will be shipped: nibbles with a multiplier a block and a scale a word."""
    values, factor, scale = nibbles(table.numpy().T.copy())
    whole = values.reshape(len(factor), BLOCK, -1) * factor[:, None].astype(np.float32)
    return torch.tensor((whole.reshape(values.shape) * scale).T.copy())


def shrink(given: argparse.Namespace) -> None:
    """Cut the teacher down and teach what is left."""
    torch.manual_seed(given.seed)
    rng, tokenizer = random.Random(given.seed), tokenizer_of(given.encoder)
    net = opened(given.teacher, given.encoder, list(range(tokenizer.get_vocab_size())))
    held: list[Lesson] = torch.load(given.lessons, weights_only=False)
    known = [w for w, _, _ in held if any(any(one.right) for one in w[1])]
    some = rng.sample(known, min(ASKED, len(known)))
    matters = importance(net, net.r.layers, costs(net, some, given.batch))[: given.layers]
    net.r.layers = nn.ModuleList(narrowed(net.r.layers[: given.layers], matters, given.neurons))
    net.r.words.weight.data = rounded(net.r.words.weight.detach())
    for part in (net.r.words, net.r.places, net.r.norm):
        part.requires_grad_(False)
    steps = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], lr=given.rate, fused=True)
    began, spent = time.time(), 0.0
    while spent < 1:
        rng.shuffle(held)
        for made in shuffled(held, given.batch):
            lesson(net, made).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            spent = (time.time() - began) / 60 / given.minutes
            steps.param_groups[0]["lr"] = given.rate * min(1.0, spent / 0.05) * max(0.0, 1 - spent)
            steps.step()
            steps.zero_grad()
            if spent >= 1:
                break
    torch.save(saved(net), given.save)


def shuffled(held: Sequence[Lesson], size: int) -> Iterator[list[Lesson]]:
    """The lessons in their order, in batches of about one length."""
    for at in range(0, len(held), 16 * size):
        yield from sized(held[at : at + 16 * size], size, lambda one: len(one[0][0]))


def lesson(net: PronounNet, made: Sequence[Lesson]) -> Tensor:
    """How far the student is from the teacher's hidden states and scores, and from what is right."""
    ids, mask, asked = batch([window for window, _, _ in made])
    goal = torch.zeros(*ids.shape, net.pp.in_features)
    for row, (_, _, hidden) in enumerate(made):
        goal[row, : len(hidden)] = hidden.float()
    x, inside = net.encode(ids, mask), mask[..., None]
    far = (((x - goal) * inside) ** 2).sum() / ((goal * inside) ** 2).sum()
    taught = [torch.tensor(scores) for _, own, _ in made for scores in own]
    rows = zip(net.told(x, asked), taught, (one for _, one in asked), strict=True)
    return far + torch.stack([apart(own, theirs, one) for own, theirs, one in rows]).mean()


def apart(own: Tensor, theirs: Tensor, one: Asked) -> Tensor:
    """How far a pronoun's scores are from the teacher's, and from what is right where it is known."""
    total, known = torch.zeros(()), KNOWN * any(one.right)
    for part, signs in ((1 - PLAIN, torch.tensor(one.signs)), (PLAIN, torch.zeros(len(one.signs)))):
        mine, goal = torch.log_softmax(own + signs, 0), torch.log_softmax(theirs + signs, 0)
        right = mine.masked_fill(~torch.tensor(one.right), LOW)
        total = total + part * (1 - known) * (goal.exp() * (goal - mine)).sum()
        total = total - part * known * torch.logsumexp(right, 0)
    return total


def main() -> None:
    """Make lessons or the student as the command line says."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("what", choices=("lessons", "shrink"))
    ask.add_argument("--cases", type=Path, required=True)
    ask.add_argument("--encoder", required=True)
    ask.add_argument("--teacher", required=True)
    ask.add_argument("--sets", nargs="+", default=["gap-test"])
    ask.add_argument("--unlabelled", nargs="*", default=["gap-others", "news"])
    ask.add_argument("--lessons", default="")
    ask.add_argument("--layers", type=int, default=8)
    ask.add_argument("--neurons", type=int, default=15_000, help="inner neurons of all layers together")
    ask.add_argument("--minutes", type=float, default=60)
    ask.add_argument("--rate", type=float, default=1e-4)
    ask.add_argument("--batch", type=int, default=10)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--save", required=True)
    given = ask.parse_args()
    (lessons if given.what == "lessons" else shrink)(given)


if __name__ == "__main__":
    main()
