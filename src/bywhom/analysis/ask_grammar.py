"""The questions that are understood: patterns over the verbs of the answers, the particular before the general."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bywhom.analysis.ask_words import ANY_DO, ANY_GIVE, ANY_NOUN, DO, GIVE, HOLD, NOUNS, SOMEBODY, term


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks: the verb that answers it and the names in it, as written."""

    verb: str
    names: tuple[str, ...] = ()
    detail: str = ""  # kinds of support, type of event, role of casualty
    where: str = ""  # the place that an event is asked for in, beside ``names``
    group: str = ""  # of whom casualties are asked for: "Turkish soldiers"
    side: str = ""  # doer | victim: what the first name is in the events asked for, by its preposition
    manner: str = ""  # the stem of how people were harmed: "behead"
    denied: bool = False  # only what is denied


_A, _B = "(?P<a>.+?)", "(?P<b>.+)"
_HAVE = "did|does|do|has|have|had"
_BE = "is|was|were|are|has|have|had|got"
_IN = r"(?: (?:in|at|near|around|inside|on) (?P<where>.+))?"
_OF = (r"(?: (?P<p>in|on|at|near|around|against|by|of|over|about|from|for|hit|struck|inside) (?P<a>.+?)|"
       r" between (?P<b1>.+?) and (?P<b2>.+?))?")  # fmt: skip
_THEY = (
    r"(?:groups?|forces?|actors?|sides?|units?|troops|parties|countries|states|militias?|people|foreigners|tribes|"
    r"factions?|brigades?|army|armies|powers|governments?|organi[sz]ations?|nationalities|fighters|country|side)"
)
_MANY = r"how many(?: of the)?(?: (?P<g>(?!of )[\w\-’' ]+?))?"
_GROUND = "towns|villages|cities|places|bases|areas|hills|districts|provinces|settlements|checkpoints|quarters"
_MEN = "fighters|men|soldiers|troops|members|people|militants|rebels|jihadists|combatants|commandos|guards"
_HARMED = (
    "killed|wounded|injured|captured|executed|beheaded|murdered|massacred|crucified|hanged|assassinated|"
    "shot dead|slaughtered|taken prisoner"
)
_HARM = (
    "kill|killed|wound|wounded|injure[d]?|capture[d]?|execute[d]?|behead(?:ed)?|murder(?:ed)?|massacre[d]?|"
    "crucif(?:y|ied)|hang(?:ed)?|assassinate[d]?"
)
_HELD = (
    "abducted|kidnapped|arrested|detained|taken hostage|freed|released|exchanged|swapped|rescued|recruited|"
    "tortured|raped|abused"
)
_DONE = (
    "carried out|launched|conducted|committed|staged|ordered|mediated|brokered|led|started|is behind|was behind|"
    "(?:is|was|were) (?:responsible|to blame) for|broke|violated|agreed to|signed|called for|declared|announced|"
    "rejected"
)
_HELPING = frozenset(["were", "was", "have", "has", "had", "been", "are", "is", "got", "being"])
_LEADER = "(?:leaders?|commanders?|heads?|chiefs?|emirs?|presidents?|bosses|boss)"
_WHICH = "(?:new|current|present|former|previous|old|next|last|first|overall|top|supreme|military|political|field)"
_SUPPORT = "(?P<d>support|weapons|money|arms|funds|funding|cash|aid)"
_CLAIMING = "claim|claims|claimed|take|took|taken|accept|accepts|accepted|deny|denies|denied|reject|rejects|rejected"
_MEANT = "(?:(?:plan|planned|planning|plotted|plotting|tried|trying|attempted|wanted|want|meant|intended) to )?"
_BLAME = "(?:accus(?:e|es|ed)|blam(?:e|es|ed)|condemn(?:s|ed)?|denounc(?:e|es|ed)|critici[sz](?:e|es|ed))"
_SAY = "(?:say|says|said|claim|claims|claimed|report|reports|reported|tell|tells|told)"

