"""The commands: their JSON, their tables, their refusals."""

import json

import pytest

from bywhom.cli.pages import _id_of


def test_read_again_adds_nothing(run, war):
    said = run("read", war.parent / "in", "--into", war, "--json")
    assert (said.code, said.json["reports"], said.json["already_known"]) == (0, 0, 2)


def test_a_date_given_for_a_known_report_is_said_to_change_nothing(run, war):
    said = run("read", war.parent / "in", "--into", war, "--published", "2014-01-01")
    assert "2 reports known already keep their date and publisher" in said.err
    assert "known already keep" not in run("read", war.parent / "in", "--into", war).err


def test_read_names_what_it_refused_and_reads_the_rest(run, war, tmp_path):
    (tmp_path / "mixed").mkdir()
    (tmp_path / "mixed" / "1.txt").write_bytes(b"")
    (tmp_path / "mixed" / "2.txt").write_text("White Guard left Arlon in 2016. That is all that anybody could say.")
    said = run("read", tmp_path / "mixed", "--into", war)
    assert said.code == 1
    assert [line for line in said.err.splitlines() if "refused" in line and "1.txt" in line]
    assert "1 report read" in said.out


def test_control_has_its_documented_shape(run, war):
    answer = run("control", "Arlon", "--on", "2015-04-01", "--json", "--casefile", war).json
    assert {"place", "on", "actors", "warnings"} <= answer.keys()
    actor = answer["actors"][0]
    assert {"actor", "aliases", "status", "contested", "because"} <= actor.keys()
    assert (answer["place"], answer["on"], actor["actor"]) == ("Arlon", "2015-04-01", "Blue Guard")
    ids = {c["id"] for c in run("claims", "--json", "--casefile", war).json}
    assert set(actor["because"]) <= ids


def test_control_of_a_silent_day_quotes_the_nearest_that_is_told(run, war):
    said = run("control", "Arlon", "--on", "2014-01-01", "--casefile", war)
    assert "note: nobody is told to hold Arlon on 1 January 2014" in said.out
    assert "“Red Guard said Blue Guard seized Arlon on 2015-03-02.”" in said.out
    assert said.out.count("nobody is told") == 1


def test_claims_have_the_interchange_and_more(run, war):
    claim = run("claims", "--type", "capture", "--actor", "Blue Guard", "--json", "--casefile", war).json[0]
    assert {"id", "type", "sentence", "trigger", "roles", "when", "phase", "polarity", "modality", "source",
            "confidence", "report", "sentence_text", "speaker"} <= claim.keys()  # fmt: skip


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (("--type", "capture"), 2),
        (("--place", "Arlon"), 2),
        (("--source", "Red Guard"), 1),
        (("--on", "2015-03-02"), 3),
        (("--from", "2015-04", "--to", "2015-05"), 1),
        (("--text", "armed"), 1),
        (("--limit", "3"), 3),
        (("--known", "2001-01-01"), 0),
    ],
)
def test_claims_are_narrowed_by_options(run, war, options, count):
    said = run("claims", *options, "--json", "--casefile", war)
    assert len(said.json) == count, said.err


@pytest.mark.parametrize(
    "command",
    [
        ("claims",), ("control", "Arlon"), ("control", "Arlon", "--on", "2015-04-01"), ("trace", "White Guard"),
        ("trace", "White Guard", "Blue Guard"), ("loyalties",), ("disputes",), ("timeline",), ("timeline", "Arlon"),
        ("sources",), ("statements", "Red Guard"), ("findings",), ("structure", "Blue Guard"),
        ("dossier", "Blue Guard"), ("ask", "Who held Arlon on 1 April 2015?"), ("review",), ("judgements",),
        ("split", "Arlon"), ("check",),
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_answer_comes_as_a_table_and_as_json(run, war, command):
    table = run(*command, "--casefile", war)
    assert (table.code, table.err) == (0, "")
    assert table.out.strip()
    said = run(*command, "--json", "--casefile", war)
    assert said.code == 0
    assert isinstance(said.json, list | dict)


def test_the_casefile_can_come_from_the_environment(run, war, monkeypatch):
    monkeypatch.setenv("BYWHOM_CASEFILE", str(war))
    assert len(run("claims", "--json").json) == 4


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("claims",), 2, "--casefile"),
        (("control", "Arlom", "--on", "2015-04-01"), 2, "Arlon"),
        (("control", "Arlon", "--on", "2015-02-30"), 2, "no such date"),
        (("claims", "--type", "airstrike"), 2, "air_strike"),
        (("claims", "--order", "size"), 2, "confidence"),
        (("trace", "-", "-", "--kind", "money"), 2, "funding"),
        (("timeline", "--from", "2016", "--to", "2015"), 2, "ends before it begins"),
        (("review", "clm-none", "accept"), 2, "clm-none"),
        (("protect", "Blue Guard", "--why", "fame"), 2, "witness"),
    ],
)
def test_a_bad_question_is_refused_with_one_line(run, war, args, code, says):
    where = () if args == ("claims",) else ("--casefile", war)
    said = run(*args, *where)
    assert said.code == code
    assert len(said.err.strip().splitlines()) == 1
    assert says in said.err


