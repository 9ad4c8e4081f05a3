"""Reading a user's places and a national dump."""

import pytest

from bywhom.errors import BadQuery, DamagedInput, UnknownFormat
from bywhom.store.gazetteer import open_gazetteer
from bywhom.store.gazetteer_import import import_geonames_dump, read_extra_places

ROW = (
    "{id}\t{name}\t{name}\t{alias}\t31.5\t15.5\t{cls}\t{code}\tLY\t\t72\t\t\t\t120\t\t50\tAfrica/Tripoli\t2020-01-01\n"
)


def test_a_national_dump_becomes_a_gazetteer_file(tmp_path):
    dump, out = tmp_path / "LY.txt", tmp_path / "ly.sqlite"
    dump.write_text(
        ROW.format(id=900001, name="Wadi Test", alias="Uadi Tast,وادي تست", cls="P", code="PPL")
        + ROW.format(id=900002, name="Test Well", alias="", cls="H", code="WLL"),
        encoding="utf-8",
    )
    assert import_geonames_dump([dump], out) == 1
    gazetteer = open_gazetteer(out, alone=True)
    assert gazetteer.candidates("Uadi Tast")[0].id == "900001"
    assert not gazetteer.candidates("Test Well")


def test_an_import_overwrites_nothing(tmp_path):
    dump, out = tmp_path / "LY.txt", tmp_path / "ly.sqlite"
    dump.write_text(ROW.format(id=900001, name="Wadi Test", alias="", cls="P", code="PPL"))
    out.write_text("mine")
    with pytest.raises(BadQuery):
        import_geonames_dump([dump], out)
    assert out.read_text() == "mine"


def test_a_broken_dump_leaves_no_gazetteer_behind(tmp_path):
    dump, out = tmp_path / "LY.txt", tmp_path / "ly.sqlite"
    dump.write_text("this is no table\n")
    with pytest.raises(DamagedInput, match="line 1"):
        import_geonames_dump([dump], out)
    assert not out.exists()


@pytest.mark.parametrize(
    ("row", "word"),
    [("X,95,10,SY,PPL,", "latitude"), ("X,ten,10,SY,PPL,", "latitude"), ("X,9,999,SY,PPL,", "longitude"),
     (",9,10,SY,PPL,", "name"), ("X,9,10,SY,CASTLE,", "feature")],
)  # fmt: skip
def test_a_row_that_cannot_be_used_is_named(tmp_path, row, word):
    table = tmp_path / "extra.csv"
    table.write_text(f"name,lat,lon,country,feature,aliases\n{row}\n")
    with pytest.raises(DamagedInput, match=f"row 1.*{word}"):
        list(read_extra_places(table))


def test_tsv_and_json_are_read_alike(tmp_path):
    tsv, js = tmp_path / "a.tsv", tmp_path / "a.json"
    tsv.write_text("name\tlat\tlon\taliases\nCamp One\t1.5\t2.5\tFirst Camp;C1\n")
    js.write_text('[{"name": "Camp One", "lat": 1.5, "lon": 2.5, "aliases": ["First Camp", "C1"]}]')
    assert list(read_extra_places(tsv)) == list(read_extra_places(js))


def test_another_kind_of_file_is_refused(tmp_path):
    other = tmp_path / "places.kml"
    other.write_text("<kml/>")
    with pytest.raises(UnknownFormat):
        list(read_extra_places(other))
