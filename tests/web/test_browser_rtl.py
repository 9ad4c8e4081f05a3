"""Right-to-left names on the map: shaped by the browser and shown as pictures, light and dark."""

import sqlite3

import pytest
from tests.web.conftest import _serve, shoot, until

pytestmark = pytest.mark.browser
ARABIC, HEBREW = "مصراتة الكبرى", "חוף סידרה"  # made-up names for two places of the samples
PICTURES = "window.bywhomMap.listImages().filter(i => i.startsWith('words|'))"
ON_MAP = (
    "window.bywhomMap.queryRenderedFeatures({layers: ['spots', 'held']})"
    ".filter(f => f.properties.picture).map(f => f.properties.picture)"
)


@pytest.fixture
def arabic_url(own_casefile):
    """The samples with two places that go by names in Arabic and Hebrew script."""
    with sqlite3.connect(own_casefile) as file:
        for name, latin in ((ARABIC, "Misrata"), (HEBREW, "Benghazi")):
            changed = file.execute("UPDATE card SET name = ? WHERE name = ?", (name, latin)).rowcount
            assert changed == 1
    from bywhom.web.app import create_app

    yield from _serve(create_app(str(own_casefile)))


def _drawn(page):
    page.wait_for_selector("body[data-ready='yes']")
    page.wait_for_selector("body[data-map='drawn']")


def _near(page):
    """So near to the two places that neither stands in a cluster."""
    _drawn(page)
    page.evaluate("() => { window.bywhomMap.jumpTo({center: [17.2, 32.2], zoom: 6}) }")


def test_a_name_in_arabic_script_stands_on_the_map_as_a_picture(page, arabic_url):
    page.goto(arabic_url)
    _near(page)
    until(page, f"{PICTURES}.some(i => i.includes('{ARABIC}')) && {ON_MAP}.some(i => i.includes('{ARABIC}'))")
    inked = page.evaluate(
        f"() => {{ const id = {PICTURES}.find(i => i.includes('{ARABIC}'));"
        " return window.bywhomMap.getImage(id).data.data.filter((v, i) => i % 4 === 3 && v > 200).length }"
    )
    assert inked > 100  # words and their halo, not an empty picture
    plain = "window.bywhomMap.queryRenderedFeatures({layers: ['spots']}).filter(f => f.properties.label)"
    assert page.evaluate(f"{plain}.some(f => !f.properties.picture)")  # names in other scripts stay text
    shoot(page, "map-arabic")


def test_the_picture_of_a_name_follows_light_and_dark(page, arabic_url):
    page.goto(arabic_url)
    _near(page)
    until(page, f"{PICTURES}.length > 0")
    before = page.evaluate(PICTURES)
    page.click("#theme")
    until(page, f"{PICTURES}.length > 0 && !{PICTURES}.some(i => {before!r}.includes(i))")
    _drawn(page)
    shoot(page, "map-arabic-dark")
