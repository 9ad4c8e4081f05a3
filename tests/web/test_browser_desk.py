"""A person at the desk: overview, network, tables and pages in Chromium, by mouse and by key."""

import json
import re

import pytest
from tests.web.conftest import faults_of, shoot, until

pytestmark = pytest.mark.browser
DRAWN = "body[data-map='drawn']"  # the map has nothing left to draw
READY = "body[data-ready='yes']"
TABLES = ("claims", "findings", "disputes", "sources", "origins", "actors", "places")


def _overview(page, desk_url, query=""):
    page.goto(f"{desk_url}/{query}")
    page.wait_for_selector(READY)
    until(page, "document.querySelectorAll('#held li').length > 0 && document.querySelectorAll('#types li').length > 0")


def test_the_overview_shows_map_timeline_and_lists(page, desk_url):
    _overview(page, desk_url)
    page.wait_for_selector(DRAWN)
    assert page.locator("#types li").count() > 3
    assert page.locator("#timeline path").count() >= 6
    drawn = page.evaluate(
        "() => { const c = document.querySelector('#map canvas'); const p = document.createElement('canvas');"
        " p.width = c.width; p.height = c.height; const x = p.getContext('2d'); x.drawImage(c, 0, 0);"
        " return new Set(x.getImageData(0, 0, c.width, c.height).data.filter((_, i) => i % 4 === 0)).size }"
    )
    assert drawn > 20  # land, sea, borders, shapes: not one flat colour
    shoot(page, "overview")
    assert not faults_of(page)


def test_a_day_moves_map_and_lists_and_stands_in_the_address(page, desk_url):
    _overview(page, desk_url)
    whole = page.locator("#totals").inner_text()
    page.fill("#until", "2015-06-01")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-shown$='/2015-06-01']")
    assert page.locator("#totals").inner_text() != whole
    assert "on 2015-06-01" in page.locator("#held-on").inner_text()
    assert "until=2015-06-01" in page.url
    page.reload()
    page.wait_for_selector("body[data-shown$='/2015-06-01']")
    shoot(page, "overview-day")


