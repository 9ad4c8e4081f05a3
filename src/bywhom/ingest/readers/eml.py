"""E-mail (.eml), by the standard library: the body, and each attached document as a part of its own."""

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from bywhom.errors import InputRefused, NoText
from bywhom.ingest.document import Document, Found, metadata_date
from bywhom.ingest.readers.html import read_html
from bywhom.ingest.readers.text import decode
from bywhom.model.source import Refusal

_READABLE = {".txt", ".md", ".html", ".htm", ".pdf", ".docx"}


def read_eml(data: bytes, name: str, *, reader_of: Callable[[bytes, str], Found]) -> Found:
    """The body with the letter's subject, sender and date; attachments by ``reader_of``; what fails is refused."""
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    documents: list[Document] = []
    refused: list[Refusal] = []
    body = _body(message, name)
    published, warnings = metadata_date(message.get("Date"))
    sender, address = parseaddr(str(message.get("From", "")))
    if body.strip():
        documents.append(
            Document(
                text=body, title=str(message.get("Subject", "")).strip(), published=published, warnings=warnings,
                author=sender or address,
            )
        )  # fmt: skip
    for part in message.iter_attachments():
        file = part.get_filename() or ""
        suffix = "." + file.rpartition(".")[2].lower()
        payload = part.get_payload(decode=True)
        if suffix not in _READABLE or not isinstance(payload, bytes):
            continue  # signatures, logos and calendars are not reports
        try:
            found = reader_of(payload, file)
        except InputRefused as error:
            refused.append(Refusal(locator=f"{name}!{file}", error=type(error).__name__, message=error.message))
            continue
        documents += [_of_letter(d, file, published) for d in found.documents]
    if not documents and not refused:
        raise NoText("the e-mail holds no text", value=name, hint="if the text is in a picture, recognise it first")
    return Found(documents=documents, refused=refused)


def _of_letter(document: Document, file: str, sent: object) -> Document:
    """An attachment keeps its own metadata; it was out at the latest when the letter was sent."""
    note = f"attached to an e-mail sent {sent}" if sent else "attached to an e-mail"
    return Document(
        text=document.text, part=f"{file}{document.part}", title=document.title, published=document.published,
        publisher=document.publisher, author=document.author, url=document.url, warnings=(*document.warnings, note),
    )  # fmt: skip


def _body(message: EmailMessage, name: str) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes) or not payload.strip():
        return ""
    if part.get_content_type() == "text/html":
        try:
            return read_html(payload, name).documents[0].text
        except InputRefused:
            return ""
    return decode(payload, name, declared=part.get_content_charset() or "")[0]
