"""The overview: counts over time and ground, for a whole casefile at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bywhom.casefile import dates
from bywhom.casefile.base import Base
from bywhom.model.account import OriginCard
from bywhom.model.claim import CLAIM_TYPES, EVENTS
from bywhom.model.where import FEATURE_RADIUS_KM
from bywhom.store.atlas import Atlas
from bywhom.store.rows import place_value

GROUPS: dict[str, tuple[str, ...]] = {  # what the map and the timeline tell apart, by shape and by colour
    "force": ("clash", "attack", "air_strike", "explosion", "shelling", "siege"),
    "harm": ("killing", "injury", "abuse", "abduction", "holds", "release", "looting"),
    "ground": ("capture", "withdrawal", "controls", "present"),
    "power": ("leads", "member", "affiliate", "allied", "opposed", "supports", "rules", "takeover", "recruitment",
              "strength", "sanction"),
    "people": ("movement", "displacement", "aid", "protest", "origin"),
    "words": ("statement", "agreement", "meeting", "surveillance"),
}  # fmt: skip
GROUP_NAMES = tuple(GROUPS)
GROUP_OF = np.array([next(i for i, g in enumerate(GROUP_NAMES) if t in GROUPS[g]) for t in CLAIM_TYPES], dtype=np.int8)
_IS_EVENT = np.array([t in EVENTS for t in CLAIM_TYPES])
_WIDEST = 3660  # days: a claim dated to a longer range is not drawn into bars of it
_MANY_BARS = 400
_NAMED = 100  # claims of one origin that are named
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place on the map with what is told of it in a range of days."""

    entity: str
    name: str
    lat: float
    lon: float
    precision: str  # model.where.PRECISIONS: all but exact and near are areas
    radius_km: float
    claims: int
    reports: int
    groups: tuple[int, ...]  # claims by GROUP_NAMES
    denied: int
    hedged: int


