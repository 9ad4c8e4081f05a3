"""Giving back at the desk: any view's rows as a file."""

import csv
import io
import json

import pytest

from bywhom.casefile import Casefile
from bywhom.model.account import EntityCard
from bywhom.web.sheet import as_csv

FORMS = [f for f in Casefile.export_formats() if f.name != "parquet"]


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.name)
def test_every_format_comes_as_a_file_with_its_type_and_its_number_of_rows(tiny, form):
    answer = tiny.get(f"/api/export/{form.name}")
    assert answer.headers["content-type"] == form.media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="war-claims{form.extension}"'
    assert int(answer.headers["x-bywhom-rows"]) > 0
    assert len(answer.content) == int(answer.headers["content-length"])


def test_filters_of_a_view_narrow_its_export(tiny):
    made = json.loads(tiny.get("/api/export/geojson", type="capture").content)
    assert {f["properties"]["type"] for f in made["features"]} == {"capture"}
    one = tiny.claim("holds Bastogne").id
    rows = list(csv.DictReader(io.StringIO(tiny.get("/api/export/csv", id=one).content.decode("utf-8-sig"))))
    assert [r["id"] for r in rows] == [one]


def test_the_export_page_offers_every_format_with_the_views_filters(tiny):
    page = tiny.page("/export", type="capture").text
    assert "/api/export/gexf?rows=claims&amp;type=capture" in page
    assert page.count("/api/export/") == sum(len(f.takes) for f in Casefile.export_formats())


def test_a_format_that_is_not_there_is_refused_with_those_that_are(tiny):
    answer = tiny.get("/api/export/docx")
    assert answer.status_code == 400
    assert "csv" in answer.json()["choices"]


def test_protected_people_are_left_out_and_the_desk_cannot_be_asked_for_them(tiny):
    tiny.book.protect("Red Guard", "source")
    for form in FORMS:
        assert b"Red Guard" not in tiny.get(f"/api/export/{form.name}", reveal="Red Guard").content


def test_a_dossier_is_laid_out_for_the_printer_and_saved_as_one_page(tiny):
    blue = tiny.book.entity("Blue Guard").id
    page = tiny.page(f"/export/dossier/{blue}").text
    assert "Blue Guard seized Arlon" in page
    assert 'href="#cite-1"' in page
    saved = tiny.client.get(f"/api/export/dossier/{blue}")
    assert saved.headers["content-disposition"].startswith("attachment")
    assert "<style>" in saved.text


def test_a_confidence_that_is_no_number_is_said(tiny):
    assert tiny.get("/api/export/csv", min_confidence="high").status_code == 422
    assert int(tiny.get("/api/export/csv", min_confidence="0.99").headers["x-bywhom-rows"]) == 0


@pytest.mark.parametrize("table", ["actors", "places", "sources", "disputes"])
def test_a_table_gives_all_its_rows_as_csv(client, table):
    answer = client.get(f"/api/{table}.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    twin = client.get(f"/api/{table}").json()
    assert len(rows) == twin["total"]
    assert not twin["rows"] or set(rows[0]) == set(twin["rows"][0])


def test_a_cell_of_a_table_runs_nothing_in_a_spreadsheet():
    card = EntityCard(id="ent-1", name="=HYPERLINK(1)", type="PERSON", aliases=("@x", "y"))
    row = next(csv.DictReader(io.StringIO(as_csv([card], "actors").body.decode("utf-8-sig"))))
    assert row["name"] == "'=HYPERLINK(1)"
    assert row["aliases"] == "'@x; y"
