"""The mean of the weights of students that went on from the same one: reads like their vote, at the cost of one.

python training/average.py FILE.pt FILE2.pt … --save MEAN.pt
"""

import argparse

import torch


def main() -> None:
    """Average as the command line says; all but the weights is the first one's."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("models", nargs="+")
    ask.add_argument("--save", required=True)
    given = ask.parse_args()
    saved = [torch.load(path, map_location="cpu", weights_only=True) for path in given.models]
    parts = [part for part in ("weights", "lift") if part in saved[0]]
    mean = {part: {k: sum(s[part][k] for s in saved) / len(saved) for k in saved[0][part]} for part in parts}
    torch.save({**saved[0], **mean}, given.save)


if __name__ == "__main__":
    main()
