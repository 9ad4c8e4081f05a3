"""Reports as texts: the words, the exact bytes, and a quotation in either."""

from typing import Any

from bywhom.casefile.base import Base
from bywhom.errors import UnknownName
from bywhom.model.source import Report
from bywhom.model.text import Span
from bywhom.store import texts


class Texts(Base):
    """The reports behind the account."""

    def report(self, id_: str) -> Report:
        """The whole report: cleaned text, original, map between them. Raises UnknownName.

        Protected names are shaded in what is shown by ``report_text``; this value is the record itself.
        """
        with self._session.read() as connection:
            found = texts.report(connection, id_)
        if found is None:
            raise UnknownName("no report has that id", value=id_, hint="bywhom sources lists the reports")
        return found

    def report_text(self, id_: str) -> str:
        """The cleaned text of a report, without protected names."""
        return self.shield.words(self.report(id_).text)

    def snapshot(self, sha256: str) -> bytes:
        """The exact bytes that were read. Raises UnknownName."""
        with self._session.read() as connection:
            found = texts.snapshot(connection, sha256)
        if found is None:
            raise UnknownName("no bytes with that SHA-256 were read", value=sha256)
        return found

    def original_words(self, id_: str, span: Span) -> str:
        """The words of the original that a span of the cleaned text came from."""
        report = self.report(id_)
        return self.shield.words(report.offsets.span_to_original(span).of(report.original))

    def mentions(self, id_: str) -> list[dict[str, Any]]:
        """The mentions of a report in order: start, end, type, and the entity's id and name ("" for none)."""
        with self._session.read() as connection:
            found = texts.mentions(connection, id_)
        names: dict[str, tuple[str, str]] = {}
        for row in found:
            if row["entity"] and row["entity"] not in names:
                card = self.view.entity(row["entity"])
                names[row["entity"]] = ("", "") if card is None else (card.id, card.name)
        linked = [{**r, "entity": names.get(r["entity"], ("", ""))} for r in found]
        return self.shield([{**r, "entity": r["entity"][0], "name": r["entity"][1]} for r in linked])
