"""Reports are hostile input: nothing in a text, a title, a name or an address becomes markup."""

import json

import pytest
from starlette.testclient import TestClient

from bywhom.casefile import Casefile
from bywhom.web.app import create_app

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "javascript:alert(1)",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href='javascript:alert(1)'>here</a>",
    "<style>body{display:none}</style>",
    "\u202e<b>drawkcab</b>",
    "' onmouseover='alert(1)",
)
RAW = [a for a in ATTACKS if "<" in a or '"' in a]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A desk over reports whose texts, titles, publishers and names are attacks."""
    folder = tmp_path_factory.mktemp("hostile")
    lines = [
        {"id": str(i), "title": attack, "publisher": attack, "published": "2015-05-28",
         "text": f"The {attack} Brigade captured Sirte on 28 May 2015, officials said. {attack} left the town."}
        for i, attack in enumerate(ATTACKS)
    ]  # fmt: skip
    (folder / "reports.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    file = folder / "hostile.casefile"
    with Casefile.open(file, create=True) as book:
        book.read([folder / "reports.jsonl"])
    return TestClient(create_app(str(file)), base_url="http://127.0.0.1:8321")


def _pages(client):
    yield from ("/", "/claims", "/findings", "/disputes", "/sources", "/actors", "/places", "/network", "/reports")
    yield from ("/evidence?type=capture", "/evidence?part=1&type=capture", "/search?q=Brigade", "/review")
    book = client.app.state.desk.book
    yield from (f"/entity/{e.id}" for e in book.entities(limit=12))
    yield from (f"/report/{r.id}" for r in book.reports()[:6])
    yield from (f"/finding/{c.id}" for c in book.claims(limit=4))


def test_no_page_carries_a_reports_markup(hostile):
    assert hostile.app.state.desk.book.view.counts()["reports"] > 0
    for path in _pages(hostile):
        text = hostile.get(path, headers={"accept": "text/html"}).text
        for attack in RAW:
            assert attack not in text, f"{attack} stands raw on {path}"


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    "path",
    [
        "/search?q=",
        "/claims?text=",
        "/actors?name=",
        "/sources?name=",
        "/disputes?about=",
        "/entity/",
        "/network?about=",
    ],
)
def test_an_attack_in_an_address_stays_text(hostile, path, attack):
    from urllib.parse import quote

    answer = hostile.get(path + quote(attack, safe=""), headers={"accept": "text/html"})
    if attack in RAW:
        assert attack not in answer.text
    assert answer.status_code < 500


def test_json_answers_are_never_taken_for_pages(hostile):
    answer = hostile.get("/api/claims")
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "id_", ["../../etc/passwd", "%2e%2e%2f", "' OR 1=1 --", "ent-0 UNION SELECT", "\x00", "a" * 5000]
)
def test_a_strange_id_is_not_found(hostile, id_):
    from urllib.parse import quote

    answer = hostile.get("/api/entities/" + quote(id_, safe=""))
    assert answer.status_code in (404, 409, 422)
