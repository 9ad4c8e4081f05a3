"""What the desk does where a casefile is too large to answer at once: it says so, goes on, and shows the answer."""

import threading
import time

import pytest

from bywhom.casefile.network import NetworkOptions

PAGES = {"accept": "text/html"}


@pytest.fixture
def large(tiny, monkeypatch):
    """The tiny desk, taken for a large one."""
    from bywhom.web import desk

    monkeypatch.setattr(desk, "LARGE", 0)
    monkeypatch.setattr(desk, "_SOON", 0.05)
    return tiny


def test_a_page_says_that_its_answer_is_being_worked_out_and_shows_it_then(large, monkeypatch):
    ready, disputes = threading.Event(), large.book.disputes
    monkeypatch.setattr(large.book, "disputes", lambda *a: ready.wait(20) and disputes(*a))
    waiting = large.page("/disputes")
    assert waiting.status_code == 202
    assert 'http-equiv="refresh"' in waiting.text
    twin = large.get("/api/disputes")
    assert (twin.status_code, twin.json()["error"], twin.headers["retry-after"]) == (202, "Working", "2")
    ready.set()
    large.client.app.state.desk._pool.submit(int).result(20)
    for _ in range(100):
        shown = large.page("/disputes")
        if shown.status_code == 200:
            break
    assert "<table>" in shown.text


def test_evidence_says_when_it_does_not_know_of_disputes(large):
    claim = large.claim("holds Bastogne").id
    assert "not worked out yet" in large.page("/evidence", id=claim).text
    assert large.get("/api/evidence", id=claim).json()["knows_disputes"] is False
    large.book.disputes()
    for _ in range(100):
        if large.page("/disputes").status_code == 200:
            break
    assert large.get("/api/evidence", id=claim).json()["knows_disputes"] is True


def test_places_of_which_too_much_is_told_are_named_and_left_out(tiny):
    chosen = tiny.book.ground_places()
    assert chosen.asked
    none = tiny.book.ground_places(of_one=0)
    assert none.asked == ()
    assert {p[0] for p in none.left_out} == set(chosen.asked)
    one = tiny.book.ground_places(most=1)
    assert (len(one.asked), one.others) == (1, len(chosen.asked) - 1)


def test_holders_come_to_an_end_however_short_the_patience(tiny, monkeypatch):
    from bywhom.web.routes import overview

    monkeypatch.setattr(overview, "_PATIENCE", 0.0)
    for _ in range(200):
        if not tiny.get("/api/holdings", on="2015-04-01").json()["pending"]:
            return
        time.sleep(0.02)
    pytest.fail("some places were never read")


def test_the_whole_time_counts_what_has_no_date(tiny):
    whole = tiny.get("/api/overview").json()["totals"]
    ranged = tiny.get("/api/overview", since="1900-01-01", until="2100-01-01").json()["totals"]
    assert whole["undated"] > 0
    assert whole["claims"] == ranged["claims"] + whole["undated"]


def test_the_network_leaves_the_least_told_relations_out_and_counts_them(tiny, monkeypatch):
    from bywhom.casefile import network

    whole = tiny.book.network()
    assert whole.edges_left_out == 0
    monkeypatch.setattr(network, "_FEWEST_EDGES", 1)
    monkeypatch.setattr(network, "_EDGES", 0)
    cut = tiny.book.network(options=NetworkOptions(limit=50))
    assert (len(cut.edges), cut.edges_left_out) == (1, len(whole.edges) - 1)
    assert cut.edges[0].claims == max(e.claims for e in whole.edges)


def test_the_queue_of_a_large_casefile_keeps_its_order_and_drops_what_was_judged(tiny, monkeypatch):
    from bywhom.casefile import deciding

    before = [d.told.id for d in tiny.book.due()]
    monkeypatch.setattr(deciding, "_POOL", len(before))
    tiny.book.due()
    monkeypatch.setattr(tiny.book, "_disputed", lambda pool: pytest.fail("the order was weighed again"))
    tiny.book.accept(before[0])
    assert [d.told.id for d in tiny.book.due()] == before[1:]
