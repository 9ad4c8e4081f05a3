"""A document as found to a Report: cleaned, dated, named, with its warnings."""

from datetime import date

from bywhom.errors import NoText
from bywhom.ingest.clean import Cleaned, clean
from bywhom.ingest.document import Document
from bywhom.ingest.headline import head_lines
from bywhom.ingest.language import language_of
from bywhom.model.ids import report_id
from bywhom.model.source import Report

NO_DATE = "no published date: relative dates stay open; give --published"
MADE_DATE = "the published date is the day that the file was made; --published sets a better one"


def make_report(document: Document, *, sha256: str, given: Document, today: date, name: str) -> Report:
    """The Report of ``document``; what the person has ``given`` wins over metadata, metadata over the text.

    What the text says of its day wins over the day on which its file was made.

    Raises NoText when nothing is left after cleaning (a page of navigation alone).
    """
    cleaned = clean(document.text, title=given.title or document.title, today=today)
    if not any(c.isalnum() for c in cleaned.text):
        hint = "give the article's own text"
        raise NoText("nothing but navigation or blanks stands in it", value=name, hint=hint)
    published, basis = _published(document, given, cleaned)
    head = head_lines(cleaned.text)
    language = language_of(cleaned.text)
    warnings = [*document.warnings, *cleaned.said.warnings]
    if given.published is not None:  # what metadata said about its date no longer matters
        warnings = [w for w in warnings if "published date" not in w]
    if basis == "made":
        warnings.append(MADE_DATE)
    if published is None:
        warnings.append(NO_DATE)
    if language != "en":
        warnings.append(f"the text seems to be in another language ({language}); extraction is made for English")
    return Report(
        id=report_id(sha256, document.part),
        snapshot=sha256,
        part=document.part,
        text=cleaned.text,
        original=document.text,
        offsets=cleaned.offsets,
        title=given.title or document.title or head.title or document.file,
        published=published,
        published_basis=basis,
        publisher=given.publisher or document.publisher or cleaned.said.agency or head.publisher,
        author=document.author or cleaned.said.author,
        language=language,
        url=document.url,
        headings=cleaned.headings,
        changes=cleaned.changes,
        warnings=tuple(warnings),
    )


def _published(document: Document, given: Document, cleaned: Cleaned) -> tuple[date | None, str]:
    if given.published is not None:
        return given.published, "given"
    if document.published is not None:
        return document.published, "metadata"
    if cleaned.said.published is not None:
        return cleaned.said.published, "dateline"
    if document.made is not None:  # a page printed or saved years later bears the day of the printing
        return document.made, "made"
    return None, "none"
