"""Exports from an open casefile: filters, whole files, protection."""

import csv
import io
import json

import pytest

from bywhom.casefile import Casefile
from bywhom.errors import BywhomError, UnknownValue

FORMS = [(f.name, what) for f in Casefile.export_formats() for what in f.takes if f.name != "parquet"]


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_the_ending_of_the_file_gives_the_format_and_filters_hold(book, tmp_path):
    done = book.export(tmp_path / "out.csv", type="capture")
    found = rows((tmp_path / "out.csv").read_bytes())
    assert (done.form, done.rows) == ("csv", len(found))
    assert {r["type"] for r in found} == {"capture"}
    assert done.filters == {"rows": "claims", "type": "capture"}


def test_ids_narrow_the_rows_to_what_a_view_shows(book):
    wanted = book.claims()[0].id
    data, form = book.export_bytes("jsonl", claims=[wanted])
    assert [json.loads(x)["id"] for x in data.splitlines()] == [wanted]
    assert form.extension == ".jsonl"


def test_findings_carry_the_citations_of_their_claims(book):
    found = rows(book.export_bytes("csv", what="findings")[0])
    seized = next(r for r in found if r["type"] == "capture")
    assert "Blue Guard seized Arlon" in seized["citations"] + seized["citations_against"]


@pytest.mark.parametrize(("form", "what"), FORMS)
def test_no_export_gives_a_protected_person_away(book, form, what):
    assert b"Red Guard" in book.export_bytes(form, what=what)[0] or form in ("graphml", "gexf", "ftm")
    book.protect("Red Guard", "source")
    data, _ = book.export_bytes(form, what=what)
    assert b"Red Guard" not in data


def test_a_protected_name_is_shown_only_to_who_opens_the_casefile_for_it(book, tmp_path):
    book.protect("Red Guard", "source")
    with Casefile.open(tmp_path / "war.casefile", reveal=["Red Guard"]) as revealed:
        assert b"Red Guard" in revealed.export_bytes("csv")[0]


def test_an_export_that_fails_leaves_what_was_there(book, tmp_path):
    target = tmp_path / "out.csv"
    target.write_text("kept")
    with pytest.raises(UnknownValue):
        book.export(target, type="dance")
    assert target.read_text() == "kept"
    assert [p.name for p in tmp_path.glob("*.part")] == []


def test_a_folder_that_is_not_there_is_said_plainly(book, tmp_path):
    with pytest.raises(BywhomError, match="could not be written"):
        book.export(tmp_path / "no" / "out.csv")


def test_a_dossier_goes_out_as_one_page(book, tmp_path):
    done = book.export_dossier(tmp_path / "blue.html", "Blue Guard")
    assert done.what == "dossier"
    assert "<h1>Blue Guard</h1>" in (tmp_path / "blue.html").read_text()
