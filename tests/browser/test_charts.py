"""Charts in a real browser: drawn offline, quiet, and with text that stays text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Opened
from tests.show.frames import ledger_frame, passage_frame, rank_frame, target_frame, theme_names
from tests.show.made import difference_frame, share_frame, similarity_frame
from topics.show import charts
from topics.show.drawing import Drawing, save

ATTACK = "</script><img src=x onerror=\"window.pwned=1\"><a href='javascript:window.pwned=2'>"
FORMULA = '=HYPERLINK("http://example.invalid","x")'
NAMES = theme_names()
DRAWN: dict[str, Callable[[], Drawing]] = {
    "lines": lambda: charts.over_time(share_frame([ATTACK, FORMULA], [2018, 2019], plans=4)),
    "areas": lambda: charts.over_time(share_frame([ATTACK, "乙"], [2018, 2019]), style="area"),
    "bumps": lambda: charts.over_time(share_frame([ATTACK, "乙"], [2018, 2019]), style="bump", lang="en"),
    "shares": lambda: charts.shares(share_frame([ATTACK, FORMULA], [2018])),
    "compare": lambda: charts.compare(difference_frame([0.01, 0.2, 0.9], intervals=True), ATTACK, "乙", distance=0.1),
    "compare untested": lambda: charts.compare(difference_frame(), ATTACK, "乙", distance=0.1, basis=FORMULA),
    "compare, none told apart": lambda: charts.compare(difference_frame([0.5] * 3), ATTACK, "乙", distance=0.1),
    "similarity": lambda: charts.similarity(similarity_frame([ATTACK, FORMULA, "丙"])),
    "neighbours": lambda: charts.similarity(similarity_frame([ATTACK, FORMULA, "丙"]), style="neighbours"),
    "ledger": lambda: charts.ledger(ledger_frame({(ATTACK, "urban", "review", 2018): {"done": 2}}), NAMES),
    "targets": lambda: charts.targets(target_frame([(ATTACK, 2018, "target", 5.0, 6.0, "range")]), FORMULA),
    "results alone": lambda: charts.targets(target_frame([(ATTACK, 2018, "result", 5.0, 5.0, "eq")]), FORMULA),
    "ranks without intervals": lambda: charts.rank(rank_frame([(ATTACK, 1, 0.2, None, None)]), NAMES, "urban"),
    "rank": lambda: charts.rank(rank_frame([(ATTACK, 1, 0.2, 0.1, 0.3), ("乙", 1, 0.1, None, None)]), NAMES, "urban"),
}


def harmless(page: Page) -> None:
    assert page.evaluate("typeof window.pwned") == "undefined"
    for selector in ("img", "a[href^='javascript']", "[onerror]", "iframe", "object"):
        assert page.locator(selector).count() == 0, selector
    assert page.locator("script").count() == 3  # the data, the library, the lines that start it


@pytest.mark.parametrize("kind", DRAWN)
def test_a_chart_is_drawn_offline_and_text_stays_text(kind: str, opened: Opened, tmp_path: Path) -> None:
    drawing = DRAWN[kind]()
    save(drawing, tmp_path / "chart.html")
    page = opened(tmp_path / "chart.html")
    shown = page.locator("#chart svg.marks text").all_text_contents()
    assert len(shown) >= 6
    assert any("javascript:window.pwned=2" in text for text in shown)
    assert page.title() == drawing.title
    policy = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content") or ""
    assert policy.startswith("default-src 'none'")
    harmless(page)


def test_a_request_that_a_chart_made_would_be_refused(browser: Browser, tmp_path: Path) -> None:
    save(DRAWN["shares"](), tmp_path / "chart.html")
    page = browser.new_page()
    page.goto((tmp_path / "chart.html").as_uri())
    page.locator("html[data-ready]").wait_for(state="attached")
    refused = page.evaluate(
        "new Promise(done => {"
        "addEventListener('securitypolicyviolation', seen => done(seen.effectiveDirective));"
        "fetch('data:text/plain,x').then(() => done('fetched'), () => {}) })"
    )
    page.close()
    assert refused == "connect-src"


def test_a_map_of_12000_passages_is_one_image_and_tells_a_passage_under_the_pointer(
    opened: Opened, tmp_path: Path
) -> None:
    drawing = charts.passage_map(passage_frame(12_000, text=f"{ATTACK}建设公园三处"), NAMES, seed=0)
    save(drawing, tmp_path / "map.html")
    page = opened(tmp_path / "map.html")
    assert page.locator("#chart canvas").count() == 1
    assert page.locator("#chart svg.marks").count() == 0
    found = page.locator("#chart canvas").bounding_box()
    assert found is not None
    tip = page.locator("#vg-tooltip-element.visible")
    middle = found["y"] + found["height"] * 0.6
    for step in range(40):
        page.mouse.move(found["x"] + 200 + 7 * step, middle)
        if tip.count():
            break
    assert "建设公园三处" in (tip.text_content() or "")
    assert ATTACK in (tip.text_content() or "")
    harmless(page)
