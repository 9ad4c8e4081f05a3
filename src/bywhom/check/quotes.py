"""Every quotation slices back to its report, and the report's bytes are those that were read."""

import hashlib
from collections.abc import Iterator

from bywhom.check.common import Bundle, Problem, Silent


class Quotes(Silent):
    """Spans lie inside the text and hold the words that they claim."""

    name = "quotes"

    def feed(self, report: Bundle) -> list[Problem]:
        """Compare every stored word with the text at its offsets."""
        return [Problem(check=self.name, row=row, says=says) for row, says in self._wrong(report)]

    def _wrong(self, report: Bundle) -> Iterator[tuple[str, str]]:
        text = report.text
        if hashlib.sha256(report.data).hexdigest() != report.sha256:
            yield report.id, "the bytes are not those of their SHA-256"
        for start, end, words in report.sentences:
            if text[start:end] != words:
                yield report.id, f"the sentence at [{start}, {end}] reads otherwise in the text"
        for start, end in report.mentions:
            if not 0 <= start < end <= len(text):
                yield report.id, f"the mention at [{start}, {end}] lies outside the text of {len(text)} characters"
        for claim in report.claims:
            start, end = claim["trigger"]
            if text[start:end] != claim["trigger_text"]:
                yield claim["id"], f"the trigger {claim['trigger_text']!r} reads {text[start:end]!r} in the text"
            for role, span, words in claim["fillers"]:
                if span is not None and text[span[0] : span[1]] != words:
                    yield claim["id"], f"the {role} {words!r} reads {text[span[0] : span[1]]!r} in the text"
