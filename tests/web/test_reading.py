"""The reader: every piece slices back, speakers are known, protected people are not shown, markup stays text."""

import pytest


def report_of(tiny, words):
    return tiny.claim(words).report.id


def test_every_piece_slices_back_to_the_report(tiny):
    id_ = report_of(tiny, "holds Bastogne")
    text = tiny.book.report(id_).text
    made = tiny.get(f"/api/report/{id_}").json()
    pieces = [p for row in made["paragraphs"] for p in row]
    assert all(text[p["start"] : p["end"]] == p["text"] for p in pieces)
    assert "".join(p["text"] for p in pieces) == text.replace("\n", "")


def test_the_speaker_of_every_stretch_is_told(tiny):
    made = tiny.get(f"/api/report/{report_of(tiny, 'holds Bastogne')}").json()
    by = {}
    for piece in (p for row in made["paragraphs"] for p in row):
        by.setdefault(made["speakers"][piece["speaker"]]["name"], []).append(piece["text"])
    assert "seized" in by["Red Guard"]
    assert "holds" in by["(reporter)"]


def test_triggers_lead_to_their_claims_and_names_to_their_entities(tiny):
    told = tiny.claim("holds Bastogne")
    page = tiny.page(f"/report/{told.report.id}").text
    assert f'data-claims="{told.id}"' in page
    assert f'id="{told.id}"' in page
    assert f'data-entity="{tiny.book.entity("Bastogne").id}"' in page


def test_the_exact_bytes_come_as_a_file_with_their_hash(tiny):
    id_ = report_of(tiny, "holds Bastogne")
    answer = tiny.client.get(f"/report/{id_}/bytes")
    assert answer.content.decode().startswith("Red Guard said")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-sha256"] == tiny.get(f"/api/report/{id_}").json()["bytes"]["sha256"]


def test_a_protected_person_stands_in_no_page_and_no_bytes_of_the_report(tiny):
    id_ = report_of(tiny, "holds Bastogne")
    tiny.book.protect("Red Guard", "source")
    for path in (f"/report/{id_}", f"/api/report/{id_}", f"/report/{id_}/original", "/review", "/decisions",
                 f"/coding/{id_}"):  # fmt: skip
        answer = tiny.page(path)
        assert answer.status_code == 200
        assert "Red Guard" not in answer.text, path
    assert tiny.client.get(f"/api/report/{id_}/bytes").status_code == 403


def test_unknown_reports_are_said_plainly(tiny):
    assert tiny.get("/api/report/rep-none").status_code == 404
    assert "no report has that id" in tiny.get("/api/report/rep-none").json()["message"]


@pytest.mark.parametrize(
    "attack",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</textarea><svg onload=alert(1)>",
     "{{7*7}}", "javascript:alert(1)//", "&lt;b&gt;", "\u202egnp.exe"],
)  # fmt: skip
def test_markup_in_a_report_stays_text(tiny, attack):
    text = f"Red Guard said Blue Guard seized Arlon on 2015-03-02. {attack} was shouted by many people in the streets."
    job = tiny.send(text=text, publisher=attack)
    id_ = job["outcome"]["read"][0]["id"]
    for path in (f"/report/{id_}", f"/report/{id_}/original", "/reports", "/review", f"/coding/{id_}"):
        page = tiny.page(path)
        assert page.status_code == 200
        assert attack not in page.text or "<" not in attack
        assert "onerror=alert" not in page.text.replace("&gt;&lt;img src=x onerror", "")
        assert "49" not in page.text or "{{" not in attack or "{{7*7}}" in page.text


def test_the_list_of_reports_is_filtered_by_title_or_publisher(tiny):
    assert tiny.get("/api/reports", q="paper").json()["total"] == 2
    assert tiny.get("/api/reports", q="gazette").json()["total"] == 0