# What can be told in a clause and asked with its verb in front: (answer, subject, helping verbs, the rest).
_CLAUSES: tuple[tuple[str, str, str, str], ...] = (
    ("denials", _A, _HAVE, r"(?:been )?(?:den(?:y|ied|ies)|reject(?:ed)?|dismiss(?:ed)?) (?!responsibility)(?P<b>.+)"),
    ("held_by", "(?P<b>.+?)", _BE, r"(?:been )?(?:held|controlled|occupied|ruled|governed|run) by (?P<a>.+)"),
    ("held_by", "(?P<b>.+?)", _BE, r"(?:been )?(?:under|in)(?: the)? (?P<a>.+?)(?:['’]s?)? (?:control|hands|rule)"),
    ("held_by", _A, "is|was|were|are", r"(?:been )?in (?:control|charge|possession) of (?P<b>.+)"),
    ("relation", r"(?P<a>.+?) and (?P<b>.+?)", _BE + "|" + _HAVE,
     r"(?:been )?(?:allies|allied|enemies|friends|at war|fight|fighting|partners|rivals|on the same side)"
     r"(?: with each other| each other| together| one another)?"),
    ("relation", _A, _BE, r"(?:been )?(?:an? |the )?(?:allied|ally|allies|friends?|friendly|at war|fighting|enem(?:y|"
                          r"ies)|"
     r"hostile|opposed|in conflict|on the (?:same )?side|loyal|rivals?)(?: with| to| as| of| against)* (?P<b>.+)"),
    ("relation", _A, _HAVE, r"(?:fight|fights|fought|opposes?|opposed)(?: against| with)? (?P<b>.+)"),
    ("part", _A, _BE, rf"(?:been )?(?:an? |the )?(?:part|members?|branch|arm|affiliate|{_LEADER}) of (?P<b>.+)"),
    ("part", _A, _HAVE, r"(?:belong(?:s|ed)? to|join(?:s|ed)?|le[ae]ds?|led|commands?|commanded) (?P<b>.+)"),
    ("between", r"(?P<a>.+?) and (?P<b>.+?)", _HAVE, r"(?P<n>meet|met|meeting)(?: each other)?"),
    ("between", r"(?P<a>.+?) and (?P<b>.+?)", _HAVE,
     r"(?:agree[ds]?|sign(?:ed)?|reach(?:ed)?|ma[dk]e)(?: (?:on|to|an?|any|the))* ?(?P<n>agreements?|deals?|truces?|"
     r"cease-?fires?|accords?|pacts?)?"),
    ("between", _A, _HAVE,
     r"(?:sign(?:ed)?|reach(?:ed)?|ma[dk]e|str(?:ike|ikes|uck)|concluded?|announced?|agree[ds]?(?: on| to)?)"
     r"(?: (?:an?|any|the))? (?P<n>agreements?|deals?|truces?|cease-?fires?|accords?|pacts?|treat(?:y|ies))"
     r" with (?P<b>.+)"),
    ("support_path", rf"(?P<d>{GIVE['weapons']}|{GIVE['funding']}|support|aid)(?: from)? (?P<a>.+?)", _HAVE,
     r"(?:reach(?:es|ed)?|get to|go to|flow to|end up with) (?P<b>.+)"),
    ("support_path", r"(?P<a>.+?)(?:['’]s)? " + _SUPPORT, _HAVE,
     r"(?:reach(?:es|ed)?|get to|go to|flow to|end up with) (?P<b>.+)"),
    ("support_path", _A, _HAVE, rf"(?:been )?(?P<d>{ANY_GIVE}) (?P<b>.+)"),
    ("support_path", "(?P<b>.+?)", _BE, rf"(?:been )?(?P<d>{ANY_GIVE}) by (?P<a>.+)"),
    ("held_by", _A, _HAVE, rf"(?:been )?{HOLD} (?P<b>.+)"),
    ("responsibility", "(?P<b>.+?)", _HAVE, rf"(?P<d>{_CLAIMING}) responsibility(?: (?:for|of|in|over) (?P<a>.+))?"),
    ("accuses", _A, _HAVE, rf"(?:been )?{_BLAME} (?P<b>.+?)(?: (?:of|for|over) .+)?"),
    ("when_did", "(?P<b>.+?)", _BE, rf"(?:been |being )?(?P<d>{ANY_DO}) by (?P<a>.+?){_IN}"),
    ("when_did", "(?P<b>.+?)", _HAVE, r"(?P<d>f[ae]ll|fallen) to (?P<a>.+)"),
    ("doers", "(?P<a>.+?)", _HAVE, r"(?P<d>f[ae]ll|fallen|change(?:d)? hands)"),
    ("doers", "(?P<a>.+?)", _BE, rf"(?:been |being )?(?P<d>{ANY_DO}){_IN}"),
    ("when_did", _A, _HAVE, rf"(?:been )?(?P<d>{ANY_DO}) (?P<b>.+?){_IN}"),
)  # fmt: skip

