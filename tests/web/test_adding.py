"""Adding reports at the desk: what was read, what was known, what was refused."""

from tests.web.tiny import FIRST

NEW = "White Guard attacked Arlon on 2015-05-01. White Guard left Arlon on 2015-05-09. There was nothing else to see."


def test_dropped_files_are_read_and_bad_ones_named(tiny):
    job = tiny.send(
        files=[("files", f) for f in (("new.txt", NEW.encode()), ("empty.txt", b""), ("a.bin", b"\x00\x01" * 99))],
        published="2015-06-02", publisher="Gazette",
    )  # fmt: skip
    assert job["state"] == "done"
    made = job["outcome"]
    assert [(r["locator"], r["publisher"], r["claims"]) for r in made["read"]] == [("new.txt", "Gazette", 2)]
    assert sorted(r["locator"] for r in made["refused"]) == ["a.bin", "empty.txt"]
    assert all("/tmp" not in r["message"] for r in made["refused"])


def test_pasted_text_becomes_a_report(tiny):
    job = tiny.send(text=NEW, published="2015-06-02")
    assert job["outcome"]["claims"] == 2
    assert tiny.get("/api/reports").json()["total"] == 3


def test_the_same_bytes_again_add_nothing(tiny):
    job = tiny.send(files=[("files", ("again.txt", FIRST.encode()))])
    assert (job["outcome"]["reports"], job["outcome"]["already_known"]) == (0, 1)


def test_a_file_name_cannot_leave_its_folder(tiny):
    job = tiny.send(files=[("files", ("../../../etc/evil.txt", NEW.encode()))])
    assert [r["locator"] for r in job["outcome"]["read"]] == ["evil.txt"]


def test_nothing_handed_over_is_said(tiny):
    answer = tiny.send(text="  ")
    assert answer.status_code == 422
    assert "nothing was handed over" in answer.json()["message"]


def test_a_date_that_does_not_exist_is_refused_before_anything_is_read(tiny):
    assert tiny.send(text=NEW, published="2015-02-30").status_code == 400
    assert tiny.get("/api/reports").json()["total"] == 2


def test_reports_are_not_taken_without_the_pages_token(tiny):
    assert tiny.client.post("/api/reports", data={"text": NEW}).status_code == 403


def test_an_unknown_job_is_said(tiny):
    assert tiny.get("/api/jobs/none").status_code == 404
