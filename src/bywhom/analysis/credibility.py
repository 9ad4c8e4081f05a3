"""Credibility of a finding, 1 to 6, by rule and shown with the rule (NATO Admiralty scale as the design reads it)."""

from collections.abc import Iterable, Sequence

from bywhom.model.account import Told
from bywhom.model.finding import Origin


def judge(support: Sequence[Origin], dissent: Sequence[Origin], claims: Iterable[Told]) -> tuple[int, str]:
    """The credibility that the origins for and against give, and the rule in words."""
    told = list(claims)
    camps = count_camps(support)
    if not any(c.modality in ("actual", "possible") for c in told):
        return 6, "nobody tells it as a fact: planned, conditional or general claims only"
    if dissent and len(dissent) > len(support):
        return 5, f"{_origins(dissent)} gainsay it against {_origins(support)}"
    if dissent and len(dissent) == len(support):
        return 4, f"as many gainsay it as support it ({_origins(support)} each way)"
    if all(c.modality == "possible" for c in told):
        return (3 if camps > 1 else 6), f"hedged only, by {_origins(support)}"
    if dissent:
        return 3, f"{_origins(support)} support it, {_origins(dissent)} gainsay{'s' if len(dissent) == 1 else ''} it"
    if camps > 1:
        return 1, f"{_origins(support)}, not all of one camp, and none gainsays it"
    if len(support) > 1:
        return 2, f"{_origins(support)}, all of one camp ({support[0].camp}), and none gainsays it"
    return 3, "a single origin, and none gainsays it"


def count_camps(origins: Sequence[Origin]) -> int:
    """Origins counted with every camp as one."""
    return len({o.camp or o.id for o in origins})


def _origins(origins: Sequence[Origin]) -> str:
    n = len(origins)
    return f"{n} independent origin{'' if n == 1 else 's'}"
