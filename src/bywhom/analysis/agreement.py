"""How far two coders agree: Krippendorff's alpha for nominal values, and F1 of what they kept. Pure arithmetic."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def krippendorff(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Nominal alpha over ``units``: each holds one value a coder, None where a coder gave none.

    1 is full agreement, 0 what chance would give; below 0 is worse than chance. None when no unit has two values, and
    1.0 when there is but one value in all (nothing was there to disagree about). Krippendorff, Content Analysis
    (2004), 11.3: alpha = 1 - observed / expected disagreement, from the coincidences of values.
    """
    together: Counter[tuple[Hashable, Hashable]] = Counter()
    for unit in units:
        given = [v for v in unit if v is not None]
        if len(given) < 2:
            continue
        for i, a in enumerate(given):
            for j, b in enumerate(given):
                if i != j:
                    together[a, b] += 1.0 / (len(given) - 1)  # type: ignore[assignment]  # coincidences are fractions
    totals: Counter[Hashable] = Counter()
    for (a, _), weight in together.items():
        totals[a] += weight
    size = sum(totals.values())
    if size == 0:
        return None
    observed = sum(w for (a, b), w in together.items() if a != b) / size
    expected = sum(totals[a] * totals[b] for a in totals for b in totals if a != b) / (size * (size - 1))
    return 1.0 if expected == 0 else 1.0 - observed / expected


def f1(first: int, second: int, both: int) -> float | None:
    """F1 of two sets of sizes ``first`` and ``second`` that share ``both``; None when both are empty."""
    return None if first + second == 0 else 2 * both / (first + second)


def pair_up(first: Sequence[tuple[int, int, str]], second: Sequence[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Pairs (index in first, index in second) of marked claims that tell the same: one type, triggers that overlap.

    Each is used once; the greatest overlap goes first.
    """
    overlaps = [
        (min(a[1], b[1]) - max(a[0], b[0]), i, j)
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if a[2] == b[2] and min(a[1], b[1]) > max(a[0], b[0])
    ]
    out: list[tuple[int, int]] = []
    for _, i, j in sorted(overlaps, key=lambda o: (-o[0], o[1], o[2])):
        if all(i != x and j != y for x, y in out):
            out.append((i, j))
    return sorted(out)