#: who holds a place and what is held: asked for before any clause is sought ("who has held A" tells no deed)
_HOLDING: tuple[tuple[str, str], ...] = (
    ("events", rf"who (?:has|had|have|holds?|held|keeps?|kept|is holding|was holding)(?: any)? (?P<n>{NOUNS['holds']})"
               + r"(?: (?:in|at|near) (?P<a>.+))?"),
    ("control", rf"who (?:has |had |is |was |else )?{HOLD} (?P<a>.+?)(?: (?:before|after) .+| now| today)?"),
    ("control", rf"(?:which|what) {_THEY} (?:has |had |is |was )?{HOLD} (?P<a>.+)"),
    ("control", r"in whose hands (?:is|was) (?P<a>.+)"),
    ("control", r"(?:by whom|who) (?:is|was) (?P<a>.+?) (?:held|controlled|ruled)(?: by)?"),
    ("control", r"(?:the )?(?:control|holders?) of (?P<a>.+)"),
    ("holdings", rf"(?:what|which)(?: places| towns| cities| villages| areas| territory| ground)* (?:does|did|do|has|"
                 rf"have|is|are) (?P<a>.+?) {HOLD}(?: now)?"),
)  # fmt: skip

_RULES: tuple[tuple[str, str], ...] = (
    ("held_by", rf"(?:how long|for how long|since when|until when|from when) (?:{_HAVE}) (?P<a>.+?) {HOLD} (?P<b>.+)"),
    ("displaced", r"how many(?: [\w\- ]+?)? (?:were |was |have been |got |have |had )?(?:displaced|fled|flee|"
                  r"driven out|evacuated|expelled|"
                  r"forced out)(?: (?:from|in|out of|by))? (?P<a>.+)"),
    ("displaced", r"who (?:(?:was |were |has been |have been )(?:displaced|driven out|expelled)|(?:has |have )?fled)"
                  r"(?: (?:from|in|by))? (?P<a>.+)"),
    ("strength", rf"how many (?P<g>{_MEN}) (?:are|were|is|was|remain|remained)(?: there)?(?: still| left| based| "
                 r"deployed| stationed| fighting)*(?: (?:in|at|near|around|inside) (?P<a>.+))?"),
    ("strength", rf"how many (?P<a>.+?) (?P<g>{_MEN}) (?:are|were|is|was|remain|remained|took part|fought)(?: there)?"
                 rf"(?: still| left| based| deployed| stationed| fighting)*{_IN}"),
    ("casualties", rf"how many(?: (?P<g>(?![\w\- ]*\b(?:{_GROUND})\b)[\w\-’' ]+?))?"
                   rf" (?:did|has|have|does) (?P<a>(?!been\b).+?) (?:claim to have |say it |say they )?"
                   rf"(?P<d>{_HARM}){_IN}"),
    ("losses", r"(?:how many casualties (?:did|has|have) (?P<a>.+?) (?:suffer(?:ed)?|have|had|take|taken)|"
               r"what (?:losses|casualties) (?:did|has|have) (?P<b>.+?) (?:suffer(?:ed)?|have|take))" + _IN),
    ("victims", rf"how many(?: [\w\-]+)? (?:{_GROUND}) (?:did|has|have) (?P<a>.+?) (?P<d>{ANY_DO}){_IN}"),
    ("losses", r"how many(?: (?P<g>[\w\- ]+?))? (?:did|has|have) (?P<a>.+?) los[et]" + _IN),
    ("responsibility", rf"who (?:has |had |have )?(?P<d>{_CLAIMING}) responsibility(?: (?:for|of|in|over) (?P<a>.+))?"),
    ("accusers", rf"who (?:has |had |have |is |was )?{_BLAME} (?P<a>.+?)(?: (?:of|for|over) .+)?"),
    ("accused", rf"who(?:m)? (?:did|does|has|have|had) (?P<a>.+?) {_BLAME}(?: (?:of|for|over) .+)?"),
    ("casualties", rf"{_MANY}(?: (?:were|was|have been|got|are|being))? (?P<d>{_HARMED})"
                   r"(?: (?:in|at|near|by|around|on|during|after|when|while)?(?: ?(?:crossing|taking|defending|"
                   r"storming|attacking|capturing|fighting (?:in|for|over)))? ?(?P<a>(?<= ).+))?"),
    ("events", rf"{_MANY}(?: (?:were|was|have been|got|are|being)) (?P<n>{_HELD})(?: (?:in|at|near|by|around|from) "
               r"(?P<a>.+))?"),
    ("events", rf"{_MANY}(?: (?:were|was)) (?P<n>taken)(?: (?:in|at|near|by|around|from) (?P<a>.+))?"),
    ("casualties", r"how many(?: (?P<g>[\w\-’' ]+?))? (?:have |has |had )?(?P<d>die[d]?)(?: (?:in|at|near|during|"
                   r"after|while)?(?: ?(?:crossing|taking|defending|storming|attacking|capturing))? ?"
                   r"(?P<a>(?<= ).+))?"),
    ("casualties", r"(?:what (?:is|was|were|are) )?(?:the )?(?:death toll|toll|number of (?:dead|deaths)|"
                   r"(?P<d>casualties|"
                   r"deaths|dead))(?: (?:in|of|at|from|for|near) (?:the )?(?:(?:battle|siege|attack|bombing|fighting) "
                   r"(?:of|in|on|for) )?(?P<a>.+))?"),
    ("strength", r"how (?:many (?:fighters|men|soldiers|troops|members|people) (?:does|did|has|had|do|have) (?P<a>.+?)"
                 r"(?: have)?|strong (?:is|was|are|were) (?P<b>.+?))(?: (?:in|at|near|around) .+)?"),
    ("support_path", rf"how (?:does|did|do) {_SUPPORT}(?: from)? (?P<a>.+?) (?:reach|get to|go to|flow to|end up with) "
                     r"(?P<b>.+)"),
    ("support_path", rf"how (?:does|did|do) (?P<a>.+?)(?:['’]s)? {_SUPPORT} (?:reach|get to|go to|flow to|end up with) "
                     r"(?P<b>.+)"),
    ("support_path", r"how (?:does|did|do|can) (?P<a>.+?) reach (?P<b>.+)"),
    ("spokesmen", r"who (?:speaks|spoke|talks) for (?P<a>.+)"),
    ("spokesmen", r"(?:who (?:is|was|are|were) )?(?:the )?spokes(?:man|woman|person|people|men) (?:of|for) (?P<a>.+)"),
    ("spokesmen", r"who (?:is|was|are|were) (?P<a>.+?)['’]s? spokes(?:man|woman|person|people|men)"),
    ("support_path", rf"(?:through|via|by) whom (?:does|did|do) (?P<a>.+?) (?P<d>{ANY_GIVE}) (?P<b>.+)"),
    ("support_path", rf"(?:what|how much) (?P<d>{ANY_GIVE}) (?:does|did|do|has|have) (?P<a>.+?) (?:give|gave|given|"
                     rf"send|"
                     r"sent|suppl(?:y|ied)|provide[d]?|deliver(?:ed)?)(?: to)? (?P<b>.+)"),
    ("support_path", r"what (?:does|did|do|has|have) (?P<a>.+?) (?:give|gave|given|send|sent|suppl(?:y|ied)|"
                     r"provide[d]?|"
                     r"deliver(?:ed)?)(?: to)? (?P<b>.+)"),
    ("supporters", r"(?:what|whose) (?P<d>support|weapons|money|arms|funds|funding|cash) reach(?:es|ed)? (?P<a>.+)"),
    ("supporters", rf"(?:who|which {_THEY}|what {_THEY}) (?:has |is |was |are |have |been )*(?P<d>{ANY_GIVE}) "
                   rf"(?P<a>.+)"),
    ("supporters", r"(?:who are )?(?:the )?(?P<d>supporters|backers|sponsors) of (?P<a>.+)"),
    ("supporters", rf"who gives (?P<d>{ANY_GIVE}) to (?P<a>.+)"),
    ("supporters", rf"(?:by whom|from whom) (?:is|was|does|did) (?P<a>.+?) (?:get |receive |gets )?(?P<d>{ANY_GIVE})"),
    ("supported", rf"(?:whom|who|which {_THEY}|what {_THEY}) (?:does|did|do|is|has) (?P<a>.+?) (?P<d>{ANY_GIVE})"),
    ("leaders", rf"(?:who (?:is|was|are|were) )?(?:the )?(?:{_WHICH} )*{_LEADER} of (?P<a>.+)"),
    ("leaders", rf"who (?:is|was) (?P<a>.+?)['’]s {_LEADER}"),
    ("leaders", r"who (?:commands|commanded|leads|led|heads|headed|is leading|is in command of) (?P<a>.+)"),
    ("structure", r"(?:what is )?(?:the )?(?:structure|chain of command|hierarchy|organi[sz]ation|members?|"
                  r"composition) of "
                  r"(?P<a>.+)"),
    ("structure", rf"(?:who|which {_THEY}|what {_THEY}) (?:belongs?|belonged|(?:is|are|was|were) (?:an? )?(?:part|"
                  rf"members?|"
                  r"in the ranks)|join(?:s|ed)?|make up)(?: to| of)? (?P<a>.+)"),
    ("structure", r"who are (?:the )?members of (?P<a>.+)"),
    ("allies", r"(?:who (?:are|were|is|was) )?(?:the )?(?:allies|ally|friends|partners) of (?P<a>.+)"),
    ("allies", r"who (?:are|were|is|was) (?P<a>.+?)(?:['’]s?)? (?:allies|ally|partners|friends)"),
    ("allies", rf"(?:who|which {_THEY}|what {_THEY}) (?:is|are|was|were|has been|have been|stands?|stood|sides?|sided|"
               rf"fights?) (?:allied |on the side |alongside |loyal )?(?:with|to|of|for|alongside)? ?(?P<a>(?<=with "
               rf").+|"
               rf"(?<=to ).+|(?<=of ).+|(?<=for ).+|(?<=alongside ).+)"),
    ("allies", rf"(?:who|which {_THEY}) (?:fights?|fought|(?:is|are|was|were|has been|have been) fighting) "
               r"(?:alongside|on the side of|together with) (?P<a>.+)"),
    ("allies", r"with whom (?:is|was|does|did) (?P<a>.+?) (?:allied|sided?|stand)"),
    ("enemies", r"(?:who (?:are|were|is|was) )?(?:the )?(?:enemies|enemy|opponents?|rivals?) of (?P<a>.+)"),
    ("enemies", r"who (?:are|were|is|was) (?P<a>.+?)(?:['’]s?)? (?:enemies|enemy|opponents?|rivals?)"),
    ("enemies", rf"(?:who|which {_THEY}) (?:(?:fights|fought|fight)(?! (?:in|at|near|around) )|"
                rf"(?:is|was|are|were|has been|have been) (?:fighting|"
                rf"at war|"
                r"opposed|hostile)|opposes|opposed|oppose)(?: against| with| to)* (?P<a>.+)"),
    ("enemies", r"(?:against )?whom? (?:does|did|is|do|has|was|are) (?P<a>.+?) (?:been )?(?:fight|fought|fighting|"
                r"oppose|"
                r"opposing|"
                r"at war with)(?: against| with)?"),
    ("relation", r"(?:is|was|are|were) (?P<a>.+?) (?:(?:for|with) or against|against or (?:for|with)) (?P<b>.+)"),
    ("relation", r"(?:does|did|do) (?P<a>.+?) (?:support|help|back) or (?:oppose|fight|attack) (?P<b>.+)"),
    ("allies", r"(?:on )?(?:which|what|whose) side (?:did|does|is|was|has) (?P<a>.+?) (?:fight|fighting|been|stand|on)"
               r"(?: on)?" + _IN),
    ("relation", r"(?:what (?:is|was|are) )?(?:the )?(?:relations?(?:hips?)?|ties) (?:between|of) (?P<a>.+?) (?:and|"
                 r"to|with) "
                 r"(?P<b>.+)"),
    ("relation", r"how (?:does|do|did) (?P<a>.+?) (?:stand|relate)(?: to| with| towards?)* (?P<b>.+)"),
    ("between", rf"(?:what|which) (?P<n>{ANY_NOUN}|happened|went on)(?: (?:were|was|is|are|there|made|signed|reached|"
                rf"took "
                r"place|told|held|happened|occurred))* between (?P<a>.+?) and (?P<b>.+)"),
    ("plans", r"what (?:does|do|did|is|was|are|were|will|has|have) (?P<a>.+?) (?:plan|planning|planned|intend|want|"
              r"threaten|threatened|threatening|preparing|prepare|going|promise[d]?|do next)(?: to)?(?: do)?"),
    ("plans", r"(?:what (?:are|were) )?(?P<a>.+?)['’]s? (?:plans|intentions|threats)"),
    ("statements", r"(?:what|how) (?:did|does|has|have|had) (?P<a>.+?) (?:tell|told|warn|warned|ask|asked|write|wrote|"
                   r"reply|replied|answer|answered|react|reacted|respond|responded|comment|commented)"
                   r"(?: (?:to|on|about))?(?: (?P<b>.+))?"),
    ("denials", r"what (?:has|did|does|have|do) (?P<a>.+?) den(?:y|ied|ies)"),
    ("statements", r"what (?:did|does|has|have|had|is|was|do) (?P<a>.+?) (?:say|said|saying|claim|claimed|announce|"
                   r"announced|think|tell us) (?:about|of|on) (?P<b>.+)"),
    ("statements", r"what (?:did|does|has|have|had|is|was|do) (?P<a>.+?) (?:been )?(?:say|said|saying|claim|claimed|"
                   r"announce|"
                   r"announced|state|stated)"),
    ("statements", r"(?:the )?statements (?:of|by|from) (?P<a>.+)"),
    ("disputed", r"(?:what|which (?:claims|things|facts|figures))(?: (?:about|on|in|of) (?P<a>.+?))? (?:is|are|was|"
                 r"were) "
                 r"(?:disputed|contested|in dispute|contradictory|unclear)(?: (?:about|over|in|on) (?P<b>.+))?"),
    ("disputed", r"is it (?:disputed|contested|unclear|certain|sure) (?:who|whether|that|if) (?:holds|held|controls|"
                 r"controlled|took|captured)? ?(?P<a>.+)"),
    ("disputed", r"(?:the )?(?:disputes|contradictions)(?: (?:about|over|in|on) (?P<a>.+))?"),
    ("disputed", r"(?:do|does|did|where do|on what do|what do|how do)(?: the)? (?:reports|sources|they|accounts|"
                 r"speakers) "
                 r"(?:dis)?agree(?: (?:about|on|over))*(?: (?P<a>.+))?"),
    ("disputed", r"do(?: the)? (?:reports|sources|accounts) contradict each other(?: (?:about|on|over) (?P<a>.+))?"),
    ("loyalties", r"(?:which|what)(?: [\w\-]+)? (?:alliances|loyalties|relations)(?: .*)?"),
    ("loyalties", r"(?:whose|the) loyalties(?: .*)?"),
    ("reliability", r"(?:how (?:reliable|credible|trustworthy|good)(?: a source)? (?:is|are|was)|(?:can|should) "
                    r"(?:we|i|you|"
                    r"one) (?:trust|believe)) (?P<a>.+?)(?: as a source)?"),
    ("reliability", r"(?:is|are|was|were) (?P<a>.+?) (?:a |an )?(?:reliable|credible|trustworthy|good)"
                    r"(?: (?:as a )?(?:source|witness|speaker))?"),
    ("sources", r"(?:how many|which|what)(?: of the)? (?:sources|speakers|voices) (?:are|were|is)(?: there)?"
                r"(?: (?P<d>anonymous|unnamed|named|official))?(?: (?:about|on|for|of|in) (?P<a>.+))?"),
    ("sources", r"(?:who (?:speaks|spoke|are the (?:sources|speakers))|which (?:sources|reports|speakers)|the sources|"
                r"what (?:sources|reports))(?: (?:speak|are there|tell|mention|write|report|exist))?"
                r"(?: (?:about|on|for|of|mention) (?P<a>.+))?"),
    ("who_says", rf"who {_SAY}(?: (?:so|that))? ?(?P<a>.*)"),
    ("where", r"where (?:is|was|are|were) (?P<a>.+?)(?: (?:now|located|fighting|based|deployed|active))?"),
    ("origin", r"(?:from )?where (?:does|do|did|is|are|was) (?P<a>.+?) (?:come |came |originally )?(?:from|come)"),
    ("origin", rf"(?:who|which {_THEY}) (?:comes|came|come|is|are|was) (?:originally )?from (?P<a>.+)"),
    ("present", rf"(?:who|which {_THEY}|what {_THEY}) (?:is|was|are|were|has|have|operates?|operated|fights?|fought)"
                r"(?: been)?(?: present| active| deployed| based| stationed| fighting| operating| troops| fighters| "
                r"forces| "
                r"soldiers)* (?:in|at|near|around) (?P<a>.+)"),
    ("doers", rf"who (?:has |had |have |been )*(?P<d>{ANY_DO}) (?:{SOMEBODY}) (?:in|at|near) (?P<where>.+)"),
    ("doers", rf"who (?:was|were|has been|have been|got) (?P<d>{ANY_DO}) (?:in|at|near) (?P<where>.+)"),
    ("doers", r"who (?:has |have )?(?P<d>died) (?:in|at|near|during) (?P<where>.+)"),
    ("victims", rf"who(?:m)? (?:was|were|has been|have been|got) (?P<d>{ANY_DO}) by (?P<a>.+?){_IN}"),
    ("victims", rf"where (?:did|has|have) (?P<a>.+?) (?P<d>{ANY_DO})(?: from| to)?"),
    ("doers", rf"(?:who|which {_THEY}) (?:has |had |have |is |was |been )*{_MEANT}(?P<d>{ANY_DO}) (?P<a>.+?){_IN}"),
    ("doers", rf"(?:by whom|how) (?:was|were|is) (?P<a>.+?) (?P<d>{ANY_DO}){_IN}"),
    ("victims", rf"(?:whom?|(?:what|which)(?: [\w\-]+){{0,2}}) (?:did|has|have|does) (?P<a>.+?) "
                rf"(?P<d>{ANY_DO}){_IN}"),
    ("deeds", r"what (?:did|has|have|does|do|is) (?P<a>.+?) (?:do|done|been doing|doing)"
              r"(?: (?:in|at|near|around) (?P<b>.+))?"),
    ("deeds", r"what (?:was|were) (?P<a>.+?) doing(?: (?:in|at|near|around) (?P<b>.+))?"),
    ("events", rf"(?:(?:was|were|is|are|has|have) there(?: been)?(?: an?| any| some)?|(?:which|what|how many)|"
               rf"(?:list|show|show me|give me)(?: all)?(?: the)?(?: (?:times|dates|cases) of)?|"
               rf"when (?:was|were|did)(?: the)?|who (?:has |had |have )?(?:{_DONE})(?: the| an?)?|all(?: the)?|"
               rf"where (?:was|were|did)(?: the)?)? ?"
               rf"(?:(?:reports?|accusations?|allegations?|signs?|evidence|cases?) of )?"
               rf"(?P<g>(?:(?!the\b)[\w\-’'.]+ ){{0,2}}?)(?P<n>{ANY_NOUN})"
               rf"(?: (?:were there|are there|took place|happened|happen|are told|occurred|were carried out|"
               rf"were reported|take place|were made|was made|signed))*{_OF}"
               r"(?: (?:start|begin|end|happen|take place|signed|agreed|started|began|happened|broken|last|broke))*"),
    ("happened", r"(?:show (?:me )?|give (?:me )?|list )?(?:the |an? )?(?:timeline|chronology|course|history|events)"
                 r"(?: (?:of|for|in|about|at) (?P<a>.+))?"),
    ("happened", r"what (?:happened|went on|is happening|has happened|(?:is|was|has been) (?:told|said|reported))"
                 r"(?: (?:in|at|near|around|about|of|to|with) (?P<a>.+))?"),
    ("about", r"(?:tell me (?:more )?about|what (?:do|did) (?:we|you) know (?:about|of)|what about|describe|"
              r"(?:the )?(?:dossier|"
              r"page|"
              r"profile) (?:of|on|about)|show (?:me )?|what (?:is|was) (?:known|on record) (?:about|of)) (?P<a>.+)"),
    ("about", r"(?:who|what) (?:is|was|are|were) (?P<a>.+)"),
)  # fmt: skip


