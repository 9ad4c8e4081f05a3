"""A person reads, judges, mends names, adds reports, codes and exports in a browser."""

import time

import pytest
from tests.web.conftest import faults_of, shoot

pytestmark = pytest.mark.browser


def reader(page, tiny, tiny_url):
    page.goto(f"{tiny_url}/report/{tiny.claim('holds Bastogne').report.id}")
    return page


def said(page, words):
    page.wait_for_selector(f"#said.shown:has-text('{words}')")


def test_the_reader_shows_who_is_speaking_and_a_mark_leads_to_its_claim(tiny, tiny_url, page):
    reader(page, tiny, tiny_url)
    page.wait_for_selector(".bar-of")
    assert page.locator(".label-of").first.inner_text() == "Red Guard"
    page.click(".trigger:has-text('holds')")
    assert "Controls" in page.locator(".card.now").inner_text()
    assert page.url.endswith(tiny.claim("holds Bastogne").id)
    page.click(".card:has-text('Capture') .when")
    assert page.locator(".words .now.trigger").inner_text() == "seized"
    shoot(page, "reader")
    assert faults_of(page) == []


def test_claims_are_judged_by_key_and_undone(tiny, tiny_url, page):
    reader(page, tiny, tiny_url)
    page.keyboard.press("j")
    page.keyboard.press("a")
    said(page, "Accepted")
    assert {t.review for t in tiny.book.claims(type="capture", polarity="affirmed")} == {"accepted"}
    page.keyboard.press("r")
    said(page, "Rejected")
    assert tiny.book.claims(type="controls") == []
    page.evaluate("document.getElementById('said').classList.remove('shown')")  # it spoke of undoing before
    page.keyboard.press("u")
    said(page, "Undone.")
    assert len(tiny.book.claims(type="controls")) == 1


def test_a_claim_is_corrected_in_the_form(tiny, tiny_url, page):
    reader(page, tiny, tiny_url)
    page.click(".trigger:has-text('holds')")
    page.keyboard.press("c")
    page.wait_for_selector("#editor")
    page.select_option("#editor [name=modality]", "possible")
    page.fill("#editor [name=edtf]", "2015-13-40")
    page.click("#editor button[type=submit]")
    page.wait_for_selector("#editor .problem:has-text('no such date')")
    page.fill("#editor [name=edtf]", "2015-03")
    page.fill("#role-actor", "White Guard")
    shoot(page, "editor")
    assert faults_of(page) == []
    page.click("#editor button[type=submit]")
    said(page, "Corrected")
    made = tiny.book.claims(type="controls")[0]
    assert (made.edtf, made.modality, made.fillers("actor")[0].name) == ("2015-03", "possible", "White Guard")
    page.faults[:] = [f for f in page.faults if "400" not in f]  # the refusal that was asked for


def test_a_claim_is_added_by_marking_words(tiny, tiny_url, page):
    reader(page, tiny, tiny_url)
    page.evaluate("""() => { const all = [...document.querySelectorAll('.words .p')];
        const piece = all.find(p => p.textContent.includes('silence'));
        const at = piece.firstChild.data.indexOf('silence'); const range = document.createRange();
        range.setStart(piece.firstChild, at); range.setEnd(piece.firstChild, at + 7);
        const selection = getSelection(); selection.removeAllRanges(); selection.addRange(range); }""")
    page.keyboard.press("n")
    page.wait_for_selector("#editor .words-of:has-text('silence')")
    page.select_option("#editor [name=type]", "protest")
    page.fill("#role-actor", "The rest")
    page.click("#editor button[type=submit]")
    page.wait_for_selector(".card.now:has-text('Protest')")
    assert page.locator(".trigger:has-text('silence')").count() == 1
    assert [t.review for t in tiny.book.claims(type="protest")] == ["added"]


def test_the_queue_is_worked_through_by_key_alone(tiny, tiny_url, page):
    page.goto(f"{tiny_url}/review")
    page.fill("#reviewer", "bea")
    page.locator("#reviewer").blur()
    assert faults_of(page) == []
    shoot(page, "review")
    for key, word in (("a", "Accepted"), ("r", "Rejected"), ("a", "Accepted")):
        page.keyboard.press(key)
        said(page, word)
        page.evaluate("document.getElementById('said').classList.remove('shown')")
    page.goto(f"{tiny_url}/decisions")
    assert page.locator("tbody tr:has-text('bea')").count() == 3
    assert faults_of(page) == []
    shoot(page, "decisions")
    page.locator("[data-withdraw]").first.click()
    said(page, "answers are as before")
    assert tiny.get("/api/judgements").json()["total"] == 2


def test_names_are_mended_and_remembered(tiny, tiny_url, page):
    page.goto(f"{tiny_url}/entity/{tiny.book.entity('Blue Guard').id}/names")
    assert faults_of(page) == []
    shoot(page, "names")
    page.fill("#alias", "The Blues")
    page.click("form[data-post=alias] button.primary")
    page.wait_for_selector("li:has-text('The Blues names Blue Guard')")
    page.select_option("#grade", "B")
    page.click("form[data-post=grade] button.primary")
    page.wait_for_selector("li:has-text('has grade B')")
    page.fill("#others", "White Guard")
    page.click("form[data-post=merge] button.primary")
    page.wait_for_selector("li:has-text('are the same')")
    assert tiny.book.entity("White Guard").id == tiny.book.entity("Blue Guard").id
    page.locator("li:has-text('are the same') [data-withdraw]").click()
    said(page, "answers are as before")
    assert tiny.book.entity("White Guard").id != tiny.book.entity("Blue Guard").id


