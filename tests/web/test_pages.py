"""Every page and its JSON twin, over the sample reports."""

import json
import re
from itertools import pairwise

import pytest

from bywhom.web.pages import days
from bywhom.web.routes import overview

PAGES = {"accept": "text/html"}
TABLES = ("/claims", "/findings", "/disputes", "/sources", "/origins", "/actors", "/places")


@pytest.fixture(scope="module")
def book(client):
    return client.app.state.desk.book


@pytest.mark.parametrize("path", ["/", "/network", *TABLES, "/evidence?type=capture", "/search?q=Sirte"])
def test_a_page_is_html_with_one_title_and_one_main(client, path):
    page = client.get(path, headers=PAGES)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert (
        len(re.findall("<main", page.text))
        == len(re.findall("<title>", page.text))
        == len(re.findall("<h1", page.text))
        == 1
    )


@pytest.mark.parametrize("path", TABLES)
def test_a_table_has_a_twin_with_the_same_total(client, path):
    twin = client.get("/api" + path).json()
    assert {"total", "page", "pages", "rows"} == set(twin)
    assert re.search(rf"\b{twin['total']:,} ", client.get(path, headers=PAGES).text)


@pytest.mark.parametrize("page", ["/", "/claims", "/network", "/disputes"])
def test_no_page_holds_inline_script_or_style(client, page):
    text = client.get(page, headers=PAGES).text
    assert not re.search(r"<script(?![^>]*\bsrc=)(?! type=\"application/json\" )", text)  # a block of data runs nothing
    assert "<style" not in text
    assert not re.search(r'\s(?:style|on\w+)="', text)


def test_nothing_in_a_block_of_data_ends_it():
    hostile = {"name": "</script><script>alert(1)</script><!-- &lt; ]]>"}
    block = overview.inlined(hostile)
    assert not set("<>&") & set(block)
    assert json.loads(block) == hostile


def test_a_change_of_day_is_one_answer_with_lists_and_map(client):
    part = client.get("/", params={"part": "1", "until": "2015-06-01"}, headers=PAGES).text
    counts = client.get("/api/overview", params={"until": "2015-06-01"}).json()["totals"]
    drawn = json.loads(re.search(r'id="drawn">(.*?)</script>', part)[1])
    spots = client.get("/api/map", params={"until": "2015-06-01"}).json()["features"]
    assert f"<strong>{counts['claims']:,}</strong>" in part
    assert [s[0] for s in drawn["spots"]] == [f["properties"]["id"] for f in spots]
    assert "<main" not in part


def test_filters_narrow_the_claims(client, book):
    found = client.get("/api/claims", params={"type": "capture"}).json()
    assert found["total"] == book.count(type="capture")
    assert {r["type"] for r in found["rows"]} == {"capture"}


def test_a_filter_that_cannot_be_asked_is_said_in_words(client):
    answer = client.get("/api/claims", params={"since": "2015-13-40"})
    assert answer.status_code == 400
    assert "2015-13-40" in answer.json()["message"]
    unknown = client.get("/api/claims", params={"type": "gossip"})
    assert "capture" in unknown.json()["choices"]


def test_an_unknown_name_gives_the_nearest_ones(client):
    answer = client.get("/api/entities/Sirtte")
    assert answer.status_code == 404
    assert "Sirte" in answer.json()["choices"]


def test_evidence_gives_the_words_the_speakers_and_what_speaks_against(client, book):
    finding = next((f for f in book.findings() if f.dissent), None)
    because = finding.because if finding else [book.claims(limit=1)[0].id]
    answer = client.get("/api/evidence", params={"id": ",".join(because)}).json()
    assert {c["id"] for c in answer["claims"]} == set(because)
    assert all(c["sentence_text"] and c["speaker"] and c["report"] for c in answer["claims"])
    if finding:
        assert set(finding.dissent) <= {c["id"] for c in answer["against"]}


def test_the_drawers_part_is_no_whole_page(client, book):
    text = client.get(f"/evidence?part=1&id={book.claims(limit=1)[0].id}", headers=PAGES).text
    assert "<html" not in text
    assert 'class="claim"' in text


def test_every_entity_has_a_page(client, book):
    for card in book.entities(limit=8):
        page = client.get(f"/entity/{card.id}", headers=PAGES)
        assert page.status_code == 200
        assert "Citations" in page.text or "Nothing is told" in page.text


def test_a_finding_shows_both_numbers(client, book):
    page = client.get(f"/finding/{book.findings()[0].because[0]}", headers=PAGES).text
    assert re.search(r"\d+ reports?, \d+ independent origins?", page)


def test_every_dispute_has_a_page_with_its_sides(client):
    for dispute in client.get("/api/disputes").json()["rows"]:
        page = client.get(f"/dispute/{dispute['id']}", headers=PAGES)
        assert page.status_code == 200
        assert page.text.count('class="side"') == len(dispute["sides"])


