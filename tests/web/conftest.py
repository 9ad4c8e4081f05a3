"""A desk over the sample reports, and a browser that tells of every error and every request off the machine."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.tiny import tiny, tiny_url  # noqa: F401  # fixtures for the tests beside

CHROMIUM = os.environ.get("BYWHOM_CHROMIUM") or shutil.which("chromium") or ""
ARTIFACTS = Path(__file__).parents[2] / "test-artifacts"
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
FLAGS = ["--no-sandbox", "--enable-unsafe-swiftshader"]


@pytest.fixture(scope="session")
def sample_casefile(tmp_path_factory) -> Path:
    """The sample reports, read once."""
    from bywhom.casefile.demo import make_demo

    file = tmp_path_factory.mktemp("desk") / "sample.casefile"
    make_demo(file)
    return file


@pytest.fixture
def own_casefile(sample_casefile, tmp_path) -> Path:
    """A copy of the sample casefile that a test may write to."""
    import sqlite3

    copy = tmp_path / "own.casefile"
    with sqlite3.connect(sample_casefile) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    return copy


@pytest.fixture(scope="session")
def desk_app(sample_casefile):
    from bywhom.web.app import create_app

    return create_app(str(sample_casefile))


@pytest.fixture(scope="session")
def client(desk_app):
    """The desk over the samples, asked without a network."""
    from starlette.testclient import TestClient

    return TestClient(desk_app, base_url="http://127.0.0.1:8321")


def _serve(app) -> Iterator[str]:
    import uvicorn

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="session")
def desk_url(desk_app) -> Iterator[str]:
    """The address of a desk over the samples; tests that write take ``own_desk_url``."""
    yield from _serve(desk_app)


@pytest.fixture
def own_desk_url(own_casefile) -> Iterator[str]:
    """The address of a desk over a copy of the samples."""
    from bywhom.web.app import create_app

    yield from _serve(create_app(str(own_casefile)))


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM:
        pytest.skip("Chromium is not installed (apt-get install chromium, or set BYWHOM_CHROMIUM)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        made = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield made
        made.close()


@pytest.fixture
def page(browser):
    """A fresh page at 1280 x 800 that fails the test for a console error or a request off the machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    made = context.new_page()
    made.set_default_timeout(60_000)
    faults: list[str] = []
    made.on("console", lambda m: faults.append(f"console: {m.text}") if m.type in ("error", "warning") else None)
    made.on("pageerror", lambda e: faults.append(f"page: {e}"))
    made.on("request", lambda r: faults.append(f"off the machine: {r.url}") if _is_outside(r.url) else None)
    made.faults = faults
    yield made
    context.close()
    assert not [f for f in faults if "GPU stall" not in f and "swiftshader" not in f.lower()], faults


def _is_outside(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1", "data:", "blob:", "about:"))


def until(page, condition: str, seconds: float = 40) -> None:
    """Wait until a JavaScript expression is true (Playwright's own waiting needs eval, which the policy forbids)."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"never true: {condition}"
        page.wait_for_timeout(50)


def shoot(page, name: str) -> None:
    """Keep a picture of the page for inspection."""
    ARTIFACTS.mkdir(exist_ok=True)
    page.screenshot(path=str(ARTIFACTS / f"{name}.png"))


def faults_of(page, *, leave_out: str = "") -> list[str]:
    """What axe-core finds serious or critical, as ``rule: element`` lines."""
    page.evaluate(AXE.read_text(encoding="utf-8") + "; window.axeReady = true")
    found = page.evaluate(
        """(out) => axe.run(out ? {exclude: [out]} : document, {resultTypes: ['violations']}).then(r => r.violations
            .filter(v => ['serious', 'critical'].includes(v.impact))
            .flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 160) + ' | ' + (n.any[0]?.message ?? ''))))""",
        leave_out,
    )
    return list(found)
