"""An open casefile whose reader knows the tiny language."""

import pytest
from tests.fakes import FakeAnnotator

from bywhom.casefile import Casefile
from bywhom.config import Settings

FIRST = "Red Guard said Blue Guard seized Arlon on 2015-03-02. Blue Guard holds Bastogne. The rest is silence for now."
SECOND = "Blue Guard never seized Arlon on 2015-03-02. White Guard armed Blue Guard in 2015. Nothing further was told."


@pytest.fixture
def book(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(FIRST)
    (folder / "b.txt").write_text(SECOND)
    with Casefile.open(tmp_path / "war.casefile", create=True, settings=Settings(reviewer="ann")) as made:
        made.read(folder, published="2015-06-01", publisher="Paper", load=lambda _: FakeAnnotator())
        made.folder = folder
        yield made
