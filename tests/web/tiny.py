"""A desk over two reports of the tiny language: quick, without models."""

import re
import sys
import time
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient
from tests.fakes import FakeAnnotator

from bywhom.casefile import Casefile
from bywhom.config import Settings
from bywhom.web.app import create_app

FIRST = (
    "Red Guard said Blue Guard seized Arlon on 2015-03-02. Blue Guard holds Bastogne.\n\nThe rest is silence for now."
)
SECOND = "Blue Guard never seized Arlon on 2015-03-02. White Guard armed Blue Guard in 2015. Nothing further was told."


class Tiny:
    """The desk under test: ``book`` is the casefile, ``post`` carries the page's token."""

    def __init__(self, client, book):
        self.client, self.book = client, book
        page = client.get("/reports", headers={"accept": "text/html"}).text
        self.token = re.search(r'name="bywhom-token" content="([^"]+)"', page)[1]

    def get(self, path, **query):
        return self.client.get(path, params=query, headers={"accept": "application/json"})

    def page(self, path, **query):
        return self.client.get(path, params=query, headers={"accept": "text/html"})

    def post(self, path, body=None, **more):
        return self.client.post(path, json=body, headers={"x-bywhom-token": self.token}, **more)

    def send(self, **form):
        """Hand reports over and wait for what came of it."""
        files = form.pop("files", None)
        headers = {"x-bywhom-token": self.token}
        made = self.client.post("/api/reports", data=form, files=files, headers=headers)
        if made.status_code != 202:
            return made
        for _ in range(600):
            job = self.get(f"/api/jobs/{made.json()['id']}").json()
            if job["state"] in ("done", "failed"):
                return job
            time.sleep(0.05)
        raise AssertionError("the reading did not end")

    def claim(self, words):
        return next(t for t in self.book.claims() if words in t.sentence_text)


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    fake = SimpleNamespace(Annotator=SimpleNamespace(load=lambda settings: FakeAnnotator()))
    monkeypatch.setitem(sys.modules, "bywhom.pipeline.annotate", fake)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(FIRST)
    (folder / "b.txt").write_text(SECOND)
    file = tmp_path / "war.casefile"
    with Casefile.open(file, create=True, settings=Settings(reviewer="ann")) as book:
        book.read(folder, published="2015-06-01", publisher="Paper", load=lambda _: FakeAnnotator())
    app = create_app(str(file), reading=Settings(reviewer="ann"))
    with TestClient(app, base_url="http://127.0.0.1:8321") as client:
        yield Tiny(client, app.state.desk.book)


@pytest.fixture
def tiny_url(tiny):
    """The address of the same desk for a browser."""
    from tests.web.conftest import _serve

    yield from _serve(tiny.client.app)