Pin = tuple[str, str, float, float, str, float]  # entity, name, latitude, longitude, precision, radius in km


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of the timeline: its first day, and claims by GROUP_NAMES."""

    first: str
    last: str
    groups: tuple[int, ...]


class Overviews(Base):
    """Everything at once, from columns instead of rows."""

    _pins: tuple[Atlas, tuple[Pin, ...]] | None = None

    def atlas(self) -> Atlas:
        """The account as columns; the view keeps it until something is written."""
        return self.view.atlas()

    def chosen(
        self, since: str = "", until: str = "", *, types: Sequence[str] = (), groups: Sequence[str] = ()
    ) -> Bools:
        """Which claims may be of [since, until] (days, months or years), and of the types or groups. Raises BadDate."""
        atlas = self.atlas()
        keep = np.ones(len(atlas.type), dtype=bool)
        if since or until:
            first, last = dates.first_day(since or None), dates.last_day(until or None)
            keep &= atlas.dated
            keep &= atlas.last >= first.toordinal() if first else True
            keep &= atlas.first <= last.toordinal() if last else True
        if types:
            keep &= np.isin(atlas.type, [CLAIM_TYPES.index(t) for t in types if t in CLAIM_TYPES])
        if groups:
            keep &= np.isin(GROUP_OF[atlas.type], [GROUP_NAMES.index(g) for g in groups if g in GROUPS])
        return keep

    def until_first(self, keep: Bools, count: int) -> str:
        """The day by which the ``count`` earliest of the claims kept have begun; "" when fewer are dated.

        A question for the earliest claims that is bounded by it need not put all others in order.
        """
        atlas = self.atlas()
        firsts = atlas.first[keep & atlas.dated]
        if len(firsts) < count:
            return ""
        return date.fromordinal(max(1, int(np.partition(firsts, count - 1)[count - 1]))).isoformat()

    def span(self) -> tuple[str, str]:
        """The days between which nearly all dated claims lie (the outer half per cent aside); "" without any."""
        atlas = self.atlas()
        narrow = atlas.dated & (atlas.last - atlas.first < _WIDEST) & (atlas.first > 1)
        if not narrow.any():
            return "", ""
        low, high = np.quantile(atlas.first[narrow], 0.005), np.quantile(atlas.last[narrow], 0.995)
        return date.fromordinal(int(low)).isoformat(), date.fromordinal(min(int(high), 3_652_059)).isoformat()

    def totals(self, keep: Bools) -> dict[str, int]:
        """How many claims, reports, independent origins, denied and hedged claims there are among those kept."""
        atlas = self.atlas()
        kept = atlas.report[keep]
        return {
            "claims": int(keep.sum()), "reports": len(np.unique(kept)),
            "origins": int(np.count_nonzero(self.view.roots().claims_of_each(keep))),
            "denied": int(atlas.denied[keep].sum()),
            "hedged": int((atlas.modality[keep] > 0).sum()), "undated": int((~atlas.dated).sum()),
        }  # fmt: skip

    def origins(self, keep: Bools, *, limit: int, offset: int = 0) -> list[OriginCard]:
        """The independent origins behind the claims kept, those that tell the most first; their count in ``totals``."""
        roots = self.view.roots()
        counts = roots.claims_of_each(keep)
        order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)][offset : offset + limit]
        cards = self.view.origin_cards(roots.keys[order].tolist())
        seqs = [self.atlas().seq[keep & (roots.numbers == n)][:_NAMED].tolist() for n in order.tolist()]
        ids = self.view.claim_ids(s for some in seqs for s in some)
        return self.shield([
            replace(c, claims=int(n), because=tuple(ids[s] for s in some if s in ids))
            for c, n, some in zip(cards, counts[order], seqs, strict=True)
        ])  # fmt: skip

    def by_type(self, keep: Bools) -> dict[str, int]:
        """Claims by type, the most frequent first."""
        counts = np.bincount(self.atlas().type[keep], minlength=len(CLAIM_TYPES))
        order = np.argsort(-counts, kind="stable")
        return {CLAIM_TYPES[i]: int(counts[i]) for i in order if counts[i]}

    def spots(self, keep: Bools) -> list[Spot]:
        """The places of the claims kept, the most told first."""
        atlas = self.atlas()
        pairs = keep[atlas.at_claim]
        at, where = atlas.at_claim[pairs], atlas.at_place[pairs]
        size, wide = len(atlas.places), len(GROUP_NAMES)
        groups = np.bincount(where * wide + GROUP_OF[atlas.type[at]], minlength=size * wide).reshape(size, wide)
        denied = np.bincount(where, weights=atlas.denied[at], minlength=size)
        hedged = np.bincount(where, weights=atlas.modality[at] > 0, minlength=size)
        base = int(atlas.report.max(initial=0)) + 1
        pairs_of_reports = np.unique(where.astype(np.int64) * base + atlas.report[at]) // base
        reports = np.bincount(pairs_of_reports, minlength=size)
        total = groups.sum(axis=1)
        pins = self._pinned(atlas)
        out = []
        for i in np.argsort(-total, kind="stable")[: np.count_nonzero(total)].tolist():
            entity, name, lat, lon, precision, radius = pins[i]
            out.append(
                Spot(
                    entity=entity, name=name, lat=lat, lon=lon, precision=precision, radius_km=radius,
                    claims=int(total[i]), reports=int(reports[i]), groups=tuple(groups[i].tolist()),
                    denied=int(denied[i]), hedged=int(hedged[i]),
                )
            )  # fmt: skip
        return out

    def _pinned(self, atlas: Atlas) -> tuple[Pin, ...]:
        """What does not change with the range: names and ground of the atlas' places, made once."""
        if self._pins is None or self._pins[0] is not atlas:
            shield, made = self.shield, []
            for m in atlas.places:
                place = place_value(m.place or {})
                radius = FEATURE_RADIUS_KM.get(place.feature, 5.0)
                made.append((m.id, shield.words(m.name), place.lat, place.lon, place.precision, radius))
            self._pins = (atlas, tuple(made))
        return self._pins[1]

    def bars(self, keep: Bools, since: str, until: str) -> list[Bar]:
        """The claims kept over [since, until], in days, weeks, months or years, whichever gives legible bars.

        A claim counts in the bar of the middle of its range; ranges wider than ten years are left out.
        """
        first, last = dates.first_day(since), dates.last_day(until)
        if first is None or last is None:
            return []
        atlas = self.atlas()
        drawn = keep & atlas.dated & (atlas.last - atlas.first < _WIDEST)
        edges = _edges(first, last)
        middle = (atlas.first[drawn].astype(np.int64) + atlas.last[drawn]) // 2
        at = np.searchsorted([e.toordinal() for e in edges], middle, side="right") - 1
        inside = (at >= 0) & (at < len(edges) - 1)
        wide = len(GROUP_NAMES)
        cells = at[inside] * wide + GROUP_OF[atlas.type[drawn][inside]]
        counts = np.bincount(cells, minlength=(len(edges) - 1) * wide).reshape(-1, wide)
        return [
            Bar(first=a.isoformat(), last=(b - timedelta(days=1)).isoformat(), groups=tuple(int(c) for c in counts[i]))
            for i, (a, b) in enumerate(pairwise(edges))
        ]


def _edges(first: date, last: date) -> list[date]:
    """Days on which bars begin, and the day after the last bar."""
    days = (last - first).days + 1
    if days <= 120:
        return [first + timedelta(days=i) for i in range(days + 1)]
    if days <= _MANY_BARS * 3:
        start = first - timedelta(days=first.weekday())
        return [start + timedelta(days=7 * i) for i in range((last - start).days // 7 + 2)]
    step = 1 if days <= _MANY_BARS * 30 else 12
    month = first.year * 12 + (first.month - 1 if step == 1 else 0)
    end = last.year * 12 + last.month
    return [date(m // 12, m % 12 + 1, 1) for m in range(month, end + step, step)]
