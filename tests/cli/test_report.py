"""The commands that write a report and open it, as a user types them."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import pytest

import topics
from tests.cli.conftest import Terminal
from tests.conftest import FakeEncoder
from tests.small import write_corpus


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, fake_encoder: FakeEncoder) -> Path:
    """A folder with a model under models/."""
    folder = tmp_path_factory.mktemp("home")
    write_corpus(folder / "plans", ("甲山区", "乙水区"), (2021,))
    topics.fit(folder / "plans", folder / "models" / "small", encoder=fake_encoder)
    return folder


def test_a_report_is_written_and_the_last_one_opened(
    run: Terminal, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    code, _, err = run("open")
    assert code == 1
    assert "no report here; make one with `topics report`" in err
    code, _, err = run("report", "--lang", "en")
    assert code == 0
    assert "written: outputs/report.html" in err
    assert '<html lang="en">' in (home / "outputs" / "report.html").read_text(encoding="utf-8")
    assert run("report", "-m", "small", "-o", "sent/报告.html")[0] == 0
    shown: list[str] = []

    def browse(url: str) -> bool:
        shown.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open", browse)
    assert run("open")[0] == 0
    assert run("open", "sent/报告.html")[0] == 0
    assert shown == [(home / name).as_uri() for name in ("outputs/report.html", "sent/报告.html")]


def test_what_cannot_be_is_said_in_a_line(run: Terminal, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    assert run("report", "-o", "report.pdf") == (
        1,
        "",
        "topics: report.pdf: a report is a page; allowed: .html; rename -o FILE\n",
    )
    code, _, err = run("open", "absent.html")
    assert code == 1
    assert "absent.html: no such file" in err
    (home / "page.html").write_text("<p>", encoding="utf-8")
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    code, _, err = run("open", "page.html")
    assert code == 1
    assert "no browser could be started here; open the file in one yourself" in err
