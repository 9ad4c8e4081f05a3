"""PDF with a text layer, by pypdf. Pages end with a form feed, so that running heads can be told."""

import io
import logging

from bywhom.errors import DamagedInput, NoText
from bywhom.ingest.document import Document, Found, metadata_date


def read_pdf(data: bytes, name: str) -> Found:
    """One document. NoText for scans, DamagedInput for broken or locked files."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # one message for the person, ours
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DamagedInput(
                "the PDF is locked by a password", value=name, hint="save an unlocked copy and read that"
            )
        pages = [page.extract_text() for page in reader.pages]
        meta = reader.metadata
        title, author = (str(meta.title or ""), str(meta.author or "")) if meta is not None else ("", "")
        created = meta.creation_date if meta is not None else None
    except DamagedInput:
        raise
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OSError, RecursionError) as error:
        hint = "open it in a PDF viewer, save a copy and read that"
        raise DamagedInput("the PDF is broken", value=name, hint=hint) from error
    if sum(len(p.strip()) for p in pages) < 20 * max(1, min(len(pages), 3)):
        raise NoText(
            "the PDF has no text layer (a scan?)", value=name, hint="run text recognition on it first, e.g. ocrmypdf"
        )
    made, warnings = metadata_date(created)
    return Found(
        documents=(
            Document(
                text="\f".join(pages), title=title, author=author, made=made, warnings=warnings,
            ),
        )
    )  # fmt: skip
