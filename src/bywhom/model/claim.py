"""Claims: one proposition in one sentence, by the codebook's types, roles and attributes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bywhom.model.text import Quote, Span

# type → (required roles, other roles); codebook, "Claim types". killed, injured and captured go with every event.
RELATIONS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "leads": (("leader", "organisation"), ("title",)),
    "member": (("member", "organisation"), ("title",)),
    "affiliate": (("affiliate", "parent"), ("degree",)),
    "allied": (("party",), ()),
    "opposed": (("party",), ()),
    "controls": (("actor", "place"), ("extent",)),
    "present": (("actor", "place"), ()),
    "origin": (("who", "place"), ()),
    "supports": (("recipient",), ("supporter", "kind", "goods", "via")),
    "rules": (("actor",), ("place", "measure")),
    "holds": (("captor", "captive"), ("place",)),
    "strength": (("actor", "number"), ("place",)),
}
EVENTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "clash": (("side",), ("weapon", "place")),
    "air_strike": ((), ("attacker", "target", "place")),
    "explosion": ((), ("attacker", "target", "weapon", "place")),
    "shelling": ((), ("attacker", "target", "weapon", "place")),
    "attack": ((), ("attacker", "target", "weapon", "place")),
    "killing": ((), ("perpetrator", "victim", "method", "place")),
    "injury": (("victim",), ("perpetrator", "place")),
    "abuse": (("victim",), ("perpetrator", "method", "place")),
    "abduction": (("victim",), ("perpetrator", "place")),
    "release": (("captive",), ("captor", "counterpart", "place")),
    "capture": (("actor", "place"), ("from",)),
    "siege": (("actor", "place"), ()),
    "withdrawal": (("actor",), ("place",)),
    "looting": ((), ("actor", "goods", "victim")),
    "movement": (("who",), ("origin", "destination", "sender", "means")),
    "surveillance": (("actor",), ("target", "place")),
    "takeover": (("actor", "institution"), ("from",)),
    "recruitment": ((), ("recruiter", "recruit", "place")),
    "statement": (("speaker",), ("addressee", "act")),
    "agreement": (("party",), ()),
    "meeting": (("party",), ("place",)),
    "protest": (("actor",), ("against", "place")),
    "displacement": (("who",), ("origin", "destination", "cause")),
    "aid": ((), ("provider", "recipient", "goods")),
    "sanction": ((), ("actor", "target")),
}
CASUALTY_ROLES = ("killed", "injured", "captured")
CLAIM_TYPES: tuple[str, ...] = (*RELATIONS, *EVENTS)
LABEL_ROLES = ("degree", "kind", "act")  # closed vocabulary: a plain string, not a filler
DEGREES = ("direct_control", "pledged", "autonomous")
SUPPORT_KINDS = (
    "troops", "territory", "weapons", "materiel", "training", "funding", "intelligence", "infrastructure", "other",
)  # fmt: skip
ACTS = (
    "threat", "call", "claim_of_responsibility", "demand", "accusation", "denial", "refusal", "promise",
    "declaration", "praise",
)  # fmt: skip
POLARITIES = ("affirmed", "denied")
MODALITIES = ("actual", "possible", "planned", "conditional", "general")
PHASES = ("", "starts", "ends")
PLACE_ROLES = ("place", "origin", "destination")
# type → who acts, on whom; one role twice for relations between equals. ``supports`` goes through its ``via``.
TIE_ROLES: Mapping[str, tuple[str, str]] = {
    "allied": ("party", "party"), "affiliate": ("affiliate", "parent"), "member": ("member", "organisation"),
    "leads": ("leader", "organisation"), "opposed": ("party", "party"), "clash": ("side", "side"),
    "attack": ("attacker", "target"), "shelling": ("attacker", "target"), "air_strike": ("attacker", "target"),
    "explosion": ("attacker", "target"), "capture": ("actor", "from"), "siege": ("actor", "place"),
    "killing": ("perpetrator", "victim"), "abduction": ("perpetrator", "victim"),
}  # fmt: skip


def roles_of(type_: str) -> tuple[str, ...]:
    """Every role that a claim of ``type_`` may carry, required ones first; KeyError for an unknown type."""
    required, other = RELATIONS[type_] if type_ in RELATIONS else EVENTS[type_]
    return (*required, *other, *(CASUALTY_ROLES if type_ in EVENTS else ()))


def required_roles(type_: str) -> tuple[str, ...]:
    """The roles without which a claim of ``type_`` is not worth making."""
    return (RELATIONS[type_] if type_ in RELATIONS else EVENTS[type_])[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number as a range; None is open ("more than 150": low 150, high None)."""

    low: float | None = None
    high: float | None = None
    unit: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """What fills a role: the words (None when only understood) and the entity they stand for."""

    span: Span | None = None
    text: str = ""
    entity: str = ""  # id in the same reading, "" for fillers that are no entity
    amount: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTime:
    """When it happened: the expression that dates it and its value (EDTF, "" while it stays open)."""

    span: Span | None = None
    edtf: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One link of the chain from the reporter to the first speaker, nearest the reporter first."""

    entity: str = ""  # id in the same reading; "" for the reporter and for the unnamed
    name: str = "(reporter)"
    kind: str = "reporter"  # bywhom.model.attribution.SOURCE_KINDS
    span: Span | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One proposition that a report puts forward. Immutable; ``id`` is a hash of its raw parts."""

    id: str
    report: str
    type: str
    sentence: Span
    trigger: Quote
    roles: Mapping[str, tuple[Filler, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)  # LABEL_ROLES
    when: ClaimTime | None = None
    phase: str = ""
    polarity: str = "affirmed"
    modality: str = "actual"
    source: tuple[Voice, ...] = (Voice(),)
    attribution: str = ""  # id of the attribution whose content holds the trigger
    confidence: float = 0.5  # calibrated chance that a careful coder would make this claim
    maker: str = ""  # the frame or model that made it
