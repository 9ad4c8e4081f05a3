"""Signing in, in a real browser: a desk that other machines reach asks for its password and then lets one in."""

import pytest
from tests.web.conftest import _serve, faults_of, shoot

pytestmark = pytest.mark.browser


@pytest.fixture
def guarded_url(own_casefile):
    from bywhom.web.app import create_app
    from bywhom.web.security import scrypt_record
    from bywhom.web.settings import DeskSettings

    yield from _serve(create_app(str(own_casefile), DeskSettings(password=scrypt_record("a long word"))))


def test_the_password_opens_the_desk_and_a_wrong_one_does_not(page, guarded_url):
    page.goto(f"{guarded_url}/claims?type=capture")
    page.wait_for_selector("input[type=password]")
    shoot(page, "sign-in")
    assert not faults_of(page)
    page.fill("input[type=password]", "a short one")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_selector("[role=alert]")
    assert "not the password" in page.locator("[role=alert]").inner_text()
    shoot(page, "sign-in-wrong")
    page.faults[:] = [f for f in page.faults if "401" not in f]  # the wrong password is meant to be refused
    page.fill("input[type=password]", "a long word")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_selector("table")
    assert page.url.endswith("/claims?type=capture")  # where the person was going
    page.goto(f"{guarded_url}/review")  # and a change is taken from the browser that is inside
    page.wait_for_selector("[data-row]")
    page.keyboard.press("a")
    page.wait_for_selector("#said:not(:empty)")
    page.goto(f"{guarded_url}/decisions")
    assert page.locator("tbody tr").count() == 1
