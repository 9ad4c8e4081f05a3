"""Word knowledge of ingest: what pages say around a report, months, news agencies and outlets.

Written from the general use of the language by news sites and wires; no pattern was taken from one report.
"""

import re


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Words of site navigation; a run of short lines mostly made of these is a menu.
MENU = _words(
    """home news world politics opinion opinions editorial business sport sports culture lifestyle life entertainment
    technology tech science health weather video videos photos pictures gallery live latest trending popular login
    log-in signin sign-in register subscribe newsletter newsletters contact about careers advertise help faq
    search menu more africa asia europe americas mideast middle-east us uk international national local regions
    topics podcasts podcast tv radio shop jobs archive archives sitemap rss privacy terms cookies features
    explainers investigations economy markets travel education environment blog blogs events donate account
    profile"""
)

# A whole line that belongs to the page, not to the report.
PAGE_LINE = re.compile(
    r"""(?ix)^\W*(?:
      (?:please\ )?(?:subscribe|sign\ up|register|log\ ?in|sign\ in)\b.{0,90}
    | (?:read|see|hear|watch|view|find\ out|learn|discover|show|load)
      \ (?:more|also|next|all|full\ story|comments?)\b.{0,120}
    | (?:also|must|further|related)\ (?:read|reading|see|stories|articles?|news|content|topics?|coverage|links?)
      \b.{0,120}
    | (?:share|tweet|print|email|e-mail|save|copy\ link|pin\ it|whatsapp|facebook|twitter|telegram|linkedin)
      (?:[\s|,·/&]+(?:this|article|story|page|on|via|by|with|to|friends?|share|tweet|print|email|e-mail|save|copy\ link
      |whatsapp|facebook|twitter|x|telegram|linkedin|reddit|and|or|your))*
    | (?:follow|like|find|join)\ us\ (?:on|at)\b.{0,80}
    | (?:click|tap)\ (?:here|to|on|the)\b.{0,100}
    | (?:advertisement|advertising|sponsored(?:\ content)?|promoted|paid\ post|ad)
    | (?:story|article)\ continues?\ (?:below|after).{0,60} | continue\ reading.{0,80}
    | (?:we|this\ (?:web)?site|our\ (?:web)?site)\ uses?\ cookies\b.{0,300}
    | (?:accept|manage|reject)(?:\ all)?\ cookies
    | (?:©|\(c\)|copyright\b).{0,140} | all\ rights\ reserved\b.{0,100}
    | (?:terms\ (?:of|and)\ (?:use|service|conditions)|privacy\ policy|cookie\ policy)\b.{0,100}
    | (?:back\ to|return\ to)\ (?:the\ )?(?:top|home(?:page)?) | skip\ to\ (?:main\ |the\ )?(?:content|navigation)
    | (?:leave|post|add|write)\ a\ (?:comment|reply)\b.{0,60} | \d*\ ?comments?(?:\ \(\d+\))?
    | (?:most|more)\ (?:read|popular|viewed|shared|from)\b.{0,60} | recommended(?:\ for\ you)? | trending(?:\ now)?
    | (?:download|get)\ (?:the|our)\ (?:free\ )?(?:\w+\ )?app\b.{0,100}
    | (?:view|download)\ (?:as\ |the\ )?pdf
    | (?:min(?:ute)?s?\ read|\d+\ min(?:ute)?s?\ read) | (?:listen|play)\ to\ (?:this|the)\ (?:article|story)\b.{0,60}
    | (?:this\ (?:story|article)|except\ for\ the\ headline)
      .{0,120}(?:syndicated|not\ been\ edited|auto-?generated).{0,120}
    )\W*$"""
)

# An invitation with the site's own name in it: an imperative of following, and what is to be followed.
SLOGAN = re.compile(
    r"""(?x)^(?:For\ (?:all\ )?(?:the\ )?(?:latest|more|breaking)\b[^.]{0,60}\b(?:follow|visit|subscribe|download|click)
    |(?i:track|get|catch|follow|stay|watch|read|download|visit|check|subscribe|sign\ up|join|listen|discover|support
       |like|never\ miss))
    \b.*\b(?i:news(?!paper\ )|updates?|headlines|newsletters?|app|alerts?|channel|coverage|stories|journalism|inbox
       |facebook|twitter|telegram|whatsapp|youtube|instagram)\b"""
)

CREDIT = re.compile(
    r"""(?ix)^\W*(?:\(?(?:additional\ |writing\ and\ |further\ )?
       (?:reporting|writing|editing|edited|compiled|translated)\ (?:and\ \w+\ )?by\ .{3,200}
    |.{3,160}\bcontributed\ (?:reporting|to\ this\ (?:report|article|story))\b.{0,80})$"""
)
BYLINE = re.compile(r"^(?:By|BY|Written by|Author:)\s+(?=[A-Z])(?P<who>[^,;:!?]{3,90}(?:, [A-Z][^.,]{2,40})?)$")

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1
    )
    for name in names.split()
}  # fmt: skip
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May"
    r"|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
DATE = (
    rf"(?:{_WEEKDAY},?\ )?(?:(?P<month>{_MONTH})\ (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\ (?P<year>\d{{4}}))?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\ (?P<month2>{_MONTH})(?:,?\ (?P<year2>\d{{4}}))?"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}))"
)
DATE_LINE = re.compile(
    rf"(?i:(?:first\ |last\ )?(?:published|posted|updated|date|issued|released)(?:\ on|\ at)?:?\ )?{DATE}"
    r"(?:,?\ (?:at\ )?\d{1,2}[:.]\d{2}(?:\ ?[ap]\.?m\.?)?(?:\ [A-Z]{2,4})?)?\.?".replace(r"\ ", " ")
)

