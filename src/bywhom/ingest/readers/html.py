"""HTML: article text by trafilatura; title, author, site and date from the page's own metadata."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from bywhom.errors import DamagedInput, NoText
from bywhom.ingest.document import Document, Found, metadata_date
from bywhom.ingest.readers.text import decode

_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.I)
_DATE_NAMES = (
    "article:published_time", "datepublished", "og:published_time", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publication_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
    "date",
)  # fmt: skip


def read_html(data: bytes, name: str) -> Found:
    """One document: the article of the page. NoText when the page holds only navigation."""
    import lxml.html
    import trafilatura

    stated = _CHARSET.search(data[:4096])
    text, warnings = decode(data, name, declared=stated[1].decode() if stated else "")
    try:
        parse: Callable[[str], Any] = lxml.html.fromstring
        tree = parse(re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", "")))
    except (ValueError, lxml.etree.LxmlError) as error:
        raise DamagedInput("the HTML cannot be parsed", value=name, hint=f"{error}"[:120]) from error
    published, date_warnings = _published(tree)
    page: Any = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, with_metadata=True, deduplicate=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip
    body = (page.text or "").strip() if page is not None else ""
    if page is None or not _has_sentences(body):
        raise NoText(
            "the page holds navigation and no article text", value=name, hint="save the article's own page, or its text"
        )
    if published is None and not date_warnings:
        published, date_warnings = metadata_date(page.date)
    return Found(
        documents=(
            Document(
                text=body, title=_first(tree, "og:title") or page.title or "", published=published,
                publisher=_publisher(tree) or page.sitename or "", author=page.author or "", url=page.url or "",
                warnings=(*warnings, *date_warnings),
            ),
        )
    )  # fmt: skip


def _has_sentences(text: str) -> bool:
    """One sentence of eight words is enough: flash reports are short."""
    return any(len(s.split()) >= 8 for s in re.findall(r"[^\n]+?[.!?][\"”']?(?=\s|$)", text))


def _metas(tree: Any) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if name and meta.get("content"):
            yield name.casefold(), meta.get("content").strip()


def _first(tree: Any, *names: str) -> str:
    given = dict(reversed(list(_metas(tree))))
    return next((given[n] for n in names if n in given), "")


def _published(tree: Any) -> tuple[Any, tuple[str, ...]]:
    """The date that the page states, or a warning when what it states is no date."""
    stated = _first(tree, *_DATE_NAMES) or str(_json_ld(tree, "datePublished") or "")
    if not stated:
        times = tree.xpath(
            "//time[@itemprop='datePublished' or @pubdate or ancestor::article or ancestor::header]/@datetime"
        )
        stated = str(times[0]) if times else ""
    return metadata_date(stated)


def _publisher(tree: Any) -> str:
    stated = _json_ld(tree, "publisher")
    name = stated.get("name", "") if isinstance(stated, dict) else ""
    return _first(tree, "og:site_name", "application-name", "dc.publisher") or str(name or "")


def _json_ld(tree: Any, key: str) -> object:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            found = _search(json.loads(str(script)), key, 0)
        except (ValueError, RecursionError):
            continue
        if found:
            return found
    return None


def _search(value: object, key: str, depth: int) -> object:
    if depth > 5:
        return None
    if isinstance(value, dict):
        if value.get(key):
            return value[key]
        value = list(value.values())
    if isinstance(value, list):
        return next((found for v in value if (found := _search(v, key, depth + 1))), None)
    return None
