"""What axe-core finds that would keep people from using a report, light on a wide screen and dark on a narrow one."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, WIDE, Opened


def serious(page: Page, within: str | None = None) -> list[str]:
    """Every serious or critical fault of the page, or of a part of it."""
    found = Axe().run(page, within, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} — {node['failureSummary'][:200]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", NARROW)], ids=["light", "dark"])
def test_no_serious_fault(opened: Opened, written: dict[str, Path], scheme: str, size: dict[str, int]) -> None:
    page = opened(written["zh"], "#themes?theme=industry", scheme=scheme, size=size)
    assert serious(page) == []
    page.locator("#q").fill("企业")
    page.locator("#found .unfold").first.click()
    page.locator("#spread summary").click()
    assert serious(page, "#panel") == []
