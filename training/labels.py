"""The label sets that the heads are trained on: claim types, roles and attributes of the codebook."""

TYPES = [
    "leads",
    "member",
    "affiliate",
    "allied",
    "opposed",
    "controls",
    "present",
    "origin",
    "supports",
    "rules",
    "holds",
    "strength",
    "clash",
    "air_strike",
    "explosion",
    "shelling",
    "attack",
    "killing",
    "injury",
    "abuse",
    "abduction",
    "release",
    "capture",
    "siege",
    "withdrawal",
    "looting",
    "movement",
    "surveillance",
    "takeover",
    "recruitment",
    "statement",
    "agreement",
    "meeting",
    "protest",
    "displacement",
    "aid",
    "sanction",
]

#: a cue of attribution is read like a trigger: its roles are the source and the content
ATTRIBUTION = "attribution"
TRIGGERS = [*TYPES, ATTRIBUTION]

CASUALTIES = "killed injured captured"
ROLES_OF = {
    "leads": "leader organisation title",
    "member": "member organisation title",
    "affiliate": "affiliate parent",
    "allied": "party",
    "opposed": "party",
    "controls": "actor place extent",
    "present": "actor place",
    "origin": "who place",
    "supports": "supporter recipient goods via",
    "rules": "actor place measure",
    "holds": "captor captive place",
    "strength": "actor number place",
    "clash": f"side weapon place {CASUALTIES}",
    "air_strike": f"attacker target weapon place {CASUALTIES}",
    "explosion": f"attacker target weapon place {CASUALTIES}",
    "shelling": f"attacker target weapon place {CASUALTIES}",
    "attack": f"attacker target weapon place {CASUALTIES}",
    "killing": f"perpetrator victim method weapon place {CASUALTIES}",
    "injury": f"perpetrator victim place {CASUALTIES}",
    "abuse": f"perpetrator victim method place {CASUALTIES}",
    "abduction": f"perpetrator victim place {CASUALTIES}",
    "release": "captor captive counterpart place",
    "capture": f"actor place from {CASUALTIES}",
    "siege": "actor place",
    "withdrawal": f"actor place {CASUALTIES}",
    "looting": "actor goods victim place",
    "movement": "who origin destination sender means place",
    "surveillance": "actor target place",
    "takeover": "actor institution from place",
    "recruitment": "recruiter recruit place",
    "statement": "speaker addressee",
    "agreement": "party place",
    "meeting": "party place",
    "protest": "actor against place",
    "displacement": "who origin destination cause place",
    "aid": "provider recipient goods place",
    "sanction": "actor target",
    ATTRIBUTION: "source content",
}
ROLES = sorted({r for roles in ROLES_OF.values() for r in roles.split()} | {"when", "source", "content"})

ATTRIBUTES = {
    "valid": ["no", "yes"],
    "polarity": ["affirmed", "denied"],
    "modality": ["actual", "possible", "planned", "conditional", "general"],
    "phase": ["", "starts", "ends"],
    "degree": ["", "direct_control", "pledged", "autonomous"],
    "kind": [
        "other", "troops", "territory", "weapons", "materiel", "training", "funding", "intelligence", "infrastructure",
    ],
    "act": [
        "declaration", "threat", "call", "claim_of_responsibility", "demand", "accusation", "denial", "refusal",
        "promise", "praise",
    ],
    "source_kind": [
        "reporter", "named_official", "named_witness", "named_other", "anonymous_official", "anonymous_witness",
        "anonymous_other", "armed_group", "organisation", "media", "document",
    ],
}  # fmt: skip
#: attributes that only some types carry
ONLY = {
    "degree": {"affiliate"},
    "kind": {"supports"},
    "act": {"statement"},
    "phase": set(TYPES[:12]),
}

MENTIONS = [
    "Organisation", "Location", "Person", "Temporal", "Quantity", "DocumentReference", "Weapon", "MilitaryPlatform",
    "Money", "Nationality",
]  # fmt: skip
#: outside, begin and inside of each mention type
MENTION_TAGS = ["O", *(f"{p}-{m}" for m in MENTIONS for p in "BI")]
