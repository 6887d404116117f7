"""How large a report is and how fast it answers in a browser: python -m benchmarks.report [MODEL_DIR | REPORT].

Writes the report of MODEL_DIR (default: models/cities, meant for `topics fit ../shared/corpora/cities-2024`)
and opens it in the installed Chromium, each round in a window of its own. Times are medians over the rounds: wall time
from the address to the first letters, and to a page whose every table and link works; then, in the page, the time from
a choice or a letter typed to the frame that shows the answer. Beside them stands the page's own processor time, which
says what a quiet machine would give.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from topics.cli.output import open_model

ROUNDS = 5
FRAME = "await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));"
TYPED = f"""async value => {{
    const field = document.getElementById("q"), told = document.getElementById("count");
    const before = told.textContent, began = performance.now();
    field.value = value;
    field.dispatchEvent(new Event("input"));
    while (told.textContent === before) await new Promise(done => setTimeout(done, 1));
    {FRAME}
    return performance.now() - began;
}}"""
CHOSEN = f"""async ([name, value]) => {{
    const began = performance.now(), list = document.querySelector(`#filters select[name=${{name}}]`);
    list.value = value ?? list.options[1].value;
    list.dispatchEvent(new Event("change"));
    {FRAME}
    return performance.now() - began;
}}"""
ACTIONS: dict[str, tuple[str, object]] = {
    "search 低空经济": (TYPED, "低空经济"),
    "search 改革 企业": (TYPED, "改革 企业"),
    "filter by theme": (CHOSEN, ["theme", None]),
    "filter by half": (CHOSEN, ["half", "plan"]),
    "filter by district": (CHOSEN, ["district", None]),
}


def busy(session: CDPSession) -> float:
    """Give the processor seconds the page has taken."""
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"])


def measure(page: Page, address: str) -> dict[str, tuple[float, float]]:
    """Give wall and processor milliseconds of each step of one round."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("html[data-ready]").wait_for(state="attached")
    found = {"every link works": (1000 * (time.perf_counter() - began), 1000 * busy(session))}
    first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    found = {"first view": (first, float("nan")), **found}
    page.wait_for_timeout(1000)
    for name, (script, value) in ACTIONS.items():
        before = busy(session)
        wall = page.evaluate(script, value)
        found[name] = (wall, 1000 * (busy(session) - before))
    return found


def written(folder: Path, report: Path) -> None:
    """Write the report of a model, and say what it took."""
    model = open_model(folder)
    began = time.perf_counter(), time.process_time()
    report.write_text(model.report(), encoding="utf-8")
    taken = time.perf_counter() - began[0], time.process_time() - began[1]
    print(f"{model.documents.height} plans, {model.items.height} segments")
    print(f"written in {taken[0]:.0f} s, {taken[1]:.0f} s of processor time")


def main() -> None:
    """Print the size and a row a step."""
    given = Path(sys.argv[1] if len(sys.argv) > 1 else "models/cities")
    chromium = shutil.which("chromium")
    if not chromium:
        sys.exit("chromium is not installed")
    with tempfile.TemporaryDirectory() as folder:
        path = given.resolve() if given.suffix == ".html" else Path(folder) / "report.html"
        if path.parent == Path(folder):
            written(given, path)
        print(f"{path.stat().st_size / 1e6:.1f} MB\n")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--headless", "--no-sandbox", "--disable-gpu"]
            )
            rounds = [measure(browser.new_context().new_page(), path.as_uri()) for _ in range(ROUNDS)]
            browser.close()
    print(f"{'step':24s} {'wall ms':>8s} {'processor ms':>13s}   median of {ROUNDS}")
    for name in rounds[0]:
        wall, own = (statistics.median(one[name][at] for one in rounds) for at in (0, 1))
        print(f"{name:24s} {wall:8.0f} {own:13.0f}")


if __name__ == "__main__":
    main()