def test_the_range_moves_by_key_and_by_drag(page, desk_url):
    _overview(page, desk_url)
    page.locator("[data-grip='until']").focus()
    before = page.input_value("#until")
    page.keyboard.press("Shift+ArrowLeft")
    assert page.input_value("#until") < before
    box = page.locator("#timeline > svg").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 20)
    page.locator("#all").click()
    grip = page.locator("[data-grip='since']").bounding_box()
    page.mouse.move(grip["x"] + 2, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(grip["x"] + box["width"] * 0.5, grip["y"] + 5, steps=6)
    page.mouse.up()
    assert page.input_value("#since") > "2012"
    page.wait_for_selector(f"body[data-shown^='{page.input_value('#since')}']")


def test_a_group_is_left_out_and_taken_in(page, desk_url):
    _overview(page, desk_url)
    before = page.locator("#types li").count()
    page.locator(".lane-name").first.press("Enter")
    until(page, f"document.querySelectorAll('#types li').length < {before}")
    assert "groups=" in page.url
    page.reload()  # the address alone brings the lanes and the lists back
    page.wait_for_selector(READY)
    assert page.locator(".lane-name").first.get_attribute("aria-pressed") == "false"
    assert page.locator("#types li").count() < before
    page.locator(".lane-name").first.press(" ")
    until(page, f"document.querySelectorAll('#types li').length === {before}")


def test_a_holder_opens_its_claims_beside_the_map(page, desk_url):
    _overview(page, desk_url)
    page.locator("#held .holder a").first.click()
    page.wait_for_selector("#drawer .claim blockquote")
    assert page.locator("#drawer .said-by").first.inner_text().startswith("—")
    shoot(page, "overview-evidence")
    assert not faults_of(page)
    page.keyboard.press("Escape")
    assert page.locator("#drawer").is_hidden()


def test_a_place_on_the_map_opens_its_claims(page, desk_url):
    _overview(page, desk_url)
    page.wait_for_selector(DRAWN)
    assert page.locator("#types a").first.get_attribute("href").startswith("/evidence?")
    page.locator("#types a").first.click()
    page.wait_for_selector("#drawer .claim")


def test_the_map_moves_with_the_hand_and_is_drawn_anew(page, desk_url):
    _overview(page, desk_url)
    page.wait_for_selector(DRAWN)
    box = page.locator("#map").bounding_box()
    moved = "document.querySelector('#map canvas').style.transform"
    seen = "document.querySelector('#map canvas').toDataURL()"
    before = page.evaluate(seen)
    page.mouse.move(box["x"] + 300, box["y"] + 250)
    page.mouse.down()
    page.mouse.move(box["x"] + 380, box["y"] + 250, steps=4)
    assert page.evaluate(moved) == "translate(80px, 0px)"
    page.mouse.up()
    until(page, f"{moved} === '' && {seen} !== {json.dumps(before)}")


def test_the_network_is_drawn_filtered_and_focused(page, desk_url):
    page.goto(f"{desk_url}/network")
    page.wait_for_selector(READY)
    count = "window.bywhomGraph.nodes().length"
    everybody = page.evaluate(count)
    assert everybody > 5
    shoot(page, "network")
    assert not faults_of(page)
    page.locator("#tied button").first.click()
    until(page, f"{count} < {everybody}")
    page.wait_for_selector("#chosen-ties li")
    assert "about=" in page.url
    shoot(page, "network-focus")
    page.locator("#expand").click()
    until(page, "new URLSearchParams(location.search).get('hops') === '2'")
    page.locator("#chosen-ties button").first.click()
    page.wait_for_selector("#drawer .claim")


def test_a_relation_is_left_out_of_the_network(page, desk_url):
    page.goto(f"{desk_url}/network")
    page.wait_for_selector(READY)
    hostile = "window.bywhomGraph.edges('[relation = \"hostility\"]').length"
    assert page.evaluate(hostile) > 0
    page.uncheck("input[value='hostility']")
    until(page, f"{hostile} === 0")


def test_a_path_of_support_is_traced_and_drawn(page, desk_url):
    page.goto(f"{desk_url}/network")
    page.wait_for_selector(READY)
    edge = page.evaluate("window.bywhomGraph.edges('[relation = \"support\"]').first().data('b')")
    page.fill("#trace input[name='target']", edge)
    page.locator("#trace button").click()
    page.wait_for_selector("#paths .hop")
    assert page.evaluate("window.bywhomGraph.edges('.path').length") > 0
    assert "target=" in page.url
    shoot(page, "network-path")
    page.locator("#paths .hop").first.click()
    page.wait_for_selector("#drawer .claim")


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_walked_by_key(page, desk_url, table):
    page.goto(f"{desk_url}/{table}")
    page.wait_for_selector("table")
    if page.locator("tr[data-row] a").count():
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("k")
        assert page.evaluate("document.activeElement.closest('[data-row]') !== null")
    shoot(page, f"table-{table}")
    assert not faults_of(page)


def test_keys_lead_to_every_section(page, desk_url):
    page.goto(f"{desk_url}/claims")
    page.keyboard.press("g")
    page.keyboard.press("f")
    page.wait_for_url(re.compile("/findings"))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("Sirte")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/search"))
    page.locator("h1").click()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    shoot(page, "search")


def test_the_pages_of_one_thing(page, desk_url, client):
    book = client.app.state.desk.book
    actor = next(e for e in book.entities(types=("ORGANISATION",)))
    place = next(e for e in book.entities(types=("LOCATION",)))
    source = next(s for s in book.sources() if s.entity)
    walks = {
        "actor": f"/entity/{actor.id}", "place": f"/entity/{place.id}", "source": f"/source/{source.entity}",
        "finding": f"/finding/{book.findings()[0].because[0]}", "search": "/search?q=Who+held+Sirte+on+2015-06-01%3F",
        "missing": "/entity/nobody",
    }  # fmt: skip
    disputes = book.disputes()
    if disputes:
        walks["dispute"] = f"/dispute/{disputes[0].id}"
    for name, path in walks.items():
        page.goto(desk_url + path)
        page.wait_for_selector("h1")
        shoot(page, f"page-{name}")
        assert not faults_of(page), name
    page.faults[:] = [f for f in page.faults if "404" not in f]  # the missing page is meant to be missing


def test_a_sentence_of_a_dossier_opens_its_claims(page, desk_url, client):
    place = client.app.state.desk.book.entities(types=("LOCATION",))[0]
    page.goto(f"{desk_url}/entity/{place.id}")
    page.locator("section li a[href^='/evidence']").first.click()
    page.wait_for_selector("#drawer .claim mark")


def test_light_and_dark_are_remembered_and_both_legible(page, desk_url):
    page.goto(f"{desk_url}/claims")
    page.click("#theme")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.goto(f"{desk_url}/findings")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert not faults_of(page)
    shoot(page, "dark-findings")
    _overview(page, desk_url)
    page.wait_for_selector(DRAWN)
    shoot(page, "dark-overview")
    assert not faults_of(page)


def test_a_view_is_saved_and_found_again(page, desk_url):
    page.goto(f"{desk_url}/claims?type=capture")
    page.click("[data-save-view]")
    page.fill("input[name='name']", "Ground taken")
    page.keyboard.press("Enter")
    page.goto(f"{desk_url}/claims")
    page.get_by_role("link", name="Ground taken").click()
    page.wait_for_url(re.compile("type=capture"))
    page.get_by_label("Forget the view Ground taken").click()
    assert page.get_by_role("link", name="Ground taken").count() == 0


def test_a_tablet_holds_the_overview(browser, desk_url):
    context = browser.new_context(viewport={"width": 820, "height": 1180}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(60_000)
    _overview(page, desk_url)
    page.wait_for_selector(DRAWN)
    shoot(page, "tablet-overview")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(f"{desk_url}/findings")
    shoot(page, "tablet-findings")
    context.close()
