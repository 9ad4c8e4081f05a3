"""Every kind of input becomes reports; every bad input becomes one clear refusal, and the rest is read."""

import csv
import io
import json
import os
import struct
import sys
import zipfile
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from bywhom.errors import NetworkRefused
from bywhom.ingest import fetch as fetching
from bywhom.ingest.read import IngestOptions, ingest
from bywhom.ingest.report import MADE_DATE, NO_DATE
from bywhom.model.ids import snapshot_id
from bywhom.model.source import Ingested, Refusal, Report

BODY = (
    "Rebels took the northern gate of the town before dawn on Sunday, two residents said by telephone. "
    "The army said that its soldiers had pulled back to the airport road in good order.\n"
    "Aid workers counted nine trucks of flour at the crossing, all of them turned away by the guards. "
    "Neither account could be checked, since the roads have been closed for three weeks."
)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def read(source: str | Path, **given: object) -> list[Ingested]:
    return list(ingest(source, options=IngestOptions(clock=lambda: NOON, **given)))  # type: ignore[arg-type]  # test options


def reports(source: str | Path, **given: object) -> list[Report]:
    return [r for item in read(source, **given) for r in item.reports]


def refusals(source: str | Path, **given: object) -> list[Refusal]:
    return [r for item in read(source, **given) for r in item.refused]


def refused(source: str | Path, **given: object) -> Refusal:
    [refusal] = refusals(source, **given)
    assert not reports(source, **given)
    assert Path(source).name in refusal.message
    return refusal


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def packed(members: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def pdf(lines: list[str]) -> bytes:
    """A one-page PDF; without lines it has no text layer, as a scan."""
    stream = "BT /F1 11 Tf 14 TL 40 760 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET" if lines else ""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    ]
    body, offsets = "%PDF-1.4\n", []
    for number, obj in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{obj}\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{o:010d} 00000 n \n" for o in offsets)
    return f"{body}{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF".encode()


# What is read


def test_a_text_is_read_with_its_exact_bytes_and_hash(tmp_path: Path) -> None:
    path = put(tmp_path, "note.txt", BODY)
    [item] = read(path)
    [report] = item.reports
    assert item.data == path.read_bytes()
    assert (item.snapshot.sha256, item.snapshot.locator) == (snapshot_id(item.data), str(path))
    assert item.snapshot.taken_at == NOON
    assert report.text == report.original == BODY
    assert report.published_basis == "none"
    assert report.warnings == (NO_DATE,)


def test_the_same_bytes_give_the_same_report_wherever_they_stand(tmp_path: Path) -> None:
    first, second = put(tmp_path, "a.txt", BODY), put(tmp_path, "deep/b.txt", BODY)
    assert [r.id for r in reports(first)] == [r.id for r in reports(second)]


def test_what_is_given_wins_over_metadata_and_metadata_over_the_dateline(tmp_path: Path) -> None:
    row = {"id": "1", "date": "2019-10-16", "source": "The Courier", "text": f"Tuesday, October 15, 2019\n{BODY}"}
    table = put(tmp_path, "rows.jsonl", json.dumps(row))
    text = put(tmp_path, "note.txt", row["text"])
    [given] = reports(table, published=date(2019, 10, 17), publisher="The Echo")
    [stated] = reports(table)
    [dateline] = reports(text)
    assert (given.published, given.published_basis, given.publisher) == (date(2019, 10, 17), "given", "The Echo")
    assert (stated.published, stated.published_basis, stated.publisher) == (
        date(2019, 10, 16),
        "metadata",
        "The Courier",
    )
    assert (dateline.published, dateline.published_basis) == (date(2019, 10, 15), "dateline")


def test_an_agency_in_the_dateline_is_the_publisher_where_none_is_stated(tmp_path: Path) -> None:
    [report] = reports(put(tmp_path, "wire.txt", f"GOMA, Congo (Reuters) - {BODY}"))
    assert report.publisher == "Reuters"