def _clause_rules(question: bool) -> Iterator[tuple[str, str]]:
    """Clauses as they are told ("A held B"), or as they are asked ("did A hold B", "when did A hold B")."""
    for verb, subject, helping, rest in _CLAUSES:
        if question:
            yield verb, rf"(?:(?:when|where|how|in what way) )?(?:{helping}) (?!there\b){subject} {rest}"
        else:
            yield verb, rf"{subject} (?:(?:{helping}) )?{rest}"


def _compiled(rules: Iterator[tuple[str, str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((verb, re.compile(rule + r"\s*", re.IGNORECASE)) for verb, rule in rules)


_TOLD = _compiled(_clause_rules(question=False))
_ASKED = _compiled(iter([*_HOLDING, *_clause_rules(question=True), *_RULES]))
_WHO_SAYS = re.compile(r",? and (?:who|according to whom)(?: says?| said)?(?: so| that| it)?\s*", re.IGNORECASE)
_LEAD = re.compile(
    rf"(?!.+? responsibility\b)"
    rf"(?:who (?P<denies>den(?:y|ies|ied)|disputes?|disputed)|who {_SAY}|is it (?:true|told|said|known|reported)|"
    rf"(?:how many|"
    rf"which|what)(?: independent| different| separate| other)* (?:reports|sources|speakers|people|outlets|origins) "
    rf"{_SAY}|who confirm(?:s|ed)?|how do (?:we|you) know|why do (?:we|you) "
    rf"(?:say|think|"
    rf"believe)|did (?:anyone|anybody|someone) {_SAY})(?: that)? (?P<clause>.+)", re.IGNORECASE,
)  # fmt: skip


def parse(question: str) -> Asked | None:
    """What the question asks, once its time was taken out; None when no rule fits. Why is never answered: no claim
    tells it."""
    text = " ".join(question.replace("?", " ").replace("’", "'").split()).strip(" .!,")
    text = re.sub(r"^(?:if|whether) ", "is it true that ", text, flags=re.IGNORECASE)
    if found := _WHO_SAYS.search(text):
        text = text[: found.start()].strip(" ,") if found.end() == len(text) else text
    if (m := _LEAD.fullmatch(text)) and (asked := _first(_TOLD, m["clause"])):
        return replace(asked, denied=bool(m["denies"]))
    return _first(_ASKED, text)


def _first(rules: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> Asked | None:
    for verb, pattern in rules:
        if m := pattern.fullmatch(text):
            return _asked(verb, m.groupdict())
    return None


def _asked(verb: str, groups: dict[str, str | None]) -> Asked:
    told = {k: v for k, v in groups.items() if v}
    names = tuple(_name(told[k]) for k in ("a", "b", "b1", "b2") if k in told)
    noun = told.get("n", "")
    detail = term(_PEOPLE, noun) or term(NOUNS, noun) or term(DO, noun) if noun else _detail(verb, told.get("d", ""))
    if verb == "events" and "b1" in told:
        verb = "between"
    manner = next((stem for stem in _MANNERS if told.get("d", "").casefold().startswith(stem)), "")
    return Asked(
        verb, names, detail, where=_name(told.get("where", "")), group=_group(told.get("g", "")),
        manner=manner if verb == "casualties" else "", side=_SIDES.get(told.get("p", "").casefold(), ""),
    )  # fmt: skip


def _group(text: str) -> str:
    """Of whom figures are asked for, without the helping verb that a pattern may have taken along."""
    return " ".join(w for w in text.split() if w.casefold() not in _HELPING)


def _name(text: str) -> str:
    return re.sub(r"^(?:the|a|an) (?=\w)", "", text.strip(" ,'\""), flags=re.IGNORECASE)


def _detail(verb: str, word: str) -> str:
    """The closed word behind the one that was written: a kind of support, a type of event, a casualty role."""
    if not word:
        return "killed" if verb == "casualties" else ""
    if verb == "sources":
        return word.casefold()
    if verb == "casualties":
        return next((role for role, forms in _CASUALTIES.items() if word.casefold() in forms), "killed")
    if verb == "responsibility":
        return "denied" if word[:4].casefold() in ("deny", "deni", "reje") else ""
    if verb.startswith("support") and word.casefold() == "arms":
        return "weapons"
    return term(GIVE if verb.startswith("support") else DO, word)


_SIDES = {"on": "victim", "against": "victim", "hit": "victim", "struck": "victim", "by": "doer"}
_MANNERS = ("behead", "crucif", "execut", "hang", "massacr", "assassinat", "murder")  # told apart from other killing
_CASUALTIES = {
    "injured": ("wounded", "wound", "injured", "injure"),
    "captured": ("captured", "capture", "taken prisoner"),
}
# What was done to people who are counted, where no noun of ``NOUNS`` and no verb of ``DO`` says it.
_PEOPLE = {"release": "exchanged|swapped|rescued", "abduction": "taken"}  # fmt: skip
