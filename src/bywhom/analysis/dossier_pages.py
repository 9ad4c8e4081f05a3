"""A dossier as plain text, as JSON, and as a page of HTML that needs nothing but itself."""

from dataclasses import asdict
from functools import lru_cache
from typing import Any

from bywhom.model.answer import Dossier

_TEMPLATE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ d.name }} – dossier</title>
<style>
body{font:16px/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{margin-bottom:.2rem}h2{font-size:1.1rem;margin-top:2rem;border-bottom:1px solid #bbb}
.meta,.note,footer{color:#555;font-size:.85rem}.note{display:block}sup a{text-decoration:none}
li{margin:.4rem 0}blockquote{margin:.1rem 0;color:#333}ol.cites li{font-size:.85rem}
@media (prefers-color-scheme:dark){body{background:#16181b;color:#e6e6e6}.meta,.note,footer,blockquote{color:#aaa}}
</style></head><body>
<main><h1>{{ d.name }}</h1>
<p class="meta">{{ d.type|lower }}{% if d.on %} · as of {{ d.on }}{% endif %}</p>
<p>{{ d.summary }}</p>
{% for w in d.warnings %}<p class="meta">{{ w }}</p>{% endfor %}
{% for s in d.sections %}<section><h2>{{ s.title }}</h2><ul>
{% for row in s.sentences %}<li>{{ row.text }}{% for n in d.marks(row) %}<sup><a
 href="#c{{ n }}">{{ n }}</a></sup>{% if not loop.last %} {% endif %}{% endfor %}
{% if row.note %}<span class="note">{{ row.note }}</span>{% endif %}</li>
{% endfor %}</ul></section>{% endfor %}
<section><h2>Citations</h2><ol class="cites">
{% for c in d.notes() %}<li id="c{{ c.number }}"><blockquote>“{{ c.quote }}”</blockquote>
{{ c.speaker }}{% if c.publisher and c.publisher != c.speaker %}, in {{ c.publisher }}{% endif %}{% if c.title and
c.title != c.speaker %}, <cite>{{ c.title }}</cite>{% endif %}{% if c.published %}, {{ c.published }}{% endif %}</li>
{% endfor %}</ol></section></main></body></html>
"""


def as_json(dossier: Dossier) -> dict[str, Any]:
    """The page as plain values."""
    return asdict(dossier)


def as_text(dossier: Dossier) -> str:
    """The page as plain text with numbered citations."""
    lines = [dossier.name, "=" * len(dossier.name)]
    if dossier.on:
        lines.append(f"As of {dossier.on}.")
    lines += [dossier.summary, *dossier.warnings]
    for section in dossier.sections:
        lines += ["", section.title, "-" * len(section.title)]
        for row in section.sentences:
            marks = "".join(f"[{n}]" for n in dossier.marks(row))
            lines.append(f"- {row.text} {marks}".rstrip())
            if row.note:
                lines.append(f"    {row.note}")
    if dossier.citations:
        lines += ["", "Citations", "---------"]
    for c in dossier.notes():
        where = ", ".join(dict.fromkeys(x for x in (c.speaker, c.publisher, c.title, c.published) if x))
        lines.append(f"[{c.number}] “{' '.join(c.quote.split())}” – {where}")
    return "\n".join(lines) + "\n"


@lru_cache(maxsize=1)
def _template() -> Any:
    from jinja2 import Environment

    return Environment(autoescape=True, trim_blocks=True).from_string(_TEMPLATE)


def as_html(dossier: Dossier) -> str:
    """The page as one HTML document; every text is escaped."""
    return str(_template().render(d=dossier))
