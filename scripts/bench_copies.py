"""Find near copies among many made-up reports: how many are found, how many are wrong, how quickly, in what memory.

    python scripts/bench_copies.py [--reports 100000]

Reports of 150 to 450 words are drawn from a vocabulary with the skew of a language. One in twenty is a copy of an
earlier one as an editor leaves it: one word in 25 replaced, its end cut off, a new opening in one of three.
Prints one JSON object.
"""

import argparse
import json
import random
import resource
import time

from bywhom.ingest.lineage import CopyIndex

WORDS, SHARE, EDITED = 20_000, 0.05, 0.04


def drawn(random_: random.Random, size: int) -> list[str]:
    """Words by rank, the frequent ones often; a full stop now and then so that there are sentences."""
    words = [f"w{int(WORDS ** random_.random())}" for _ in range(size)]
    return [w + "." if i % 17 == 16 else w for i, w in enumerate(words)]


def edited(random_: random.Random, words: list[str]) -> list[str]:
    """A copy as an editor leaves it."""
    kept = [w if random_.random() > EDITED else f"w{random_.randrange(WORDS)}" for w in words]
    kept = kept[: int(len(kept) * random_.uniform(0.7, 1.0))]
    return drawn(random_, 20) + kept if random_.random() < 1 / 3 else kept


def measure(count: int) -> dict[str, float]:
    """Precision and recall over the copies, reports a second, peak memory in MB."""
    random_ = random.Random(7)
    index, texts = CopyIndex(), dict[int, list[str]]()
    right = wrong = made = 0
    seconds = 0.0
    for number in range(count):
        origin = random_.choice(list(texts)) if texts and random_.random() < SHARE else None
        words = drawn(random_, random_.randint(150, 450)) if origin is None else edited(random_, texts[origin])
        if origin is None and len(texts) < 2_000:
            texts[number] = words
        made += origin is not None
        text = " ".join(words)
        started = time.process_time()
        found = {int(other) for other, _ in index.add(str(number), text)}
        seconds += time.process_time() - started
        right += origin is not None and origin in found
        wrong += bool(found) and origin is None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "reports": count, "copies": made, "recall": round(right / made, 4), "false": wrong,
        "per_second": round(count / seconds), "mb": round(peak),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    print(json.dumps(measure(parser.parse_args().reports)))


if __name__ == "__main__":
    main()
