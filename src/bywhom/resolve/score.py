"""Score a pair of entities: the strongest reason, raised a little by further ones, with all reasons in words."""

from dataclasses import dataclass

from bywhom.resolve.features import FEATURES, Thing, barred

SURE = 0.85  # judged the same without a person; below it, and above WORTH_ASKING, a person is asked
WORTH_ASKING = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How likely two entities are one (0 to 1) and the reasons, strongest first."""

    value: float
    reasons: tuple[str, ...] = ()


def score(a: Thing, b: Thing) -> Score:
    """The score of a pair. What bars it makes it 0 and is its only reason."""
    if against := barred(a, b):
        return Score(value=0.0, reasons=(against,))
    found = sorted((f(a, b) for f in FEATURES), key=lambda like: -like.score)
    found = [like for like in found if like.score > 0]
    if not found:
        return Score(value=0.0)
    value = min(1.0, found[0].score + 0.02 * (len(found) - 1))
    return Score(value=value, reasons=tuple(like.reason for like in found))