def test_files_are_dropped_and_refusals_are_named(tiny, tiny_url, page):
    page.goto(f"{tiny_url}/add")
    assert faults_of(page) == []
    text = "White Guard attacked Arlon on 2015-05-01. There was nothing else to be seen or heard on that long day."
    page.evaluate(
        """(text) => { const data = new DataTransfer();
        data.items.add(new File([text], 'dropped.txt')); data.items.add(new File([''], 'empty.txt'));
        document.getElementById('drop').dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true})); }""",
        text,
    )
    page.wait_for_selector("#chosen li:has-text('dropped.txt')")
    page.fill("#published", "2015-06-02")
    page.click("#read")
    page.wait_for_selector("#outcome h2:has-text('1 report read, 1 claim')")
    assert "empty.txt" in page.locator("#outcome ul").inner_text()
    shoot(page, "add")
    page.click("#outcome td a")
    page.wait_for_selector(".trigger:has-text('attacked')")


def test_a_coder_works_through_a_report_blind(tiny, tiny_url, page):
    page.goto(f"{tiny_url}/coding")
    page.fill("#reviewer", "bea")
    page.click("#start button")
    page.wait_for_selector("#done")
    page.wait_for_load_state("load")  # modules have run then
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_selector(".stand.accepted")
    shoot(page, "coder")
    assert faults_of(page) == []
    page.click("#done")
    page.wait_for_selector("text=You are done with this report")
    report = tiny.get("/api/coding").json()[0]["report"]["id"]
    tiny.post(f"/api/coding/{report}/claims/{tiny.book.claims(report=report)[0].id}", {"by": "cy", "verdict": "reject"})
    tiny.post(f"/api/coding/{report}/done", {"by": "cy"})
    page.goto(f"{tiny_url}/coding/{report}/agreement?first=bea&second=cy")
    assert faults_of(page) == []
    shoot(page, "agreement")
    page.locator("[data-settle]", has_text="as bea").first.click()
    page.wait_for_selector("text=settled by bea")


def test_a_view_is_exported_as_a_file(tiny, tiny_url, page):
    page.goto(f"{tiny_url}/export?type=capture")
    assert faults_of(page) == []
    shoot(page, "export")
    with page.expect_download() as wanted:
        page.click("a[aria-label='claims as GeoJSON map layer']")
    assert wanted.value.suggested_filename == "war-claims.geojson"
    page.goto(f"{tiny_url}/export/dossier/{tiny.book.entity('Blue Guard').id}")
    assert faults_of(page) == []
    page.emulate_media(media="print")
    shoot(page, "dossier-print")


@pytest.mark.parametrize("path", ["/reports", "/report/{report}/original", "/coding"])
def test_other_pages_have_no_serious_fault(tiny, tiny_url, page, path):
    page.goto(tiny_url + path.format(report=tiny.claim("holds Bastogne").report.id))
    assert faults_of(page) == []
    shoot(page, path.strip("/").split("/")[0] + ("-original" if "original" in path else ""))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 820])
def test_the_reader_is_usable_light_and_dark_wide_and_on_a_tablet(browser, tiny, tiny_url, scheme, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.set_default_timeout(60_000)
    reader(page, tiny, tiny_url)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults_of(page) == []
    shoot(page, f"reader-{scheme}-{width}")
    context.close()


@pytest.mark.parametrize(
    ("path", "place", "file"),
    [("/", "map", "map.png"), ("/", "timeline", "timeline.svg"), ("/network", "graph", "graph.png")],
)
def test_what_is_drawn_is_saved_as_a_picture(tiny, tiny_url, page, path, place, file):
    page.goto(tiny_url + path)
    page.wait_for_selector(f"#{place} canvas, #{place} svg")
    with page.expect_download() as wanted:
        page.click(f"[data-picture={place}]")
    assert wanted.value.suggested_filename == file


def test_what_is_pressed_before_the_scripts_listen_is_not_lost(tiny, tiny_url, page):
    page.route("**/static/names.js", lambda route: (time.sleep(1.5), route.continue_()))
    page.goto(f"{tiny_url}/entity/{tiny.book.entity('Blue Guard').id}/names", wait_until="commit")
    page.fill("#alias", "The Blues")
    page.click("form[data-post=alias] button.primary")
    page.wait_for_selector("li:has-text('The Blues names Blue Guard')")


def test_right_to_left_text_runs_right_inside_its_column(tiny, tiny_url, page):
    text = "قال شهود إن المقاتلين دخلوا المدينة صباح الثلاثاء. ولم يصدر أي تعليق من الحكومة حتى الآن."
    tiny.send(text=text, published="2015-06-03", publisher="صحيفة")
    report = next(r for r in tiny.book.reports() if r.publisher == "صحيفة")
    page.goto(f"{tiny_url}/report/{report.id}")
    words = page.locator(".words p").first
    assert words.evaluate("p => getComputedStyle(p).direction") == "rtl"
    heading, paragraph = page.locator(".sheet > header").bounding_box(), words.bounding_box()
    assert paragraph["x"] == pytest.approx(heading["x"], abs=1)
    assert paragraph["x"] + paragraph["width"] == pytest.approx(heading["x"] + heading["width"], abs=1)
    shoot(page, "reader-right-to-left")
    assert faults_of(page) == []
