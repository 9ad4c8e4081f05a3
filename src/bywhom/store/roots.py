"""The independent origins behind any claims of the account, counted from columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from bywhom.model.account import OriginCard, ReportCard
from bywhom.model.attribution import SOURCE_KINDS
from bywhom.store.atlas import Atlas
from bywhom.store.cards import Made
from bywhom.store.ties import NAMED_FROM, origin_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Roots:
    """For each claim of an atlas the number of its first speaker's origin; ``keys`` tells what each number is."""

    numbers: NDArray[np.int32]
    keys: NDArray[np.int64]

    def claims_of_each(self, keep: NDArray[np.bool_]) -> NDArray[np.int64]:
        """How many of the claims kept each origin tells; the origins behind them are those with any."""
        found: NDArray[np.int64] = np.bincount(self.numbers[keep], minlength=len(self.keys))
        return found


def roots_over(connection: Connection, atlas: Atlas, lineage: Mapping[str, str]) -> Roots:
    """The origins of all claims of ``atlas``; ``lineage`` maps reports that are copies of another to the earliest."""
    keys, numbers = np.unique(origin_keys(connection, atlas, lineage), return_inverse=True)
    return Roots(numbers=numbers.astype(np.int32), keys=keys)


def origin_cards(
    keys: Sequence[int], cards: Callable[[set[int]], Mapping[int, Made]],
    reports: Callable[[set[int]], Mapping[int, ReportCard]],
) -> list[OriginCard]:  # fmt: skip
    """Who stands behind each of ``keys``: a named speaker, or the voice or a nameless class of a report."""
    kinds = len(SOURCE_KINDS)
    people = cards({k - NAMED_FROM for k in keys if k >= NAMED_FROM})
    told_in = reports({k // kinds for k in keys if k < NAMED_FROM})
    out = []
    for key in keys:
        if key >= NAMED_FROM:
            made = people.get(key - NAMED_FROM)
            out.append(OriginCard(entity=made.id if made else "", name=made.name if made else ""))
        else:
            card = told_in.get(key // kinds)
            name = (card.title or card.publisher or card.id) if card else ""
            out.append(OriginCard(report=card.id if card else "", name=name, kind=SOURCE_KINDS[key % kinds]))
    return out
