"""A real browser, a report to open in it, and a page that must stay quiet: no message, no error, no request."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, sync_playwright

import topics
from tests.conftest import ROOT, FakeEncoder
from topics.fitted import FittedModel
from topics.reporting import collect
from topics.show.report import page

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The installed Chromium; Playwright's own is not needed."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        told = "chromium is not installed: `apt-get install chromium`, or run .ci/run, which does"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(told)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory, fake_encoder: FakeEncoder) -> FittedModel:
    """The sample plans, fitted with vectors that cost nothing."""
    return topics.fit(ROOT / "seeds" / "plans", tmp_path_factory.mktemp("models") / "sample", encoder=fake_encoder)


@pytest.fixture(scope="session")
def written(model: FittedModel, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report of the sample plans, by language."""
    folder = tmp_path_factory.mktemp("reports")
    paths = {"zh": folder / "报告 zh.html", "en": folder / "report-en.html"}
    facts = collect(model, ROOT / "seeds" / "gold.csv")
    for lang, path in paths.items():
        path.write_text(page(facts.name, facts.manifest, facts.tables, lang), encoding="utf-8")
    return paths


Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Open a file in a window of its own; at the end nothing may have been said, asked for or shown in a dialog."""
    noise: list[str] = []
    contexts = []

    def asked(request: Request) -> None:
        if not request.url.startswith(("file:", "blob:", "data:")):
            noise.append(f"request: {request.url}")

    def interrupted(dialog: Dialog) -> None:
        noise.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open_file(path: Path, fragment: str = "", *, size: dict[str, int] = WIDE, scheme: str = "light") -> Page:
        context = browser.new_context(viewport=size, color_scheme=scheme, accept_downloads=True)  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        contexts.append(context)
        context.on("request", asked)
        page = context.new_page()
        page.on("console", lambda message: noise.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: noise.append(f"error: {error}"))
        page.on("dialog", interrupted)
        page.goto(path.as_uri() + fragment)
        page.locator("html[data-ready]").wait_for(state="attached")
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert noise == []
