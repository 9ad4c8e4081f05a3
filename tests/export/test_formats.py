"""Every format says what the claims say, with speaker, words and report."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from tests.builders import told
from tests.export.conftest import NOTE, account

from bywhom.errors import UnknownValue
from bywhom.export.common import Batch, acted_on, acting, citation, ties
from bywhom.export.registry import FORMATS, format_named, format_of_file
from bywhom.model.account import Speaker
from bywhom.model.finding import Finding, Origin

GEXF, GRAPHML = "{http://gexf.net/1.3}", "{http://graphml.graphdrawing.org/xmlns}"


def written(form, batch):
    out = io.BytesIO()
    count = format_named(form, what=batch.what).write(batch, out, NOTE)
    return count, out.getvalue()


def csv_rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_csv_has_a_row_a_claim_with_days_place_speaker_and_citation(batch):
    count, data = written("csv", batch)
    rows = csv_rows(data)
    assert count == len(rows) == 5
    assert rows[0]["earliest"] == "2015-03-01"
    assert rows[0]["latest"] == "2015-03-31"
    assert (rows[0]["latitude"], rows[0]["longitude"], rows[0]["speaker"]) == ("10.25", "20.5", "Red")
    assert rows[0]["citation"] == citation(account()[0])
    assert (rows[4]["killed_low"], rows[4]["killed_high"]) == ("5", "9")


def test_a_cell_that_a_spreadsheet_would_run_is_made_text(batch):
    rows = csv_rows(written("csv", batch)[1])
    assert rows[4]["whom"] == "'=cmd()"


def test_parquet_keeps_types_and_carries_the_note(batch):
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra")
    table = pq.read_table(io.BytesIO(written("parquet", batch)[1]))
    first = table.to_pylist()[0]
    assert first["earliest"] == date(2015, 3, 1)
    assert first["latitude"] == 10.25
    assert json.loads(table.schema.metadata[b"bywhom"])["casefile"] == "war.casefile"


def test_geojson_places_claims_and_counts_those_without_a_place(batch):
    count, data = written("geojson", batch)
    made = json.loads(data)
    assert count == len(made["features"]) == 1
    assert made["features"][0]["geometry"] == {"type": "Point", "coordinates": [20.5, 10.25]}
    assert made["features"][0]["properties"]["radius_km"] == 4.0
    assert made["bywhom"]["unlocated"] == 4


def test_geojson_of_nothing_is_still_a_collection():
    assert json.loads(written("geojson", Batch(what="claims"))[1])["features"] == []


def test_graphml_ties_every_pair_and_marks_mutual_ties_undirected(batch):
    count, data = written("graphml", batch)
    edges = ET.fromstring(data).findall(f".//{GRAPHML}edge")
    pairs = {(e.get("source"), e.get("target"), e.get("directed")) for e in edges}
    assert count == len(edges) == 7
    assert ("e:north", "e:blue-guard", None) in pairs
    assert ("e:blue-guard", "e:green", "false") in pairs


def test_gexf_edges_hold_on_their_days_and_say_through_whom(batch):
    edges = ET.fromstring(written("gexf", batch)[1]).findall(f".//{GEXF}edge")
    held = next(e for e in edges if e.get("label") == "controls")
    assert (held.get("start"), held.get("end")) == ("2015-03-01", "2015-03-31")
    aid = next(e for e in edges if e.get("label") == "supports")
    said = {a.get("for"): a.get("value") for a in aid.iter(f"{GEXF}attvalue")}
    assert (said["e_kind"], said["e_via"], said["e_sign"]) == ("weapons", "Green", "1")


def test_xml_survives_control_characters_and_markup():
    nasty = told("allied", party=['<script>"\x00\x1b', "B & C"])
    for form in ("graphml", "gexf"):
        labels = ET.tostring(ET.fromstring(written(form, Batch(what="claims", claims=[nasty]))[1]), encoding="unicode")
        assert "&lt;script&gt;" in labels


def test_ftm_entities_come_once_with_the_report_as_proof(batch):
    _, data = written("ftm", batch)
    made = [json.loads(x) for x in data.splitlines()]
    ids = [m["id"] for m in made]
    assert len(ids) == len(set(ids))
    schemata = {m["id"]: m["schema"] for m in made}
    assert (schemata["e:ann-bel"], schemata["e:arlon"], schemata["r1"]) == ("Person", "Address", "Document")
    led = next(m for m in made if m["schema"] == "Directorship")["properties"]
    assert (led["director"], led["organization"], led["proof"]) == (["e:ann-bel"], ["e:green"], ["r1"])
    event = next(m for m in made if m["schema"] == "Event" and m["properties"]["name"][0].startswith("controls"))
    assert event["properties"]["country"] == ["xa"]
    assert all(isinstance(v, list) and all(isinstance(x, str) for x in v)
               for m in made for v in m["properties"].values())  # fmt: skip


def test_findings_go_out_with_both_numbers_and_the_words_for_and_against():
    yes, no = told("controls", actor="A", place="B"), told("controls", actor="A", place="B", polarity="denied")
    finding = Finding(
        id="f1", type="controls", roles=yes.roles, because=(yes.id,), dissent=(no.id,), reports=2,
        origins=(Origin(id="o", speaker=Speaker()),), credibility=4, rule="told once", sentence="A holds B.",
    )  # fmt: skip
    batch = Batch(what="findings", findings=[finding], cited={yes.id: yes, no.id: no})
    row = csv_rows(written("csv", batch)[1])[0]
    assert (row["reports"], row["origins"], row["credibility_words"]) == ("2", "1", "doubtful")
    assert row["citations_against"] == citation(no)
    line = json.loads(written("jsonl", batch)[1])
    assert line["citations"] == [citation(yes)]


@pytest.mark.parametrize("form", [f for f in FORMATS if f.name != "parquet"], ids=lambda f: f.name)
def test_every_format_writes_what_it_takes_and_nothing_when_there_is_nothing(form):
    for what in form.takes:
        count, data = written(form.name, Batch(what=what))
        assert count == 0
        assert data.decode("utf-8") is not None


def test_a_format_that_cannot_hold_the_rows_is_refused_with_those_that_can():
    with pytest.raises(UnknownValue) as refused:
        format_named("gexf", what="findings")
    assert "csv" in refused.value.choices


def test_the_ending_of_a_file_names_its_format():
    assert format_of_file("out/WAR.ftm.json").name == "ftm"
    assert format_of_file("war.geojson").name == "geojson"
    with pytest.raises(UnknownValue):
        format_of_file("war.doc")


def test_mutual_roles_give_pairs_and_directed_ones_give_arrows():
    clash = account()[2]
    assert [(a.name, b.name, way) for a, b, way in ties(clash)] == [
        ("Blue Guard", "Green", False), ("Blue Guard", "North", False), ("Green", "North", False),
    ]  # fmt: skip
    assert [p.name for p in acting(clash.roles)] == ["Blue Guard"]
    assert [p.name for p in acted_on(clash.roles)] == ["Green", "North"]
