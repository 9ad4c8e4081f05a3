"""bywhom export."""

import json

import pytest

TEXT = "Red Guard said Blue Guard seized Arlon on 2015-03-02. Nothing further was told by anybody that day."


@pytest.fixture
def casefile(run, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    run("read", tmp_path / "a.txt", "--into", tmp_path / "war.casefile", "--published", "2015-06-01")
    return tmp_path / "war.casefile"


def test_export_writes_the_file_and_says_how_many_rows(run, casefile, tmp_path):
    said = run("export", tmp_path / "out.geojson", "--casefile", casefile)
    assert (said.code, "1 row written" in said.out) == (0, True)
    assert len(json.loads((tmp_path / "out.geojson").read_text())["features"]) == 1


def test_export_as_json_says_what_it_did(run, casefile, tmp_path):
    said = run("export", tmp_path / "out.csv", "--type", "capture", "--casefile", casefile, "--json")
    assert (said.json["form"], said.json["rows"]) == ("csv", 1)


def test_export_of_a_dossier_is_a_page(run, casefile, tmp_path):
    assert run("export", tmp_path / "d.html", "--dossier", "Blue Guard", "--casefile", casefile).code == 0
    assert "Blue Guard" in (tmp_path / "d.html").read_text()


def test_an_unknown_ending_is_refused_with_those_that_are_known(run, casefile, tmp_path):
    said = run("export", tmp_path / "out.doc", "--casefile", casefile)
    assert said.code == 2
    assert ".geojson" in said.err
