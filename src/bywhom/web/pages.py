"""Template helpers: links to evidence, entities and reports, dates and counts in words. Autoescape is always on."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bywhom.model.account import Party, Speaker, Told
from bywhom.model.claim import RELATIONS
from bywhom.model.finding import CREDIBILITY

HERE = Path(__file__).parent

NAVIGATION = (  # path, label, key pressed after g
    ("/", "Overview", "o"),
    ("/network", "Network", "n"),
    ("/reports", "Reports", "r"),
    ("/review", "Review", "v"),
    ("/claims", "Claims", "c"),
    ("/findings", "Findings", "f"),
    ("/disputes", "Disputes", "d"),
    ("/actors", "Actors", "a"),
    ("/places", "Places", "p"),
    ("/sources", "Sources", "s"),
    ("/add", "Add reports", "i"),
)


DISPUTED = {  # what a dispute of each kind is about
    "polarity": "told and denied", "holders": "holders", "figures": "figures", "roles": "who did it", "place": "place",
}  # fmt: skip


def count(number: int, one: str, many: str = "") -> str:
    """``3 claims``, ``1 claim``, ``12,000 claims``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def evidence(because: Iterable[str], against: Iterable[str] = ()) -> str:
    """The address that shows the claims ``because`` and, apart, what speaks ``against``."""
    query = [("id", ",".join(because))] + ([("against", ",".join(against))] if (against := list(against)) else [])
    return "/evidence?" + urlencode(query, safe=",")


def entity_page(id_: str) -> str:
    """The page of an entity, by its id; it finds out whether that is an actor or a place."""
    return "/entity/" + quote(id_, safe="")


def report_page(id_: str, claim: str = "") -> str:
    """The reader on a report, at a claim when one is given."""
    return "/report/" + quote(id_, safe="") + (f"#{claim}" if claim else "")


def words(name: str) -> str:
    """A type or kind of the codebook in plain words: ``air_strike`` is ``air strike``."""
    return name.replace("_", " ")


def days(edtf: str, type_: str = "") -> str:
    """Days as they stand in a list: ``../2015-11`` is ``by 2015-11``, ``2015-03/..`` is ``since 2015-03``.

    A claim of a standing relation (``type_``) runs ``until 2015-11``.
    """
    if edtf.startswith("../"):
        return f"{'until' if type_ in RELATIONS else 'by'} {edtf[3:]}"
    first, _, last = edtf.partition("/")
    return f"since {first}" if last == ".." else edtf.replace("/", " – ") if last and last != first else first


def marked(told: Told) -> tuple[str, str, str]:
    """The sentence of a claim, cut around its trigger; the whole sentence first when the trigger is not in it."""
    start, end = told.trigger_at
    text = told.sentence_text
    if start < 0 or text[start:end] != told.trigger.exact:
        return text, "", ""
    return text[:start], text[start:end], text[end:]


def spoken(told: Told) -> list[tuple[Speaker, ...]]:
    """Who says a claim: first those who say it side by side, then each who passed it on, up to the report."""
    links = told.speakers or (Speaker(),)
    joint = max(1, min(told.joint, len(links)))
    return [links[-joint:], *((s,) for s in reversed(links[:-joint]))]


def once(parties: Sequence[Party]) -> list[Party]:
    """The parties of a role, each named once: a sentence may name one of them by several words."""
    return list({p.entity or p.name or p.text or (p.low, p.high): p for p in reversed(parties)}.values())[::-1]


def with_query(request: Request, **changes: object) -> str:
    """The address of this page with some of its query changed; None or "" takes a field out."""
    query = {k: v for k, v in request.query_params.items() if k not in changes}
    query |= {k: str(v) for k, v in changes.items() if v not in (None, "")}
    return request.url.path + ("?" + urlencode(query) if query else "")


def query_of(**fields: object) -> str:
    """The query of an address; fields without a value are left out."""
    return urlencode({name: str(value) for name, value in fields.items() if value not in (None, "")})


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters |= {"words": words, "days": days, "number": lambda n: f"{n:,}"}
    made.globals |= {
        "count": count, "evidence": evidence, "entity_page": entity_page, "report_page": report_page,
        "navigation": NAVIGATION, "marked": marked, "CREDIBILITY": CREDIBILITY, "query_of": query_of,
        "spoken": spoken, "once": once, "DISPUTED": DISPUTED,
    }  # fmt: skip
    return made


TEMPLATES = _environment()


def render(request: Request, template: str, *, status_code: int = 200, **context: Any) -> HTMLResponse:
    """The page ``template`` for this request; every page knows the desk's name, the token and its own address."""
    desk = request.app.state.desk
    shared: Mapping[str, Any] = {
        "path": request.url.path, "query": request.query_params, "casefile": desk.name,
        "token": desk.sessions.token(request.state.session), "has_password": bool(desk.settings.password),
        "with_query": lambda **changes: with_query(request, **changes),
    }  # fmt: skip
    return HTMLResponse(TEMPLATES.get_template(template).render({**shared, **context}), status_code)
