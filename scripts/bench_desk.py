"""Measure the desk over a large generated casefile: first view, changes of day and filter, frames, memory.

python scripts/bench_desk.py [FILE]      prints one JSON object; FILE is made when it is absent (250,000 claims)

The server is a process of its own, asked by HTTP and through Chromium as a person's browser would. Frames are counted
by requestAnimationFrame while the mouse drags the map; on a machine without a graphics card Chromium draws in
software, which the figures say, and the desk then moves the picture that is drawn (static/pan.js). Beside wall times
stand processor times, of the server and of the page's main thread: they are what holds on a machine that has other
work too.
"""

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
CLAIMS, A_REPORT = 250_000, 25
FLAGS = ["--no-sandbox", "--enable-unsafe-swiftshader"]  # what Chromium does by itself without a graphics card
DAYS = ("2013-05-01", "2014-02-11", "2015-06-01", "2016-02-03", "2017-09-09")
PAN = """() => new Promise((done) => {
  const stamps = [];
  const tick = (now) => { stamps.push(now); if (now - stamps[0] < 3000) requestAnimationFrame(tick); else done(stamps); };
  requestAnimationFrame(tick);
})"""
# From the key that is pressed to the frame that shows the lists of the day, and to the map that has nothing left to draw.
CHANGE = """(day) => { window.changed = new Promise((done) => addEventListener("keydown", ({ timeStamp }) => {
  let shown = 0;
  const seen = new MutationObserver(() => {
    const { dataset } = document.body;
    if (!shown && dataset.shown?.endsWith("/" + day)) requestAnimationFrame(() => setTimeout(() => { shown = performance.now() - timeStamp; }));
    if (shown && dataset.map === "drawn") { seen.disconnect(); done([shown, performance.now() - timeStamp]); }
  });
  seen.observe(document.body, { attributes: true });
}, { once: true, capture: true })); }"""
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"


def made(file: Path) -> Path:
    """The casefile to measure, generated when it is absent."""
    if not file.is_file():
        command = [sys.executable, str(ROOT / "scripts" / "generate_casefile.py"), str(file)]
        subprocess.run([*command, "--claims", str(CLAIMS), "--a-report", str(A_REPORT)], check=True, stdout=sys.stderr)
    return file


