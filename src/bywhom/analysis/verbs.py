"""The verb of a clause in the form that its modality and its phase ask for: "captured", "would capture"."""

from dataclasses import dataclass

_INFINITIVE = {
    "captured": "capture", "besieged": "besiege", "left": "leave", "lost": "lose", "withdrew": "withdraw",
    "took": "take", "laid": "lay", "looted": "loot", "watched": "watch", "kept": "keep", "recruited": "recruit",
    "protested": "protest", "fled": "flee", "gave": "give", "imposed": "impose", "held": "hold", "came": "come",
    "had": "have", "led": "lead", "belonged": "belong", "operated": "operate", "moved": "move", "sent": "send",
    "supplied": "supply", "trained": "train", "funded": "fund", "built": "build", "supported": "support",
    "clashed": "clash", "fought": "fight", "made": "make", "met": "meet", "struck": "strike", "bombed": "bomb",
    "shelled": "shell", "attacked": "attack", "killed": "kill", "injured": "injure", "abused": "abuse",
    "seized": "seize", "released": "release", "fired": "fire", "carried": "carry", "set": "set", "was": "be",
    "were": "be", "threatened": "threaten", "called": "call", "claimed": "claim", "accused": "accuse",
    "issued": "issue", "refused": "refuse", "promised": "promise", "declared": "declare", "praised": "praise",
    "received": "receive", "escaped": "escape", "stayed": "stay",
}  # fmt: skip
_STANDS = frozenset({"allied", "opposed", "affiliated", "pledged"})  # "became allied", but "came to be held"
_COMES = frozenset({"held", "led", "had", "belonged", "was", "were"})  # "came to hold", not "began to hold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a clause puts its verb: what is planned or conditional "would" be; a phase begins or ends what is told."""

    would: bool = False
    phase: str = ""

    def of(self, past: str) -> str:
        """The verb phrase that in plain past reads ``past`` ("was killed", "clashed with")."""
        first, _, rest = past.partition(" ")
        plain = f"{_INFINITIVE[first]} {rest}".strip()
        if self.phase not in ("starts", "ends"):
            return f"would {plain}" if self.would else past
        ends = self.phase == "ends"
        if plain.startswith("be ") and not ends and rest.split()[0] in _STANDS:
            return f"would become {rest}" if self.would else f"became {rest}"
        turn = ("cease" if self.would else "ceased") if ends else self._beginning(first)
        return f"{'would ' if self.would else ''}{turn} to {plain}"

    def _beginning(self, first: str) -> str:
        if first in _COMES:
            return "come" if self.would else "came"
        return "begin" if self.would else "began"