def test_an_unknown_name_is_json_too_when_json_is_asked_for(run, war):
    said = run("control", "Arlom", "--on", "2015-04-01", "--json", "--casefile", war)
    assert (said.json["error"], said.json["choices"][0]) == ("UnknownName", "Arlon")


def test_a_file_that_is_no_casefile_is_refused(run, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear editor")
    said = run("claims", "--casefile", tmp_path / "letter.txt")
    assert (said.code, "is not a casefile" in said.err) == (3, True)


def test_judging_from_the_command_line(run, war):
    first = run("claims", "--json", "--casefile", war).json[0]["id"]
    assert run("review", first, "reject", "--by", "ann", "--casefile", war).code == 0
    assert len(run("claims", "--json", "--casefile", war).json) == 3
    made = run("judgements", "--json", "--casefile", war).json[0]
    assert (made["kind"], made["by"]) == ("reject", "ann")
    assert run("withdraw", made["id"], "--casefile", war).code == 0
    assert len(run("claims", "--json", "--casefile", war).json) == 4
    assert run("review", first, "correct", "polarity=denied", "role.actor=White Guard", "--casefile", war).code == 0
    changed = next(c for c in run("claims", "--json", "--casefile", war).json if c["id"] == first)
    assert (changed["polarity"], changed["roles"]["actor"][0]["entity"]) == ("denied", "White Guard")
    assert run("merge", "Blue Guard", "White Guard", "--casefile", war).code == 0
    assert run("grade", "Red Guard", "B", "--casefile", war).code == 0
    assert run("protect", "Red Guard", "--casefile", war).code == 0
    assert "Red Guard" not in run("claims", "--json", "--casefile", war).out
    assert "Red Guard" in run("claims", "--json", "--casefile", war, "--reveal", "Red Guard").out


def test_annotate_keeps_order_and_refuses_bad_lines_by_number(run):
    lines = [
        {"id": 1, "text": "Blue Guard seized Arlon on 2015-03-02."},
        "not json",
        {"id": 3},
        {"id": "four", "text": "", "published": "2015-03-02"},
        {"id": 5, "text": "Red Guard left Arlon.", "published": "2015-02-30"},
        {"id": 6, "text": "Red Guard left Arlon."},
    ]
    raw = "\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines).encode() + b"\n\xff\xfe\n"
    said = run("annotate", stdin=raw)
    made = [json.loads(line) for line in said.out.splitlines()]
    assert [m["id"] for m in made] == [1, "four", 6]
    assert made[0]["claims"][0]["trigger"] == [11, 17]
    assert [line.split(":")[1].split()[1] for line in said.err.splitlines()] == ["2", "3", "5", "7"]
    assert said.code == 1


def test_annotate_writes_each_field_of_the_interchange(run):
    said = run("annotate", stdin=json.dumps({"id": "a", "text": "Red Guard said Blue Guard holds Arlon."}).encode())
    made = json.loads(said.out)
    assert list(made) == ["id", "mentions", "entities", "times", "places", "attributions", "claims"]
    assert said.code == 0


def test_a_country_file_becomes_a_gazetteer_and_nothing_is_overwritten(run, tmp_path):
    row = ["7001", "Example Wells", "Example Wells", "Bir Mithal", "15.5", "32.6", "P", "PPL", "SD"]
    dump = tmp_path / "SD.txt"
    dump.write_text("\t".join([*row, "", "29", "", "", "", "800", "", "380", "Africa/Khartoum", "2020-01-01"]) + "\n")
    made = run("gazetteer", dump, "--out", tmp_path / "sudan.sqlite")
    assert (made.code, "1 place in" in made.out) == (0, True)
    again = run("gazetteer", dump, "--out", tmp_path / "sudan.sqlite")
    assert again.code == 2
    assert "sudan.sqlite" in again.err


def test_a_matched_row_goes_by_its_own_id():
    assert (_id_of({"event_id_cnty": "SYR7"}), _id_of({"id": "4"}), _id_of({})) == ("SYR7", "4", "")
