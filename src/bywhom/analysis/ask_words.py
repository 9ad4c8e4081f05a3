"""The words of questions: verbs of holding, giving and doing, nouns of events, and the closed terms behind them."""

import re

HOLD = (
    r"(?:held|holds|hold|holding|controlled|controls|control|controlling|ruled|rules|rule|governed|governs|govern|"
    r"occupied|occupies|occupy|ran|runs|run|was in control of|is in control of|were in control of|are in control of|"
    r"had control of|have control of|has control of)"
)
# kind of support → the verbs and nouns that ask for it
GIVE = {
    "weapons": r"arm(?:s|ed|ing)?|(?:suppl(?:y|ies|ied)|give|gave|sen[dt]) (?:weapons|arms)(?: to)?|"
               r"sells? (?:weapons|arms) to|weapons",
    "funding": r"fund(?:s|ed|ing)?|financ(?:e|es|ed|ing)|pa(?:y|ys|id|ying)|bankroll(?:s|ed)?|money|funds|funding|cash",
    "training": r"train(?:s|ed|ing)?",
    "troops": r"sen(?:d|ds|t) (?:troops|fighters|soldiers|commandos|special forces|men|reinforcements|volunteers|"
              r"advis[eo]rs) to|reinforce[sd]?",
    "territory": r"shelter(?:s|ed)?|host(?:s|ed)?",
    "intelligence": r"(?:give|gave|sen[dt]|pass(?:ed)?|provide[ds]?|share[ds]?) (?:intelligence|information)"
                    r"(?: to| with)?",
    "": r"support(?:s|ed|ing)?|back(?:s|ed|ing)?|help(?:s|ed|ing)?|suppl(?:y|ies|ied)|aid(?:s|ed|ing)?|"
        r"sponsor(?:s|ed)?|assist(?:s|ed)?",
}  # fmt: skip
# type of event → the verbs that ask for it
DO = {
    "capture": r"captur(?:e|ed|es|ing)|seiz(?:e|ed|es|ing)|t(?:ake|akes|ook|aken|aking)|overr[au]n|retook|retaken?|"
               r"recaptur(?:e|ed|es)|conquer(?:s|ed)?|liberat(?:e|ed|es)|f(?:all|ell|allen)|chang(?:e|ed) hands",
    "withdrawal": r"l(?:ose|oses|ost)|left|leave|withdr[ae]wn?(?: from)?|retreat(?:ed)?(?: from)?|"
                  r"pull(?:ed)? out of|abandon(?:s|ed)?|evacuate[sd]?",
    "killing": r"kill(?:s|ed|ing)?|execut(?:e|es|ed)|murder(?:s|ed)?|assassinat(?:e|es|ed)|behead(?:s|ed)?|"
               r"massacre[sd]?|sho[ot]t? dead|died?|crucif(?:y|ies|ied)|hang(?:s|ed)?|slaughter(?:s|ed)?",
    "injury": r"injur(?:e|es|ed)|wound(?:s|ed)?",
    "abduction": r"abduct(?:s|ed)?|kidnap(?:s|ped)?|arrest(?:s|ed)?|detain(?:s|ed)?|"
                 r"t(?:ake|ook|aken) (?:hostage|prisoner|captive)s?",
    "attack": r"attack(?:s|ed|ing)?|raid(?:s|ed)?|ambush(?:es|ed)?|assault(?:s|ed)?|target(?:s|ed)?",
    "explosion": r"bomb(?:s|ed|ing)?|bl[eo]wn? up|blew up",
    "air_strike": r"str(?:ike|ikes|uck)|hit|hits",
    "shelling": r"shell(?:s|ed|ing)?",
    "clash": r"clash(?:es|ed)? with",
    "siege": r"besieg(?:e|es|ed)|encircl(?:e|es|ed)|surround(?:s|ed)?",
    "release": r"releas(?:e|es|ed)|freed?|frees|exchang(?:e|es|ed)",
    "abuse": r"tortur(?:e|es|ed)|abus(?:e|es|ed)|rape[sd]?",
    "looting": r"loot(?:s|ed)?|plunder(?:s|ed)?",
    "displacement": r"displac(?:e|es|ed)|expel(?:s|led)?",
    "recruitment": r"recruit(?:s|ed)?",
    "sanction": r"sanction(?:s|ed)?",
    "meeting": r"me(?:e)?ts?(?: with)?",
}  # fmt: skip
# Verbs that tell one thing with several types (codebook: an explosion, an air strike and shelling are all bombing).
WIDER = {
    "explosion": frozenset({"explosion", "air_strike", "shelling"}),
    "air_strike": frozenset({"explosion", "air_strike", "shelling", "attack"}),
    "withdrawal": frozenset({"withdrawal", "capture"}),
    "injury": frozenset({"injury", "killing", "attack", "explosion", "air_strike", "shelling", "clash"}),
}
PAST = {
    "capture": "captured", "withdrawal": "lost or left", "killing": "killed", "injury": "injured",
    "abduction": "abducted or arrested", "attack": "attacked", "explosion": "bombed", "air_strike": "struck",
    "shelling": "shelled", "clash": "clashed with", "siege": "besieged", "release": "released", "abuse": "abused",
    "looting": "looted", "displacement": "displaced", "recruitment": "recruited", "sanction": "sanctioned",
    "meeting": "met",
}  # fmt: skip
# type of event → the nouns that ask for it; a word in brackets after the type must stand in the sentence
NOUNS = {
    "agreement:ceas,truce,armist": r"cease-?fires?|truces?|armistices?",
    "agreement": r"agreements?|deals?|accords?|pacts?|treat(?:y|ies)",
    "meeting": r"meetings?|talks|negotiations?|summits?|visits?",
    "protest": r"protests?|demonstrations?|rall(?:y|ies)|marches",
    "air_strike": r"air ?strikes?|air-strikes?|air raids?|drone strikes?",
    "explosion": r"explosions?|bombings?|blasts?|car bombs?|suicide attacks?|bombs",
    "shelling": r"shellings?|bombardments?|artillery fire",
    "clash": r"clash(?:es)?|fighting|battles?|combat",
    "attack": r"attacks?|raids?|ambush(?:es)?|assaults?",
    "killing": r"killings?|massacres?|executions?|deaths|assassinations?",
    "abduction": r"abductions?|kidnappings?|arrests?",
    "release": r"releases?|(?:prisoner )?exchanges?|prisoner swaps?",
    "siege": r"sieges?|blockades?",
    "displacement": r"displacements?|expulsions?|refugees",
    "sanction": r"sanctions?",
    "looting": r"looting|plunder",
    "abuse": r"abuses?|torture|rapes?|war crimes",
    "withdrawal": r"withdrawals?|retreats?|evacuations?",
    "capture": r"captures?|offensives?|advances?",
    "aid": r"aid deliver(?:y|ies)|humanitarian aid",
    "recruitment": r"recruitment",
    "holds": r"prisoners|hostages|captives|detainees",
    "statement": r"statements?|calls",
}  # fmt: skip
NOBODY = "someone|somebody|anyone|anybody|whom"  # words that name nobody
SOMEBODY = f"civilians|people|soldiers|residents|prisoners|journalists|children|men|women|police|policemen|{NOBODY}"
ANY_GIVE, ANY_DO, ANY_NOUN = ("|".join(table.values()) for table in (GIVE, DO, NOUNS))


def term(table: dict[str, str], word: str) -> str:
    """The closed term of ``table`` behind a word as written; "" when there is none."""
    return next((k for k, rule in table.items() if re.fullmatch(rule, word, re.IGNORECASE)), "")
