"""The grammar of time expressions: regular expressions over token classes (lexicon/times.py names the classes).

Each rule is a form (see TimeExpression) and a pattern. All rules are tried everywhere; the longest match wins, and of
equally long ones the earlier rule. Spaces in a pattern are for the eye.
"""

import re

_NUM = r"(?:[dnYw](?:[-&]?[dnw])*(?:&a?l)?|a?Q f?|a (?:Q|w|n)(?:f|w)?|l a?)"
_APP = r"(?:i?A{1,2})?"
_EDGE = r"(?:t?E[-]?(?:[fi]|2)?(?:t)?)?"
_REL = r"(?:t?[LXS]|H|T|TS|HS|tTS)"
_DAY = r"(?:t?[do](?:f)?)"
_YEAR = r"(?:Y|J)"
_CLOCK = r"(?:(?::|[dn](?=j))j?\(?z*m?\)?|Zz?)"
_HEAD = rf"(?:(?:{_CLOCK}|[tTHSai]*E?p(?:U)?)[i,f]*t?)?"
_TAIL = rf"(?:,?i?(?:{_CLOCK})|,?[it]*E?p(?:i{_CLOCK})?)?"
_WEEK = r"(?:W\.?,?)"
_RELYEAR = r"(?:,?[fi]?(?:[LXHTS]|T S|t [LXS]|hH|t h)u)"

