"""The fence: names, tokens, passwords, headers; hostile text stays text."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bywhom.web.app import create_app
from bywhom.web.security import POLICY, host_is_ours, password_fits, scrypt_record
from bywhom.web.settings import DeskSettings

HERE = "http://127.0.0.1:8321"


@pytest.fixture
def client(tmp_path: Path):
    with TestClient(create_app(str(tmp_path / "empty.casefile")), base_url=HERE) as made:
        yield made


@pytest.fixture
def guarded(tmp_path: Path):
    settings = DeskSettings(password=scrypt_record("a long password"))
    with TestClient(create_app(str(tmp_path / "empty.casefile"), settings), base_url=HERE) as made:
        yield made


@pytest.mark.parametrize(
    "name", ["evil.example", "127.0.0.1.evil.example", "evil.example:8321", "", "localhost:x", "0.0.0.0:8321"]
)
def test_a_request_by_a_name_that_is_not_ours_is_refused(client, name):
    assert client.get("/login", headers={"host": name}).status_code == 421


@pytest.mark.parametrize("name", ["127.0.0.1", "127.0.0.1:8321", "localhost:1", "[::1]:8321", "LOCALHOST"])
def test_loopback_names_are_ours(name):
    assert host_is_ours(name, DeskSettings())


def test_a_name_that_was_allowed_is_ours():
    assert host_is_ours("desk.newsroom.example:8321", DeskSettings(hosts=("desk.newsroom.example",)))


def test_no_page_runs_script_or_style_but_the_desks_own_files(client):
    policy = client.get("/login").headers["content-security-policy"]
    assert policy == POLICY
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy


@pytest.mark.parametrize("path", ["/login", "/nowhere", "/api/nowhere", "/static/desk.css"])
def test_every_answer_carries_the_fence(client, path):
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "default-src 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_change_without_the_pages_token_is_refused(client, method):
    answer = client.request(method, "/api/anything", json={})
    assert answer.status_code == 403
    assert answer.json()["error"] == "Forbidden"


def test_a_token_of_another_session_is_refused(client):
    client.get("/login")
    other = client.app.state.desk.sessions.token(client.app.state.desk.sessions.new(inside=True))
    assert client.post("/api/anything", headers={"x-bywhom-token": other}).status_code == 403


def test_a_change_from_another_origin_is_refused_even_with_the_token(client):
    client.get("/login")
    token = client.app.state.desk.sessions.token(client.cookies["bywhom_session"])
    sent = {"x-bywhom-token": token, "origin": "http://evil.example"}
    assert client.post("/api/anything", headers=sent).status_code == 403
    sent["origin"] = HERE
    assert client.post("/api/anything", headers=sent).status_code in (404, 405)


def test_the_session_is_not_for_scripts_and_never_crosses_sites(client):
    cookie = client.get("/login").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_a_desk_with_a_password_shows_nothing_before_it(guarded):
    assert guarded.get("/", follow_redirects=False).headers["location"].startswith("/login")
    assert guarded.get("/api/claims").status_code == 401
    assert guarded.get("/api/openapi.json").status_code == 401


def test_the_right_password_opens_and_a_wrong_one_does_not(guarded):
    wrong = guarded.post("/login", data={"password": "guess"}, follow_redirects=False)
    assert wrong.status_code == 401
    right = guarded.post("/login", data={"password": "a long password"}, follow_redirects=False)
    assert right.status_code == 303
    assert guarded.get("/api/openapi.json").status_code == 200


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(guarded, to):
    answer = guarded.post("/login", data={"password": "a long password", "next": to}, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_a_forged_session_is_not_inside(guarded):
    guarded.cookies.set("bywhom_session", "00000000000000000000000000000000.1.0000")
    assert guarded.get("/api/openapi.json").status_code == 401


def test_a_password_record_tells_no_password():
    record = scrypt_record("a long password")
    assert "password" not in record
    assert password_fits(record, "a long password")
    assert not password_fits(record, "a long passwore")


def test_modules_are_served_as_scripts(client):
    answer = client.get("/static/vendor/maplibre-gl/maplibre-gl.mjs")
    assert answer.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"])
def test_nothing_outside_the_static_folder_is_served(client, path):
    assert client.get(path).status_code == 404


def test_a_missing_page_is_said_in_the_one_shape(client):
    body = client.get("/api/nowhere").json()
    assert set(body) == {"error", "message", "value", "choices"}
    assert body["value"] == "/api/nowhere"


def test_markup_in_an_address_stays_text(client):
    page = client.get("/<script>alert(1)</script>", headers={"accept": "text/html"}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
