"""Runs the command line in this process, with the reader of the tiny language in the place of the real one."""

import io
import json
import sys
from types import SimpleNamespace

import pytest
from tests.fakes import FakeAnnotator

from bywhom.cli.app import main


class Said:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def run(monkeypatch, capsys):
    fake = SimpleNamespace(Annotator=SimpleNamespace(load=lambda settings: FakeAnnotator()))
    monkeypatch.setitem(sys.modules, "bywhom.pipeline.annotate", fake)
    monkeypatch.delenv("BYWHOM_CASEFILE", raising=False)
    monkeypatch.setenv("COLUMNS", "400")

    def call(*args, stdin=b""):
        monkeypatch.setattr(sys, "argv", ["bywhom", *map(str, args)])
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(stdin)))
        code = 0
        try:
            main()
        except SystemExit as stopped:
            code = stopped.code or 0
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


@pytest.fixture
def war(run, tmp_path):
    """A casefile that the command line made."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Red Guard said Blue Guard seized Arlon on 2015-03-02. Blue Guard holds Bastogne. The rest is silence for now."
    )
    (folder / "b.txt").write_text(
        "Blue Guard never seized Arlon on 2015-03-02. White Guard armed Blue Guard in 2015. Nothing further was told."
    )
    file = tmp_path / "war.casefile"
    said = run("read", folder, "--into", file, "--published", "2015-06-01", "--publisher", "Paper", "--json")
    assert said.code == 0, said.err
    assert said.json["claims"] == 4
    return file
