"""How the later of two claims of one report stands to the earlier: near it, taking it up, or telling one more.

A report puts its main happening first and comes back to it with less and less: a noun with its article, no place, no
date. All signs are told from where the two stand in the text, so that they hold of some of a report's claims as of all.
"""

from functools import cached_property

import numpy as np

from bywhom.analysis.columns import Bits, Bools, Ints, Members
from bywhom.analysis.kin import Kin

_BESIDE, _CLOSE = 260, 800  # characters between two triggers
_LEAD, _OPENING, _EARLY = 300, 1000, 3000  # characters from the start of the report
_CARRIED = 700  # characters through which a place named is understood


class Retelling(Kin):
    """Facts with their order in their report."""

    def _told_again(self, i: Ints, j: Ints) -> dict[str, Bools]:
        """Signs of pairs of one report; none where all pairs are of two."""
        one, behind = self.report[i] == self.report[j], self.at[i] > self.at[j]
        if not one.any():
            return {}
        i, j = np.where(behind, j, i), np.where(behind, i, j)
        far, again, alike = self.at[j] - self.at[i], self.again[j], self.type[i] == self.type[j]
        close = far < _CLOSE
        bits, placed = self._understood
        elsewhere = placed[i] & placed[j] & (bits.shared(i, bits, j).sum(axis=1) == 0)
        bare = ~self._has_ground[j] & ~self.dated[j] & ~self._does[j]
        out = {
            "beside": far < _BESIDE, "close": close, "by a noun, close": again & close,
            "nothing of its own, close": bare & close, "lead": self.at[i] < _LEAD, "opening": self.at[i] < _OPENING,
            "both early": self.at[j] < _EARLY, "other place understood": elsewhere, "onward": self._onward[j],
            "one of many": self._many[i] ^ self._many[j], "both relayed": self._relayed[i] & self._relayed[j],
            "earlier dated": self.dated[i] & ~self.dated[j],
            "later in passing": self._passing[j], "later in passing, same type": self._passing[j] & alike,
        }  # fmt: skip
        return {f"one report: {name}": found & one for name, found in out.items()}

    @cached_property
    def _onward(self) -> Bools:
        return np.array([f.onward for f in self.facts], dtype=bool)

    @cached_property
    def _passing(self) -> Bools:
        return np.array([f.passing for f in self.facts], dtype=bool)

    @cached_property
    def _many(self) -> Bools:
        return np.array([f.many for f in self.facts], dtype=bool)

    @cached_property
    def _relayed(self) -> Bools:
        return np.array([f.relayed for f in self.facts], dtype=bool)

    @cached_property
    def _understood(self) -> tuple[Bits, Bools]:
        """The words of the place that is understood, its own or that named last shortly before; and where one is."""
        held = [f.ground for f in self.facts]
        report, at, last = -1, 0, frozenset[str]()
        for n in np.lexsort((self.at, self.report)).tolist():
            if self.report[n] != report or self.at[n] - at > _CARRIED:
                last = frozenset()
            report = int(self.report[n])
            if held[n]:
                at, last = int(self.at[n]), held[n]
            held[n] = last
        return Bits(held, Members(held)), np.array([bool(h) for h in held], dtype=bool)
