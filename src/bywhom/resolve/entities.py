"""Match the entities of a new report to those that earlier reports named: precise first, namesakes left apart."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bywhom.resolve.block import block_keys
from bywhom.resolve.features import Thing, bare_name_of, is_only_told, is_site, same_state_body, state_body_of
from bywhom.resolve.names import proper_names
from bywhom.resolve.score import SURE, WORTH_ASKING, score


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One pair that may be one entity; ``sure`` when no person need be asked."""

    new: str
    known: str
    score: float
    reasons: tuple[str, ...]
    sure: bool


def match_entities(new: Sequence[Thing], known: Sequence[Thing]) -> Iterator[Match]:
    """The best match of each named entity of ``new`` among ``known``, in the order of ``new``.

    Described entities match nothing. Two known ones that fit about equally well (namesakes, one acronym of two
    bodies) leave the match unsure, for a person to judge. Cost grows with the number of pairs that share a block key.
    """
    blocks: dict[str, list[Thing]] = defaultdict(list)
    for thing in known:
        if not is_described(thing):
            for key in block_keys(thing):
                blocks[key].append(thing)
    for thing in new:
        if is_described(thing):
            continue
        near = {other.id: other for key in sorted(block_keys(thing)) for other in blocks.get(key, ())}
        scored = sorted(((score(thing, other), other) for other in near.values()), key=lambda p: (-p[0].value, p[1].id))
        scored = [(s, other) for s, other in scored if s.value >= WORTH_ASKING]
        if not scored:
            continue
        best, other = scored[0]
        near_best = [o for s, o in scored[1:] if best.value - s.value < 0.05]
        rivals = [o for o in near_best if not same_state_body(other, o).score]  # "troops" beside "soldiers": no doubt
        yield Match(
            new=thing.id, known=other.id, score=round(best.value, 4), reasons=best.reasons,
            sure=best.value >= SURE and not rivals,
        )  # fmt: skip


def is_described(thing: Thing) -> bool:
    """True for what no name tells from others of its kind.

    A site needs no capital in the word for its kind, nor does a body of a state ("the Syldavian army") or what follows
    an armed group's name ("X fighters").
    """
    if (thing.type == "FACILITY" and is_site(thing)) or state_body_of(thing) is not None or bare_name_of(thing):
        return False
    return is_only_told(thing) or not proper_names(thing.name, thing.aliases)