AGENCIES: dict[str, str] = {
    "Reuters": "Reuters", "Thomson Reuters": "Reuters", "AP": "Associated Press",
    "Associated Press": "Associated Press", "AFP": "Agence France-Presse",
    "Agence France-Presse": "Agence France-Presse", "UPI": "United Press International",
    "dpa": "Deutsche Presse-Agentur", "DPA": "Deutsche Presse-Agentur",
    "Xinhua": "Xinhua", "TASS": "TASS", "ITAR-TASS": "TASS", "Interfax": "Interfax", "RIA Novosti": "RIA Novosti",
    "ANSA": "ANSA", "EFE": "EFE", "PTI": "Press Trust of India", "IANS": "IANS", "Kyodo": "Kyodo",
    "Yonhap": "Yonhap", "Anadolu": "Anadolu Agency", "AA": "Anadolu Agency", "SANA": "SANA", "IRNA": "IRNA",
    "IRIN": "IRIN", "Bloomberg": "Bloomberg", "VOA": "Voice of America", "RFE/RL": "Radio Free Europe/Radio Liberty",
    "CNN": "CNN", "BBC": "BBC", "NPR": "NPR",
}  # fmt: skip
_NAME = r"[A-Z][\w.'’-]+(?:[ -](?:[A-Z][\w.'’-]+|of|al|el|an|de|du|la|le|and|the))*"
PLACE = rf"(?:[A-Z][A-Z.'’ -]{{2,40}}|{_NAME})(?:, {_NAME}){{0,2}}"
_AGENCY = "|".join(re.escape(a) for a in sorted(AGENCIES, key=len, reverse=True))
_DASH = r"(?:\s*[—–]+\s*|\s+-{1,2}\s+|\s*--\s*)"
DATELINE = re.compile(
    rf"(?:(?P<place>{PLACE})[,]?\s*)?(?:(?P<date>{DATE})[,]?\s*)?"
    rf"(?:\((?:(?P<agency>{_AGENCY})|(?P<date2>{_MONTH} \d{{1,2}}(?:, \d{{4}})?)|(?P<other>[A-Z][\w. ]{{1,30}}))\)\s*)?"
    rf"(?:{_DASH}|:\s)".replace(r"\ ", " ")
)
LAST_DATE = re.compile(rf"\s*[,|·–—-]\s*{DATE}\.?$".replace(r"\ ", " "))
PLACE_ALONE = re.compile(PLACE)
PLACE_LINE = re.compile(rf"(?P<place>{_NAME}, {_NAME}|[A-Z][A-Z.'’ -]{{2,40}}(?:, {_NAME})?)\s*:$")

OUTLETS = (
    "Reuters", "Associated Press", "Agence France-Presse", "AFP", "BBC", "CNN", "Al Jazeera", "Al-Jazeera",
    "Al Arabiya", "Al-Arabiya", "New York Times", "Washington Post", "Wall Street Journal", "Los Angeles Times",
    "Guardian", "Financial Times", "Daily Telegraph", "Telegraph", "Independent", "Times of London", "Le Monde",
    "Le Figaro", "Der Spiegel", "Spiegel", "El País", "La Repubblica", "Corriere della Sera", "Haaretz",
    "Jerusalem Post", "Times of Israel", "Sky News", "Fox News", "ABC News", "CBS News", "NBC News", "NPR", "VOA",
    "Voice of America", "Deutsche Welle", "France 24", "Euronews", "Xinhua", "TASS", "ITAR-TASS", "Interfax",
    "RIA Novosti", "Sputnik", "Russia Today", "RT", "Anadolu Agency", "Anadolu", "Hurriyet", "SANA", "IRNA", "Fars",
    "Tasnim", "Press TV", "PressTV", "Mehr", "Al Mayadeen", "Al-Manar", "Rudaw", "Kurdistan 24", "Middle East Eye",
    "Al-Monitor", "Asharq Al-Awsat", "Dawn", "Geo News", "Tolo News", "TOLOnews", "Pajhwok", "Khaama Press", "NDTV",
    "Times of India", "The Hindu", "Kyiv Independent", "Ukrinform", "Ukrainska Pravda", "Interfax-Ukraine", "UNIAN",
    "Novaya Gazeta", "Meduza", "Kommersant", "Daily Nation", "Radio Dabanga", "Sudan Tribune", "Radio Okapi",
    "Premium Times", "Punch", "Vanguard", "Channels Television", "Garowe Online", "Shabelle", "Yonhap", "Kyodo",
    "KCNA", "Korean Central News Agency", "Rappler", "GMA News", "Bloomberg", "Politico", "Vice News", "Axios",
    "Daily Beast", "USA Today", "Christian Science Monitor", "Foreign Policy", "New Yorker", "Economist", "Time",
)  # fmt: skip
# What an outlet's own name says that it is: "Hill Town Courier", "Radio Okapi".
OUTLET_NOUNS = _words(
    """agency bulletin chronicle courier daily dispatch gazette globe guardian herald journal mail mirror monitor news
    newspaper observer post press radio register review telegraph television times tribune tv weekly wire"""
)
CANONICAL_OUTLET = {
    "AP": "Associated Press", "AFP": "Agence France-Presse", "Al-Jazeera": "Al Jazeera", "Al-Arabiya": "Al Arabiya",
    "ITAR-TASS": "TASS", "Anadolu": "Anadolu Agency", "Spiegel": "Der Spiegel", "PressTV": "Press TV",
    "RT": "Russia Today", "VOA": "Voice of America",
}  # fmt: skip