_RAW: tuple[tuple[str, str], ...] = (
    ("calendar", r"I z*"),
    ("calendar", r"/"),
    ("calendar", rf"{_HEAD} {_EDGE} [br]?i? {_WEEK}? i?,?t? {_DAY} M\.? (?:,?f?{_YEAR} C?)? {_TAIL}"),
    ("calendar", rf"{_HEAD} {_EDGE} {_WEEK}? i? M\.? t?[do] (?:,?{_YEAR})? {_TAIL}"),
    ("calendar", rf"{_HEAD} {_WEEK}? (?:{_DAY} M\.?|M\.? t?[do]) {_RELYEAR}"),
    ("calendar", rf"{_EDGE} M\.? ,?[fi]? (?:{_YEAR}|[dn](?=C)) C?"),
    ("calendar", rf"{_EDGE} M\.?"),
    ("calendar", r"to"),
    ("calendar", rf"{_EDGE} M\.? {_RELYEAR}"),
    ("calendar", rf"{_EDGE} t? s ,?f? t? {_YEAR} C?"),
    ("calendar", rf"{_EDGE} t? s (?:&s)? {_RELYEAR}"),
    ("calendar", rf"{_EDGE} t? {_YEAR} (?:P? s | -? s)"),
    ("calendar", rf"{_EDGE} t? F? (?:u?)? {_YEAR} C?"),
    ("calendar", r"(?:t?u)?[dnY] C | C[dnY]"),
    ("calendar", rf"{_EDGE} t? K"),
    ("calendar", r"t? (?:E[-]?)?(?:o|O) [-]? (?:[&2](?:o|O)[-]?)? u C?"),
    ("quarter", rf"t? F? [Oo] [-]? F? u (?:f? F? (?:t? F? {_YEAR}|(?:t?[LXHTS]|t h)u))?"),
    ("quarter", rf"(?:t?[LXHT]u|{_YEAR})P?(?:[Oo][-]?u)"),
    ("quarter", rf"t? [OL] l f? (?:t? {_YEAR}|(?:t?[LXHTS]|t h|t)u)"),
    ("spelled", r"(?:(?:t u|(?:t?E[fi]?)? M ,?|(?:t?E[fi]?)? t? s) f?)? w w (?:-? w)?"),
    ("calendar", r"[LX] M\.? [do]"),
    ("holiday", rf"(?:[LXH]|t)? D [u!]? (?:,?f?{_YEAR})?"),
    ("relative", rf"[br]? i? {_EDGE} {_REL} S? F? u"),
    ("relative", rf"[br]? i? {_EDGE} {_REL} S? p {_TAIL}"),
    ("relative", rf"{_EDGE} {_REL} M\.?"),
    ("relative", rf"{_EDGE} {_REL} s"),
    ("relative", rf"{_HEAD} {_EDGE} {_REL} W {_TAIL}"),
    ("relative", r"t? h u"),
    ("weekday", rf"{_HEAD} (?:E i?)? (?:w|t)? W\.? {_TAIL}"),
    ("weekofunit", r"(?:w|t|aQ)? W (?:,?[fi]? (?:[LXHT]|t[LXS])u) p?"),
    ("edge", r"[br]? t? E [fi] (?:t|T|H|tS|TS) [us]"),
    ("edge", r"[br] i t u"),
    ("edge", r"u P? [-]? E"),
    ("edge", r"t [Fq]? u"),
    ("edge", r"t s"),
    ("edge", r"E [-]? s"),
    ("deictic", rf"{_HEAD} [br]? [EA]? i? y {_TAIL}"),
    ("deictic", r"[br]? N"),
    ("offset", rf"{_APP} (?:{_NUM}|a|aQ)[-]? (?:&l)? [uU] [-]? (?:g|r|b|k|e)"),
    ("offset", r"U (?:g|r|b|e)"),
    ("offset", rf"{_APP} t u [ke]"),
    ("offset", r"t? u - (?:g|b) (?:[Oo]-?)? [um]"),
    ("moment", r"(?:t?S|T|H|TS|tTS) m"),
    ("moment", r"t (?:L m|Y [mu])"),
    ("weekinmonth", rf"t? [LoO] u f M\.? (?:,?{_YEAR})?"),
    ("window", r"t? L [uU]"),
    ("offset", r"u - (?:g|b)"),
    ("offset", rf"t? (?:{_NUM}) U (?:[ke] T|kt)"),
    ("window", rf"t? (?:[LX]|H[LX]?) (?:{_NUM})? [uU](?<=U)"),
    ("window", rf"t? (?:[LX]|H[LX]) {_NUM} [-]? [uU]"),
    ("window", r"t? x [U]"),
    ("duration", rf"{_APP} (?:t (?=[dnwQ]))? (?:t? O)? {_NUM} q? A? [-]? [uU] (?:-=)? (?:&?(?:{_NUM}|l a?) [uU])*"),
    ("duration", rf"{_APP} a q? (?:l)? -? u (?: & a l)?"),
    ("duration", r"U (?:-=)?"),
    ("duration", rf"t? O {_NUM} U"),
    ("set", r"v (?:O|Q|w|d)? (?:u|U|W|p|M)"),
    ("set", r"V"),
    ("clock", rf"{_CLOCK} (?:z*)?"),
    ("clock", r"d (?:i t p)"),
    ("part", r"(?:t|a|Q)? E? p"),
    ("ref", r"R"),
    ("ref", r"x | h"),
    ("ref", r"t? %"),
    ("ref", r"t (?:L|h)"),
)

RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple((form, re.compile(raw.replace(" ", ""))) for form, raw in _RAW)

# A run of classes that holds none of these cannot be a time expression.
CORE = re.compile(r"[MWYKuUspyNRVDI:Z/xhJ%LjCv]|ww")
# The bound keeps a table of numbers from costing the square of its length.
RUN = re.compile(r"[^_]{1,80}")

# Two days that share a month or a year: groups are the tokens of the first day and of the second.
RANGES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("days-month", re.compile(r"(?P<one>t?[do])(?P<join>-|2|&)(?P<two>t?[do]f?M\.?(?:,?Y)?)")),
    ("month-days", re.compile(r"(?P<one>M\.?[do])(?P<join>-|2|&)(?P<two>[do](?!f?M)(?P<year>,?Y)?)")),
    ("years", re.compile(r"(?P<one>Y)(?P<join>-)(?P<two>Y|d|n)(?![uU])")),
)
