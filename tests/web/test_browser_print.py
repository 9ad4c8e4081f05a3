"""The dossier as a PDF: made by the browser's own printing, from the page laid out for it."""

import io
import re

import pytest
from tests.web.conftest import ARTIFACTS, shoot

pytestmark = pytest.mark.browser


def test_a_dossier_prints_to_a_pdf_with_its_citations(page, desk_url, client):
    from pypdf import PdfReader

    place = client.app.state.desk.book.entities(types=("LOCATION",))[0]
    page.goto(f"{desk_url}/entity/{place.id}")
    page.get_by_role("link", name="Dossier to print").click()
    page.wait_for_selector("#print")
    assert "PDF" in page.locator("#print").inner_text()
    assert "Save as PDF" in page.locator(".how-to-print").inner_text()
    shoot(page, "dossier-print")
    last = page.locator("ol.cites li").last.locator("blockquote").inner_text()
    page.click("#theme")
    paper = "getComputedStyle(document.querySelector('ol.cites cite, ol.cites span')).color"
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.emulate_media(media="print")
    assert max(int(n) for n in re.findall(r"\d+", page.evaluate(paper))[:3]) < 130  # dark ink, in the dark theme too
    page.emulate_media(media=None)
    made = page.pdf(format="A4")
    ARTIFACTS.mkdir(exist_ok=True)
    (ARTIFACTS / "dossier.pdf").write_bytes(made)
    read = PdfReader(io.BytesIO(made))
    text = " ".join("\n".join(p.extract_text() for p in read.pages).split())
    assert len(read.pages) >= 2
    assert place.name in text
    assert " ".join(last.split())[:40] in text  # the last citation is inside
    assert "Search ( / )" not in text  # what steers the desk stays off the paper
    assert "Print or save" not in text
