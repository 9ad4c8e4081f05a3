"""Word documents (.docx), by python-docx: paragraphs and table cells in the order of the page."""

import io
import zipfile
from datetime import date

from bywhom.errors import DamagedInput, NoText
from bywhom.ingest.document import Document, Found

_TEMPLATE_DAY = date(2013, 12, 23)  # the date that python-docx's own template carries


def read_docx(data: bytes, name: str) -> Found:
    """One document. DamagedInput for broken files, NoText for empty ones."""
    import docx
    from docx.opc.exceptions import OpcError
    from docx.table import Table

    try:
        document = docx.Document(io.BytesIO(data))
        lines: list[str] = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                lines += [" | ".join(cell.text for cell in row.cells) for row in block.rows]  # no name runs over a bar
            else:
                lines.append(block.text)
        properties = document.core_properties
        title, author, created = properties.title or "", properties.author or "", properties.created
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, SyntaxError) as error:
        raise DamagedInput("the Word document is broken", value=name, hint="open it, save a copy, read that") from error
    text = "\n".join(lines)
    if not text.strip():
        raise NoText(
            "the Word document holds no text", value=name, hint="if it holds pictures of text, recognise them first"
        )
    made = created.date() if created is not None and created.date() != _TEMPLATE_DAY else None
    author = "" if author == "python-docx" else author
    return Found(
        documents=(
            Document(
                text=text, title=title, author=author, made=made,
            ),
        )
    )  # fmt: skip