def memory(pid: int, field: str) -> float:
    """``VmRSS`` or ``VmHWM`` of a process, in MB (Linux alone)."""
    found = re.search(rf"{field}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    return int(found[1]) / 1024 if found else 0.0


class Server:
    """``bywhom serve`` on a free port."""

    def __init__(self, file: Path) -> None:
        """Start it and wait until it answers."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [
            sys.executable,
            "-m",
            "bywhom",
            "serve",
            "--casefile",
            str(file),
            "--port",
            str(port),
            "--no-browser",
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        self.url = f"http://127.0.0.1:{port}"
        for _ in range(1200):
            try:
                self.ask("/api/codebook")
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the desk did not open")

    def ask(self, path: str) -> tuple[float, bytes]:
        """The milliseconds that an answer took, and the answer."""
        start = time.perf_counter()
        with urllib.request.urlopen(self.url + path, timeout=600) as answer:  # our own server
            body = answer.read()
        return (time.perf_counter() - start) * 1000, body

    def cpu(self) -> float:
        """Milliseconds of processor time that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 10.0

    def timed(self, paths: list[str]) -> dict[str, float]:
        """Median wall and processor milliseconds of asking for each of ``paths`` once."""
        walls, used = [], []
        for path in paths:
            before = self.cpu()
            walls.append(self.ask(path)[0])
            used.append(self.cpu() - before)
        return {"wall_ms": statistics.median(walls), "cpu_ms": statistics.median(used)}


def answers(server: Server) -> dict[str, Any]:
    """What the server alone takes for what the desk asks of it."""
    out: dict[str, Any] = {"columns read": server.timed(["/api/overview"])}
    server.ask("/api/bars"), server.ask("/api/map")
    since = "2012-01-01"
    for name, path in (
        ("day: page", "/?part=1&since={s}&until={d}"), ("day: counts", "/api/overview?since={s}&until={d}"), ("day: map", "/api/map?since={s}&until={d}"),
        ("day: claims", "/api/claims?since={s}&until={d}&order=when"), ("day: network", "/api/network?on={d}"),
        ("network, 1,000 actors", "/api/network?on={d}&limit=1000"),
    ):  # fmt: skip
        out[name] = server.timed([path.format(s=since, d=d) for d in DAYS])
    filters = ("type=capture", "polarity=denied", "text=bombed", "modality=possible", "min_confidence=0.9")
    out["filter: claims"] = server.timed([f"/api/claims?{f}" for f in filters])
    out["filter: groups"] = server.timed(
        [f"/api/map?groups={g}" for g in ("force", "harm", "ground", "power", "words")]
    )
    out["review queue"] = server.timed(["/api/review"] * 3)
    return out


def holders(server: Server) -> dict[str, Any]:
    """How long until the places are read of which holders are asked, and what a day takes then."""
    start = time.perf_counter()
    while json.loads(server.ask(f"/api/holdings?on={DAYS[0]}")[1])["pending"]:
        pass
    ready = time.perf_counter() - start
    return {"read after s": ready, **server.timed([f"/api/holdings?on={d}" for d in DAYS[1:]])}


def seen(server: Server) -> dict[str, Any]:
    """What a person sees: first view, changes, frames."""
    import shutil

    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        return {}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        page.set_default_timeout(300_000)
        clock = Clock(page)
        out: dict[str, Any] = {}
        start = time.perf_counter()
        page.goto(server.url, wait_until="commit")
        for part in ("#types li", "#held li", "#recent li"):
            page.wait_for_selector(part)
        out["first view cpu s"] = clock.lap() / 1000
        page.wait_for_selector("body[data-map='drawn']")
        out["map drawn s"] = time.perf_counter() - start
        out["first view s"] = page.evaluate(PAINTED) / 1000  # the lists come with the page: its first paint shows them
        changes, redrawn, used = [], [], []
        for day in DAYS:
            page.fill("#until", day)
            page.evaluate(CHANGE, day)
            page.wait_for_timeout(500)
            clock.lap()
            page.keyboard.press("Enter")
            shown, all_ = page.evaluate("() => window.changed")
            changes.append(shown), redrawn.append(all_), used.append(clock.lap())
        out["day change ms"], out["day change cpu ms"] = statistics.median(changes), statistics.median(used)
        out["map redrawn ms"] = statistics.median(redrawn)
        page.click("#all")
        page.wait_for_timeout(3000)
        clock.lap()
        drawn = frames(page)
        out["frames a second"], out["cpu ms a frame"] = drawn, clock.lap() / max(1.0, drawn * 3)
        browser.close()
    return out


class Clock:
    """Processor time of the page's main thread."""

    def __init__(self, page: Any) -> None:
        """Start counting."""
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._last = 0.0

    def lap(self) -> float:
        """Milliseconds used since the last lap."""
        told = {m["name"]: m["value"] for m in self._session.send("Performance.getMetrics")["metrics"]}
        before, self._last = self._last, told["TaskDuration"] * 1000
        return max(0.0, self._last - before)


def frames(page: Any) -> float:
    """Frames a second while the mouse drags the map to and fro for three seconds."""
    box = page.locator("#map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.evaluate(f"() => {{ window.panned = ({PAN})(); }}")
    page.mouse.move(x, y)
    page.mouse.down()
    end = time.perf_counter() + 3
    step = 0
    while time.perf_counter() < end:
        step += 1
        page.mouse.move(x + 160 * (1 if (step // 20) % 2 else -1) * (step % 20) / 20, y + step % 7)
    page.mouse.up()
    stamps = page.evaluate("() => window.panned")
    return (len(stamps) - 1) * 1000 / max(1.0, stamps[-1] - stamps[0])


def measure(file: Path) -> dict[str, Any]:
    """All figures."""
    server = Server(made(file))
    try:
        out: dict[str, Any] = {"answers": answers(server)}
        out["seen"] = seen(server)
        out["memory MB, views"] = memory(server.process.pid, "VmHWM")
        out["holders"] = holders(server)
        out["memory MB"] = memory(server.process.pid, "VmHWM")
    finally:
        server.process.terminate()
        server.process.wait()
    return out


def rows(f: dict[str, Any], size: str) -> list[list[str]]:
    """The figures as rows of docs/benchmarks.md: what, on what, figure, target, published."""

    def took(r: dict[str, float]) -> str:
        return f"{r['cpu_ms']:,.0f} ms of processor, {r['wall_ms']:,.0f} ms in all"

    told, seen_ = f["answers"], f["seen"]
    out = [[f"desk: {n}", size, took(told[n]), "300 ms", ""] for n in told if n.startswith(("day", "filter"))]
    out += [
        [f"desk: {n}", size, took(told[n]), "", ""] for n in ("network, 1,000 actors", "review queue", "columns read")
    ]
    out.append(["desk: holders of a day, once their places are read", size, took(f["holders"]), "300 ms", ""])
    if seen_:
        software = f"{size}; Chromium drawing in software"
        out += [
            [
                "desk: first view (lists and counts painted)",
                software,
                f"{seen_['first view s']:.1f} s, of it {seen_['first view cpu s']:.1f} s of the page's processor",
                "1.5 s",
                "",
            ],
            ["desk: map drawn", software, f"{seen_['map drawn s']:.1f} s", "", ""],
            [
                "desk: change of day, from the key to the frame with its lists and counts",
                software,
                f"{seen_['day change ms']:,.0f} ms; {seen_['day change cpu ms']:,.0f} ms of the page's processor",
                "300 ms",
                "",
            ],
            ["desk: change of day, map drawn anew", software, f"{seen_['map redrawn ms']:,.0f} ms", "", ""],
            [
                "desk: frames a second while panning",
                software,
                f"{seen_['frames a second']:.0f}; {seen_['cpu ms a frame']:.1f} ms of the page's processor a frame",
                "30",
                "",
            ],
        ]
    memory_ = f"{f['memory MB, views']:,.0f} MB, with all grounds read {f['memory MB']:,.0f} MB"
    return [*out, ["desk: server memory, peak", size, memory_, "1,000 MB", ""]]


def sized(file: Path) -> str:
    """How large the casefile is, in words."""
    from bywhom.casefile import Casefile
    from bywhom.model.claim import CLAIM_TYPES, EVENTS

    with Casefile.open(file) as book:
        counts, types = book.view.counts(), book.by_type(book.chosen())
    events = sum(n for t, n in types.items() if t in CLAIM_TYPES and t in EVENTS)
    made_of = f"{counts['reports']:,} generated reports, {counts['claims']:,} claims, {events:,} events"
    return f"{made_of}; machine under a load of {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores"


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "bench" / "desk.casefile"
    given.parent.mkdir(parents=True, exist_ok=True)
    figures = measure(given)
    print(json.dumps({"rows": rows(figures, sized(given)), "figures": figures}, indent=1))