def test_a_headline_is_the_title_and_the_files_name_stands_in_for_none(tmp_path: Path) -> None:
    [headed] = reports(put(tmp_path, "01-gate.txt", f"Hill Town Courier\n15 October 2019\n\nGate falls\n\n{BODY}"))
    [bare] = reports(put(tmp_path, "02-far-gate.txt", BODY))
    [given] = reports(put(tmp_path, "03.txt", f"Gate falls\n\n{BODY}"), title="The gate")
    assert (headed.title, headed.publisher) == ("Gate falls", "Hill Town Courier")
    assert (bare.title, bare.publisher) == ("far gate", "")
    assert given.title == "The gate"


PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Gate falls | The Courier</title>
<meta property="og:title" content="Gate falls"><meta property="og:site_name" content="The Courier">
<meta name="author" content="Nadia Brook"><meta property="article:published_time" content="{{date}}T08:00:00Z"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Gate falls</h1>{"".join(f"<p>{p}</p>" for p in BODY.split(chr(10)))}</article>
<footer><a href="/privacy">Privacy policy</a></footer></body></html>"""


def test_html_gives_the_article_and_the_page_s_own_metadata(tmp_path: Path) -> None:
    [report] = reports(put(tmp_path, "page.html", PAGE.replace("{date}", "2019-10-15")))
    assert (report.title, report.author, report.publisher) == ("Gate falls", "Nadia Brook", "The Courier")
    assert (report.published, report.published_basis) == (date(2019, 10, 15), "metadata")
    assert "Aid workers counted nine trucks" in report.text
    assert "Privacy" not in report.text


def test_a_date_in_metadata_that_does_not_exist_is_ignored_with_a_warning(tmp_path: Path) -> None:
    [report] = reports(put(tmp_path, "page.html", PAGE.replace("{date}", "2019-02-30")))
    assert report.published is None
    assert any("2019-02-30" in w for w in report.warnings)


def test_html_without_a_telling_name_is_known_by_its_beginning(tmp_path: Path) -> None:
    [item] = read(put(tmp_path, "page", PAGE))
    assert item.snapshot.media_type == "text/html"


def test_a_pdf_with_a_text_layer_is_read(tmp_path: Path) -> None:
    lines = ["Rebels took the northern gate of the town before dawn on", "Sunday, two residents said by telephone."]
    [report] = reports(put(tmp_path, "bulletin.pdf", pdf(lines)))
    assert " ".join(report.text.split()) == " ".join(lines)


def test_a_text_s_own_date_wins_over_the_day_on_which_its_file_was_made(tmp_path: Path) -> None:
    def made(lines: list[str]) -> bytes:
        info = b"<< /CreationDate (D:20221105120000Z) >>"
        return pdf(lines).replace(b"trailer << ", b"trailer << /Info " + info + b" ")

    body = ["Rebels took the northern gate of the town before dawn on", "Sunday, two residents said by telephone."]
    [dated] = reports(put(tmp_path, "dated.pdf", made(["By Nadia Brook, The Courier, 15 October 2019", *body])))
    [bare] = reports(put(tmp_path, "bare.pdf", made(body)))
    assert (dated.published, dated.published_basis, dated.warnings) == (date(2019, 10, 15), "dateline", ())
    assert (bare.published, bare.published_basis, bare.warnings) == (date(2022, 11, 5), "made", (MADE_DATE,))


def test_a_word_document_is_read_with_its_tables_in_place(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph(BODY.split("\n", maxsplit=1)[0])
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text, row.cells[1].text = "Orvik", "nine trucks"
    document.add_paragraph(BODY.split("\n")[1])
    document.core_properties.title = "Field note"
    document.save(str(tmp_path / "note.docx"))
    [report] = reports(tmp_path / "note.docx")
    assert report.title == "Field note"
    assert "Orvik | nine trucks" in report.text
    assert report.text.index("telephone") < report.text.index("nine trucks") < report.text.index("Neither")


def test_an_e_mail_gives_its_body_and_each_readable_attachment(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"] = "Sam Reed <sam@example.org>", "desk@example.org"
    letter["Subject"], letter["Date"] = "From the crossing", "Tue, 15 Oct 2019 09:30:00 +0300"
    letter.set_content(BODY)
    letter.add_attachment(f"Second note. {BODY}".encode(), maintype="text", subtype="plain", filename="second.txt")
    letter.add_attachment(b"\x89PNG....", maintype="image", subtype="png", filename="logo.png")
    letter.add_attachment(b"%PDF-broken", maintype="application", subtype="pdf", filename="scan.pdf")
    [item] = read(put(tmp_path, "letter.eml", letter.as_bytes()))
    body, attached = item.reports
    assert (body.title, body.author, body.published) == ("From the crossing", "Sam Reed", date(2019, 10, 15))
    assert attached.part == "second.txt"
    assert [r.error for r in item.refused] == ["DamagedInput"]


def test_rows_of_json_lines_and_csv_are_reports_under_many_column_names(tmp_path: Path) -> None:
    row = {"doc_id": "r7", "Headline": "Gate falls", "Body": BODY, "Date": "2019-10-15", "Source": "The Courier",
           "Link": "http://example.org/7", "Byline": "Nadia Brook"}  # fmt: skip
    out = io.StringIO()
    writer = csv.DictWriter(out, row, delimiter=";")
    writer.writeheader()
    writer.writerow(row)
    for path in (put(tmp_path, "t.jsonl", json.dumps(row)), put(tmp_path, "t.csv", out.getvalue()),
                 put(tmp_path, "t.json", json.dumps([row], indent=1))):  # fmt: skip
        [report] = reports(path)
        assert (report.part, report.title, report.publisher) == ("r7", "Gate falls", "The Courier")
        assert (report.published, report.url, report.author) == (
            date(2019, 10, 15),
            "http://example.org/7",
            "Nadia Brook",
        )
        assert report.text == BODY


def test_a_bad_row_is_refused_by_name_and_the_others_are_read(tmp_path: Path) -> None:
    good = json.dumps({"id": "a", "text": BODY})
    lines = [good, "{broken", json.dumps({"id": "b", "text": " "}), json.dumps(["x"]), good, json.dumps({"text": BODY})]
    [item] = read(put(tmp_path, "rows.jsonl", "\n".join(lines)))
    assert [r.part for r in item.reports] == ["a", "row-6"]
    assert [r.error for r in item.refused] == ["DamagedInput", "NoText", "DamagedInput", "DamagedInput"]
    assert all("rows.jsonl" in r.message for r in item.refused)


def test_a_row_s_date_that_does_not_exist_is_ignored_with_a_warning(tmp_path: Path) -> None:
    for bad in ("2019-02-30", "soon", "2999-01-01"):
        [report] = reports(put(tmp_path, "rows.jsonl", json.dumps({"id": "a", "text": BODY, "published": bad})))
        assert report.published is None
        assert any(bad in w for w in report.warnings)


def test_a_folder_is_read_in_order_and_hidden_files_and_links_are_left_out(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", BODY + " Later.")
    put(tmp_path, "a/one.txt", BODY)
    put(tmp_path, ".hidden.txt", BODY)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [Path(i.snapshot.locator).name for i in read(tmp_path)] == ["one.txt", "b.txt"]


def test_a_zip_in_a_zip_is_read_and_paths_that_climb_do_no_harm(tmp_path: Path) -> None:
    inner = packed({"deep.txt": BODY + " Deep."})
    path = put(tmp_path, "all.zip", packed({"../../climb.txt": BODY, "inner.zip": inner, "__MACOSX/x": "junk"}))
    assert [i.snapshot.locator.removeprefix(str(path)) for i in read(path)] == [
        "!../../climb.txt",
        "!inner.zip!deep.txt",
    ]
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["all.zip"]


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BODY.encode())))
    [item] = read("-")
    assert item.snapshot.locator == "-"
    assert item.reports[0].text == BODY


@pytest.mark.parametrize(
    "data",
    [
        BODY.replace("Aid", "Áid’s").encode("utf-16"),
        BODY.replace("Aid", "Áid’s").encode("utf-16-le"),
        BODY.replace("Aid", "Áid’s").encode("utf-8-sig"),
        BODY.replace("Aid", "Áid’s").encode("cp1252"),
        BODY.replace("Aid", "Áid’s").encode(),
        BODY.replace("Aid", "Á@s").encode().replace(b"@", b"id\x92") + " ÁÉÍÓÚ".encode(),
    ],
    ids=["utf-16", "utf-16 without mark", "utf-8 with mark", "cp1252", "utf-8", "utf-8 with cp1252 islands"],
)
def test_encodings_are_found(tmp_path: Path, data: bytes) -> None:
    [report] = reports(put(tmp_path, "note.txt", data))
    assert "Áid’s workers counted" in report.text


def test_control_characters_and_nuls_are_removed(tmp_path: Path) -> None:
    [report] = reports(put(tmp_path, "note.txt", BODY.replace("army", "ar\x00my").replace("gate", "ga\x07te")))
    assert report.text == BODY


def test_another_language_is_read_with_a_warning(tmp_path: Path) -> None:
    text = "Quatre civils ont été tués hier dans le village, selon les habitants. L'armée a nié toute présence. " * 3
    [report] = reports(put(tmp_path, "note.txt", text))
    assert report.language == "fr"
    assert any("English" in w for w in report.warnings)
    [arabic] = reports(put(tmp_path, "ar.txt", "قتل أربعة مدنيين أمس في القرية بحسب السكان. ونفى الجيش ذلك."))
    assert arabic.language == "ar"


def test_a_text_of_fifty_megabytes_is_refused_by_name_and_its_neighbour_read(tmp_path: Path) -> None:
    line = "The guards at gate {} turned away a truck of flour on the same day, a clerk said.\n"
    big = put(tmp_path, "big.txt", "".join(line.format(n) for n in range(600_000)))
    assert big.stat().st_size > 50_000_000
    put(tmp_path, "small.txt", BODY)
    large, small = read(tmp_path)
    assert [r.error for r in large.refused] == ["TooLarge"]
    assert all(words in large.refused[0].message for words in ("big.txt", "4 MB", "parts", "BYWHOM_MAX_REPORT_MB"))
    assert len(small.reports) == 1


# What is refused


def test_missing_empty_and_blank_inputs_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "absent.txt").error == "InputRefused"
    assert refused(put(tmp_path, "empty.txt", "")).error == "EmptyInput"
    assert refused(put(tmp_path, "blank.txt", " \n\n\t")).error == "EmptyInput"
    (tmp_path / "nothing").mkdir()
    assert refused(tmp_path / "nothing").error == "EmptyInput"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("noise.bin", bytes(range(256)) * 40),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1" + bytes(600)),
        ("case.db", b"SQLite format 3\x00" + bytes(200)),
        ("sheet.xlsx", packed({"xl/workbook.xml": "<x/>"})),
        ("notes.gz", b"\x1f\x8b\x08" + bytes(60)),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(tmp_path: Path, name: str, data: bytes) -> None:
    refusal = refused(put(tmp_path, name, data))
    assert refusal.error == "UnknownFormat"
    assert refusal.message.count(". ") >= 1  # what happened, and what to do


def test_a_pdf_without_a_text_layer_or_broken_is_refused(tmp_path: Path) -> None:
    scan = refused(put(tmp_path, "scan.pdf", pdf([])))
    assert (scan.error, "ocrmypdf" in scan.message) == ("NoText", True)
    assert refused(put(tmp_path, "cut.pdf", pdf(["Some words of a report"])[:150])).error == "DamagedInput"
    assert refused(put(tmp_path, "junk.pdf", b"%PDF-1.7 junk")).error == "DamagedInput"


def test_a_page_of_navigation_alone_is_refused(tmp_path: Path) -> None:
    page = "<html><body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav><ul><li>Sport</li></ul></body></html>"
    assert refused(put(tmp_path, "menu.html", page)).error == "NoText"
    assert refused(put(tmp_path, "menu.txt", "Home\nNews\nWorld\nSport\nOpinion\nSubscribe")).error == "NoText"


def test_a_broken_word_document_is_refused(tmp_path: Path) -> None:
    assert refused(put(tmp_path, "cut.docx", packed({"word/document.xml": "<w"}))).error == "DamagedInput"
    assert refused(put(tmp_path, "fake.docx", "just words")).error == "DamagedInput"


def test_a_broken_zip_is_refused_and_a_broken_member_does_not_stop_the_others(tmp_path: Path) -> None:
    whole = packed({"a.txt": BODY * 3, "b.txt": BODY})
    assert refused(put(tmp_path, "cut.zip", whole[: len(whole) // 2])).error == "DamagedInput"
    at = whole.index(b"a.txt") + 5
    spoiled = whole[:at] + bytes(b ^ 0x55 for b in whole[at : at + 20]) + whole[at + 20 :]
    path = put(tmp_path, "spoiled.zip", spoiled)
    assert [r.error for r in refusals(path)] == ["DamagedInput"]
    assert [r.text for r in reports(path)] == [BODY]


def test_a_zip_bomb_is_refused_by_ratio_by_total_and_by_depth(tmp_path: Path) -> None:
    by_ratio = put(tmp_path, "ratio.zip", packed({"zeros.txt": b"0" * (17 * 2**20)}))
    assert "zip bomb" in refused(by_ratio).message
    rng = [os.urandom(400_000).hex() for _ in range(3)]
    by_total = put(tmp_path, "total.zip", packed({f"{n}.txt": text for n, text in enumerate(rng)}))
    assert {r.error for r in refusals(by_total, max_unpacked_mb=1)} == {"TooLarge"}
    nested = packed({"x.txt": BODY})
    for _ in range(3):
        nested = packed({"in.zip": nested, "note.txt": BODY})
    deep = put(tmp_path, "deep.zip", nested)
    assert [r.error for r in refusals(deep)] == ["TooLarge"]
    assert len(reports(deep)) == 2


def test_a_zip_whose_table_lies_about_sizes_is_held_to_the_limit(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": os.urandom(1_200_000).hex()}))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", 10)
    [refusal] = refusals(put(tmp_path, "lie.zip", bytes(data)), max_unpacked_mb=1)
    assert refusal.error in {"TooLarge", "DamagedInput"}


def test_a_bad_file_in_a_folder_does_not_stop_the_others(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "")
    put(tmp_path, "b.pdf", "%PDF-junk")
    put(tmp_path, "c.txt", BODY)
    assert [r.error for r in refusals(tmp_path)] == ["EmptyInput", "DamagedInput"]
    assert [r.text for r in reports(tmp_path)] == [BODY]


def test_a_table_without_a_column_of_texts_is_refused_with_the_names_it_wants(tmp_path: Path) -> None:
    refusal = refused(put(tmp_path, "t.csv", "name,age\nAnn,40\n"))
    assert refusal.error == "DamagedInput"
    assert "body" in refusal.message


# The network


def test_an_address_is_refused_unless_the_network_is_asked_for() -> None:
    refusal = refused("https://example.org/gate.html")
    assert refusal.error == "NetworkRefused"
    assert "--network" in refusal.message


def test_an_address_that_was_asked_for_is_read_as_its_media_type_says(monkeypatch: pytest.MonkeyPatch) -> None:
    import httpx

    page = PAGE.replace("{date}", "2019-10-15")
    answer = httpx.MockTransport(lambda _: httpx.Response(200, text=page, headers={"content-type": "text/html"}))
    client = httpx.Client
    monkeypatch.setattr(httpx, "Client", lambda **options: client(transport=answer, **options))
    [report] = reports("https://example.org/gate", network=True)
    assert report.title == "Gate falls"
    assert report.url == "https://example.org/gate"


def test_an_address_that_does_not_answer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import httpx

    client = httpx.Client
    gone = httpx.MockTransport(lambda _: httpx.Response(404))
    monkeypatch.setattr(httpx, "Client", lambda **options: client(transport=gone, **options))
    with pytest.raises(NetworkRefused, match="404"):
        fetching.fetch("https://example.org/gone", network=True, max_mb=1)


# The reports beside the checkout

SHARED = Path(__file__).parents[3] / "shared" / "reports"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reports beside the checkout are not there")
def test_the_reports_beside_the_checkout_are_read_wholly() -> None:
    found = reports(SHARED / "open_reports.jsonl")
    assert len(found) == 214
    assert not refusals(SHARED / "open_reports.jsonl")
    assert sum(len(r.original) - len(r.text) for r in found) < 0.002 * sum(len(r.original) for r in found)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reports beside the checkout are not there")
def test_the_founding_report_is_read_once_and_every_coded_sentence_survives() -> None:
    gold = json.loads((SHARED.parent / "gold" / "sirte-2015.json").read_text())
    [report] = reports(SHARED / "sirte-2015.txt")
    sentences = {tuple(c["sentence"]) for c in gold["claims"]}
    assert all(gold["text"][s:e] in report.text for s, e in sentences)
    assert abs(len(report.text) - len(gold["text"])) <= 5