def test_every_source_that_is_an_entity_has_a_page(client):
    for row in client.get("/api/sources").json()["rows"]:
        if row["entity"]:
            assert client.get(f"/source/{row['entity']}", headers=PAGES).status_code == 200


def test_the_map_counts_what_the_claims_say(client, book):
    spots = client.get("/api/map").json()["features"]
    assert spots
    for spot in spots[:5]:
        given = spot["properties"]
        groups = ("force", "harm", "ground", "power", "people", "words")
        assert given["claims"] == sum(given[g] for g in groups)
        assert given["claims"] <= book.count(place=given["id"])


def test_a_day_narrows_the_overview(client, book):
    whole = client.get("/api/overview").json()
    day = client.get("/api/overview", params={"since": "2015-05-28", "until": "2015-05-28"}).json()
    assert 0 < day["totals"]["claims"] < whole["totals"]["claims"]
    assert day["totals"]["claims"] == book.count(on="2015-05-28")


def test_the_bars_hold_every_dated_claim_once(client):
    bars = client.get("/api/bars", params={"since": "2000-01-01", "until": "2030-12-31"}).json()["bars"]
    span = client.get("/api/overview", params={"since": "2000-01-01", "until": "2030-12-31"}).json()
    assert sum(sum(b[2:]) for b in bars) <= span["totals"]["claims"]
    assert all(a[1] < b[0] for a, b in pairwise(bars))


def test_holders_on_the_map_are_those_of_the_answer(client, book):
    for _ in range(50):
        answer = client.get("/api/holdings", params={"on": "2016-12-20"}).json()
        if not answer["pending"]:
            break
    assert answer["places"]
    for place in answer["places"][:3]:
        told = {
            (h.actor, h.status) for h in book.control(place["entity"], on="2016-12-20").actors if h.status != "unknown"
        }
        assert {(h["actor"], h["status"]) for h in place["holders"]} == told


def test_the_network_counts_the_claims_of_its_edges(client):
    found = client.get("/api/network").json()
    assert found["nodes"]
    names = {n["id"] for n in found["nodes"]}
    for edge in found["edges"]:
        assert {edge["a"], edge["b"]} <= names
        tie = client.get("/api/tie", params={"a": edge["a"], "b": edge["b"], "relation": edge["relation"]}).json()
        assert set(edge["because"]) <= set(tie["because"])


def test_the_network_around_an_actor_reaches_as_far_as_asked(client):
    whole = client.get("/api/network").json()
    centre = max(whole["nodes"], key=lambda n: n["degree"])["id"]
    near = client.get("/api/network", params={"about": centre, "hops": 1}).json()
    far = client.get("/api/network", params={"about": centre, "hops": 3}).json()
    assert {n["hops"] for n in near["nodes"]} <= {0, 1}
    assert {n["id"] for n in near["nodes"]} <= {n["id"] for n in far["nodes"]}


def test_a_path_needs_an_end(client):
    assert client.get("/api/trace").status_code == 400


def test_the_api_describes_itself(client):
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {"/api/claims", "/api/evidence", "/api/map", "/api/network", "/api/disputes"} <= paths.keys()
    assert all(p.startswith("/api/") for p in paths)


def test_an_answer_is_made_anew_after_a_judgement(own_casefile):
    from starlette.testclient import TestClient

    from bywhom.web.app import create_app

    client = TestClient(create_app(str(own_casefile)), base_url="http://127.0.0.1:8321")
    before = client.get("/api/overview").json()["totals"]["claims"]
    book = client.app.state.desk.book
    book.reject(book.claims(limit=1)[0].id)
    assert client.get("/api/overview").json()["totals"]["claims"] == before - 1


def test_a_place_that_two_reports_name_alike_is_listed_once(client):
    listed = re.findall(r'class="place"[^>]*>([^<]+)</a>', client.get("/").text)
    assert len(listed) > 1
    assert len(listed) == len(set(listed))


def test_a_question_that_is_not_understood_offers_others(client):
    page = client.get("/search?q=Why+was+Sirte+ever+built%3F", headers=PAGES).text
    assert "That question was not understood" in page
    assert "You can ask:" in page
    assert 'href="/search?q=Who%20held%20Sirte' in page


def test_words_that_are_no_question_are_but_searched(client):
    assert "not understood" not in client.get("/search?q=drivers+of+fuel+trucks", headers=PAGES).text


def test_a_span_of_one_day_is_shown_as_that_day():
    assert days("2017-03-14/2017-03-14") == "2017-03-14"
    assert days("2017-03/2017-05") == "2017-03 – 2017-05"
    assert (days("../2015-11", "controls"), days("../2015-11", "capture")) == ("until 2015-11", "by 2015-11")
    assert (days("../2015-11"), days("2015-03/.."), days("2015")) == ("by 2015-11", "since 2015-03", "2015")
